"""Checks a whole workbook before a single row goes in, and lists every problem at once.

The errors are those of the workbook's own list and no others; everything else that deserves a word
is a warning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from panelapp.domain.progress import unheard
from panelapp.exchange import rows as rows_of
from panelapp.exchange.across import Crosscheck
from panelapp.exchange.history import history_warnings
from panelapp.exchange.layout import SHEETS
from panelapp.exchange.parsing import parse_sheet
from panelapp.exchange.problems import Problem
from panelapp.exchange.rows import WorkbookRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from panelapp.domain.progress import Progress
    from panelapp.domain.rules.calendar import WorkingCalendar
    from panelapp.domain.values import Settings
    from panelapp.exchange.existing import ExistingKeys
    from panelapp.exchange.parsing import ParsedRow, ParsedSheet
    from panelapp.exchange.raw import RawWorkbook

R = TypeVar("R")

_CHECKING = "Checking the rows"
_SHEET_ORDER = {sheet.name: place for place, sheet in enumerate(SHEETS)}


@dataclass(frozen=True, kw_only=True)
class CheckedWorkbook:
    """A workbook that was checked.

    ``rows`` are whole only when there are no errors; a row with an error is not among them.
    ``counts`` tells how many rows each sheet has, with and without errors. ``absent`` has the
    attributes for which a sheet has no column: of them its rows say nothing.
    """

    rows: WorkbookRows
    absent: Mapping[str, frozenset[str]]
    counts: Mapping[str, int]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the rows may go in; warnings do not stop them."""
        return not self.errors


def check(
    raw: RawWorkbook,
    existing: ExistingKeys,
    calendar: WorkingCalendar,
    settings: Settings,
    progress: Progress = unheard,
) -> CheckedWorkbook:
    """Check every sheet, every cell and everything between them.

    Raises nothing but what ``progress`` does.
    """
    steps = len(SHEETS) + 2
    parsed = {}
    for done, sheet in enumerate(SHEETS):
        progress(_CHECKING, done, steps)
        if sheet.name in raw.sheets:
            parsed[sheet.name] = parse_sheet(raw.sheets[sheet.name], sheet)
    progress(_CHECKING, steps - 2, steps)
    unreadable = frozenset(
        {problem.sheet for problem in raw.errors}
        | {name for name, sheet in parsed.items() if not sheet.is_readable}
    )
    errors = [
        *raw.errors,
        *(problem for sheet in parsed.values() for problem in sheet.errors),
        *Crosscheck(parsed, existing, unreadable).errors(),
    ]
    rows = _typed_rows(parsed, errors)
    progress(_CHECKING, steps - 1, steps)
    warnings = [
        *raw.warnings,
        *(problem for sheet in parsed.values() for problem in sheet.warnings),
        *_as_shown(history_warnings(rows, existing, calendar, settings), parsed),
    ]
    return CheckedWorkbook(
        rows=rows,
        absent={name: sheet.absent for name, sheet in parsed.items()},
        counts={
            sheet.name: parsed[sheet.name].count if sheet.name in parsed else 0 for sheet in SHEETS
        },
        errors=_in_order(errors),
        warnings=_in_order(warnings),
    )


def _typed_rows(parsed: Mapping[str, ParsedSheet], errors: Iterable[Problem]) -> WorkbookRows:
    refused: dict[str, set[int]] = {}
    for problem in errors:
        if problem.row is not None:
            refused.setdefault(problem.sheet, set()).add(problem.row)

    def built(sheet: str, row_type: Callable[..., R]) -> tuple[R, ...]:
        if sheet not in parsed:
            return ()
        return parsed[sheet].build(row_type, frozenset(refused.get(sheet, ())))

    return WorkbookRows(
        members=built("members", rows_of.MemberRow),
        households=built("households", rows_of.HouseholdRow),
        sittings=built("sittings", rows_of.SittingRow),
        cases=built("cases", rows_of.CaseRow),
        items=built("items", rows_of.ItemRow),
        decisions=built("decisions", rows_of.DecisionRow),
        irm=built("irm", rows_of.IrmRow),
        endings=built("endings", rows_of.EndingRow),
        not_collected=built("not_collected", rows_of.NotCollectedRow),
    )


def _as_shown(problems: Iterable[Problem], parsed: Mapping[str, ParsedSheet]) -> Iterator[Problem]:
    """The same problems, each with the text that stands in its cell."""
    rows: dict[tuple[str, int | None], ParsedRow] = {
        (name, row.number): row for name, sheet in parsed.items() for row in sheet.rows
    }
    for problem in problems:
        yield replace(problem, value=rows[problem.sheet, problem.row].shown(problem.column))


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By sheet as the workbook lists them, then by row; what concerns the whole goes first."""
    return tuple(
        sorted(
            problems, key=lambda problem: (_SHEET_ORDER.get(problem.sheet, -1), problem.row or 0)
        )
    )
