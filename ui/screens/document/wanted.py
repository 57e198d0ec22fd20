"""Which document a place is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.queries.documents import (
    ExportAgenda,
    ExportDecisionRecord,
    ExportLetter,
    ExportMinutes,
)
from panelapp.queries.letters import LetterKind

if TYPE_CHECKING:
    from panelapp.queries.documents import Wanted
    from ui.components.place import Place


def wanted_at(place: Place) -> Wanted:
    """What to ask for, from a kind of document and the references that follow it."""
    match place.refs:
        case ("agenda", sitting):
            return ExportAgenda(sitting=sitting)
        case ("minutes", sitting):
            return ExportMinutes(sitting=sitting)
        case ("extract", sitting, case):
            return ExportMinutes(sitting=sitting, case=case)
        case ("record", case):
            return ExportDecisionRecord(case=case)
        case ("final_record", case):
            return ExportDecisionRecord(case=case, final=True)
        case ("letter", case, kind):
            return ExportLetter(case=case, kind=LetterKind(kind))
    raise ValueError(place)


def about(wanted: Wanted) -> str:
    """What a document is about, under its title."""
    match wanted:
        case ExportMinutes(sitting=sitting, case=str(case)):
            return f"Case {case}, sitting {sitting}"
        case ExportAgenda(sitting=sitting) | ExportMinutes(sitting=sitting):
            return f"Sitting {sitting}"
        case ExportDecisionRecord(case=case) | ExportLetter(case=case):
            return f"Case {case}"
