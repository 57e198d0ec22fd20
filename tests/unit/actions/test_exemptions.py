"""Exemptions from the usual fostering limit (CA89 Sch 7 para 4)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.cases import ChildDetails, UpdateCase, update_case
from panelapp.actions.exemptions import CancelExemption, cancel_exemption, record_exemption
from panelapp.actions.households import UpdateHousehold, update_household
from panelapp.domain.errors import BadInput, NotAllowed, RuleBroken
from panelapp.domain.vocabulary import CaseType, UserRole
from panelapp.queries.case_page import CasePageQuestion, case_page
from tests.factories import (
    TODAY,
    USERS,
    audited,
    case,
    exemption,
    exemption_case,
    household,
    refused,
)

if TYPE_CHECKING:
    from tests.factories import Panel

CHILD = "Child 0090 (synthetic)"
ANOTHER = "Child 0091 (synthetic)"


def shown(panel: Panel, ref: str) -> dict[str, str]:
    page = panel.adviser.read(case_page, CasePageQuestion(case=ref))
    return {row.name: row.words for row in page.kind_rows}


def test_an_exemption_begins_with_its_written_notice(panel: Panel) -> None:
    ref = exemption_case(panel)
    assert shown(panel, ref)["Exemption"].startswith("Not begun")
    with audited(panel, panel.adviser, "record_exemption", ref):
        panel.adviser.execute(record_exemption, exemption(ref, conditions="Until the move."))
    found = shown(panel, ref)
    assert found["Exemption"] == "In force since 18 November 2026."
    assert (found["Exempted by"], found["Children exempted"]) == ("Anyshire", CHILD)
    assert found["Conditions"] == "Until the move."


def test_another_authority_cannot_exempt(panel: Panel) -> None:
    ref = exemption_case(panel)
    with refused(panel, RuleBroken, "where the carers live", citation="CA89 Sch 7 para 4(1)"):
        panel.adviser.execute(record_exemption, exemption(ref, authority="Othershire"))


def test_where_they_live_must_be_known(panel: Panel) -> None:
    ref = exemption_case(panel, lives_in="")
    with refused(panel, RuleBroken, "not recorded", citation="CA89 Sch 7 para 4(1)"):
        panel.adviser.execute(record_exemption, exemption(ref))


def test_it_has_regard_to_five_matters(panel: Panel) -> None:
    ref = exemption_case(panel)
    with refused(panel, RuleBroken, "the length of time", citation="CA89 Sch 7 para 4(2)"):
        panel.adviser.execute(record_exemption, exemption(ref, length_of_time=" "))


def test_it_names_children(panel: Panel) -> None:
    ref = exemption_case(panel)
    panel.adviser.execute(update_case, UpdateCase(case=ref, children=()))
    with refused(panel, RuleBroken, "names none", citation="CA89 Sch 7 para 4(3)-(4)"):
        panel.adviser.execute(record_exemption, exemption(ref))


def test_only_a_case_about_one_has_an_exemption(panel: Panel) -> None:
    ref = case(panel, CaseType.LONG_TERM_MATCH)
    with refused(panel, BadInput, "about an exemption"):
        panel.adviser.execute(record_exemption, exemption(ref))


@pytest.mark.parametrize(("field", "days"), [("noticed_on", 1), ("ends_on", -1)])
def test_its_days_make_sense(panel: Panel, field: str, days: int) -> None:
    ref = exemption_case(panel)
    with refused(panel, BadInput):
        panel.adviser.execute(
            record_exemption, exemption(ref, **{field: TODAY + timedelta(days=days)})
        )


def test_another_child_ends_the_cover_until_a_new_notice(panel: Panel) -> None:
    ref = exemption_case(panel)
    panel.adviser.execute(record_exemption, exemption(ref))
    both = tuple(ChildDetails(name=name) for name in (CHILD, ANOTHER))
    panel.adviser.execute(update_case, UpdateCase(case=ref, children=both))
    page = panel.adviser.read(case_page, CasePageQuestion(case=ref))
    assert "another was named" in shown(panel, ref)["Exemption"]
    [task] = [task for task in page.tasks if task.code == "record_exemption"]
    assert (task.due, task.citation) == (TODAY, "CA89 Sch 7 para 4(3)-(4)")
    panel.adviser.execute(record_exemption, exemption(ref))
    assert shown(panel, ref)["Children exempted"] == f"{CHILD} and {ANOTHER}"
    assert shown(panel, ref)["Exemption"] == "In force since 18 November 2026."


def test_taken_off_again_the_other_child_changes_nothing(panel: Panel) -> None:
    ref = exemption_case(panel)
    panel.adviser.execute(record_exemption, exemption(ref))
    for names in ((CHILD, ANOTHER), (CHILD,)):
        children = tuple(ChildDetails(name=name) for name in names)
        panel.adviser.execute(update_case, UpdateCase(case=ref, children=children))
    assert shown(panel, ref)["Exemption"] == "In force since 18 November 2026."


def name(panel: Panel, ref: str, *names: str) -> None:
    children = tuple(ChildDetails(name=name) for name in names)
    panel.adviser.execute(update_case, UpdateCase(case=ref, children=children))


def asked(panel: Panel, ref: str) -> dict[str, str]:
    """Which duty asks for a new notice, and under what rule."""
    page = panel.adviser.read(case_page, CasePageQuestion(case=ref))
    return {task.code: task.citation for task in page.tasks if task.code == "record_exemption"}


def test_a_child_who_comes_back_by_an_undo_is_not_covered(panel: Panel) -> None:
    ref = exemption_case(panel, CHILD, ANOTHER)
    alone = UpdateCase(case=ref, children=(ChildDetails(name=CHILD),))
    done = panel.adviser.execute(update_case, alone)
    panel.adviser.execute(record_exemption, exemption(ref))
    assert done.reversal is not None
    panel.adviser.undo(done.reversal)
    assert "another was named" in shown(panel, ref)["Exemption"]
    assert asked(panel, ref) == {"record_exemption": "CA89 Sch 7 para 4(3)-(4)"}


def test_two_children_of_one_name_are_two(panel: Panel) -> None:
    ref = exemption_case(panel)
    panel.adviser.execute(record_exemption, exemption(ref))
    name(panel, ref, CHILD, CHILD)
    assert "another was named" in shown(panel, ref)["Exemption"]


def test_an_old_notice_does_not_cover_a_child_named_after_it(panel: Panel) -> None:
    ref = exemption_case(panel)
    old = exemption(ref, noticed_on=TODAY - timedelta(days=20))
    panel.adviser.execute(record_exemption, old)
    name(panel, ref, ANOTHER, CHILD)
    with refused(panel, RuleBroken, "18 November 2026", citation="CA89 Sch 7 para 4(3)-(4)"):
        panel.adviser.execute(record_exemption, old)
    panel.adviser.execute(record_exemption, exemption(ref))
    with refused(panel, RuleBroken, "not from an earlier one"):
        panel.adviser.execute(record_exemption, old)


def test_a_cancelled_exemption_does_not_come_back_by_its_old_notice(panel: Panel) -> None:
    ref = exemption_case(panel)
    old = exemption(ref, noticed_on=TODAY - timedelta(days=20))
    panel.adviser.execute(record_exemption, old)
    panel.adviser.execute(cancel_exemption, CancelExemption(case=ref, cancelled_on=TODAY))
    for again in (old, exemption(ref)):
        with refused(panel, RuleBroken, "19 November 2026"):
            panel.adviser.execute(record_exemption, again)
    panel.clock.go_to(TODAY + timedelta(days=1))
    panel.adviser.execute(record_exemption, exemption(ref, noticed_on=panel.clock.today))
    assert shown(panel, ref)["Exemption"] == "In force since 19 November 2026."


@pytest.mark.parametrize("broken", ["\n", "\r", "\u2028", "\x0b"])
def test_a_name_on_two_lines_is_not_two_children(panel: Panel, broken: str) -> None:
    ref = exemption_case(panel)
    with refused(panel, BadInput, "on one line"):
        name(panel, ref, f"{CHILD}{broken}{ANOTHER}")
    child = ChildDetails(name=f"{CHILD}{broken}{ANOTHER}")
    home = household(panel)
    with refused(panel, BadInput, "on one line"):
        case(panel, CaseType.EXEMPTION, home=home, children=(child,))


def test_an_exemption_does_not_move_with_the_carers(panel: Panel) -> None:
    ref = exemption_case(panel)
    panel.adviser.execute(record_exemption, exemption(ref))
    [(home,)] = panel.rows("SELECT ref FROM household")
    moved = UpdateHousehold(household=str(home), home_authority="Othershire")
    done = panel.adviser.execute(update_household, moved)
    assert shown(panel, ref)["Exemption"].startswith("Does not hold")
    assert asked(panel, ref) == {"record_exemption": "CA89 Sch 7 para 4(1)"}
    with refused(panel, RuleBroken, "not from an earlier one"):
        panel.adviser.execute(record_exemption, exemption(ref, authority="Othershire"))
    assert done.reversal is not None
    panel.adviser.undo(done.reversal)
    assert shown(panel, ref)["Exemption"] == "In force since 18 November 2026."


def test_an_exemption_is_cancelled_once(panel: Panel) -> None:
    ref = exemption_case(panel)
    command = CancelExemption(case=ref, cancelled_on=TODAY)
    with refused(panel, RuleBroken, "no exemption", citation="CA89 Sch 7 para 4(3)-(4)"):
        panel.adviser.execute(cancel_exemption, command)
    panel.adviser.execute(record_exemption, exemption(ref))
    panel.adviser.execute(cancel_exemption, command)
    assert shown(panel, ref)["Exemption"] == "Cancelled on 18 November 2026."
    with refused(panel, RuleBroken, "no exemption"):
        panel.adviser.execute(cancel_exemption, command)


def test_the_office_records_it(panel: Panel) -> None:
    ref = exemption_case(panel)
    office = panel.as_user(USERS[UserRole.DECISION_MAKER])
    with pytest.raises(NotAllowed):
        office.execute(record_exemption, exemption(ref))
    with pytest.raises(NotAllowed):
        office.execute(cancel_exemption, CancelExemption(case=ref, cancelled_on=TODAY))


def test_a_page_of_another_type_shows_no_exemption(panel: Panel) -> None:
    assert "Exemption" not in shown(panel, case(panel, CaseType.LONG_TERM_MATCH))
