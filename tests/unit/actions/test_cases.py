from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.cases import (
    AddHousehold,
    AttachPaper,
    CarerDetails,
    ChildDetails,
    OpenCase,
    RecordEnding,
    RecordResignation,
    RemovePaper,
    RenamePaper,
    UpdateCase,
    WithdrawCase,
    add_household,
    attach_paper,
    open_case,
    record_ending,
    record_resignation,
    remove_paper,
    rename_paper,
    update_case,
    withdraw_case,
)
from panelapp.actions.sittings import AddItem, add_item
from panelapp.domain.errors import BadInput, NotAllowed, NotFound, RuleBroken
from panelapp.domain.rules.lifecycle import CaseState, case_state
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    CarerKind,
    CaseType,
    EndingKind,
    EndingReason,
    PlacementType,
    QdResponse,
)
from panelapp.queries.facts import case_facts
from tests.factories import (
    TODAY,
    answer,
    audited,
    case,
    decided_case,
    determined_case,
    household,
    refused,
    sitting_with,
)

if TYPE_CHECKING:
    from tests.factories import Panel

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def state_of(panel: Panel, ref: str) -> CaseState:
    with panel.unit() as uow:
        return case_state(case_facts(uow.case(ref), uow), uow.today)


# --- households


def test_a_household_keeps_its_carers_in_order(panel: Panel) -> None:
    terms = Terms(number_of_children=2, placement_types=(PlacementType.SHORT_TERM,))
    with audited(panel, panel.adviser, "add_household", "H-2026-0001"):
        ref = household(panel, carers=2, team="North", terms=terms)
    with panel.unit() as uow:
        found = uow.household(ref)
        assert found.names == "Carer 0041 (synthetic) and Carer 0042 (synthetic)"
        assert (found.team, found.terms) == ("North", terms)


@pytest.mark.parametrize("names", [(), ("A", "B", "C"), ("A", " ")])
def test_a_household_has_one_or_two_named_carers(panel: Panel, names: tuple[str, ...]) -> None:
    command = AddHousehold(
        carers=tuple(CarerDetails(name=name) for name in names), carer_kind=CarerKind.CONNECTED
    )
    with refused(panel, BadInput, "one or two carers"):
        panel.adviser.execute(add_household, command)


def test_a_household_reference_is_taken_once(panel: Panel) -> None:
    household(panel, household="H-7")
    with refused(panel, BadInput, "H-7 already"):
        household(panel, household="H-7")


def test_a_carer_is_never_taken_for_a_listed_person_of_the_same_name(panel: Panel) -> None:
    ref = household(panel)
    panel.run("UPDATE person SET name = 'Member 0009 (synthetic)' WHERE name LIKE 'Carer 0041%'")
    with panel.unit() as uow:
        carer = uow.household(ref).carers[0].person_id
        assert uow.person_named("Member 0009 (synthetic)").id != carer


# --- cases


def test_a_case_is_opened_with_its_children(panel: Panel) -> None:
    children = (ChildDetails(name="Child 0001 (synthetic)", relationship="niece"),)
    with audited(panel, panel.adviser, "add_household", "H-2026-0001"):
        home = household(panel, kind=CarerKind.CONNECTED)
    with audited(panel, panel.adviser, "open_case", "C-2026-0001"):
        ref = case(panel, CaseType.LONG_TERM_MATCH, home=home, children=children)
    with panel.unit() as uow:
        opened = uow.case(ref)
        assert [child.name for child in opened.children] == ["Child 0001 (synthetic)"]
        assert opened.carer_kind is CarerKind.CONNECTED
    assert state_of(panel, ref) is CaseState.OPENED


def test_an_approval_says_what_kind_of_care_it_is_about(panel: Panel) -> None:
    ref = case(panel, CaseType.CONNECTED_APPROVAL)
    with panel.unit() as uow:
        assert uow.case(ref).carer_kind is CarerKind.CONNECTED


def test_a_case_reference_is_taken_once(panel: Panel) -> None:
    case(panel, case="C-7")
    with refused(panel, BadInput, "C-7 already"):
        case(panel, home="H-2026-0001", case="C-7")


def test_a_case_needs_its_household(panel: Panel) -> None:
    with refused(panel, NotFound, "H-0"):
        case(panel, home="H-0")


def test_a_case_and_its_household_come_together_or_not_at_all(panel: Panel) -> None:
    people = AddHousehold(
        carers=(CarerDetails(name="Carer 0091 (synthetic)"),), carer_kind=CarerKind.MAINSTREAM
    )
    command = OpenCase(
        new_household=people, case_type=CaseType.MAINSTREAM_APPROVAL, opened_on=TODAY
    )
    ref = panel.adviser.execute(open_case, command).value
    assert panel.audit()[-1] == (panel.adviser.user_name, "open_case", ref)
    with panel.unit() as uow:
        assert uow.case(ref).household.names == "Carer 0091 (synthetic)"
    broken = replace(command, requested_terms=Terms(number_of_children=0))
    with refused(panel, BadInput):
        panel.adviser.execute(open_case, broken)


@pytest.mark.parametrize("both", [False, True])
def test_a_case_is_about_one_household(panel: Panel, *, both: bool) -> None:
    people = AddHousehold(carers=(CarerDetails(name="X"),), carer_kind=CarerKind.MAINSTREAM)
    command = OpenCase(
        household=household(panel) if both else None,
        new_household=people if both else None,
        case_type=CaseType.REVIEW,
        opened_on=TODAY,
    )
    with refused(panel, BadInput, "one household"):
        panel.adviser.execute(open_case, command)


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"observations_on": TODAY}, "observations"),
        ({"report_shared_on": TODAY, "observations_on": YESTERDAY}, "observations"),
    ],
)
def test_observations_follow_the_report(panel: Panel, details: dict[str, Any], words: str) -> None:
    home = household(panel)
    with refused(panel, BadInput, words):
        case(panel, home=home, **details)


def test_an_extension_needs_the_start_of_the_approval(panel: Panel) -> None:
    home = household(panel)
    with refused(panel, BadInput, "temporary approval started"):
        case(panel, CaseType.REG24_EXTENSION, home=home, reg24_started_on=None)


def test_representations_are_about_an_earlier_case(panel: Panel) -> None:
    home = household(panel)
    with refused(panel, BadInput, "earlier case"):
        case(panel, CaseType.REPRESENTATIONS, home=home)


def test_representations_follow_a_determination_that_was_answered_so(panel: Panel) -> None:
    heard = determined_case(panel)
    home = "H-2026-0001"
    with refused(panel, RuleBroken, citation="FSR 25(1)(d), 27(9), 28(10)"):
        case(panel, CaseType.REPRESENTATIONS, home=home, follows=heard.case)
    answer(panel, heard.case, QdResponse.REPRESENTATIONS)
    ref = case(panel, CaseType.REPRESENTATIONS, home=home, follows=heard.case)
    with panel.unit() as uow:
        assert uow.case(ref).follows is uow.case(heard.case)


def test_representations_are_those_of_the_same_household(panel: Panel) -> None:
    heard = determined_case(panel)
    answer(panel, heard.case, QdResponse.REPRESENTATIONS)
    other = household(panel)
    with refused(panel, BadInput, "another household"):
        case(panel, CaseType.REPRESENTATIONS, home=other, follows=heard.case)


def test_facts_that_become_known_leave_the_others_alone(panel: Panel) -> None:
    ref = case(panel, summary="First words", social_worker="Worker 0011 (synthetic)")
    with audited(panel, panel.administrator, "update_case", ref):
        panel.administrator.execute(update_case, UpdateCase(case=ref, summary="Later words"))
    with panel.unit() as uow:
        found = uow.case(ref)
        assert (found.summary, found.social_worker) == ("Later words", "Worker 0011 (synthetic)")


def test_facts_recorded_by_mistake_are_taken_away(panel: Panel) -> None:
    ref = case(panel, application_on=YESTERDAY, requested_terms=Terms(number_of_children=1))
    taken = UpdateCase(case=ref, not_known=("application_on", "requested_terms"))
    with audited(panel, panel.adviser, "update_case", ref):
        panel.adviser.execute(update_case, taken)
    with panel.unit() as uow:
        assert uow.case(ref).application_on is None
        assert uow.case(ref).requested_terms is None


@pytest.mark.parametrize(
    "contradiction",
    [
        {"not_known": ("opened_on",)},
        {"not_known": ("application_on",), "application_on": YESTERDAY},
        {"observations_on": YESTERDAY},
        {"report_shared_on": TODAY, "observations_on": YESTERDAY},
        {"children": (ChildDetails(name=" "),)},
    ],
)
def test_facts_that_contradict_one_another_are_refused(
    panel: Panel, contradiction: dict[str, Any]
) -> None:
    ref = case(panel)
    with refused(panel, BadInput):
        panel.adviser.execute(update_case, UpdateCase(case=ref, **contradiction))


def test_the_report_cannot_be_taken_away_from_under_its_observations(panel: Panel) -> None:
    ref = case(panel, report_shared_on=YESTERDAY, observations_on=TODAY)
    with refused(panel, BadInput, "observations"):
        panel.adviser.execute(update_case, UpdateCase(case=ref, not_known=("report_shared_on",)))
    both = ("report_shared_on", "observations_on")
    panel.adviser.execute(update_case, UpdateCase(case=ref, not_known=both))


def test_a_case_names_other_children(panel: Panel) -> None:
    ref = case(panel, children=(ChildDetails(name="First"), ChildDetails(name="Second")))
    children = (ChildDetails(name="Third"), ChildDetails(name="First", relationship="niece"))
    panel.adviser.execute(update_case, UpdateCase(case=ref, children=children))
    with panel.unit() as uow:
        named = [(child.name, child.relationship_to_carer) for child in uow.case(ref).children]
    assert named == [("Third", ""), ("First", "niece")]
    panel.adviser.execute(update_case, UpdateCase(case=ref, children=()))
    assert panel.rows("SELECT count(*) FROM named_child") == [(0,)]


def test_a_withdrawn_case_goes_no_further(panel: Panel) -> None:
    ref = case(panel)
    with audited(panel, panel.adviser, "withdraw_case", ref):
        panel.adviser.execute(
            withdraw_case, WithdrawCase(case=ref, withdrawn_on=TODAY, reason="Moved away")
        )
    assert state_of(panel, ref) is CaseState.WITHDRAWN
    sitting = sitting_with(panel)
    with refused(panel, RuleBroken, citation="FSR 24(2), 27, 28"):
        panel.adviser.execute(add_item, AddItem(sitting=sitting, case=ref))


def test_nobody_withdraws_on_a_day_to_come(panel: Panel) -> None:
    ref = case(panel)
    with refused(panel, BadInput, "lies ahead"):
        panel.adviser.execute(
            withdraw_case, WithdrawCase(case=ref, withdrawn_on=TOMORROW, reason="")
        )


def test_a_decided_case_cannot_be_withdrawn(panel: Panel) -> None:
    ref = decided_case(panel).case
    with refused(panel, RuleBroken):
        panel.adviser.execute(withdraw_case, WithdrawCase(case=ref, withdrawn_on=TODAY, reason=""))


# --- papers


def paper(ref: str, content: bytes = b"%PDF-1.7 a report", name: str = "Form.pdf") -> AttachPaper:
    return AttachPaper(
        case=ref, title="Form F", file_name=name, content=base64.b64encode(content).decode()
    )


def test_a_paper_is_kept_once_under_its_digest(panel: Panel) -> None:
    ref = case(panel)
    with audited(panel, panel.adviser, "attach_paper", ref):
        digest = panel.adviser.execute(attach_paper, paper(ref)).value
    assert digest == hashlib.sha256(b"%PDF-1.7 a report").hexdigest()
    panel.adviser.execute(attach_paper, paper(case(panel)))
    assert panel.rows("SELECT sha256, content FROM paper_content") == [
        (digest, b"%PDF-1.7 a report")
    ]
    assert panel.rows("SELECT count(*) FROM paper") == [(2,)]


def test_the_same_paper_is_not_attached_twice_to_a_case(panel: Panel) -> None:
    ref = case(panel)
    digest = panel.adviser.execute(attach_paper, paper(ref)).value
    with refused(panel, BadInput, "This paper is there already"):
        panel.adviser.execute(attach_paper, paper(ref, name="Another name.pdf"))
    panel.adviser.execute(remove_paper, RemovePaper(case=ref, sha256=digest))
    panel.adviser.execute(attach_paper, paper(ref))


def test_a_file_that_a_password_protects_is_kept_and_a_legacy_file_is_not(panel: Panel) -> None:
    ref = case(panel)
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    protected = start + "EncryptedPackage".encode("utf-16-le")
    panel.adviser.execute(attach_paper, paper(ref, protected, "Form.docx"))
    with refused(panel, BadInput, "must be a PDF, Word"):
        panel.adviser.execute(attach_paper, paper(ref, start, "Old.docx"))
    with refused(panel, BadInput, "must be a PDF, Word"):
        panel.adviser.execute(attach_paper, paper(ref, protected, "Form.pdf"))


def test_a_paper_gets_another_title(panel: Panel) -> None:
    ref = case(panel)
    digest = panel.adviser.execute(attach_paper, paper(ref)).value
    command = RenamePaper(case=ref, sha256=digest, title="  Assessment \n report ")
    with audited(panel, panel.adviser, "rename_paper", ref):
        panel.adviser.execute(rename_paper, command)
    assert panel.rows("SELECT title, file_name FROM paper") == [("Assessment report", "Form.pdf")]
    assert panel.rows("SELECT detail FROM audit_row ORDER BY seq DESC LIMIT 1") == [
        ("paper_title",)
    ]


def test_a_paper_is_renamed_only_while_it_is_there_and_to_something(panel: Panel) -> None:
    ref = case(panel)
    digest = panel.adviser.execute(attach_paper, paper(ref)).value
    with refused(panel, BadInput, "needs a title"):
        panel.adviser.execute(rename_paper, RenamePaper(case=ref, sha256=digest, title=" "))
    with refused(panel, NotFound):
        panel.adviser.execute(rename_paper, RenamePaper(case=ref, sha256="0" * 64, title="A"))
    with pytest.raises(NotAllowed):
        panel.chair.execute(rename_paper, RenamePaper(case=ref, sha256=digest, title="A"))


@pytest.mark.parametrize("content", ["not base 64!", "QQ"])
def test_bytes_that_are_no_base_64_are_refused(panel: Panel, content: str) -> None:
    ref = case(panel)
    with refused(panel, BadInput, "base 64"):
        panel.adviser.execute(
            attach_paper, AttachPaper(case=ref, title="", file_name="a.pdf", content=content)
        )


def test_a_kind_of_file_that_is_not_taken_is_refused(panel: Panel) -> None:
    ref = case(panel)
    with refused(panel, BadInput):
        panel.adviser.execute(attach_paper, paper(ref, b"MZ\x90\x00 program", "tool.exe"))


def test_a_removed_paper_leaves_the_list_and_keeps_its_bytes(panel: Panel) -> None:
    ref = case(panel)
    digest = panel.adviser.execute(attach_paper, paper(ref)).value
    with audited(panel, panel.adviser, "remove_paper", ref):
        panel.adviser.execute(remove_paper, RemovePaper(case=ref, sha256=digest))
    assert panel.rows("SELECT removed_on FROM paper") == [(TODAY.isoformat(),)]
    assert panel.rows("SELECT count(*) FROM paper_content") == [(1,)]
    with refused(panel, NotFound):
        panel.adviser.execute(remove_paper, RemovePaper(case=ref, sha256=digest))


# --- endings


def resign(panel: Panel, home: str, received: date, carer: int = 1) -> date:
    command = RecordResignation(
        household=home,
        carer=carer,
        reason=EndingReason.RETIREMENT,
        notice_received_on=received,
    )
    return panel.adviser.execute(record_resignation, command).value


@pytest.mark.parametrize(
    ("received", "ends"),
    [
        (date(2026, 11, 18), date(2026, 12, 16)),
        (date(2026, 2, 1), date(2026, 3, 1)),
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2025, 12, 10), date(2026, 1, 7)),
    ],
)
def test_a_resignation_takes_effect_after_28_days(panel: Panel, received: date, ends: date) -> None:
    home = household(panel)
    with audited(panel, panel.adviser, "record_resignation", home):
        assert resign(panel, home, received) == ends
    assert panel.rows("SELECT kind, effective_on FROM ending") == [
        ("resignation", ends.isoformat())
    ]


def test_a_resignation_cannot_be_undone_or_given_again(panel: Panel) -> None:
    home = household(panel)
    resign(panel, home, TODAY)
    with refused(panel, RuleBroken, "cannot be undone", citation="FSR 28(13)"):
        resign(panel, home, TODAY)
    with refused(panel, RuleBroken, "cannot be undone", citation="FSR 28(13)"):
        panel.adviser.execute(
            record_ending,
            RecordEnding(
                household=home,
                kind=EndingKind.DEATH,
                reason=EndingReason.DEATH,
                effective_on=TODAY,
            ),
        )


def test_a_notice_of_a_day_to_come_is_refused(panel: Panel) -> None:
    home = household(panel)
    with refused(panel, BadInput, "lies ahead"):
        resign(panel, home, TOMORROW)


def test_a_resignation_does_not_choose_its_day(panel: Panel) -> None:
    home = household(panel)
    command = RecordEnding(
        household=home,
        kind=EndingKind.RESIGNATION,
        reason=EndingReason.HEALTH,
        effective_on=TODAY,
    )
    with refused(panel, RuleBroken, "28 days", citation="FSR 28(13)"):
        panel.adviser.execute(record_ending, command)


def test_each_carer_of_a_household_ends_apart(panel: Panel) -> None:
    home = household(panel, carers=2)
    resign(panel, home, TODAY, carer=2)
    command = RecordEnding(
        household=home,
        kind=EndingKind.DEREGISTRATION,
        reason=EndingReason.STANDARD_OF_CARE,
        effective_on=TODAY,
    )
    with audited(panel, panel.adviser, "record_ending", home):
        assert panel.adviser.execute(record_ending, command).value == TODAY
    with refused(panel, NotFound, "no carer 3"):
        resign(panel, home, TODAY, carer=3)


def test_a_case_opened_in_words_of_a_hostile_kind_stays_one_audit_row(panel: Panel) -> None:
    home = household(panel)
    hostile = "C-1\u00a09,forged,row</td>"
    command = OpenCase(household=home, case=hostile, case_type=CaseType.ADVICE, opened_on=TODAY)
    before = len(panel.audit())
    panel.adviser.execute(open_case, command)
    [(_, action, ref)] = panel.audit()[before:]
    assert action == "open_case"
    assert ref.isprintable()
