"""Documents to hand out: looked at first, then exported as Word or PDF.

A preview is a question and leaves no trace; an export is an action, and is recorded. Both give the
frozen content, so that the slow part, the rendering, can run beside the thread that owns the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from panelapp.documents.agenda import agenda
from panelapp.documents.content import Document
from panelapp.documents.decision_record import decision_record
from panelapp.documents.minutes import minutes, minutes_extract
from panelapp.documents.render import Format, render, rendered, require_document_name
from panelapp.domain.errors import BadInput
from panelapp.domain.events import Topic
from panelapp.domain.labels import label
from panelapp.domain.vocabulary import UserRole
from panelapp.persistence.unit_of_work import UnitOfWork
from panelapp.queries.agenda import agenda_content
from panelapp.queries.decision_record import decision_record_content
from panelapp.queries.letters import LETTER_TITLES, LetterKind, letter_document
from panelapp.queries.minutes import item_content, minutes_content

if TYPE_CHECKING:
    from pathlib import Path

_OFFICE = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR)
_CHAIRS = (UserRole.CHAIR, UserRole.VICE_CHAIR)
Content = Document
"""What a document says, before it is rendered; a screen only passes it on."""
_FORMATS: Mapping[str, Format] = {".docx": "docx", ".pdf": "pdf"}


@dataclass(frozen=True, kw_only=True)
class Printout:
    """A document as somebody looks at it before it is handed out.

    ``file_name`` is what a file of it may be called, without the ending and without the name of
    a person. ``why_not_hand_out`` is empty for somebody who may save or print it.
    """

    title: str
    file_name: str
    document: Document
    why_not_hand_out: str = ""


@dataclass(frozen=True, kw_only=True)
class ExportAgenda:
    """The agenda of a sitting."""

    sitting: str


def preview_agenda(question: ExportAgenda, uow: UnitOfWork) -> Printout:
    """The agenda of a sitting as it stands."""
    document = agenda(agenda_content(uow.sitting(question.sitting), uow))
    return Printout(
        title="Agenda",
        file_name=f"Agenda {question.sitting}",
        document=document,
        why_not_hand_out=_why_not((*_OFFICE, *_CHAIRS), uow),
    )


def export_agenda(command: ExportAgenda, uow: UnitOfWork) -> Document:
    """Make the agenda of a sitting."""
    made = preview_agenda(command, uow)
    uow.changed(Topic.SITTINGS, command.sitting, "agenda")
    return made.document


@dataclass(frozen=True, kw_only=True)
class ExportMinutes:
    """The minutes of a sitting, or of one case's item alone."""

    sitting: str
    case: str | None = None


def preview_minutes(question: ExportMinutes, uow: UnitOfWork) -> Printout:
    """The minutes as they stand; with a case, an extract that holds nothing of any other."""
    if question.case is None:
        sitting = uow.sitting(question.sitting)
        return Printout(
            title="Minutes",
            file_name=f"Minutes {sitting.ref}",
            document=minutes(minutes_content(sitting, uow)),
            why_not_hand_out=_why_not((*_OFFICE, *_CHAIRS), uow),
        )
    item = uow.item(question.sitting, question.case)
    return Printout(
        title="Extract of the minutes",
        file_name=f"Minutes {question.sitting} {question.case}",
        document=minutes_extract(item_content(item, uow), question.case),
        why_not_hand_out=_why_not((*_OFFICE, *_CHAIRS, UserRole.DECISION_MAKER), uow),
    )


def export_minutes(command: ExportMinutes, uow: UnitOfWork) -> Document:
    """Make the minutes of a sitting; with a case, an extract that holds nothing of any other."""
    made = preview_minutes(command, uow)
    uow.changed(Topic.MINUTES, command.case or command.sitting, _part(command))
    return made.document


def _part(command: ExportMinutes) -> str:
    return "minutes" if command.case is None else "extract"


@dataclass(frozen=True, kw_only=True)
class ExportDecisionRecord:
    """The record of the newest decision on a case, or of the final one."""

    case: str
    final: bool = False


def preview_decision_record(question: ExportDecisionRecord, uow: UnitOfWork) -> Printout:
    """The record of a decision, with what was read and weighed."""
    case = uow.case(question.case)
    content = decision_record_content(case, uow, is_final=question.final)
    title = "Record of the final decision" if question.final else "Record of the decision"
    return Printout(
        title=title,
        file_name=f"{title} {case.ref}",
        document=decision_record(content),
        why_not_hand_out=_why_not((*_OFFICE, UserRole.DECISION_MAKER), uow),
    )


def export_decision_record(command: ExportDecisionRecord, uow: UnitOfWork) -> Document:
    """Make the record of a decision, with what was read and weighed."""
    made = preview_decision_record(command, uow)
    uow.changed(Topic.DECISIONS, command.case, "record")
    return made.document


@dataclass(frozen=True, kw_only=True)
class ExportLetter:
    """A letter of a kind about a case."""

    case: str
    kind: LetterKind


def preview_letter(question: ExportLetter, uow: UnitOfWork) -> Printout:
    """A letter about a case as it would be sent today."""
    title = LETTER_TITLES[question.kind]
    return Printout(
        title=title,
        file_name=f"{title} {question.case}",
        document=letter_document(uow.case(question.case), question.kind, uow),
        why_not_hand_out=_why_not((*_OFFICE, UserRole.DECISION_MAKER), uow),
    )


def export_letter(command: ExportLetter, uow: UnitOfWork) -> Document:
    """Make a letter about a case."""
    made = preview_letter(command, uow)
    uow.changed(Topic.DECISIONS, command.case, command.kind)
    return made.document


def _why_not(roles: tuple[UserRole, ...], uow: UnitOfWork) -> str:
    """Why somebody who may look at a document may not hand it out."""
    if uow.actor.role in roles:
        return ""
    able = " or the ".join(label(role).lower() for role in _OFFICE)
    return f"You can read this. To save or print it, ask the {able}."


Wanted = ExportAgenda | ExportMinutes | ExportDecisionRecord | ExportLetter


@dataclass(frozen=True)
class Ways:
    """The question that shows a document, and the action that hands it out."""

    preview: Callable[[Any, UnitOfWork], Printout]
    export: Callable[[Any, UnitOfWork], Document]


_WAYS: Mapping[type, Ways] = {
    ExportAgenda: Ways(preview_agenda, export_agenda),
    ExportMinutes: Ways(preview_minutes, export_minutes),
    ExportDecisionRecord: Ways(preview_decision_record, export_decision_record),
    ExportLetter: Ways(preview_letter, export_letter),
}


def ways_to(wanted: Wanted) -> Ways:
    """How a document is looked at and handed out."""
    return _WAYS[type(wanted)]


def as_pdf(document: Document) -> bytes:
    """The pages of a document, which any thread may make."""
    return rendered(document, "pdf")


def save_document(document: Document, to: Path, *, agency_file: Path) -> None:
    """Write a document as Word or PDF, as the name says; an older file stays until it is whole.

    Raises :class:`BadInput` for a name that is not that of a document, and :class:`FileTrouble`
    where nothing can be written there.
    """
    form = _FORMATS.get(to.suffix.lower())
    if form is None:
        raise BadInput(
            f"{to.name} is not the name of a Word or PDF document.",
            remedy="Nothing was written. Choose a name that ends in .docx or .pdf.",
        )
    require_document_name(to, agency_file, form)
    render(document, form, to)
