"""Documents to hand out: each export is recorded, and gives a document for Word or PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.documents.agenda import agenda
from panelapp.documents.decision_record import decision_record
from panelapp.documents.minutes import minutes, minutes_extract
from panelapp.domain.events import Topic
from panelapp.queries.agenda import agenda_content
from panelapp.queries.decision_record import decision_record_content
from panelapp.queries.letters import LetterKind, letter_document
from panelapp.queries.minutes import item_content, minutes_content

if TYPE_CHECKING:
    from panelapp.documents.content import Document
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class ExportAgenda:
    """The agenda of a sitting."""

    sitting: str


def export_agenda(command: ExportAgenda, uow: UnitOfWork) -> Document:
    """Make the agenda of a sitting."""
    sitting = uow.sitting(command.sitting)
    uow.changed(Topic.SITTINGS, sitting.ref, "agenda")
    return agenda(agenda_content(sitting, uow))


@dataclass(frozen=True, kw_only=True)
class ExportMinutes:
    """The minutes of a sitting, or of one case's item alone."""

    sitting: str
    case: str | None = None


def export_minutes(command: ExportMinutes, uow: UnitOfWork) -> Document:
    """Make the minutes of a sitting; with a case, an extract that holds nothing of any other."""
    if command.case is None:
        sitting = uow.sitting(command.sitting)
        uow.changed(Topic.MINUTES, sitting.ref, "minutes")
        return minutes(minutes_content(sitting, uow))
    item = uow.item(command.sitting, command.case)
    uow.changed(Topic.MINUTES, command.case, "extract")
    return minutes_extract(item_content(item, uow), command.case)


@dataclass(frozen=True, kw_only=True)
class ExportDecisionRecord:
    """The record of the newest decision on a case, or of the final one."""

    case: str
    final: bool = False


def export_decision_record(command: ExportDecisionRecord, uow: UnitOfWork) -> Document:
    """Make the record of a decision, with what was read and weighed."""
    case = uow.case(command.case)
    uow.changed(Topic.DECISIONS, case.ref, "record")
    return decision_record(decision_record_content(case, uow, is_final=command.final))


@dataclass(frozen=True, kw_only=True)
class ExportLetter:
    """A letter of a kind about a case."""

    case: str
    kind: LetterKind


def export_letter(command: ExportLetter, uow: UnitOfWork) -> Document:
    """Make a letter about a case."""
    case = uow.case(command.case)
    uow.changed(Topic.DECISIONS, case.ref, command.kind)
    return letter_document(case, command.kind, uow)
