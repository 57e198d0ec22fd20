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
from panelapp.queries.paper_preview import PaperQuestion

if TYPE_CHECKING:
    from panelapp.queries.documents import Wanted
    from ui.components.place import Place


def wanted_at(place: Place) -> Wanted | PaperQuestion:
    """What to ask for, from a kind of document and the references that follow it."""
    found: Wanted | PaperQuestion
    match place.refs:
        case ("agenda", sitting):
            found = ExportAgenda(sitting=sitting)
        case ("minutes", sitting):
            found = ExportMinutes(sitting=sitting)
        case ("extract", sitting, case):
            found = ExportMinutes(sitting=sitting, case=case)
        case ("record" | "final_record" as kind, case):
            found = ExportDecisionRecord(case=case, final=kind == "final_record")
        case ("letter", case, kind):
            found = ExportLetter(case=case, kind=LetterKind(kind))
        case ("paper", case, sha256):
            found = PaperQuestion(case=case, sha256=sha256)
        case _:
            raise ValueError(place)
    return found


def about(wanted: Wanted | PaperQuestion) -> str:
    """What a document is about, under its title."""
    match wanted:
        case ExportMinutes(sitting=sitting, case=str(case)):
            return f"Case {case}, sitting {sitting}"
        case ExportAgenda(sitting=sitting) | ExportMinutes(sitting=sitting):
            return f"Sitting {sitting}"
        case ExportDecisionRecord(case=case) | ExportLetter(case=case) | PaperQuestion(case=case):
            return f"Case {case}"
