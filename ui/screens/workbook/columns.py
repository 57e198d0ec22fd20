"""The tables about a workbook: its sheets, what the check found in each, and every problem."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.actions.intake.ground import SheetChanges
from panelapp.queries.workbook_guide import sheet_holds
from ui.models.rows import Column
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.actions.imports import ImportReport
    from panelapp.exchange.problems import Problem
    from panelapp.queries.workbook_guide import SheetGuide


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """What a check found in one sheet; its rows are compared with the file if nothing is wrong."""

    sheet: str
    rows: int
    changes: SheetChanges
    problems: int
    warnings: int

    @property
    def status(self) -> str:
        """What stands in its way, in words."""
        if self.problems:
            return counted(self.problems, "problem")
        return counted(self.warnings, "warning") if self.warnings else "Ready"

    @property
    def tone(self) -> str:
        """The tone of its status."""
        if self.problems:
            return Tone.PROBLEM.value
        return (Tone.WARNING if self.warnings else Tone.GOOD).value


def sheet_lines(report: ImportReport) -> tuple[SheetLine, ...]:
    """The sheets that the workbook has, in the order in which they go in."""
    problems = Counter(one.sheet for one in report.errors)
    warnings = Counter(one.sheet for one in report.warnings)
    nothing = SheetChanges(new=0, changed=0, same=0)
    return tuple(
        SheetLine(
            sheet=sheet,
            rows=rows,
            changes=report.changes.get(sheet, nothing),
            problems=problems[sheet],
            warnings=warnings[sheet],
        )
        for sheet, rows in report.rows.items()
        if rows or problems[sheet] or warnings[sheet]
    )


def counted(number: int, what: str) -> str:
    """A number with what it counts: ``1 problem``, ``3,204 rows``."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


_WHAT: tuple[Column[SheetLine], ...] = (
    Column(title="Sheet", text=lambda line: line.sheet, width=15),
    Column(title="What it holds", text=lambda line: sheet_holds(line.sheet)),
)
_STATUS: Column[SheetLine] = Column(
    title="What was found",
    text=lambda line: line.status,
    key=lambda line: (line.problems, line.warnings),
    tone=lambda line: line.tone,
    width=18,
)


def _numbers(title: str, number: Callable[[SheetLine], int], width: int = 9) -> Column[SheetLine]:
    return Column(
        title=title,
        text=lambda line: f"{number(line):,}",
        key=number,
        width=width,
        is_number=True,
    )


FOUND = (*_WHAT, _numbers("Rows", lambda line: line.rows), _STATUS)
"""What stands of a sheet while a problem keeps its rows from being compared with the file."""
COMPARED = (
    *_WHAT,
    _numbers("Rows", lambda line: line.rows),
    _numbers("New", lambda line: line.changes.new),
    _numbers("Changed", lambda line: line.changes.changed),
    _numbers("As in the file", lambda line: line.changes.same, 12),
    _STATUS,
)
"""The same with what an import would do."""

PROBLEMS: tuple[Column[Problem], ...] = (
    Column(title="Sheet", text=lambda one: one.sheet or "The whole file", width=14),
    Column(
        title="Row",
        text=lambda one: "" if one.row is None else f"{one.row}",
        key=lambda one: one.row or 0,
        width=8,
        is_number=True,
    ),
    Column(title="Column", text=lambda one: one.column, width=20),
    Column(title="In the workbook", text=lambda one: one.value, width=24),
    Column(title="What is accepted", text=lambda one: one.accepted),
)

GUIDE: tuple[Column[SheetGuide], ...] = (
    Column(title="Sheet", text=lambda sheet: sheet.name, width=14),
    Column(title="What it holds", text=lambda sheet: sheet.holds, width=42),
    Column(title="Columns that it must have", text=lambda sheet: ", ".join(sheet.required)),
)


def problem_in_full(one: Problem) -> str:
    """A problem as a sentence or two, where a cell of a table has no room for it."""
    row = f"row {one.row}" if one.row is not None else ""
    place = ", ".join(part for part in (one.sheet, row, one.column) if part)
    value = f" has {one.value}." if one.value else "."
    return f"{place or 'The file'}{value} Accepted: {one.accepted}"


def sheet_in_full(sheet: SheetGuide) -> str:
    """Every column of a sheet."""
    must = f"{sheet.name} must have {', '.join(sheet.required)}."
    return f"{must} It may have {', '.join(sheet.others)}." if sheet.others else must
