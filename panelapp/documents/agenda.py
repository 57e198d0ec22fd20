"""The agenda of a sitting: who is expected, the quorum forecast, and each case in its slot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from panelapp.documents.content import (
    BulletList,
    Document,
    Heading,
    KeyValueTable,
    Notice,
    NumberedList,
    Table,
    filled,
    words,
)
from panelapp.domain.values import clock_time, day_and_times, in_words, long_date

if TYPE_CHECKING:
    from panelapp.documents.content import Block

_BEFORE_CASES = (
    "Welcome and introductions",
    "Apologies and quorum",
    "Declarations of interest",
    "Minutes of the last sitting",
    "Matters arising and actions",
)
_AFTER_CASES = (
    "Decisions since the last sitting, resignations and notifications",
    "Quality of reports and feedback from those who attended",
    "Training and policy",
    "Any other business",
    "How this sitting went",
)


@dataclass(frozen=True, kw_only=True)
class ExpectedPerson:
    """Somebody who is asked to the sitting; ``category`` and ``note`` may be empty."""

    name: str
    role: str
    category: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """One case on the agenda.

    ``household`` and ``children`` are as the agency wants them shown, names or initials.
    ``presentation`` is 1 when the panel sees the case for the first time. ``quorum_forecast`` is
    one sentence. ``interests`` are those declared before the papers went out.
    """

    number: int
    case_ref: str
    case_type: str
    household: str
    regulation: str = ""
    children: tuple[str, ...] = ()
    starts: time | None = None
    minutes: int | None = None
    presentation: int = 1
    requested: str = ""
    social_worker: str = ""
    team_manager: str = ""
    attending: tuple[str, ...] = ()
    access: str = ""
    papers: tuple[str, ...] = ()
    quorum_forecast: str = ""
    interests: tuple[str, ...] = ()
    adviser_note: str = ""


@dataclass(frozen=True, kw_only=True)
class AgendaContent:
    """What an agenda says; ``quorum_status`` is one sentence about the sitting as a whole."""

    agency: str
    panel_name: str
    sitting_ref: str
    held_on: date
    made_at: datetime
    quorum_status: str
    start: time | None = None
    finish: time | None = None
    venue: str = ""
    mode: str = ""
    chair: str = ""
    adviser: str = ""
    minute_taker: str = ""
    expected: tuple[ExpectedPerson, ...] = ()
    apologies: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    other_business: str = ""
    last_sitting_on: date | None = None
    next_sitting_on: date | None = None


def agenda(content: AgendaContent) -> Document:
    """The agenda as a document."""
    return Document(
        title=f"Agenda: {content.panel_name}, {long_date(content.held_on)}",
        subject=f"Sitting {content.sitting_ref}",
        author=content.agency,
        made_at=content.made_at,
        header=f"{content.agency} · {content.panel_name}",
        marking="Confidential",
        footer=f"Agenda · sitting {content.sitting_ref}",
        blocks=(
            Heading(f"Agenda of the {content.panel_name}", level=1),
            words(day_and_times(content.held_on, content.start, content.finish), tone="lead"),
            _particulars(content),
            Notice("Quorum", (content.quorum_status,)),
            *_expected(content),
            Heading("Order of business"),
            *_at_a_glance(content),
            *_standing("Opening", _opening(content)),
            *(block for item in content.items for block in _item(item)),
            *_standing("Closing", _closing(content)),
            words(_CONFIDENTIAL, tone="small"),
        ),
    )


_CONFIDENTIAL = (
    "These papers name children and families. Keep them where nobody else can see them, and "
    "return or delete them after the sitting. Tell the panel adviser now if you know anybody "
    "named here, so that the sitting stays quorate."
)


def _particulars(content: AgendaContent) -> KeyValueTable:
    return KeyValueTable(
        filled(
            ("Agency", content.agency),
            ("Sitting", content.sitting_ref),
            ("Where", content.venue),
            ("How", content.mode),
            ("In the chair", content.chair),
            ("Panel adviser", content.adviser),
            ("Minute taker", content.minute_taker),
            ("Apologies", in_words(content.apologies)),
            ("Observers", in_words(content.observers)),
        ),
        summary="When and where the sitting is, and who runs it",
    )


def _expected(content: AgendaContent) -> tuple[Block, ...]:
    if not content.expected:
        return ()
    return (
        Heading("Who is expected"),
        Table(
            ("Name", "Role", "Category", "Note"),
            tuple(
                (person.name, person.role, person.category, person.note)
                for person in content.expected
            ),
            (28, 22, 25, 25),
            summary="People expected at the sitting, with role and category",
        ),
    )


def _at_a_glance(content: AgendaContent) -> tuple[Block, ...]:
    if not content.items:
        return (words("No cases are on this agenda."),)
    return (
        Table(
            ("Item", "Time", "Case", "Household", "Matter"),
            tuple(
                (
                    str(item.number),
                    clock_time(item.starts) if item.starts else "",
                    item.case_ref,
                    item.household,
                    item.case_type,
                )
                for item in content.items
            ),
            (7, 9, 18, 29, 37),
            summary="The cases of the sitting in order, with their times",
        ),
    )


def _standing(heading: str, points: tuple[str, ...]) -> tuple[Block, ...]:
    return (Heading(heading), NumberedList(points))


def _opening(content: AgendaContent) -> tuple[str, ...]:
    if content.last_sitting_on is None:
        return _BEFORE_CASES
    minutes = f"Minutes of the last sitting, {long_date(content.last_sitting_on)}"
    return tuple(minutes if "Minutes" in point else point for point in _BEFORE_CASES)


def _closing(content: AgendaContent) -> tuple[str, ...]:
    points = tuple(
        f"{point}: {content.other_business}"
        if point == "Any other business" and content.other_business
        else point
        for point in _AFTER_CASES
    )
    if content.next_sitting_on is None:
        return points
    return (*points, f"Next sitting: {long_date(content.next_sitting_on)}")


def _item(item: AgendaItem) -> tuple[Block, ...]:
    slot = clock_time(item.starts) if item.starts else ""
    if item.minutes:
        slot = f"{slot}, {item.minutes} minutes".removeprefix(", ")
    seen = (
        "First time at panel"
        if item.presentation == 1
        else f"Returns to panel: presentation {item.presentation}"
    )
    papers: tuple[Block, ...] = ()
    if item.papers:
        papers = (Heading("Papers", level=3), BulletList(item.papers))
    return (
        Heading(f"Item {item.number}: {item.case_type}"),
        KeyValueTable(
            filled(
                ("Time", slot),
                ("Case", item.case_ref),
                ("Household", item.household),
                ("Children named", in_words(item.children)),
                ("Under", item.regulation),
                ("Presentation", seen),
                ("Recommendation asked for", item.requested),
                ("Social worker", item.social_worker),
                ("Team manager", item.team_manager),
                ("Attending", in_words(item.attending)),
                ("Access and language", item.access),
                ("Quorum forecast", item.quorum_forecast),
                ("Interests declared", "\n".join(item.interests) or "None declared so far"),
                ("Panel adviser's note", item.adviser_note),
            ),
            summary=f"Item {item.number}",
        ),
        *papers,
    )
