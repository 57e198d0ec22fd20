"""The dates that must follow one another, in a row, across sheets, and beside those of the file.

Where a workbook has no column or no row for a date, the file's date stays, and so it is the one
that counts. The place named is always one that the workbook brings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from panelapp.domain.values import long_date
from panelapp.exchange import layout
from panelapp.exchange.parsing import problem_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from panelapp.exchange.existing import ExistingKeys
    from panelapp.exchange.layout import Sheet, Value
    from panelapp.exchange.parsing import ParsedRow, ParsedSheet
    from panelapp.exchange.problems import Problem


class _Day(NamedTuple):
    """A date with the row that brings it; without a row it is the file's."""

    day: date | None
    row: ParsedRow | None


class _Place(NamedTuple):
    """A column of dates, and what its dates are called beside others."""

    sheet: Sheet
    column: str
    words: str


_UNKNOWN = _Day(None, None)
_HELD = _Place(layout.SITTINGS, "date", "the date of the sitting")
_FINAL = _Place(layout.ITEMS, "minutes_final_on", "the item's minutes_final_on")
_RECEIVED = _Place(layout.DECISIONS, "minutes_received_on", "the decision's minutes_received_on")


class DateOrder:
    """Holds a parsed workbook and the dates in the file, and finds those that come too early."""

    def __init__(self, parsed: Mapping[str, ParsedSheet], existing: ExistingKeys) -> None:
        """Keep both; nothing is looked at yet."""
        self._parsed = parsed
        self._existing = existing

    def errors(self) -> Iterator[Problem]:
        """Every date before the one that it must follow."""
        for parsed in self._parsed.values():
            yield from self._in_rows(parsed)
        finals = self._minutes_final_on()
        yield from self._final_before_sitting(finals)
        yield from self._received_before_final(finals)

    def _in_rows(self, parsed: ParsedSheet) -> Iterator[Problem]:
        sheet, absent = parsed.sheet, parsed.absent
        pairs = [
            (_Place(sheet, later, later), _Place(sheet, earlier, earlier))
            for later, earlier in sheet.date_pairs
            if not absent.issuperset({later, earlier})
        ]
        columns = {place.column for pair in pairs for place in pair}
        for row in parsed.rows if pairs else ():
            kept = self._kept(sheet, row) if absent else None
            days = {
                column: _Day(getattr(kept, column, None), None)
                if column in absent
                else _Day(row.day(column), row)
                for column in columns
            }
            for later, earlier in pairs:
                yield from _too_early(later, days[later.column], earlier, days[earlier.column])

    def _kept(self, sheet: Sheet, row: ParsedRow) -> object:
        """What the file has in place of a row."""
        if sheet is layout.MEMBERS:
            return self._existing.members.get(row.text("member_ref") or "")
        key: tuple[Value, ...] = tuple(row.values.get(part) for part in sheet.key)
        return self._existing.rows.get(sheet.name, {}).get(key)

    def _brought(self, place: _Place, *key: str) -> Iterable[tuple[tuple[Value, ...], _Day]]:
        """The dates in a column of the workbook, by the references that tell its rows apart."""
        parsed = self._parsed.get(place.sheet.name)
        for row in () if parsed is None or place.column in parsed.absent else parsed.rows:
            yield tuple(row.text(part) for part in key), _Day(row.day(place.column), row)

    def _minutes_final_on(self) -> dict[tuple[Value, ...], _Day]:
        """When the minutes of each item were final, by sitting and case."""
        finals: dict[tuple[Value, ...], _Day] = {
            key: _Day(item.minutes_final_on, None) for key, item in self._existing.items.items()
        }
        finals.update(self._brought(_FINAL, "sitting_ref", "case_ref"))
        return finals

    def _final_before_sitting(self, finals: Mapping[tuple[Value, ...], _Day]) -> Iterator[Problem]:
        held: dict[tuple[Value, ...], _Day] = {
            (ref,): _Day(day, None) for ref, day in self._existing.sittings.items()
        }
        held.update(self._brought(_HELD, "sitting_ref"))
        for (sitting, _case), final in finals.items():
            yield from _too_early(_FINAL, final, _HELD, held.get((sitting,), _UNKNOWN))

    def _received_before_final(self, finals: Mapping[tuple[Value, ...], _Day]) -> Iterator[Problem]:
        received: dict[tuple[Value, ...], _Day] = {
            key: _Day(getattr(row, _RECEIVED.column), None)
            for key, row in self._existing.rows.get(layout.DECISIONS.name, {}).items()
        }
        received.update(self._brought(_RECEIVED, "case_ref", "sitting_ref"))
        for (case, sitting), day in received.items():
            yield from _too_early(_RECEIVED, day, _FINAL, finals.get((sitting, case), _UNKNOWN))


def _too_early(place: _Place, late: _Day, other: _Place, early: _Day) -> Iterator[Problem]:
    """What is wrong where both days are known and the one at ``place`` is before the other."""
    if late.day is None or early.day is None or late.day >= early.day:
        return
    if late.row is not None:
        accepted = f"A date not before {long_date(early.day)}, {other.words}{_whose(early)}."
        yield problem_in(place.sheet, late.row, place.column, accepted)
    elif early.row is not None:
        accepted = f"A date not after {long_date(late.day)}, {place.words} in the file."
        yield problem_in(other.sheet, early.row, other.column, accepted)


def _whose(earlier: _Day) -> str:
    return " in the file" if earlier.row is None else ""
