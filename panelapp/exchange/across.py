"""The errors that show only when cells are laid side by side, in a row or across sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.routes import outcomes
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import CaseType, Outcome
from panelapp.exchange import layout
from panelapp.exchange.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set
    from datetime import date

    from panelapp.exchange.existing import ExistingKeys
    from panelapp.exchange.layout import Column, Sheet, Value
    from panelapp.exchange.parsing import ParsedRow, ParsedSheet


class Crosscheck:
    """Holds a parsed workbook and the file's keys, and finds what does not fit together."""

    def __init__(
        self,
        parsed: Mapping[str, ParsedSheet],
        existing: ExistingKeys,
        unreadable: frozenset[str],
    ) -> None:
        """Index the rows once, so that every check is a look-up.

        ``unreadable`` are the sheets that are there, but whose rows are not known.
        """
        self._parsed = parsed
        self._unreadable = unreadable
        self._existing = existing
        self._known: dict[str, Set[str]] = {
            "members": self._refs("members", "member_ref") | existing.members.keys(),
            "households": self._refs("households", "household_ref") | existing.households,
            "sittings": self._refs("sittings", "sitting_ref") | existing.sittings.keys(),
            "cases": self._refs("cases", "case_ref") | existing.cases.keys(),
        }

    def errors(self) -> Iterator[Problem]:
        """Every error of the workbook's list that is not in a single cell."""
        for parsed in self._parsed.values():
            yield from self._dangling(parsed)
            yield from _same_keys(parsed)
            yield from _dates_in_rows(parsed)
        yield from self._decisions_on_no_item()
        yield from self._same_orders()
        yield from self._outcomes_not_allowed()
        yield from self._dates_across_sheets()

    def _rows(self, sheet: str) -> Iterable[ParsedRow]:
        return self._parsed[sheet].rows if sheet in self._parsed else ()

    def _refs(self, sheet: str, column: str) -> Set[str]:
        return {ref for row in self._rows(sheet) if (ref := row.text(column)) is not None}

    def _dangling(self, parsed: ParsedSheet) -> Iterator[Problem]:
        """References to nothing; where a sheet could not be read, nobody knows."""
        columns = [
            column
            for column in parsed.sheet.columns
            if column.refers_to and column.refers_to not in self._unreadable
        ]
        for column in columns:
            known = self._known[column.refers_to]
            for row in parsed.rows:
                for ref in row.texts(column.name):
                    if ref not in known:
                        yield _dangling_problem(parsed.sheet, row, column, ref)

    def _decisions_on_no_item(self) -> Iterator[Problem]:
        """Decisions that name a sitting and a case which have no item together."""
        if self._unreadable & {"items", "sittings", "cases"}:
            return
        items = {(row.text("sitting_ref"), row.text("case_ref")) for row in self._rows("items")}
        items.update(self._existing.items)
        for row in self._rows("decisions"):
            sitting, case = row.text("sitting_ref"), row.text("case_ref")
            are_known = sitting in self._known["sittings"] and case in self._known["cases"]
            if are_known and (sitting, case) not in items:
                yield _problem(
                    layout.DECISIONS,
                    row,
                    "sitting_ref",
                    f"A sitting that heard case {case}, in the sheet items or in the file.",
                )

    def _same_orders(self) -> Iterator[Problem]:
        """Two items of one sitting in the same place, one of which may be in the file already."""
        rows = list(self._rows("items"))
        brought = {(row.text("sitting_ref"), row.text("case_ref")) for row in rows}
        taken: dict[tuple[str, Value], str] = {
            (sitting, item.order): f"the item of case {case} in the file"
            for (sitting, case), item in self._existing.items.items()
            if (sitting, case) not in brought
        }
        for row in rows:
            sitting, order = row.text("sitting_ref"), row.values.get("order")
            if sitting is None or order is None:
                continue
            if (sitting, order) in taken:
                yield _problem(
                    layout.ITEMS,
                    row,
                    "order",
                    f"Another place: {taken[sitting, order]} has this one in sitting {sitting}.",
                )
            else:
                taken[sitting, order] = f"row {row.number}"

    def _outcomes_not_allowed(self) -> Iterator[Problem]:
        types = self._case_types()
        for row in self._rows("items"):
            outcome, case = row.text("outcome"), row.text("case_ref")
            if outcome is None or case not in types:
                continue
            case_type, follows = types[case]
            allowed = outcomes(case_type, types[follows][0] if follows in types else None)
            if Outcome(outcome) not in allowed:
                yield _problem(
                    layout.ITEMS,
                    row,
                    "outcome",
                    f"One of {', '.join(allowed)}, for a case of type {case_type.value}.",
                )

    def _case_types(self) -> dict[str | None, tuple[CaseType, str | None]]:
        """Each case's type and the case that it follows; the workbook's word goes first."""
        types: dict[str | None, tuple[CaseType, str | None]] = {
            ref: (case.case_type, case.follows_case) for ref, case in self._existing.cases.items()
        }
        for row in self._rows("cases"):
            case_type = row.text("case_type")
            if case_type is not None:
                types[row.text("case_ref")] = CaseType(case_type), row.text("follows_case")
        return types

    def _dates_across_sheets(self) -> Iterator[Problem]:
        sat_on: dict[str, date | None] = dict(self._existing.sittings)
        for row in self._rows("sittings"):
            sat_on[row.text("sitting_ref") or ""] = row.day("date")
        final_on: dict[tuple[str | None, str | None], date | None] = {
            key: item.minutes_final_on for key, item in self._existing.items.items()
        }
        for row in self._rows("items"):
            final_on[row.text("sitting_ref"), row.text("case_ref")] = row.day("minutes_final_on")
            yield from _too_early(
                layout.ITEMS,
                row,
                "minutes_final_on",
                sat_on.get(row.text("sitting_ref") or ""),
                "the date of the sitting",
            )
        for row in self._rows("decisions"):
            yield from _too_early(
                layout.DECISIONS,
                row,
                "minutes_received_on",
                final_on.get((row.text("sitting_ref"), row.text("case_ref"))),
                "the item's minutes_final_on",
            )


def _dangling_problem(sheet: Sheet, row: ParsedRow, column: Column, ref: str) -> Problem:
    return Problem(
        sheet=sheet.name,
        row=row.number,
        column=column.name,
        value=ref,
        accepted=f"A ref that stands in the sheet {column.refers_to}, or in the file already.",
    )


def _same_keys(parsed: ParsedSheet) -> Iterator[Problem]:
    first_rows: dict[tuple[Value, ...], int] = {}
    sheet = parsed.sheet
    for row in parsed.rows:
        if not all(name in row.values for name in sheet.key):
            continue
        key = tuple(row.values[name] for name in sheet.key)
        first = first_rows.setdefault(key, row.number)
        if first != row.number:
            yield Problem(
                sheet=sheet.name,
                row=row.number,
                column=sheet.key[0],
                value=" + ".join(row.shown(name) for name in sheet.key),
                accepted=f"One row for each {' and '.join(sheet.key)}: row {first} has the same.",
            )


def _dates_in_rows(parsed: ParsedSheet) -> Iterator[Problem]:
    for row in parsed.rows:
        for later, earlier in parsed.sheet.date_pairs:
            yield from _too_early(parsed.sheet, row, later, row.day(earlier), earlier)


def _too_early(
    sheet: Sheet, row: ParsedRow, column: str, earliest: date | None, meaning: str
) -> Iterator[Problem]:
    day = row.day(column)
    if day is not None and earliest is not None and day < earliest:
        yield _problem(sheet, row, column, f"A date not before {long_date(earliest)}, {meaning}.")


def _problem(sheet: Sheet, row: ParsedRow, column: str, accepted: str) -> Problem:
    return Problem(
        sheet=sheet.name,
        row=row.number,
        column=column,
        value=row.shown(column),
        accepted=accepted,
    )
