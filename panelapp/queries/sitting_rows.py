"""The rows of the page of one sitting, as screens show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from panelapp.domain.vocabulary import (
    InterestKind,
    InterestRuling,
    PanelKind,
    Reply,
    SittingKind,
    SittingMode,
)
from panelapp.queries.forecast import ItemQuorum, QuorumState
from panelapp.queries.sitting_people import AskableRow, MemberRow, PapersFor, ParticipantRow


class Stage(StrEnum):
    """Where a sitting stands."""

    PLANNED = "planned"
    PAPERS_OUT = "papers_out"
    TODAY = "today"
    ATTENDANCE_MISSING = "attendance_missing"
    HELD = "held"
    CANCELLED = "cancelled"


class ItemStatus(StrEnum):
    """Where an item stands at its sitting."""

    TO_BE_HEARD = "to_be_heard"
    DRAFTED = "drafted"
    CONFIRMED = "confirmed"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"


class SittingAction(StrEnum):
    """Something that can be done with a sitting from its page."""

    CHANGE = "change"
    CANCEL = "cancel"
    ASK = "ask"
    REPLY = "reply"
    ADD_PERSON = "add_person"
    ADD_ITEM = "add_item"
    ORDER = "order"
    TAKE_OFF = "take_off"
    DECLARE = "declare"
    SEND_PAPERS = "send_papers"
    RECORD_ATTENDANCE = "record_attendance"
    START = "start"
    SEE_AGENDA = "see_agenda"
    SEE_MINUTES = "see_minutes"


@dataclass(frozen=True, kw_only=True)
class InterestRow:
    """An interest in an item, and the chair's ruling if there is one."""

    member: str
    name: str
    kind: InterestKind
    kind_words: str
    detail: str
    declared_on: dt.date | None
    ruling: InterestRuling | None
    ruling_words: str


@dataclass(frozen=True, kw_only=True)
class AgendaRow:
    """One item. ``number`` counts the items that are to be heard; an item taken off has 0."""

    number: int
    case: str
    names: str
    case_type: str
    presentation: int
    slot_start: dt.time | None
    minutes: int | None
    started_at: dt.time | None
    finished_at: dt.time | None
    status: ItemStatus
    status_words: str
    minutes_are_locked: bool
    interests: tuple[InterestRow, ...]
    papers: int
    papers_missing: tuple[str, ...]
    people: tuple[ParticipantRow, ...]
    quorum: ItemQuorum
    in_the_chair: str
    why_not_taken_off: str
    withdrawn_on: dt.date | None
    withdrawn_because: str

    @property
    def papers_are_complete(self) -> bool:
        """Whether the papers of the item can go out."""
        return not self.papers_missing


@dataclass(frozen=True, kw_only=True)
class PapersPlan:
    """When papers are to go out, when they did, and to whom they go.

    ``is_late`` says that they can only go late now, ``went_late`` that they did.
    """

    send_by: dt.date
    working_days_left: int
    left_words: str
    citation: str
    explanation: str
    sent_on: dt.date | None
    late_because: str
    undeclared: tuple[int, ...]
    undeclared_because: str
    is_late: bool
    went_late: bool
    complete: int
    items: int
    receivers: tuple[PapersFor, ...]


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """Whether somebody may do something now; ``why_not`` is empty where they may."""

    action: SittingAction
    why_not: str


@dataclass(frozen=True, kw_only=True)
class SittingPage:
    """Everything that the page of one sitting shows. ``may`` holds one row for each action.

    ``declares_for_others`` says that the acting person records the interests of anybody.
    """

    sitting: str
    version: int
    today: dt.date
    held_on: dt.date
    day_words: str
    times: str
    start: dt.time | None
    finish: dt.time | None
    mode: SittingMode | None
    kind: SittingKind
    panel: PanelKind
    venue: str
    other_business: str
    stage: Stage
    stage_words: str
    is_cancelled: bool
    cancelled_because: str
    agenda: tuple[AgendaRow, ...]
    taken_off: tuple[AgendaRow, ...]
    minutes_planned: int
    members: tuple[MemberRow, ...]
    participants: tuple[ParticipantRow, ...]
    askable: tuple[AskableRow, ...]
    in_the_chair: str
    attendance_is_recorded: bool
    papers: PapersPlan
    next_steps: tuple[str, ...]
    declares_for_others: bool
    may: tuple[Allowed, ...]

    def why_not(self, action: SittingAction) -> str:
        """Why something cannot be done now; empty where it can."""
        return next(allowed.why_not for allowed in self.may if allowed.action is action)

    def allows(self, action: SittingAction) -> bool:
        """Whether something can be done now."""
        return not self.why_not(action)

    @property
    def coming(self) -> int:
        """How many members said that they are coming."""
        return sum(row.reply is Reply.COMING for row in self.members)

    @property
    def unanswered(self) -> int:
        """How many members were asked and have not answered."""
        return sum(row.reply is Reply.ASKED for row in self.members)

    @property
    def interests(self) -> int:
        """How many interests are declared."""
        return sum(len(row.interests) for row in self.agenda)

    @property
    def not_quorate(self) -> tuple[int, ...]:
        """The numbers of the items that are not quorate, or only if more people come."""
        return tuple(
            row.number for row in self.agenda if row.quorum.state is not QuorumState.QUORATE
        )
