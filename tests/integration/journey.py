"""One sitting of a small panel from the central list to the letters, as steps of the command line.

Everything is dated in 2024, so that it has happened whenever the tests run. The names that must
never leave the encrypted file stand in ``MARKERS``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panelapp.domain.vocabulary import UserRole
from tests.integration.command_line import act, add_user, new_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHAIR = "Chairwoman Oystercatcher"
DECIDER = "Decider Ptarmigan"
SITTING = "S-2024-001"
HELD = "2024-03-12"
MARKERS = {
    "household": "Quillfeather",
    "second carer": "Brackenmoor",
    "child": "Wrenlark",
    "member": "Nightjarring",
    "reasons": "kittiwakefully",
    "minutes": "sandpiperish",
    "decision": "turnstonely",
    "interest": "godwitlike",
    "paper": "dunlinesque",
}
PAPER = f"A letter that says {MARKERS['paper']}.\n".encode()

Step = tuple[str | None, str, dict[str, Any]]


def file_after_journey(folder: Path) -> Path:
    """A closed file in which every case of the journey was decided or deferred."""
    path = file_before_journey(folder)
    for user, action, fields in steps():
        take(path, user, action, fields)
    return path


def file_before_journey(folder: Path) -> Path:
    """A closed file with an adviser, a chair and a decision maker, and a central list."""
    path = new_file(folder)
    for step in _central_list():
        take(path, *step)
    add_user(path, CHAIR, UserRole.CHAIR)
    add_user(path, DECIDER, UserRole.DECISION_MAKER)
    return path


def take(path: Path, user: str | None, action: str, fields: dict[str, Any]) -> None:
    """Take one step through the command line."""
    answer = act(path, action, fields, *(("--user", user) if user else ()))
    assert answer.code == 0, (action, answer.err)


def steps() -> Iterator[Step]:
    """Every step from the plan of the sitting to the last notice, in order."""
    yield None, "update_agency", {"irm_contact": "IRM, PO Box 1", "complaints_contact": "Box 2"}
    yield None, "plan_sitting", {"held_on": HELD, "sitting": SITTING, "start": "09:30"}
    for number in range(1, 7):
        yield from _household(number)
    yield from _cases()
    attached = {"title": "Letter", "file_name": "letter.txt", "content": _base64(PAPER)}
    yield None, "attach_paper", {"case": "C-2024-0001", **attached}
    yield from _sitting_day()
    yield from _recommendations()
    for case in ("C-2024-0001", "C-2024-0002", "C-2024-0004", "C-2024-0005"):
        yield from _final_minutes(case)
    yield from _decisions()
    resigned = {"reason": "retirement", "notice_received_on": "2024-01-08"}
    yield None, "record_resignation", {"household": "H6", **resigned}


def _central_list() -> Iterator[Step]:
    for number in range(1, 6):
        name = CHAIR if number == 1 else f"Member {number} {MARKERS['member']}"
        joined = {"member": f"M{number}", "name": name, "joined_on": "2020-01-06"}
        yield None, "add_member", {**joined, "has_no_links": True, "office": _office(number)}
    qualified = {"social_work_qualified_on": "2008-07-01", "relevant_experience_from": "2010-01-04"}
    yield None, "update_member", {"member": "M2", **qualified}


def _office(number: int) -> str:
    return "chair" if number == 1 else "member"


def _household(number: int) -> Iterator[Step]:
    fields: dict[str, Any] = {
        "household": f"H{number}",
        "carers": [
            {"name": f"First {MARKERS['household']}"},
            {"name": f"Second {MARKERS['second carer']}"},
        ],
        "carer_kind": "mainstream",
        "address": f"{number} {MARKERS['household']} Lane",
    }
    if number > 3:
        fields["approved_on"] = "2023-03-01"
        fields["terms"] = {"number_of_children": 1, "age_from": 0, "age_to": 10}
    yield None, "add_household", fields


def _cases() -> Iterator[Step]:
    kinds = ["mainstream_approval"] * 3 + ["first_review", "change_of_approval", "resignation"]
    for number, kind in enumerate(kinds, start=1):
        opened: dict[str, Any] = {
            "household": f"H{number}",
            "case": f"C-2024-000{number}",
            "case_type": kind,
            "opened_on": "2023-11-01",
            "children": [{"name": f"Child {MARKERS['child']}"}],
        }
        if number <= 3:
            opened["application_on"] = "2023-11-01"
        yield None, "open_case", opened
        if number <= 5:
            yield None, "add_item", {"sitting": SITTING, "case": f"C-2024-000{number}"}


def _sitting_day() -> Iterator[Step]:
    for number in (1, 2, 3):
        signed = {"declared_on": "2024-03-04", "declared_by": "A team manager"}
        yield None, "declare_compliance", {"case": f"C-2024-000{number}", **signed}
    yield None, "send_papers", {"sitting": SITTING, "sent_on": "2024-03-04"}
    present = [f"M{number}" for number in range(1, 6)]
    attended = {"sitting": SITTING, "present": present, "in_the_chair": "M1"}
    yield None, "record_attendance", attended
    interest = {"sitting": SITTING, "case": "C-2024-0003", "member": "M5"}
    told = {"kind": "personal", "detail": f"Knows the family {MARKERS['interest']}"}
    yield None, "declare_interest", {**interest, **told}
    yield CHAIR, "rule_on_interest", {**interest, "ruling": "participate"}


def _recommendations() -> Iterator[Step]:
    said: dict[str, dict[str, Any]] = {
        "C-2024-0001": {"outcome": "suitable", "terms": {"number_of_children": 2, "age_to": 12}},
        "C-2024-0002": {"outcome": "not_suitable"},
        "C-2024-0003": {
            "outcome": "deferred",
            "deferral_reason": "medical",
            "deferral_needed": "The medical report",
            "deferral_from": "The medical adviser",
            "deferral_due_on": "2024-04-02",
        },
        "C-2024-0004": {"outcome": "continue"},
        "C-2024-0005": {"outcome": "agree_change"},
    }
    for case, fields in said.items():
        reasons = f"The panel weighed it {MARKERS['reasons']}."
        at = {"sitting": SITTING, "case": case}
        yield None, "draft_recommendation", {**at, **fields, "reasons": reasons}
        yield CHAIR, "confirm_recommendation", {**at, "confirmed_on": HELD}


def _final_minutes(case: str) -> Iterator[Step]:
    at = {"sitting": SITTING, "case": case}
    words = {"summary": f"The panel met them {MARKERS['minutes']}."}
    yield None, "write_minutes", {**at, "sections": words}
    yield None, "check_minutes", {**at, "checked_on": "2024-03-14"}
    yield CHAIR, "lock_minutes", {**at, "final_on": "2024-03-15"}
    yield None, "send_minutes", {**at, "received_on": "2024-03-18"}


def _decisions() -> Iterator[Step]:
    decided: dict[str, dict[str, Any]] = {
        "C-2024-0001": {"decision": "approve", "terms": {"number_of_children": 2, "age_to": 12}},
        "C-2024-0002": {"decision": "qd_not_approve", "documents_read": "The report\nThe minutes"},
        "C-2024-0004": {"decision": "continue"},
        "C-2024-0005": {
            "decision": "change_terms_by_consent",
            "terms": {"number_of_children": 2, "age_from": 0, "age_to": 10},
            "support_statement": "No extra support is needed.",
            "agreement_signed_on": "2024-03-20",
        },
    }
    for case, fields in decided.items():
        made = {"case": case, "sitting": SITTING, "decided_on": "2024-03-20"}
        reasons = {"reasons": f"I have read it {MARKERS['decision']}."}
        yield DECIDER, "record_decision", {**made, **fields, **reasons}
        notice = {"case": case, "method": "first_class_post"}
        yield None, "record_notice", {**notice, "kind": "written", "given_on": "2024-03-22"}
    accepted = {"response": "accepted", "received_on": "2024-04-02"}
    yield None, "record_response", {"case": "C-2024-0002", **accepted}
    final = {"decision": "not_approve", "decided_on": "2024-04-22"}
    last = {"reasons": f"The person accepts it {MARKERS['decision']}."}
    yield DECIDER, "record_final_decision", {"case": "C-2024-0002", **final, **last}


def _base64(content: bytes) -> str:
    from base64 import b64encode

    return b64encode(content).decode("ascii")
