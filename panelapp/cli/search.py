"""Searching everything that the acting user may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from panelapp.cli.session import json_option, open_office, print_json, say, session_options

if TYPE_CHECKING:
    from pathlib import Path


_MOST = 1000


@click.command()
@session_options
@click.argument("text")
@json_option
def search(
    file: Path, user_name: str | None, passphrase_file: Path | None, text: str, *, as_json: bool
) -> None:
    """Search everything that the user may see.

    Every word of TEXT is looked for in references, names, dates and the words of the record.
    """
    from panelapp.actions.open_duties import KeepOpenDuties, keep_open_duties
    from panelapp.queries.search import SearchQuestion
    from panelapp.queries.search import search as find

    question = SearchQuestion(text=text, limit=_MOST)
    with open_office(file, user_name, passphrase_file) as office:
        page = office.read(find, question)
        if not page.is_ready:
            # Any action makes a file searchable that an older version made.
            office.execute(keep_open_duties, KeepOpenDuties())
            page = office.read(find, question)
    found = [
        {
            "kind": row.kind,
            "ref": row.ref,
            "title": row.title,
            "snippet": "".join(part.text for part in row.snippet),
        }
        for row in page.rows
    ]
    if as_json:
        print_json(found)
        return
    if page.meant:
        say(f"Nothing has these words as typed. These have: {page.meant}")
    for row in found:
        say(f"{row['ref']}  {row['kind'].capitalize()}: {row['title']}")
        if row["snippet"]:
            say(f"            {row['snippet']}")
    if page.has_more:
        click.echo("There is more. Type more words to see less.")
    if not found:
        click.echo("Nothing was found.")
