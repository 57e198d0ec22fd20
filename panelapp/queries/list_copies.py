"""Lists to take away as an Excel workbook: every row of what is asked for, not only those shown.

That a list left the file is recorded; what was looked for in it is not, since it may be a name.
"""

from __future__ import annotations

# Read by `panelapp act`, which makes a command out of its fields.
import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from panelapp.documents.tables import Table, save_workbook
from panelapp.domain.events import Topic
from panelapp.domain.labels import label
from panelapp.queries.audit_trail import TrailPageQuestion, trail_page
from panelapp.queries.case_choice import (
    CasesQuestion,
)
from panelapp.queries.case_list import cases
from panelapp.queries.central_list import CentralListQuestion, central_list
from panelapp.queries.chase_list import ChaseListQuestion, chase_list
from panelapp.queries.decision_list import DecisionGroup, DecisionsQuestion, decisions
from panelapp.queries.sitting_choice import OverviewQuestion
from panelapp.queries.sitting_overview import sitting_overview

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from panelapp.documents.tables import Value
    from panelapp.persistence.unit_of_work import UnitOfWork

_EVERY = 1_000_000
"""More rows than a sheet of a workbook takes: no limit."""


@dataclass(frozen=True, kw_only=True)
class ListCopy:
    """The sheets of a copy. ``file_name`` is what it may be called, without the ending."""

    file_name: str
    tables: tuple[Table, ...]


def save_list(copy: ListCopy, to: Path) -> None:
    """Write a copy of a list; an older copy stays until the new one is whole.

    Raises :class:`BadInput` for the name of another kind of file, and :class:`FileTrouble` where
    nothing can be written there.
    """
    save_workbook(copy.tables, to)


@dataclass(frozen=True, kw_only=True)
class ExportCases(CasesQuestion):
    """The cases asked for, in the order asked for."""


def export_cases(command: ExportCases, uow: UnitOfWork) -> ListCopy:
    """Make a copy of the list of cases."""
    headings = (
        "Case",
        "Household",
        "Who",
        "Type",
        "Status",
        "Opened on",
        "Sitting",
        "Next to do",
        "Due on",
        "Priority",
    )
    rows = (
        (
            row.case,
            row.household,
            row.names,
            label(row.case_type),
            row.status,
            row.opened_on,
            row.sitting_on,
            row.deadline.what if row.deadline else None,
            row.deadline.due if row.deadline else None,
            "Yes" if row.is_urgent else None,
        )
        for row in cases(replace(command, limit=None), uow)
    )
    return _copy("Cases", "cases", headings, rows, uow)


@dataclass(frozen=True, kw_only=True)
class ExportSittings(OverviewQuestion):
    """The sittings asked for, in the order asked for."""


def export_sittings(command: ExportSittings, uow: UnitOfWork) -> ListCopy:
    """Make a copy of the list of sittings."""
    headings = ("Sitting", "Day", "Time", "Where", "Kind", "In the chair", "Items", "Members")
    rows = (
        (
            row.sitting,
            row.held_on,
            row.times,
            row.where,
            row.kind_words,
            row.in_the_chair,
            row.items,
            row.people_words,
            row.papers_words,
            None if row.is_quorate is None else "Yes" if row.is_quorate else "No",
            row.stage_words,
        )
        for row in sitting_overview(command, uow).rows
    )
    return _copy("Sittings", "sittings", (*headings, "Papers", "Quorate", "Status"), rows, uow)


@dataclass(frozen=True, kw_only=True)
class ExportCentralList(CentralListQuestion):
    """The people asked for."""


def export_central_list(command: ExportCentralList, uow: UnitOfWork) -> ListCopy:
    """Make a copy of the central list."""
    headings = ("Person", "Name", "Office", "Description", "Independent", "Social worker, 3 years")
    rows = (
        (
            row.ref,
            row.name,
            row.office_words,
            row.category_words,
            label(row.independence.standing),
            label(row.social_work.standing),
            row.joined_on,
            row.left_on,
            row.checks_words,
            row.sat.attended,
            row.sat.invited,
            row.next_deadline.name if row.next_deadline else None,
            row.next_deadline.due if row.next_deadline else None,
        )
        for row in central_list(command, uow)
    )
    more = ("On the list from", "Until", "Checks", "Attended", "Asked", "Next to do", "Due on")
    return _copy("Central list", "central_list", (*headings, *more), rows, uow)


@dataclass(frozen=True, kw_only=True)
class ExportDecisions:
    """The decisions of one group; ``None`` is every group."""

    group: DecisionGroup | None = None


def export_decisions(command: ExportDecisions, uow: UnitOfWork) -> ListCopy:
    """Make a copy of the list of decisions."""
    headings = ("Case", "Who", "Type", "Status", "Panel recommended", "Sitting", "Minutes received")
    asked = DecisionsQuestion(group=command.group, finished_limit=_EVERY)
    rows = (
        (
            row.case_ref,
            row.household,
            row.case_type,
            row.status,
            row.recommendation,
            row.sat_on,
            row.received_on,
            row.decision,
            row.decided_on,
            row.next_step,
            row.due,
        )
        for row in decisions(asked, uow).rows
    )
    more = ("Decision", "Decided on", "Next to do", "Due on")
    return _copy("Decisions", "decisions", (*headings, *more), rows, uow)


@dataclass(frozen=True, kw_only=True)
class ExportChaseList(ChaseListQuestion):
    """The checks asked for."""


def export_chase_list(command: ExportChaseList, uow: UnitOfWork) -> ListCopy:
    """Make a copy of the checks to chase."""
    headings = ("Case", "Who", "Check", "From", "Who chases", "Asked for on", "Last asked for on")
    rows = (
        (
            row.case,
            row.names,
            row.what,
            row.from_whom,
            row.asked_by,
            row.requested_on,
            row.last_asked_on,
            row.days,
            "Yes" if row.is_late else None,
        )
        for row in chase_list(command, uow).rows
    )
    return _copy("Checks to chase", "chase_list", (*headings, "Days waiting", "Late"), rows, uow)


@dataclass(frozen=True, kw_only=True)
class ExportTrail:
    """The rows of the audit trail asked for, the newest first."""

    text: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


def export_trail(command: ExportTrail, uow: UnitOfWork) -> ListCopy:
    """Make a copy of the audit trail."""
    headings = ("Number", "Day", "Time", "Who", "As", "What", "Refused", "About", "Details")
    asked = TrailPageQuestion(
        text=command.text, first=command.first, last=command.last, limit=_EVERY
    )
    rows = (
        (
            row.seq,
            row.at.date(),
            f"{row.at:%H:%M}",
            row.user,
            row.role,
            row.what,
            "Yes" if row.was_refused else None,
            row.about,
            row.details,
            row.device,
            row.record_check,
        )
        for row in trail_page(asked, uow).rows
    )
    return _copy("Audit trail", "trail", (*headings, "Computer", "Record check"), rows, uow)


def _copy(
    title: str,
    code: str,
    headings: tuple[str, ...],
    rows: Iterable[tuple[Value, ...]],
    uow: UnitOfWork,
) -> ListCopy:
    """One sheet with the rows and one that says what it is; that it was made is recorded."""
    made = tuple(rows)
    today = uow.today
    # Nothing changed: the topic only tells the window of the new row of the trail.
    uow.changed(Topic.USERS, today.isoformat(), code)
    about = (
        ("Agency", uow.agency.name),
        ("List", title),
        ("As on", today),
        ("Rows", len(made)),
        ("Made by", uow.actor.name),
    )
    return ListCopy(
        file_name=f"{title} {today.isoformat()}",
        tables=(Table(title, headings, made), Table("About", ("About this copy", ""), about)),
    )
