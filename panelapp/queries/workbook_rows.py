"""The rows of the workbook as the file has them: what an export writes, an import compares with.

Facts only. Approvals, states and dates that rules derive are left blank, superseded rows are left
out, and the rows of a sheet stand in the order in which they came to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panelapp.domain.models import NotCollected
from panelapp.exchange.rows import NotCollectedRow, WorkbookRows
from panelapp.queries.workbook_cells import FIRST_ROW
from panelapp.queries.workbook_decisions import decision_rows, irm_rows
from panelapp.queries.workbook_people import Listed, ending_rows, household_rows, member_rows
from panelapp.queries.workbook_sittings import case_rows, item_rows, sitting_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from panelapp.persistence.unit_of_work import UnitOfWork


def workbook_rows(uow: UnitOfWork, what: str) -> WorkbookRows:
    """Every row of the file, as the workbook has it; ``what`` says what this is a part of."""
    listed = Listed(uow)
    sheets: Mapping[str, Callable[[], Iterable[Any]]] = {
        "members": lambda: member_rows(uow, listed),
        "households": lambda: household_rows(uow),
        "sittings": lambda: sitting_rows(uow, listed),
        "cases": lambda: case_rows(uow),
        "items": lambda: item_rows(uow, listed),
        "decisions": lambda: decision_rows(uow),
        "irm": lambda: irm_rows(uow),
        "endings": lambda: ending_rows(uow),
        "not_collected": lambda: _not_collected_rows(uow),
    }
    gathered: dict[str, Any] = {}
    for done, (name, rows) in enumerate(sheets.items()):
        uow.progress(what, done, len(sheets))
        gathered[name] = tuple(rows())
    uow.progress(what, len(sheets), len(sheets))
    return WorkbookRows(**gathered)


def _not_collected_rows(uow: UnitOfWork) -> Iterator[NotCollectedRow]:
    query = select(NotCollected.row_id, NotCollected.from_on, NotCollected.to_on)
    rows = uow.session.execute(query.order_by(NotCollected.id))
    for number, (row_id, from_on, to_on) in enumerate(rows, start=FIRST_ROW):
        yield NotCollectedRow(row_number=number, row_id=row_id, from_on=from_on, to_on=to_on)
