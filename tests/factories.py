"""A panel on a real encrypted file, with people who act in it, and short ways to bring a case on.

Everything goes through the actions that the product itself uses. Files are made once with their
users and central list, and copied while closed, so that each test has one of its own.
"""

# ruff: noqa: ANN401 - the fields of any command pass through
from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Self, TypeVar

import pytest
from sqlalchemy import literal_column, select, table
from sqlalchemy.orm import sessionmaker

from panelapp.actions.agency import ChangeSettings, change_settings
from panelapp.actions.attendance import RecordAttendance, record_attendance
from panelapp.actions.cases import (
    AddHousehold,
    CarerDetails,
    ChildDetails,
    OpenCase,
    add_household,
    open_case,
)
from panelapp.actions.decisions import (
    RecordDecision,
    RecordNotice,
    RecordResponse,
    record_decision,
    record_notice,
    record_response,
)
from panelapp.actions.direct_route import SignOffQuality, sign_off_quality
from panelapp.actions.exemptions import RecordExemption
from panelapp.actions.households import UpdateHousehold, update_household
from panelapp.actions.minutes import (
    CheckMinutes,
    LockMinutes,
    SendMinutes,
    WriteMinutes,
    check_minutes,
    lock_minutes,
    send_minutes,
    write_minutes,
)
from panelapp.actions.people import AddMember, add_member
from panelapp.actions.recommendations import (
    ConfirmRecommendation,
    DraftRecommendation,
    confirm_recommendation,
    draft_recommendation,
)
from panelapp.actions.sittings import AddItem, PlanSitting, add_item, plan_sitting
from panelapp.domain.errors import PanelappError, RuleBroken
from panelapp.domain.vocabulary import (
    CarerKind,
    CaseType,
    DeferralReason,
    DispatchMethod,
    FirstDecision,
    MinutesSection,
    NoticeKind,
    Outcome,
    QdResponse,
    UserRole,
)
from panelapp.domain.vocabulary import (
    Office as PanelOffice,
)
from panelapp.office import Office
from panelapp.persistence import agency_file
from panelapp.persistence.keys import KeyCost, slots_path
from panelapp.persistence.unit_of_work import Actor, UnitOfWork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine, Select


C = TypeVar("C")
R = TypeVar("R")

CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "harbour lantern thistle"
AGENCY = "Anyshire (synthetic)"
TODAY = date(2026, 11, 18)
JOINED = date(2022, 1, 10)

USERS = {
    UserRole.PANEL_ADVISER: "Adviser 0001 (synthetic)",
    UserRole.CHAIR: "Chair 0002 (synthetic)",
    UserRole.VICE_CHAIR: "Vice chair 0003 (synthetic)",
    UserRole.DECISION_MAKER: "Decision maker 0004 (synthetic)",
    UserRole.ADMINISTRATOR: "Administrator 0005 (synthetic)",
    UserRole.MEMBER: "Member 0006 (synthetic)",
    UserRole.AUDITOR: "Auditor 0007 (synthetic)",
}
CHAIR, VICE_CHAIR, SOCIAL_WORKER, MEMBER, OTHER, ANOTHER = (
    "M-2022-001",
    "M-2022-002",
    "M-2022-003",
    "M-2022-004",
    "M-2022-005",
    "M-2022-006",
)
# Quorate without the vice chair, and with nobody to spare.
FIVE = (CHAIR, SOCIAL_WORKER, MEMBER, OTHER, ANOTHER)
ALL_SIX = (*FIVE, VICE_CHAIR)

Tables = dict[str, list[tuple[Any, ...]]]


@dataclass
class FrozenClock:
    """A clock that stands still until a test moves it."""

    now: datetime = datetime(TODAY.year, TODAY.month, TODAY.day, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go_to(self, day: date) -> None:
        """Stand at ten in the morning of a day."""
        self.now = datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)

    @property
    def today(self) -> date:
        return self.now.date()


@dataclass
class Panel:
    """One open file, its clock, and everybody who works in it."""

    file: agency_file.AgencyFile
    clock: FrozenClock = field(default_factory=FrozenClock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    @cached_property
    def adviser(self) -> Office:
        return self.acting(UserRole.PANEL_ADVISER)

    @cached_property
    def chair(self) -> Office:
        return self.acting(UserRole.CHAIR)

    @cached_property
    def vice_chair(self) -> Office:
        return self.acting(UserRole.VICE_CHAIR)

    @cached_property
    def decision_maker(self) -> Office:
        return self.acting(UserRole.DECISION_MAKER)

    @cached_property
    def administrator(self) -> Office:
        return self.acting(UserRole.ADMINISTRATOR)

    @cached_property
    def member(self) -> Office:
        return self.acting(UserRole.MEMBER)

    @cached_property
    def auditor(self) -> Office:
        return self.acting(UserRole.AUDITOR)

    def acting(self, role: UserRole) -> Office:
        """The office in the hands of the user who has a role."""
        return self.as_user(USERS[role])

    def as_user(self, name: str, role: UserRole | None = None) -> Office:
        """The office in the hands of a user."""
        return Office(self.file, name, role=role, now=self.clock)

    @property
    def engine(self) -> Engine:
        return self.file.engine

    def tables(self) -> Tables:
        """Every row of every table; of what is kept what it says, since ids come and go."""
        with self.engine.connect() as connection:
            names = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'search_word' "
                "AND name NOT LIKE 'search_text%' ORDER BY name"
            ).scalars()
            tables = {
                name: [tuple(row) for row in connection.execute(_everything(name))]
                for name in names.all()
            }
        kept = ("open_duty", "search_entry")
        return tables | {name: sorted(row[1:] for row in tables[name]) for name in kept}

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query, straight from the database."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query, values)]

    def run(self, statement: str) -> None:
        """Run a statement past the program, as somebody with the key could."""
        with self.engine.begin() as connection:
            connection.exec_driver_sql(statement)

    def audit(self) -> list[tuple[str, str, str]]:
        """User, action and reference of every audit row."""
        return [
            (user, action, ref)
            for user, action, ref in self.rows(
                "SELECT user, action, ref FROM audit_row ORDER BY seq"
            )
        ]

    @contextmanager
    def unit(self, role: UserRole = UserRole.PANEL_ADVISER) -> Iterator[UnitOfWork]:
        """A unit of work that is never committed."""
        [(user, person)] = self.rows(
            "SELECT id, person_id FROM user_account WHERE name = ?", USERS[role]
        )
        session = sessionmaker(self.engine, expire_on_commit=False)()
        actor = Actor(user_id=user, name=USERS[role], person_id=person, role=role)
        with UnitOfWork(session, actor, self.clock()) as uow:
            yield uow
        session.close()

    def accepts(self, role: UserRole, handler: Callable[[C, UnitOfWork], R], command: C) -> bool:
        """Whether an action would let a command through, leaving everything as it was."""
        with self.unit(role) as uow:
            try:
                handler(command, uow)
                uow.session.flush()
            except RuleBroken:
                return False
        return True


def _everything(name: str) -> Select[Any]:
    return select(literal_column("*")).select_from(table(name))


@contextmanager
def refused(
    panel: Panel,
    kind: type[PanelappError],
    words: str | None = None,
    *,
    citation: str | None = None,
) -> Iterator[None]:
    """What is done inside is refused with these words and this citation, and changes nothing."""
    before = panel.tables()
    with pytest.raises(kind, match=words) as caught:
        yield
    assert panel.tables() == before
    if citation is not None:
        assert isinstance(caught.value, RuleBroken)
        assert caught.value.citation == citation


@contextmanager
def audited(panel: Panel, user: Office, action: str, ref: str) -> Iterator[None]:
    """What is done inside writes one audit row, which says this."""
    before = panel.audit()
    yield
    assert panel.audit()[len(before) :] == [(user.user_name, action, ref)]


def open_panel(folder: Path) -> Panel:
    """A panel of its own in a folder, with users and a central list."""
    path = folder / "Anyshire.fpanel"
    stored, slots = _template()
    path.write_bytes(stored)
    slots_path(path).write_bytes(slots)
    name = USERS[UserRole.PANEL_ADVISER]
    return Panel(agency_file.open_with_passphrase(path, name, PASSPHRASE))


@cache
def _template() -> tuple[bytes, bytes]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Anyshire.fpanel"
        adviser = Office.create(
            path,
            agency=AGENCY,
            user=USERS[UserRole.PANEL_ADVISER],
            passphrase=PASSPHRASE,
            now=FrozenClock(),
            cost=CHEAP,
        )
        with adviser:
            _fill(adviser)
        return path.read_bytes(), slots_path(path).read_bytes()


def _fill(adviser: Office) -> None:
    add_to_list(adviser, CHAIR, USERS[UserRole.CHAIR], office=PanelOffice.CHAIR)
    add_to_list(adviser, VICE_CHAIR, USERS[UserRole.VICE_CHAIR], office=PanelOffice.VICE_CHAIR)
    add_to_list(
        adviser,
        SOCIAL_WORKER,
        "Social worker 0008 (synthetic)",
        social_work_qualified_on=date(2015, 7, 1),
    )
    add_to_list(adviser, MEMBER, USERS[UserRole.MEMBER])
    add_to_list(adviser, OTHER, "Member 0009 (synthetic)")
    add_to_list(adviser, ANOTHER, "Member 0010 (synthetic)")
    for role, name in USERS.items():
        if role is not UserRole.PANEL_ADVISER:
            adviser.add_user(name, (role,), PASSPHRASE, CHEAP)


def add_to_list(
    adviser: Office, ref: str | None, name: str, *, has_no_links: bool = True, **details: Any
) -> str:
    """Put somebody on the central list as long ago as everybody else."""
    command = AddMember(
        member=ref, name=name, joined_on=JOINED, has_no_links=has_no_links, **details
    )
    return adviser.execute(add_member, command).value


def listed_member(panel: Panel, number: int, **details: Any) -> str:
    """Somebody more on the central list."""
    return add_to_list(panel.adviser, None, f"Member {number:04} (synthetic)", **details)


def household(
    panel: Panel, *, carers: int = 1, kind: CarerKind = CarerKind.MAINSTREAM, **details: Any
) -> str:
    """A household of one or two carers."""
    names = tuple(
        CarerDetails(name=f"Carer {41 + place:04} (synthetic)") for place in range(carers)
    )
    return panel.adviser.execute(
        add_household, AddHousehold(carers=names, carer_kind=kind, **details)
    ).value


def case(
    panel: Panel,
    case_type: CaseType = CaseType.MAINSTREAM_APPROVAL,
    *,
    home: str | None = None,
    **details: Any,
) -> str:
    """An open case, of a household of its own unless one is named."""
    if case_type is CaseType.REG24_EXTENSION:
        details.setdefault("reg24_started_on", panel.clock.today - timedelta(days=60))
    details.setdefault("opened_on", panel.clock.today - timedelta(days=30))
    command = OpenCase(household=home or household(panel), case_type=case_type, **details)
    return panel.adviser.execute(open_case, command).value


def signed_off(panel: Panel, **details: Any) -> str:
    """An application of today on the direct route, signed off in place of a panel."""
    today = panel.clock.today
    panel.adviser.execute(change_settings, ChangeSettings(no_panel_for_approvals_from=today))
    details.setdefault("application_on", today)
    ref = case(panel, opened_on=today, **details)
    panel.adviser.execute(
        sign_off_quality,
        SignOffQuality(
            case=ref,
            quality_assured_on=today,
            quality_assured_by="Head of service 0301 (synthetic)",
            quality_assurance="The report is complete, and its analysis follows the evidence.",
        ),
    )
    return ref


def exemption_case(panel: Panel, *children: str, lives_in: str = "Anyshire") -> str:
    """A case about an exemption for one named child, or more."""
    home = household(panel)
    panel.adviser.execute(
        update_household, UpdateHousehold(household=home, home_authority=lives_in)
    )
    names = children or ("Child 0090 (synthetic)",)
    return case(
        panel,
        CaseType.EXEMPTION,
        home=home,
        children=tuple(ChildDetails(name=name) for name in names),
    )


def exemption(ref: str, **details: Any) -> RecordExemption:
    """A written notice of exemption with words on each of the five matters."""
    complete: dict[str, Any] = {
        "authority": "Anyshire",
        "number_of_children": "Four.",
        "arrangements": "A room each.",
        "intended_relationship": "As in a family.",
        "length_of_time": "Six months.",
        "welfare": "Nobody goes short.",
        "noticed_on": TODAY,
    } | details
    return RecordExemption(case=ref, **complete)


def sitting_with(
    panel: Panel,
    /,
    *cases: str,
    present: tuple[str, ...] = FIVE,
    in_the_chair: str = CHAIR,
    **details: Any,
) -> str:
    """A sitting held today on some cases, with who came."""
    details.setdefault("held_on", panel.clock.today)
    details.setdefault("start", time(9, 30))
    sitting = panel.adviser.execute(plan_sitting, PlanSitting(**details)).value
    for ref in cases:
        panel.adviser.execute(add_item, AddItem(sitting=sitting, case=ref))
    panel.adviser.execute(
        record_attendance,
        RecordAttendance(sitting=sitting, present=present, in_the_chair=in_the_chair),
    )
    return sitting


@dataclass(frozen=True)
class Heard:
    """A case at a sitting."""

    sitting: str
    case: str

    @property
    def item(self) -> dict[str, Any]:
        """The two fields by which commands name an item."""
        return {"sitting": self.sitting, "case": self.case}


def listed_item(
    panel: Panel, /, case_type: CaseType = CaseType.MAINSTREAM_APPROVAL, **sitting: Any
) -> Heard:
    """A case before a quorate panel, of which nothing is said yet."""
    ref = case(panel, case_type)
    return Heard(sitting_with(panel, ref, **sitting), ref)


def draft(panel: Panel, heard: Heard, outcome: Outcome, **details: Any) -> None:
    """Draft what the panel said, complete unless details say otherwise."""
    complete: dict[str, Any] = {"reasons": "The assessment shows it."}
    if outcome is Outcome.DEFERRED:
        complete |= {
            "deferral_reason": DeferralReason.MEDICAL,
            "deferral_needed": "The medical adviser's comments",
            "deferral_from": "The assessing social worker",
            "deferral_due_on": panel.clock.today + timedelta(days=28),
        }
    panel.adviser.execute(
        draft_recommendation,
        DraftRecommendation(**heard.item, outcome=outcome, **(complete | details)),
    )


def confirm(panel: Panel, heard: Heard) -> None:
    """Let the chair confirm what was drafted."""
    panel.chair.execute(confirm_recommendation, ConfirmRecommendation(**heard.item))


def heard_item(
    panel: Panel,
    case_type: CaseType = CaseType.MAINSTREAM_APPROVAL,
    outcome: Outcome = Outcome.SUITABLE,
    **details: Any,
) -> Heard:
    """A case on which the chair confirmed what the panel said."""
    heard = listed_item(panel, case_type)
    draft(panel, heard, outcome, **details)
    confirm(panel, heard)
    return heard


def check(panel: Panel, heard: Heard) -> None:
    """Write minutes and let the adviser check them."""
    panel.administrator.execute(
        write_minutes,
        WriteMinutes(**heard.item, sections={MinutesSection.SUMMARY: "The panel met."}),
    )
    panel.adviser.execute(check_minutes, CheckMinutes(**heard.item))


def lock(panel: Panel, heard: Heard) -> str:
    """Write, check and lock the minutes, and return the record check."""
    check(panel, heard)
    return panel.chair.execute(lock_minutes, LockMinutes(**heard.item)).value


def with_decision_maker(
    panel: Panel,
    case_type: CaseType = CaseType.MAINSTREAM_APPROVAL,
    outcome: Outcome = Outcome.SUITABLE,
) -> Heard:
    """A case whose final minutes the decision maker received."""
    heard = heard_item(panel, case_type, outcome)
    lock(panel, heard)
    panel.adviser.execute(send_minutes, SendMinutes(**heard.item, received_on=panel.clock.today))
    return heard


def decide(panel: Panel, heard: Heard, decision: FirstDecision, **details: Any) -> None:
    """Let the decision maker decide today, with reasons."""
    complete: dict[str, Any] = {
        "decided_on": panel.clock.today,
        "reasons": "I agree with the panel's reasons.",
        "sitting": heard.sitting,
    }
    panel.decision_maker.execute(
        record_decision,
        RecordDecision(case=heard.case, decision=decision, **(complete | details)),
    )


def decided_case(
    panel: Panel,
    decision: FirstDecision = FirstDecision.APPROVE,
    *,
    case_type: CaseType = CaseType.MAINSTREAM_APPROVAL,
    outcome: Outcome = Outcome.SUITABLE,
    **details: Any,
) -> Heard:
    """A case with a first decision."""
    heard = with_decision_maker(panel, case_type, outcome)
    decide(panel, heard, decision, **details)
    return heard


def give_notice(
    panel: Panel, case_ref: str, kind: NoticeKind = NoticeKind.WRITTEN, on: date | None = None
) -> None:
    """Record that the person was told."""
    panel.adviser.execute(
        record_notice,
        RecordNotice(
            case=case_ref,
            kind=kind,
            given_on=on or panel.clock.today,
            method=DispatchMethod.FIRST_CLASS_POST,
        ),
    )


def determined_case(panel: Panel) -> Heard:
    """An application with a qualifying determination, whose letter is dated today."""
    heard = decided_case(panel, FirstDecision.QD_NOT_APPROVE, outcome=Outcome.NOT_SUITABLE)
    give_notice(panel, heard.case)
    return heard


def answer(panel: Panel, case_ref: str, response: QdResponse, on: date | None = None) -> None:
    """Record how the person answered a determination."""
    received = None if response is QdResponse.NONE else on or panel.clock.today
    panel.adviser.execute(
        record_response, RecordResponse(case=case_ref, response=response, received_on=received)
    )
