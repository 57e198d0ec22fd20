"""The errors that show only when cells are laid side by side, in a row or across sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.routes import outcomes
from panelapp.domain.vocabulary import CaseType, Outcome
from panelapp.exchange import layout
from panelapp.exchange.date_order import DateOrder
from panelapp.exchange.parsing import problem_in
from panelapp.exchange.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set

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
        yield from self._decisions_on_no_item()
        yield from self._same_orders()
        yield from self._outcomes_not_allowed()
        yield from DateOrder(self._parsed, self._existing).errors()

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
                yield problem_in(
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
                yield problem_in(
                    layout.ITEMS,
                    row,
                    "order",
                    f"Another place: {taken[sitting, order]} has this one in sitting {sitting}.",
                )
            else:
                taken[sitting, order] = f"row {row.number}"

    def _outcomes_not_allowed(self) -> Iterator[Problem]:
        """Outcomes that a case's type does not allow, where either of the two is brought."""
        types, told = self._case_types(), set[tuple[str | None, str | None]]()

        def allowed(case: str | None) -> tuple[Outcome, ...]:
            case_type, follows = types[case]
            return outcomes(case_type, types[follows][0] if follows in types else None)

        for row in self._telling("items", "outcome"):
            outcome, case = row.text("outcome"), row.text("case_ref")
            told.add((row.text("sitting_ref"), case))
            if outcome is None or case not in types or Outcome(outcome) in allowed(case):
                continue
            words = f"One of {', '.join(allowed(case))}, for a case of type {types[case][0].value}."
            yield problem_in(layout.ITEMS, row, "outcome", words)
        brought = {row.text("case_ref"): row for row in self._rows("cases")}
        for key, item in self._existing.items.items() if brought else ():
            sitting, case = key
            cell = self._retyped(case, types[case][1], brought)
            if key in told or item.outcome is None or cell is None or item.outcome in allowed(case):
                continue
            words = f"A case of which the panel may say {item.outcome.value}, as it did in sitting"
            yield problem_in(layout.CASES, *cell, f"{words} {sitting} about case {case}.")

    def _telling(self, sheet: str, column: str) -> Iterable[ParsedRow]:
        """The rows of a sheet that has the column; without it they say nothing of it."""
        parsed = self._parsed.get(sheet)
        return () if parsed is None or column in parsed.absent else parsed.rows

    def _retyped(
        self, case: str, follows: str | None, brought: Mapping[str | None, ParsedRow]
    ) -> tuple[ParsedRow, str] | None:
        """The cell that gives a case of the file its type, or the case that it follows."""
        if case not in brought:
            return (brought[follows], "case_type") if follows in brought else None
        row, was = brought[case], self._existing.cases[case]
        is_same = row.text("case_type") == was.case_type.value and row.shown("follows_case")
        return row, "follows_case" if is_same else "case_type"

    def _case_types(self) -> dict[str | None, tuple[CaseType, str | None]]:
        """Each case's type and the case that it follows; the workbook's word goes first."""
        types: dict[str | None, tuple[CaseType, str | None]] = {
            ref: (case.case_type, case.follows_case) for ref, case in self._existing.cases.items()
        }
        is_told = "cases" in self._parsed and "follows_case" not in self._parsed["cases"].absent
        for row in self._rows("cases"):
            case, case_type = row.text("case_ref"), row.text("case_type")
            if case_type is not None:
                kept = types[case][1] if case in types else None
                follows = row.text("follows_case") if is_told else kept
                types[case] = CaseType(case_type), follows
        return types


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
