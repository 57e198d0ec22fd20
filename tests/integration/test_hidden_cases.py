"""A case hidden by an interest occurs in no answer: not its reference, its people or its words.

The same business is recorded in two files, and in one of them a case more, in which the acting
person declared an interest. Whatever they ask, both files answer alike.
"""

from __future__ import annotations

import base64
import dataclasses
import inspect
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.access import QUESTIONS
from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.cases import (
    AddHousehold,
    AttachPaper,
    CarerDetails,
    ChildDetails,
    OpenCase,
    add_household,
    attach_paper,
    open_case,
)
from panelapp.actions.minutes import WriteMinutes, write_minutes
from panelapp.actions.recommendations import DraftRecommendation, draft_recommendation
from panelapp.actions.sittings import AddItem, add_item
from panelapp.domain.errors import NotAllowed, NotFound, PanelappError
from panelapp.domain.vocabulary import (
    CarerKind,
    CaseType,
    InterestKind,
    MinutesSection,
    Outcome,
    UserRole,
)
from panelapp.queries.case_page import CasePageQuestion, case_page
from panelapp.queries.letters import LetterKind
from panelapp.queries.search import SearchQuestion, search
from tests.factories import (
    ALL_SIX,
    CHAIR,
    MEMBER,
    TODAY,
    USERS,
    VICE_CHAIR,
    Heard,
    Panel,
    decided_case,
    listed_item,
    open_panel,
)
from tests.integration.command_line import done, refused
from tests.unit.documents.reading import words_in_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from panelapp.access import Permission

# A word for each place in which a case says anything, none of which is said anywhere else.
WORDS = (
    "Zebrafold",
    "Quokkaby",
    "Axolotlsen",
    "Pangolinton",
    "Narwhalmark",
    "Okapiword",
    "Tapirpaper",
    "Wombatfile",
    "Ibisreason",
    "Lemurminute",
    "Koalacondition",
)
CARER, CHILD, WORKER, MANAGER, SUMMARY, TERMS, TITLE, FILE, REASON, MINUTE, CONDITION = WORDS
WHO = {
    UserRole.CHAIR: CHAIR,
    UserRole.VICE_CHAIR: VICE_CHAIR,
    UserRole.MEMBER: MEMBER,
    UserRole.DECISION_MAKER: MEMBER,
}
THE_TRAIL = {"trail_page", "audit_rows"}


@dataclass(frozen=True)
class Two:
    """A file with a hidden case, one without it, and what both have."""

    hiding: Panel
    without: Panel
    seen: Heard
    hidden: str
    paper: str


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    with (
        open_panel(tmp_path_factory.mktemp("hiding")) as hiding,
        open_panel(tmp_path_factory.mktemp("without")) as without,
    ):
        for panel in (without, hiding):
            decided_case(panel)
            seen = listed_item(panel, present=ALL_SIX)
        hidden, paper = _hide(hiding, seen.sitting)
        yield Two(hiding, without, seen, hidden, paper)


def _hide(panel: Panel, sitting: str) -> tuple[str, str]:
    """A case with every kind of words, in which everybody who may declares an interest."""
    adviser = panel.adviser
    home = adviser.execute(
        add_household,
        AddHousehold(
            carers=(CarerDetails(name=f"{CARER} (synthetic)"),), carer_kind=CarerKind.MAINSTREAM
        ),
    ).value
    ref = adviser.execute(
        open_case,
        OpenCase(
            household=home,
            case_type=CaseType.MAINSTREAM_APPROVAL,
            opened_on=TODAY,
            social_worker=f"{WORKER} (synthetic)",
            team_manager=f"{MANAGER} (synthetic)",
            summary=f"{SUMMARY} {TERMS}",
            children=(ChildDetails(name=f"{CHILD} (synthetic)"),),
        ),
    ).value
    paper = AttachPaper(
        case=ref,
        title=TITLE,
        file_name=f"{FILE}.txt",
        content=base64.b64encode(f"The {CONDITION} of the house.".encode()).decode(),
    )
    sha256 = adviser.execute(attach_paper, paper).value
    adviser.execute(add_item, AddItem(sitting=sitting, case=ref))
    item: dict[str, Any] = {"sitting": sitting, "case": ref}
    # Its minutes came to the decision maker, so that nothing but the interest hides it from them.
    panel.run(
        "UPDATE item SET minutes_received_on = (SELECT held_on FROM sitting WHERE id = sitting_id)"
        " WHERE id = (SELECT max(id) FROM item)"
    )
    panel.decision_maker.read(case_page, CasePageQuestion(case=ref))
    for user in (panel.chair, panel.vice_chair, panel.member, panel.decision_maker):
        user.execute(declare_interest, DeclareInterest(**item, kind=InterestKind.OTHER))
    adviser.execute(
        draft_recommendation,
        DraftRecommendation(**item, outcome=Outcome.SUITABLE, reasons=REASON),
    )
    adviser.execute(
        write_minutes, WriteMinutes(**item, sections={MinutesSection.KEY_ISSUES: MINUTE})
    )
    return ref, sha256


def question_for(row: Permission, two: Two, role: UserRole, case: str) -> Any:  # noqa: ANN401 - any question
    kind = _kind(row)
    known = {
        "case": case,
        "sitting": two.seen.sitting,
        "sha256": two.paper,
        "member": WHO[role],
        "held_on": TODAY,
        "key": f"minutes/{two.seen.sitting}/{case}",
        "kind": next(iter(LetterKind)),
        "text": "a",
        "list_code": "cases",
        "places": (("case", case),),
    }
    return kind(**{name: known[name] for name in _needed(kind)})


def _kind(row: Permission) -> Any:  # noqa: ANN401 - any class of questions
    first = next(iter(inspect.signature(row.handler).parameters.values()))
    return getattr(inspect.getmodule(row.handler), str(first.annotation))


def _needed(kind: Any) -> set[str]:  # noqa: ANN401 - any class of questions
    return {
        field.name
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }


def answer(panel: Panel, role: UserRole, row: Permission, question: Any) -> object:  # noqa: ANN401 - any answer
    try:
        return plain(panel.acting(role).read(row.handler, question))
    except PanelappError as refusal:
        return type(refusal).__name__


def plain(value: Any) -> object:  # noqa: ANN401 - any answer
    """An answer as values that can be compared and read, hidden fields included."""
    if isinstance(value, bytes):
        return (
            words_in_pdf(value) if value.startswith(b"%PDF") else value.decode("utf-8", "replace")
        )
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
        return {type(value).__name__: fields}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.value if isinstance(value, Enum) else str(value)


def shown(given: object) -> object:
    """An answer without what a chair may do with an agenda as a whole, or a place in the trail.

    The first is left to others where an item of it is hidden from them, who know of their own
    interest; the second counts what everybody does.
    """
    if isinstance(given, list):
        return [shown(one) for one in given]
    if isinstance(given, dict) and given.keys() & {"Trail", "TrailPage", "TrailRow", "TrailEntry"}:
        [(name, fields)] = given.items()
        places = {"seq", "at", "hash", "record_check"}
        return {name: {key: shown(one) for key, one in fields.items() if key not in places}}
    if isinstance(given, dict) and "SittingPage" in given:
        return {name: value for name, value in given["SittingPage"].items() if name != "may"}
    return given


ASKED = [
    pytest.param(role, row, id=f"{role}-{row.name}")
    for role in WHO
    for row in QUESTIONS
    if role in row.allowed
]


@pytest.mark.parametrize(("role", "row"), ASKED)
def test_a_hidden_case_is_in_no_answer(two: Two, role: UserRole, row: Permission) -> None:
    question = question_for(row, two, role, two.seen.case)
    given = answer(two.hiding, role, row, question)
    words = json.dumps(given, ensure_ascii=False)
    assert [word for word in (*WORDS, two.hidden) if word.casefold() in words.casefold()] == []
    assert shown(given) == shown(answer(two.without, role, row, question))


@pytest.mark.parametrize(
    ("role", "row"),
    [
        pytest.param(role, row, id=f"{role}-{row.name}")
        for role in WHO
        for row in QUESTIONS
        if role in row.allowed and "case" in _needed(_kind(row))
    ],
)
def test_nothing_answers_about_a_hidden_case(two: Two, role: UserRole, row: Permission) -> None:
    question = question_for(row, two, role, two.hidden)
    said = answer(two.hiding, role, row, question)
    assert said in (NotFound.__name__, NotAllowed.__name__)


@pytest.mark.parametrize("role", WHO)
def test_no_search_tells_of_a_hidden_case(two: Two, role: UserRole) -> None:
    texts = [two.hidden, two.hidden[2:], "synthetic", "house", "form", "2026", "h 2026"]
    for word in WORDS:
        texts += [word, word[:5], f"{word[:3]}x{word[4:]}", f"{word[1]}{word[0]}{word[2:]}"]
    for text in texts:
        question = SearchQuestion(text=text)
        found = two.hiding.acting(role).read(search, question)
        assert found == two.without.acting(role).read(search, question), text
    # The control: whoever has no interest finds it by each of these words.
    for word in WORDS:
        assert two.hiding.adviser.read(search, SearchQuestion(text=word)).rows, word


def test_the_trail_has_what_a_decision_maker_is_not_shown(two: Two) -> None:
    row = next(row for row in QUESTIONS if row.name == "case_page")
    question = question_for(row, two, UserRole.DECISION_MAKER, two.hidden)
    assert answer(two.hiding, UserRole.DECISION_MAKER, row, question) == NotFound.__name__
    for row in QUESTIONS:
        if row.name in THE_TRAIL:
            everything = plain(two.hiding.auditor.read(row.handler, _kind(row)()))
            own = plain(two.hiding.decision_maker.read(row.handler, _kind(row)()))
            assert two.hidden in str(everything)
            assert USERS[UserRole.DECISION_MAKER] in str(own)
            assert [word for word in (two.hidden, "'refused ", "'True'") if word in str(own)] == []


def test_the_command_line_tells_nothing_of_a_hidden_case(tmp_path: Path) -> None:
    with open_panel(tmp_path) as panel:
        seen = listed_item(panel, present=ALL_SIX)
        hidden, _ = _hide(panel, seen.sitting)
    path = panel.file.path
    assert hidden in done("audit", path, "--user", USERS[UserRole.AUDITOR]).out
    for options in ((), ("--json",)):
        said = done("audit", path, *options, "--user", USERS[UserRole.DECISION_MAKER]).out
        assert hidden not in said
    for command in (("search", "synthetic"), ("search", WORDS[0]), ("due",), ("sittings",)):
        name, *texts = command
        said = done(name, path, *texts, "--json", "--user", USERS[UserRole.CHAIR]).out
        assert [word for word in (*WORDS, hidden) if word in said] == [], command
    assert hidden in done("search", path, WORDS[0], "--json").out
    assert WORDS[0] not in refused("register", path, "--user", USERS[UserRole.CHAIR])
