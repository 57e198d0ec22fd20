"""P3, P8 and P9: lists, an import and one action, beside the bare database."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from itertools import cycle
from typing import TYPE_CHECKING, Any

import openpyxl
import python_calamine

from benchmarks.agency import (
    bare_engine,
    copy_of,
    new_agency,
    opened,
    recorded,
    take_in,
)
from benchmarks.timing import Line, interleaved
from benchmarks.workbook import write_workbook
from panelapp.actions.attendance import RecordAttendance, record_attendance
from panelapp.actions.cases import OpenCase, open_case
from panelapp.actions.recommendations import DraftRecommendation, draft_recommendation
from panelapp.actions.sittings import AddItem, PlanSitting, add_item, plan_sitting
from panelapp.domain.vocabulary import CaseType, Outcome
from panelapp.queries.case_choice import CasesQuestion
from panelapp.queries.case_list import cases_shown
from panelapp.queries.search import SearchQuestion, search
from panelapp.queries.sitting_choice import OverviewQuestion
from panelapp.queries.sitting_overview import sitting_overview

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from benchmarks.agency import Statement
    from panelapp.office import Office

P3_TARGET, P4_TARGET, P8_TARGET, P9_TARGET = 2.0, 1.5, 5.0, 3.0
_TYPED = ("am", "ambe", "amberw", "amberwick", "C-2026-00", "life story", "rowan thistle")


def import_of_a_workbook(folder: Path, rows: int, rounds: int) -> Line:
    """P8: a workbook checked and stored, beside reading it and inserting its cells."""
    workbook = folder / "import.xlsx"
    write_workbook(workbook, rows)
    empty = new_agency(folder / "empty")
    # Files are made before, because a user has theirs already.
    ours = iter([copy_of(empty, folder / f"ours-{number}") for number in range(rounds + 1)])
    bare = iter([copy_of(empty, folder / f"bare-{number}") for number in range(rounds + 1)])
    times = interleaved(
        rounds,
        lambda: take_in(next(ours), workbook),
        lambda: _insert_cells(next(bare), workbook),
        lambda: _read_with_openpyxl(workbook),
    )
    return Line(
        name="P8",
        what="import of a workbook; floor: calamine read and raw insert; peer: openpyxl read",
        size=f"{rows:,} rows",
        ours=times[0],
        floor=times[1],
        peer=times[2],
        target=P8_TARGET,
    )


def _insert_cells(path: Path, workbook: Path) -> None:
    book = python_calamine.load_workbook(str(workbook))
    engine = bare_engine(path)
    with _raw_cursor(engine) as cursor:
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python()
            columns = ", ".join(f'"{column}"' for column in rows[0])
            marks = ", ".join("?" * len(rows[0]))
            cursor.execute(f'CREATE TABLE "bare_{name}" ({columns})')
            statement = f'INSERT INTO "bare_{name}" VALUES ({marks})'  # noqa: S608
            cursor.executemany(statement, [[str(cell) for cell in row] for row in rows[1:]])
        cursor.execute("COMMIT")
    engine.dispose()


def _read_with_openpyxl(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook, read_only=True)
    for sheet in book:
        for _ in sheet.iter_rows(values_only=True):
            pass
    book.close()


def lists(path: Path, cases: int, rounds: int) -> Iterator[Line]:
    """P3: two lists through the query layer, each beside the same SQL sent raw."""
    with opened(path) as office:
        for what, ask in (
            ("list of 200 cases", lambda: office.read(cases_shown, CasesQuestion(limit=200))),
            ("sittings ahead", lambda: office.read(sitting_overview, OverviewQuestion())),
        ):
            with recorded(office) as sent:
                ask()
            selects = [one for one in sent if one[0].startswith("SELECT")]
            engine = office._file.engine  # noqa: SLF001 - one connection may have the file open
            ours, floor = interleaved(rounds, ask, lambda: _fetch(engine, selects))  # noqa: B023
            yield Line(
                name="P3",
                what=f"{what}; floor: the same SQL sent raw",
                size=f"{len(selects)} statements",
                cases=cases,
                ours=ours,
                floor=floor,
                target=P3_TARGET,
            )


def search_as_typed(path: Path, cases: int, rounds: int) -> Line:
    """P4: what is found after a keystroke, beside the full-text queries alone."""
    with opened(path) as office:
        matches = {}
        for text in _TYPED:
            with recorded(office) as sent:
                office.read(search, SearchQuestion(text=text))
            matches[text] = [one for one in sent if "MATCH" in one[0]]
        engine = office._file.engine  # noqa: SLF001 - one connection may have the file open
        typed, again = cycle(_TYPED), cycle(_TYPED)
        ours, floor = interleaved(
            rounds * len(_TYPED) - 1,
            lambda: office.read(search, SearchQuestion(text=next(typed))),
            lambda: _fetch(engine, matches[next(again)]),
        )
    return Line(
        name="P4",
        what="search after a keystroke; floor: the bare full-text queries",
        cases=cases,
        ours=ours,
        floor=floor,
        target=P4_TARGET,
        note=f"worst {max(ours.all):.0f} ms (at most 60)",
    )


def _fetch(engine: Engine, selects: list[Statement]) -> None:
    with _raw_cursor(engine) as cursor:
        for statement, parameters, _ in selects:
            cursor.execute(statement, parameters).fetchall()


def one_action(path: Path, folder: Path, cases: int, rounds: int) -> Line:
    """P9: a recommendation drafted again, beside a raw commit of the rows that it writes."""
    path = copy_of(path, folder / f"action-{cases}")
    with opened(path) as office:
        command = _item_at_panel(office)
        office.execute(draft_recommendation, command)
    bare = bare_engine(copy_of(path, folder / f"bare-action-{cases}"))
    with opened(path) as office:
        with recorded(office) as sent:
            office.execute(draft_recommendation, command)
        writes = [one for one in sent if one[0].startswith(("INSERT", "UPDATE", "DELETE"))]
        ours, floor = interleaved(
            rounds,
            lambda: office.execute(draft_recommendation, command),
            lambda: _commit(bare, writes),
        )
    bare.dispose()
    return Line(
        name="P9",
        what="one action with its audit row; floor: raw commit of the same rows",
        cases=cases,
        size=f"{len(sent)} statements, {len(writes)} of them write",
        ours=ours,
        floor=floor,
        target=P9_TARGET,
        note=f"p99 {ours.ninety_ninth / ours.median:.1f} × median (at most 10)",
    )


def _item_at_panel(office: Office) -> DraftRecommendation:
    held = date(2026, 11, 10)
    sitting = office.execute(plan_sitting, PlanSitting(held_on=held)).value
    opened_case = OpenCase(
        household="H00001", case_type=CaseType.MAINSTREAM_APPROVAL, opened_on=date(2026, 8, 3)
    )
    case = office.execute(open_case, opened_case).value
    office.execute(add_item, AddItem(sitting=sitting, case=case))
    present = ("M001", "M003", "M004", "M005", "M006")
    attended = RecordAttendance(sitting=sitting, present=present, in_the_chair="M001")
    office.execute(record_attendance, attended)
    reasons = "The panel's reasons. " * 20
    return DraftRecommendation(
        sitting=sitting, case=case, outcome=Outcome.SUITABLE, reasons=reasons
    )


def _commit(engine: Engine, writes: list[Statement]) -> None:
    """Write the same rows as the newest of their tables, in place of the newest draft."""
    with _raw_cursor(engine) as cursor:
        for statement, parameters, is_many in writes:
            match statement.split()[:3]:
                case ["INSERT", "INTO", "audit_row"]:
                    seq = _newest(cursor, "seq", "audit_row") + 1
                    cursor.execute(statement, (seq, *parameters[1:]))
                case ["DELETE", "FROM", "recommendation"]:
                    cursor.execute(statement, (_newest(cursor, "id", "recommendation"),))
                case _ if is_many:
                    cursor.executemany(statement, parameters)
                case _:
                    cursor.execute(statement, parameters)
        cursor.execute("COMMIT")


def _newest(cursor: Any, column: str, table: str) -> int:  # noqa: ANN401 - without annotations
    found = cursor.execute(f"SELECT max({column}) FROM {table}").fetchone()  # noqa: S608
    return int(found[0])


@contextmanager
def _raw_cursor(engine: Engine) -> Iterator[Any]:
    """A cursor of the database library itself, in a transaction that is left to the caller."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        yield cursor
    finally:
        connection.close()
