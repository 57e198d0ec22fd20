"""``panelapp search``: a list of what was found, for people and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories import case, household, open_panel
from tests.integration.command_line import done, refused

if TYPE_CHECKING:
    from pathlib import Path


def test_search_prints_what_it_finds(tmp_path: Path) -> None:
    with open_panel(tmp_path) as panel:
        ref = case(panel, home=household(panel), summary="A badger lives below the garden.")
    path = panel.file.path
    [found] = done("search", path, "badger", "--json").json()
    assert found == {
        "kind": "case",
        "ref": ref,
        "title": "Carer 0041 (synthetic)",
        "snippet": "A badger lives below the garden.",
    }
    said = done("search", path, "bagder").out
    assert "Nothing has these words as typed. These have: badger" in said
    assert f"{ref}  Case: Carer 0041 (synthetic)" in said
    assert done("search", path, "unicorn", "--json").json() == []
    assert done("search", path, "unicorn").out == "Nothing was found.\n"
    assert done("search", path, "", "--json").json() == []
    refused("search", path, code=2)


def test_a_file_of_an_older_version_is_made_searchable_first(tmp_path: Path) -> None:
    with open_panel(tmp_path) as panel:
        ref = case(panel)
        for table in ("search_edition", "search_entry", "search_text", "search_word"):
            panel.run(f"DELETE FROM {table}")  # noqa: S608 - names of our own tables
    [row] = done("search", panel.file.path, ref, "--json").json()
    assert (row["kind"], row["ref"]) == ("case", ref)
    assert done("verify", panel.file.path).code == 0
