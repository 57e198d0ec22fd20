"""Whatever a workbook says comes out as it went in, through Excel, through CSV and through a file.

Texts begin as formulas do, and hold quotes, separators, line ends and what XML would escape.
"""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelapp.actions.imports import ImportWorkbook, import_workbook
from panelapp.domain.rules.calendar import WorkingCalendar
from panelapp.domain.values import Settings
from panelapp.domain.vocabulary import (
    CarerKind,
    CaseType,
    DeferralReason,
    EndingKind,
    EndingReason,
    FinalDecision,
    FirstDecision,
    IrmRecommendation,
    MemberCategory,
    Office,
    Outcome,
    PanelKind,
    PlacementType,
    QdResponse,
    QualityGrade,
    Route,
    SittingKind,
    SittingMode,
)
from panelapp.exchange.checking import check
from panelapp.exchange.existing import ExistingKeys
from panelapp.exchange.layout import SHEETS
from panelapp.exchange.raw import as_seen
from panelapp.exchange.reader import read_workbook
from panelapp.exchange.rows import (
    CaseRow,
    DecisionRow,
    EndingRow,
    HouseholdRow,
    IrmRow,
    ItemRow,
    MemberRow,
    NotCollectedRow,
    SittingRow,
    WorkbookRows,
)
from panelapp.queries.workbook_copy import WorkbookCopy, save_workbook_copy
from panelapp.queries.workbook_rows import workbook_rows
from tests.factories import Panel, open_panel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.exchange.rows import Row

T = TypeVar("T")

HOSTILE = "=+-@'\"\t\r\n;,#_x0041 éé\u202e\u00a0😀\u2028<&>\\A1!|\ufeff\uffff"
# What steers a printer has no place in a CSV file, and is left out of what is read from one.
_letters = st.sampled_from(HOSTILE) | st.characters(exclude_categories=("Cs", "Cc"))
texts = st.text(_letters, max_size=12).filter(lambda text: bool(text.strip()))
entries = texts.map(lambda text: " ".join(text.replace(";", ",").split())).filter(
    lambda text: bool(text) and len(text.splitlines()) == 1
)


# What nobody sees in a reference makes no difference to it, so there is nothing of that in one.
refs = entries.map(as_seen).filter(lambda text: bool(text) and text == as_seen(text))
days = st.dates(date(1900, 1, 1), date(2150, 12, 31))


def maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


@st.composite
def rows_of(draw: st.DrawFn, /, kind: type[Row], number: int, **fixed: Any) -> Any:  # noqa: ANN401 - a row of that kind
    """A row whose columns hold anything that they may, but for those that are given."""
    drawn = {
        field.name: draw(ANYTHING[kind][field.name])
        for field in dataclasses.fields(kind)
        if field.name not in fixed and field.name != "row_number"
    }
    return kind(row_number=number, **fixed, **drawn)


def in_order(draw: st.DrawFn, first: date, *names: str) -> dict[str, date | None]:
    """Days that follow one another from a first one on, each of which may be unknown."""
    found: dict[str, date | None] = {}
    day = first
    for name in names:
        day += timedelta(days=draw(st.integers(0, 40)))
        found[name] = draw(st.sampled_from((None, day)))
    return found


wholes = maybe(st.integers(0, 9_999))
ANYTHING: dict[type[Row], dict[str, st.SearchStrategy[Any]]] = {
    MemberRow: {
        "name": texts,
        "category": maybe(st.sampled_from(MemberCategory)),
        "office": maybe(st.sampled_from(Office)),
        "independent": maybe(st.booleans()),
        "social_worker_3y": maybe(st.booleans()),
        "dbs_on": maybe(days),
        "agreement_signed_on": maybe(days),
        "observed_on": maybe(days),
        "induction_completed_on": maybe(days),
        "last_appraisal_on": maybe(days),
    },
    HouseholdRow: {
        "carer_1": texts,
        "carer_2": maybe(texts),
        "carer_kind": st.sampled_from(CarerKind),
        "approved_on": maybe(days),
        "number_of_children": wholes,
        "age_from": wholes,
        "age_to": wholes,
        "placement_types": st.lists(st.sampled_from(PlacementType), unique=True).map(tuple),
        "team": maybe(texts),
    },
    SittingRow: {
        "start": maybe(st.times().map(lambda time: time.isoformat("minutes"))),
        "mode": maybe(st.sampled_from(SittingMode)),
        "kind": st.sampled_from(SittingKind),
        "panel": st.sampled_from(PanelKind),
        "cancelled": st.booleans(),
    },
    CaseRow: {
        "carer_kind": st.sampled_from(CarerKind),
        "route": maybe(st.sampled_from(Route)),
        "opened_on": maybe(days),
        "application_on": maybe(days),
        "reg24_started_on": maybe(days),
        "named_children": st.lists(entries, max_size=3, unique=True).map(tuple),
        "social_worker": maybe(texts),
        "requested_terms": maybe(texts),
    },
    ItemRow: {
        "outcome": st.sampled_from((None, Outcome.SUITABLE, Outcome.DEFERRED, Outcome.WITHDRAWN)),
        "deferral_reason": maybe(st.sampled_from(DeferralReason)),
        "unanimous": maybe(st.booleans()),
        "terms": maybe(texts),
        "reasons": maybe(texts),
        "quality_grade": maybe(st.sampled_from(QualityGrade)),
    },
    DecisionRow: {
        "decision": st.sampled_from(FirstDecision),
        "decision_maker": maybe(texts),
        "reasons": maybe(texts),
        "qd_response": maybe(st.sampled_from(QdResponse)),
        "final_decision": maybe(st.sampled_from(FinalDecision)),
    },
    IrmRow: {
        "irm_recommendation": maybe(st.sampled_from(IrmRecommendation)),
        "final_decided_on": maybe(days),
        "final_decision": maybe(st.sampled_from(FinalDecision)),
    },
    EndingRow: {
        "ending_kind": st.sampled_from(EndingKind),
        "ending_reason": st.sampled_from(EndingReason),
    },
    NotCollectedRow: {"row_id": refs, "from_on": days, "to_on": days},
}


def several(draw: st.DrawFn, most: int) -> list[tuple[int, str]]:
    """Some references, each once, with the numbers of their rows."""
    return list(enumerate(draw(st.lists(refs, max_size=most, unique=True)), start=2))


@st.composite
def workbooks(draw: st.DrawFn) -> WorkbookRows:
    """A small workbook that is sound, in whatever words."""
    joined = draw(days)
    members = tuple(
        draw(
            rows_of(
                MemberRow,
                number,
                member_ref=ref,
                joined_on=joined,
                left_on=draw(maybe(st.just(joined))),
            )
        )
        for number, ref in several(draw, 3)
    )
    listed = (
        st.lists(st.sampled_from([row.member_ref for row in members]), unique=True)
        if members
        else st.just([])
    )
    households = tuple(
        draw(rows_of(HouseholdRow, number, household_ref=ref)) for number, ref in several(draw, 2)
    )
    sittings = []
    for number, ref in several(draw, 2):
        present = draw(listed)
        chair = draw(st.sampled_from((None, *present)))
        sittings.append(
            draw(
                rows_of(
                    SittingRow,
                    number,
                    sitting_ref=ref,
                    date=draw(days),
                    present=tuple(present),
                    in_the_chair=chair,
                )
            )
        )
    cases: list[CaseRow] = []
    for number, ref in several(draw, 3) if households else ():
        cases.append(
            draw(
                rows_of(
                    CaseRow,
                    number,
                    case_ref=ref,
                    household_ref=draw(st.sampled_from(households)).household_ref,
                    case_type=CaseType.MAINSTREAM_APPROVAL,
                    follows_case=draw(st.sampled_from([None, *(row.case_ref for row in cases)])),
                )
            )
        )
    items: list[ItemRow] = []
    decisions: list[DecisionRow] = []
    reviews: list[IrmRow] = []
    for place, case in enumerate(cases):
        for sitting in sittings:
            final = in_order(draw, sitting.date, "minutes_final_on")
            items.append(
                draw(
                    rows_of(
                        ItemRow,
                        len(items) + 2,
                        sitting_ref=sitting.sitting_ref,
                        order=place,
                        case_ref=case.case_ref,
                        withdrawn_members=tuple(draw(listed)),
                        **final,
                    )
                )
            )
            if draw(st.booleans()):
                decisions.append(_decision(draw, len(decisions) + 2, case, sitting))
        if draw(st.booleans()):
            decisions.append(_decision(draw, len(decisions) + 2, case, None))
            applied = draw(days)
            told = in_order(draw, applied, "notified_on", "papers_sent_on")
            reviews.append(
                draw(
                    rows_of(
                        IrmRow,
                        len(reviews) + 2,
                        case_ref=case.case_ref,
                        applied_on=applied,
                        reviewed_on=told["papers_sent_on"],
                        **told,
                    )
                )
            )
    endings: list[EndingRow] = []
    for home in households:
        for carer in (1, 2) if home.carer_2 else (1,):
            effective = draw(days)
            endings.append(
                draw(
                    rows_of(
                        EndingRow,
                        len(endings) + 2,
                        household_ref=home.household_ref,
                        carer=carer,
                        effective_on=effective,
                        notice_received_on=draw(maybe(st.just(effective))),
                        sitting_ref=draw(
                            st.sampled_from([None, *(row.sitting_ref for row in sittings)])
                        ),
                    )
                )
            )
    missing = draw(
        st.lists(
            rows_of(NotCollectedRow, 2),
            max_size=2,
            unique_by=lambda row: (row.row_id, row.from_on, row.to_on),
        )
    )
    return WorkbookRows(
        members=members,
        households=households,
        sittings=tuple(sittings),
        cases=tuple(cases),
        items=tuple(items),
        decisions=tuple(decisions),
        irm=tuple(reviews),
        endings=tuple(endings),
        not_collected=tuple(
            dataclasses.replace(row, row_number=number)
            for number, row in enumerate(missing, start=2)
        ),
    )


def _decision(
    draw: st.DrawFn, number: int, case: CaseRow, sitting: SittingRow | None
) -> DecisionRow:
    first = (sitting.date if sitting else draw(days)) + timedelta(days=50)
    told = in_order(draw, first, "written_on", "qd_response_on", "final_decided_on")
    found: DecisionRow = draw(
        rows_of(
            DecisionRow,
            number,
            case_ref=case.case_ref,
            sitting_ref=sitting.sitting_ref if sitting else None,
            decided_on=first,
            minutes_received_on=draw(maybe(st.just(first))),
            oral_on=draw(maybe(st.just(first))),
            **told,
        )
    )
    return found


def differences(found: WorkbookRows, expected: WorkbookRows) -> list[tuple[Any, Any]]:
    """The first rows that differ, in full, since a row of its own accord shows nothing."""
    return [
        (vars(one) if one else None, vars(other) if other else None)
        for sheet in SHEETS
        for one, other in _pairs(getattr(found, sheet.name), getattr(expected, sheet.name))
        if one is None or other is None or vars(one) != vars(other)
    ][:1]


def _pairs(found: tuple[Any, ...], expected: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    for place in range(max(len(found), len(expected))):
        yield (*found[place : place + 1], None)[0], (*expected[place : place + 1], None)[0]


@pytest.mark.parametrize("name", ["copy.xlsx", "copy"])
@given(rows=workbooks())
def test_what_is_written_is_read_again_word_for_word(name: str, rows: WorkbookRows) -> None:
    with TemporaryDirectory() as folder:
        save_workbook_copy(WorkbookCopy(file_name="", rows=rows), Path(folder) / name)
        raw = read_workbook(Path(folder) / name)
    read = check(raw, ExistingKeys(), WorkingCalendar(), Settings())
    assert read.errors == ()
    assert differences(read.rows, rows) == []


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    with open_panel(tmp_path_factory.mktemp("property")) as made:
        yield made


@given(rows=workbooks())
def test_what_is_imported_is_exported_word_for_word(panel: Panel, rows: WorkbookRows) -> None:
    with TemporaryDirectory() as folder, panel.unit() as uow:
        before = workbook_rows(uow, "")
        save_workbook_copy(WorkbookCopy(file_name="", rows=rows), Path(folder) / "copy")
        command = ImportWorkbook(path=Path(folder) / "copy")
        report = import_workbook(command, uow)
        assert report.errors == ()
        export = workbook_rows(uow, "")
        new = {
            sheet.name: _numbered(getattr(export, sheet.name)[len(getattr(before, sheet.name)) :])
            for sheet in SHEETS
        }
        assert differences(WorkbookRows(**new), rows) == []
        again = import_workbook(command, uow)
        assert again.ok
        assert all(sheet.new == sheet.changed == 0 for sheet in again.changes.values())


def _numbered(rows: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(
        dataclasses.replace(row, row_number=number) for number, row in enumerate(rows, start=2)
    )
