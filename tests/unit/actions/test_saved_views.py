"""Views of a list belong to whoever named them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from panelapp.actions.saved_views import (
    KeepView,
    RemoveView,
    RenameView,
    StartWithView,
    keep_view,
    remove_view,
    rename_view,
    start_with_view,
)
from panelapp.domain.errors import BadInput, NotFound
from panelapp.queries.saved_views import SavedViewsQuestion, saved_views
from tests.factories import audited

if TYPE_CHECKING:
    from panelapp.office import Office
    from tests.factories import Panel

LATE = {"chosen": {"due": "late"}, "sort": "due"}


def keep(office: Office, name: str, list_code: str = "cases") -> None:
    office.execute(keep_view, KeepView(list_code=list_code, name=name, asked=LATE))


def names(office: Office, list_code: str = "cases") -> list[str]:
    return [one.name for one in office.read(saved_views, SavedViewsQuestion(list_code=list_code))]


def test_a_view_is_kept_changed_renamed_and_deleted_by_its_user_alone(panel: Panel) -> None:
    office = panel.adviser
    with audited(panel, office, "keep_view", "cases"):
        keep(office, "  Late   ones ")
    keep(office, "Änderungen")
    keep(office, "Late ones", "sittings")
    keep(panel.chair, "Mine")
    assert names(office) == ["Änderungen", "Late ones"]
    assert names(panel.chair) == ["Mine"]
    changed = KeepView(list_code="cases", name="LATE ONES", asked={"sort": "who"})
    office.execute(keep_view, changed)
    [_, late] = office.read(saved_views, SavedViewsQuestion(list_code="cases"))
    assert (late.name, late.asked) == ("LATE ONES", {"sort": "who"})
    assert "LATE" not in repr(late)
    office.execute(rename_view, RenameView(list_code="cases", name="LATE ONES", new_name="Overdue"))
    office.execute(remove_view, RemoveView(list_code="cases", name="Änderungen"))
    assert names(office) == ["Overdue"]
    with pytest.raises(NotFound):
        office.execute(remove_view, RemoveView(list_code="cases", name="Mine"))


def test_a_list_starts_with_one_view_at_most(panel: Panel) -> None:
    office = panel.adviser
    for name in ("One", "Two"):
        keep(office, name)
        office.execute(start_with_view, StartWithView(list_code="cases", name=name))
    rows = office.read(saved_views, SavedViewsQuestion(list_code="cases"))
    assert [(row.name, row.starts_here) for row in rows] == [("One", False), ("Two", True)]
    office.execute(start_with_view, StartWithView(list_code="cases"))
    rows = office.read(saved_views, SavedViewsQuestion(list_code="cases"))
    assert not any(row.starts_here for row in rows)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_view_needs_a_short_name(panel: Panel, name: str) -> None:
    with pytest.raises(BadInput, match="The name of a view has 1 to 60 characters"):
        keep(panel.adviser, name)


def test_a_list_that_is_not_there_and_a_name_that_is_taken_are_refused(panel: Panel) -> None:
    keep(panel.adviser, "One")
    keep(panel.adviser, "Two")
    with pytest.raises(BadInput, match="There is no list nowhere"):
        keep(panel.adviser, "One", "nowhere")
    with pytest.raises(BadInput, match="another view of that name"):
        panel.adviser.execute(
            rename_view, RenameView(list_code="cases", name="One", new_name="two")
        )
