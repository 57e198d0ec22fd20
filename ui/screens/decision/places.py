"""The places that the page of a decision leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.queries.documents import (
    ExportAgenda,
    ExportDecisionRecord,
    ExportLetter,
    ExportMinutes,
)
from ui.components.place import Place

if TYPE_CHECKING:
    from panelapp.queries.documents import Wanted


def place_of(wanted: Wanted) -> Place:
    """Where a document is shown."""
    match wanted:
        case ExportAgenda(sitting=sitting):
            return Place("document", "agenda", sitting)
        case ExportMinutes(sitting=sitting, case=None):
            return Place("document", "minutes", sitting)
        case ExportMinutes(sitting=sitting, case=str(case)):
            return Place("document", "extract", sitting, case)
        case ExportDecisionRecord(case=case, final=is_final):
            return Place("document", "final_record" if is_final else "record", case)
        case ExportLetter(case=case, kind=kind):
            return Place("document", "letter", case, kind.value)
    raise TypeError(wanted)
