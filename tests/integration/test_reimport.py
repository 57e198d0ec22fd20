"""A workbook taken in again, with changes: rows are superseded, never doubled or half taken."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from sqlalchemy import Select, func, select

from panelapp.actions.imports import ImportWorkbook, import_workbook
from panelapp.actions.intake.ground import SheetChanges
from panelapp.actions.people import AddMember, add_member
from panelapp.actions.sittings import AddParticipant, add_participant
from panelapp.domain.models import (
    Attendance,
    Base,
    Carer,
    Decision,
    ImportBatch,
    ImportedRow,
    IrmReferral,
    ListEntry,
    LockedMinutes,
    NamedChild,
    Notice,
    Person,
    Recommendation,
    User,
)
from panelapp.domain.vocabulary import FirstDecision, Outcome, SittingRole, UserRole
from panelapp.office import Office
from panelapp.persistence.keys import KeyCost
from panelapp.queries.due_list import DueQuestion, duties_due
from panelapp.queries.workbook_copy import ExportWorkbook, export_workbook, save_workbook_copy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from panelapp.actions.imports import ImportReport

SHEETS: dict[str, list[dict[str, Any]]] = {
    "members": [
        {"member_ref": "M1", "name": "Member 0001 (synthetic)", "joined_on": date(2020, 1, 6)},
    ],
    "households": [
        {"household_ref": "H1", "carer_1": "Carer 0001 (synthetic)", "carer_kind": "mainstream"},
    ],
    "sittings": [{"sitting_ref": "S1", "date": date(2022, 5, 4), "present": "M1"}],
    "cases": [
        {
            "case_ref": "C1",
            "household_ref": "H1",
            "case_type": "mainstream_approval",
            "carer_kind": "mainstream",
            "application_on": date(2022, 1, 4),
        },
    ],
    "items": [
        {
            "sitting_ref": "S1",
            "order": 1,
            "case_ref": "C1",
            "outcome": "suitable",
            "reasons": "First wording.",
            "minutes_final_on": date(2022, 5, 9),
        },
    ],
    "decisions": [
        {
            "case_ref": "C1",
            "sitting_ref": "S1",
            "minutes_received_on": date(2022, 5, 9),
            "decided_on": date(2022, 5, 12),
            "decision": "approve",
            "oral_on": date(2022, 5, 13),
        },
    ],
}


def new_office(folder: Path) -> Office:
    return Office.create(
        folder / "Office.fpanel",
        agency="Synthetic Fostering",
        user="Adviser",
        passphrase="correct horse battery",
        cost=KeyCost(memory_kib=64, passes=1, lanes=1),
    )


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with new_office(tmp_path) as made:
        yield made


def write(path: Path, sheets: dict[str, list[dict[str, Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # a new workbook has a sheet
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        sheet.append(columns)
        for row in rows:
            values = [row.get(column) for column in columns]
            sheet.append(
                [datetime(v.year, v.month, v.day) if isinstance(v, date) else v for v in values]  # noqa: DTZ001 - Excel dates have no zone
            )
    book.save(path)
    return path


def changed(sheet: str, **values: object) -> dict[str, list[dict[str, Any]]]:
    """The workbook with values of one sheet's only row changed."""
    return SHEETS | {sheet: [SHEETS[sheet][0] | values]}


def take_in(office: Office, path: Path, *, dry_run: bool = False) -> ImportReport:
    return office.execute(import_workbook, ImportWorkbook(path=path, dry_run=dry_run)).value


def ask(office: Office, query: Select[Any]) -> list[Any]:
    """Rows of the open file, read beside the office."""
    with office._sessions() as session:  # noqa: SLF001 - the test looks into the file itself
        return list(session.scalars(query))


def count(office: Office, kind: type[Base]) -> int:
    [number] = ask(office, select(func.count()).select_from(kind))
    return int(number)


def test_the_same_rows_again_add_nothing_but_the_batch(office: Office, tmp_path: Path) -> None:
    workbook = write(tmp_path / "book.xlsx", SHEETS)
    take_in(office, workbook)
    kinds = [mapper.class_ for mapper in Base.registry.mappers]
    before = {kind: count(office, kind) for kind in kinds}
    assert take_in(office, workbook).ok
    after = {kind: count(office, kind) for kind in kinds}
    assert {kind.__name__ for kind in kinds if after[kind] != before[kind]} == {
        "AuditRow",
        "ImportBatch",
    }


def test_a_changed_member_is_the_same_person_with_the_old_row_in_the_history(
    office: Office, tmp_path: Path
) -> None:
    take_in(office, write(tmp_path / "book.xlsx", SHEETS))
    take_in(office, write(tmp_path / "book.xlsx", changed("members", left_on=date(2023, 1, 6))))
    [entry] = ask(office, select(ListEntry))
    assert entry.left_on == date(2023, 1, 6)
    rows = ask(office, select(ImportedRow).where(ImportedRow.sheet == "members"))
    assert [row.row["left_on"] for row in rows] == [None, "2023-01-06"]


def test_a_changed_decision_supersedes_the_old_one_which_stays(
    office: Office, tmp_path: Path
) -> None:
    take_in(office, write(tmp_path / "book.xlsx", SHEETS))
    again = changed("decisions", decision="qd_not_approve", written_on=date(2022, 5, 16))
    take_in(office, write(tmp_path / "book.xlsx", again))
    old, new = ask(office, select(Decision).order_by(Decision.id))
    assert (old.code, new.code) == (FirstDecision.APPROVE, FirstDecision.QD_NOT_APPROVE)
    assert new.supersedes_id == old.id
    duties = office.read(duties_due, DueQuestion(on=date(2022, 7, 1)))
    assert "decide_finally" in {duty.duty for duty in duties if duty.ref == "C1"}
    told = ask(office, select(Notice.decision_id).order_by(Notice.id))
    assert told == [old.id, new.id, new.id]


def test_changed_minutes_supersede_the_old_ones(office: Office, tmp_path: Path) -> None:
    take_in(office, write(tmp_path / "book.xlsx", SHEETS))
    again = changed("items", outcome="not_suitable", minutes_final_on=date(2022, 5, 6))
    take_in(office, write(tmp_path / "book.xlsx", again))
    said = ask(office, select(Recommendation).order_by(Recommendation.id))
    assert [row.outcome for row in said] == [Outcome.SUITABLE, Outcome.NOT_SUITABLE]
    final = ask(office, select(LockedMinutes).order_by(LockedMinutes.id))
    assert [row.final_on for row in final] == [date(2022, 5, 9), date(2022, 5, 6)]
    assert final[1].supersedes_id == final[0].id


def test_a_dry_run_takes_nothing_in(office: Office, tmp_path: Path) -> None:
    report = take_in(office, write(tmp_path / "book.xlsx", SHEETS), dry_run=True)
    assert report.ok
    assert report.rows["cases"] == 1
    assert count(office, ImportBatch) == 0
    assert count(office, ListEntry) == 0


def test_what_goes_in_after_another_action_can_be_found_and_is_owed(
    office: Office, tmp_path: Path
) -> None:
    path = write(tmp_path / "rows.xlsx", SHEETS)
    # The first action of a file makes everything anew; from the next on only what it touched is.
    take_in(office, path, dry_run=True)
    take_in(office, path)
    assert office.verify() == ()
    take_in(office, write(tmp_path / "changed.xlsx", changed("cases", social_worker="Worker 0042")))
    assert office.verify() == ()


def test_new_changed_and_unchanged_rows_are_counted_before_they_go_in(
    office: Office, tmp_path: Path
) -> None:
    made_here = AddMember(
        member="M1", name="Member 0001 (synthetic)", joined_on=date(2020, 1, 6), has_no_links=True
    )
    office.execute(add_member, made_here)
    book = write(tmp_path / "book.xlsx", changed("members", category="other"))
    first = take_in(office, book, dry_run=True)
    assert first.changes["members"] == SheetChanges(new=0, changed=1, same=0)
    assert first.changes["households"] == SheetChanges(new=1, changed=0, same=0)
    take_in(office, book)
    again = changed("members", left_on=date(2023, 1, 6))
    later = take_in(office, write(tmp_path / "book.xlsx", again), dry_run=True)
    assert later.changes["members"] == SheetChanges(new=0, changed=1, same=0)
    assert later.changes["cases"] == SheetChanges(new=0, changed=0, same=1)
    bad = changed("decisions", decision="perhaps")
    assert not take_in(office, write(tmp_path / "book.xlsx", bad)).changes


def test_one_bad_row_keeps_every_row_out(office: Office, tmp_path: Path) -> None:
    bad = changed("decisions", decision="perhaps")
    report = take_in(office, write(tmp_path / "book.xlsx", bad))
    assert not report.ok
    [problem] = report.errors
    assert (problem.sheet, problem.row, problem.column) == ("decisions", 2, "decision")
    assert count(office, ListEntry) == 0


def test_a_decision_made_in_the_program_is_never_changed_by_an_import(
    office: Office, tmp_path: Path
) -> None:
    without = {name: rows for name, rows in SHEETS.items() if name != "decisions"}
    take_in(office, write(tmp_path / "book.xlsx", without))
    with office._sessions.begin() as session:  # noqa: SLF001 - the test writes into the file itself
        item = session.scalars(select(Recommendation)).one()
        session.add(
            Decision(
                case_id=1,
                item_id=item.item_id,
                code=FirstDecision.APPROVE,
                decided_on=date(2022, 5, 12),
                decision_maker_id=None,
            )
        )
    report = take_in(office, write(tmp_path / "book.xlsx", SHEETS))
    assert not report.ok
    assert [(problem.sheet, problem.row) for problem in report.errors] == [("decisions", 2)]
    assert count(office, Decision) == 1


@pytest.mark.parametrize(("sheet", "column"), [("items", "outcome"), ("items", "minutes_final_on")])
def test_what_was_signed_cannot_become_unknown(
    office: Office, tmp_path: Path, sheet: str, column: str
) -> None:
    without = {name: rows for name, rows in SHEETS.items() if name != "decisions"}
    take_in(office, write(tmp_path / "book.xlsx", without))
    blanked = without | {sheet: [SHEETS[sheet][0] | {column: None}]}
    report = take_in(office, write(tmp_path / "book.xlsx", blanked))
    assert [(problem.row, problem.column) for problem in report.errors] == [(2, column)]


def test_a_corrected_determination_keeps_its_review_and_final_decision(
    office: Office, tmp_path: Path
) -> None:
    sheets = changed(
        "decisions",
        decision="qd_not_approve",
        written_on=date(2022, 5, 16),
        qd_response="irm",
        qd_response_on=date(2022, 5, 30),
    ) | {
        "irm": [
            {
                "case_ref": "C1",
                "applied_on": date(2022, 5, 30),
                "notified_on": date(2022, 6, 1),
                "papers_sent_on": date(2022, 6, 8),
                "reviewed_on": date(2022, 9, 1),
                "irm_recommendation": "not_suitable",
                "final_decided_on": date(2022, 9, 20),
                "final_decision": "not_approve",
            }
        ]
    }
    take_in(office, write(tmp_path / "book.xlsx", sheets))
    question = DueQuestion(on=date(2023, 1, 9))
    assert [duty for duty in office.read(duties_due, question) if duty.ref == "C1"] == []
    again = sheets | {"decisions": [sheets["decisions"][0] | {"reasons": "Better worded."}]}
    assert take_in(office, write(tmp_path / "book.xlsx", again)).ok
    assert [duty for duty in office.read(duties_due, question) if duty.ref == "C1"] == []


def twice_reviewed() -> dict[str, list[dict[str, Any]]]:
    """A determination which the carers twice asked the IRM to review."""
    return changed("decisions", decision="qd_not_approve") | {
        "irm": [
            {"case_ref": "C1", "applied_on": date(2022, 5, 30)},
            {
                "case_ref": "C1",
                "applied_on": date(2022, 5, 31),
                "final_decided_on": date(2022, 9, 20),
                "final_decision": "not_approve",
            },
        ]
    }


def test_every_review_goes_with_a_corrected_determination(office: Office, tmp_path: Path) -> None:
    sheets = twice_reviewed()
    take_in(office, write(tmp_path / "book.xlsx", sheets))
    again = sheets | {"decisions": [sheets["decisions"][0] | {"reasons": "Better worded."}]}
    report = take_in(office, write(tmp_path / "book.xlsx", again))
    assert "irm" not in {problem.sheet for problem in report.warnings}
    newest = ask(office, select(func.max(Decision.id)))
    assert ask(office, select(IrmReferral.decision_id).distinct()) == newest


def test_a_review_of_what_is_no_determination_any_more_is_warned_of(
    office: Office, tmp_path: Path
) -> None:
    sheets = twice_reviewed()
    take_in(office, write(tmp_path / "book.xlsx", sheets))
    again = sheets | {"decisions": [sheets["decisions"][0] | {"decision": "approve"}]}
    report = take_in(office, write(tmp_path / "book.xlsx", again))
    warned = [found for found in report.warnings if "30 May 2022" in found.accepted]
    assert [(one.row, one.column, one.value) for one in warned] == [(2, "decision", "approve")]
    assert report.ok


def test_a_final_decision_without_a_day_may_change_and_may_not_become_unknown(
    office: Office, tmp_path: Path
) -> None:
    undated = {"decision": "qd_not_approve", "final_decision": "approve"}
    take_in(office, write(tmp_path / "book.xlsx", changed("decisions", **undated)))
    dated = undated | {"reasons": "Better worded.", "final_decided_on": date(2022, 9, 20)}
    for values in (undated | {"reasons": "Better worded."}, dated):
        assert take_in(office, write(tmp_path / "book.xlsx", changed("decisions", **values))).ok
    blanked = changed("decisions", **dated | {"final_decision": None})
    report = take_in(office, write(tmp_path / "book.xlsx", blanked))
    assert [(one.row, one.column) for one in report.errors] == [(2, "final_decision")]


def test_new_people_of_several_sheets_are_different_people(office: Office, tmp_path: Path) -> None:
    take_in(office, write(tmp_path / "book.xlsx", SHEETS))
    second = SHEETS["households"][0] | {"household_ref": "H2", "carer_1": "Carer 0003 (synthetic)"}
    joined = SHEETS["households"][0] | {"carer_2": "Carer 0002 (synthetic)"}
    again = changed("decisions", decision_maker="Maker 0001 (synthetic)") | {
        "households": [joined, second]
    }
    assert take_in(office, write(tmp_path / "book.xlsx", again)).ok
    carers = ask(office, select(Person.name).join(Carer).order_by(Person.name))
    assert carers == [f"Carer 000{number} (synthetic)" for number in (1, 2, 3)]
    makers = select(Person.name).join(Decision, Decision.decision_maker_id == Person.id)
    assert ask(office, makers) == ["Maker 0001 (synthetic)"]


def test_a_decision_maker_is_the_member_or_the_user_of_that_name(
    office: Office, tmp_path: Path
) -> None:
    listed = "Member 0001 (synthetic)"
    take_in(office, write(tmp_path / "book.xlsx", changed("decisions", decision_maker=listed)))
    maker = "Maker 0001 (synthetic)"
    take_in(office, write(tmp_path / "book.xlsx", changed("decisions", decision_maker=maker)))
    office.add_user(
        maker,
        (UserRole.DECISION_MAKER,),
        "harbour lantern thistle",
        KeyCost(memory_kib=64, passes=1, lanes=1),
    )
    second = SHEETS["members"][0] | {"member_ref": "M2", "name": maker}
    take_in(office, write(tmp_path / "book.xlsx", {"members": [second]}))
    members = ask(office, select(ListEntry.person_id).order_by(ListEntry.ref))
    assert ask(office, select(Decision.decision_maker_id).order_by(Decision.id)) == members
    assert ask(office, select(User.person_id).where(User.name == maker)) == members[1:]


def test_of_two_members_of_a_name_neither_is_taken_for_the_decision_maker(
    office: Office, tmp_path: Path
) -> None:
    name = SHEETS["members"][0]["name"]
    both = [SHEETS["members"][0], SHEETS["members"][0] | {"member_ref": "M2"}]
    sheets = changed("decisions", decision_maker=name) | {"members": both}
    take_in(office, write(tmp_path / "book.xlsx", sheets))
    [maker] = ask(office, select(Decision.decision_maker_id))
    assert maker not in ask(office, select(ListEntry.person_id))


def naming(*lists: str) -> dict[str, list[dict[str, Any]]]:
    """One case for each list of children."""
    return SHEETS | {
        "cases": [
            SHEETS["cases"][0] | {"case_ref": f"C{number}", "named_children": names}
            for number, names in enumerate(lists, start=1)
        ]
    }


def test_children_keep_their_dates_of_birth_by_name_and_place(
    office: Office, tmp_path: Path
) -> None:
    same, two = "Unborn child;Unborn child", "Child 1;Child 2"
    expected: dict[str, list[int | None]] = {
        "Child 1;Unborn child": [1, 2],
        "Unborn child": [1],
        "Unborn child;Unborn child;Child 1": [1, 2, None],
        "Child 2;Child 1": [2, 1],
        "Child 2;Child 3": [2, None],
        "Child 3;Child 4": [None, None],
    }
    take_in(office, write(tmp_path / "book.xlsx", naming(same, same, same, two, two, two)))
    with office._sessions.begin() as session:  # noqa: SLF001 - the test writes into the file itself
        for child in session.scalars(select(NamedChild)):
            child.date_of_birth = date(2018, 3, child.position)
    assert take_in(office, write(tmp_path / "book.xlsx", naming(*expected))).ok
    query = select(NamedChild).order_by(NamedChild.case_id, NamedChild.position)
    found: dict[int, list[NamedChild]] = {}
    for child in ask(office, query):
        found.setdefault(child.case_id, []).append(child)
    assert [";".join(child.name for child in case) for case in found.values()] == [*expected]
    born = [[child.date_of_birth for child in case] for case in found.values()]
    assert [[day and day.day for day in days] for days in born] == [*expected.values()]


def test_a_child_whose_stored_name_has_a_semicolon_stays_as_it_is(
    office: Office, tmp_path: Path
) -> None:
    take_in(office, write(tmp_path / "book.xlsx", changed("cases", named_children="Child 0001")))
    with office._sessions.begin() as session:  # noqa: SLF001 - the test writes into the file itself
        session.scalars(select(NamedChild)).one().name = "Child; 0001 "
    copy = tmp_path / "copy.xlsx"
    save_workbook_copy(office.execute(export_workbook, ExportWorkbook()).value, copy)
    assert take_in(office, copy).changes["cases"] == SheetChanges(new=0, changed=0, same=1)
    again = changed("cases", named_children="Child, 0001", social_worker="Worker 0001 (synthetic)")
    take_in(office, write(tmp_path / "book.xlsx", again))
    assert ask(office, select(NamedChild.name)) == ["Child; 0001 "]


def test_the_newest_decision_is_the_one_of_the_latest_day(office: Office, tmp_path: Path) -> None:
    second = {"sitting_ref": "S2", "date": date(2022, 6, 8), "present": "M1"}
    item = SHEETS["items"][0] | {"sitting_ref": "S2", "minutes_final_on": date(2022, 6, 9)}
    back = SHEETS["decisions"][0] | {"decision": "return_to_panel"}
    approval = SHEETS["decisions"][0] | {
        "sitting_ref": "S2",
        "minutes_received_on": date(2022, 6, 9),
        "decided_on": date(2022, 6, 10),
        "oral_on": date(2022, 6, 10),
        "written_on": date(2022, 6, 13),
    }
    sheets = SHEETS | {
        "sittings": [*SHEETS["sittings"], second],
        "items": [*SHEETS["items"], item],
        # The later decision stands first, as it may in a spreadsheet.
        "decisions": [approval, back],
    }
    take_in(office, write(tmp_path / "book.xlsx", sheets))
    duties = office.read(duties_due, DueQuestion(on=date(2022, 7, 1)))
    assert {duty.duty for duty in duties if duty.ref == "C1"} <= {"sign_agreement"}


def test_what_the_program_recorded_of_a_sitting_survives_another_import(
    office: Office, tmp_path: Path
) -> None:
    planned = {name: SHEETS[name] for name in ("members", "households", "sittings", "cases")}
    take_in(office, write(tmp_path / "book.xlsx", planned))
    office.execute(
        add_participant,
        AddParticipant(
            sitting="S1", name="Worker 0002 (synthetic)", role=SittingRole.MEDICAL_ADVISER
        ),
    )
    later = changed("sittings", start="10:30")
    take_in(office, write(tmp_path / "book.xlsx", {name: later[name] for name in planned}))
    roles = ask(office, select(Attendance.role).order_by(Attendance.id))
    assert roles == [SittingRole.MEMBER, SittingRole.MEDICAL_ADVISER]


def twice_heard() -> dict[str, list[dict[str, Any]]]:
    """A case deferred at one sitting and approved at the next, and what else has a key of two."""
    later = {"sitting_ref": "S2", "date": date(2022, 6, 8), "present": "M1"}
    heard, decided = SHEETS["items"][0], SHEETS["decisions"][0]
    return SHEETS | {
        "households": [SHEETS["households"][0] | {"carer_2": "Carer 0002 (synthetic)"}],
        "sittings": [*SHEETS["sittings"], later],
        "items": [
            heard | {"outcome": "deferred", "deferral_reason": "medical"},
            heard | {"sitting_ref": "S2", "minutes_final_on": date(2022, 6, 9)},
        ],
        "decisions": [
            decided | {"sitting_ref": None, "decision": "more_information"},
            decided | {"sitting_ref": "S2", "minutes_received_on": None},
        ],
        "endings": [
            {
                "household_ref": "H1",
                "carer": carer,
                "ending_kind": "resignation",
                "ending_reason": "retirement",
                "effective_on": date(2023, 1, 9),
            }
            for carer in (1, 2)
        ],
        "not_collected": [
            {"row_id": "irm_referrals", "from": date(year, 4, 1), "to": date(year + 1, 3, 31)}
            for year in (2020, 2021)
        ],
    }


@pytest.mark.parametrize(
    ("sheet", "row", "change"),
    [
        ("items", 1, {"reasons": "Better worded."}),
        ("decisions", 0, {"reasons": "Better worded."}),
        ("decisions", 1, {"reasons": "Better worded."}),
        ("endings", 1, {"ending_reason": "health"}),
    ],
)
def test_one_of_two_rows_about_the_same_thing_changes_and_the_other_stays(
    office: Office, tmp_path: Path, sheet: str, row: int, change: dict[str, str]
) -> None:
    sheets = twice_heard()
    take_in(office, write(tmp_path / "book.xlsx", sheets))
    before = exported(office)
    rows = list(sheets[sheet])
    rows[row] = rows[row] | change
    report = take_in(office, write(tmp_path / "book.xlsx", sheets | {sheet: rows}))
    assert report.ok
    assert {name for name, found in report.changes.items() if found.changed} == {sheet}
    assert report.changes[sheet] == SheetChanges(new=0, changed=1, same=1)
    after = exported(office)
    assert [name for name in before if before[name] != after[name]] == [sheet]
    assert len(after[sheet]) == len(before[sheet])
    assert after[sheet][1 - row] == before[sheet][1 - row]
    assert set(change.values()) <= set(after[sheet][row].values())


def exported(office: Office) -> dict[str, list[dict[str, Any]]]:
    """The rows that an export writes, by sheet."""
    rows = office.execute(export_workbook, ExportWorkbook()).value.rows
    return {name: [vars(row) for row in found] for name, found in vars(rows).items()}


def test_a_figure_not_collected_is_known_by_its_period(office: Office, tmp_path: Path) -> None:
    sheets = twice_heard()
    take_in(office, write(tmp_path / "book.xlsx", sheets))
    further = {"row_id": "irm_referrals", "from": date(2022, 4, 1), "to": date(2023, 3, 31)}
    more = sheets | {"not_collected": [*sheets["not_collected"], further]}
    report = take_in(office, write(tmp_path / "book.xlsx", more))
    assert report.changes["not_collected"] == SheetChanges(new=1, changed=0, same=2)
    assert len(exported(office)["not_collected"]) == 3


def test_a_row_that_is_left_out_is_never_taken_away(office: Office, tmp_path: Path) -> None:
    take_in(office, write(tmp_path / "book.xlsx", twice_heard()))
    before = exported(office)
    few = {"members": SHEETS["members"]}
    assert take_in(office, write(tmp_path / "book.xlsx", few)).ok
    assert exported(office) == before


def test_a_corrected_office_or_appraisal_takes_the_place_of_the_one_stated_before(
    office: Office, tmp_path: Path
) -> None:
    first = changed("members", office="chair", last_appraisal_on=date(2032, 1, 6))
    take_in(office, write(tmp_path / "book.xlsx", first))
    again = changed("members", office=None, last_appraisal_on=date(2022, 1, 6))
    take_in(office, write(tmp_path / "book.xlsx", again))
    [member] = exported(office)["members"]
    assert (member["office"], member["last_appraisal_on"]) == (None, date(2022, 1, 6))


def test_what_the_workbook_has_no_column_for_survives_a_changed_row(
    office: Office, tmp_path: Path
) -> None:
    named = changed("cases", named_children="Child 0001 (synthetic);Child 0002 (synthetic)")
    take_in(office, write(tmp_path / "book.xlsx", named))
    with office._sessions.begin() as session:  # noqa: SLF001 - the test writes into the file itself
        second = session.scalars(select(NamedChild).where(NamedChild.position == 2)).one()
        second.date_of_birth = date(2018, 3, 1)
    later = changed("cases", named_children="Child 0002 (synthetic);Child 0003 (synthetic)")
    take_in(office, write(tmp_path / "book.xlsx", later))
    children = ask(office, select(NamedChild).order_by(NamedChild.position))
    assert [(child.name, child.date_of_birth) for child in children] == [
        ("Child 0002 (synthetic)", date(2018, 3, 1)),
        ("Child 0003 (synthetic)", None),
    ]


def test_an_import_that_changes_many_open_cases_says_so(office: Office, tmp_path: Path) -> None:
    cases = [SHEETS["cases"][0] | {"case_ref": f"C{number}"} for number in range(1, 7)]
    opened = SHEETS | {"cases": cases, "items": [], "decisions": []}
    sheets = {name: rows for name, rows in opened.items() if rows}
    first = take_in(office, write(tmp_path / "book.xlsx", sheets))
    assert "cases" not in {warning.sheet for warning in first.warnings}
    for changes, warned in ((1, []), (2, ["2 of 6"])):
        several = [case | {"social_worker": f"Worker {changes}"} for case in cases[:changes]]
        report = take_in(office, write(tmp_path / "b.xlsx", {"cases": several}), dry_run=True)
        assert [warning.value for warning in report.warnings] == warned


def test_a_column_that_a_later_workbook_leaves_out_blanks_nothing(
    office: Office, tmp_path: Path
) -> None:
    full = changed(
        "households",
        approved_on=date(2022, 5, 12),
        number_of_children=2,
        age_from=0,
        age_to=10,
        placement_types="short_term",
        team="North",
    )
    take_in(office, write(tmp_path / "book.xlsx", full))
    moved = {"households": [SHEETS["households"][0] | {"team": "South"}]}
    report = take_in(office, write(tmp_path / "book.xlsx", moved))
    assert report.changes["households"] == SheetChanges(new=0, changed=1, same=0)
    [household] = exported(office)["households"]
    assert (household["team"], household["approved_on"]) == ("South", date(2022, 5, 12))
    assert (household["number_of_children"], household["age_to"]) == (2, 10)


def test_a_cell_that_a_later_workbook_blanks_is_blank(office: Office, tmp_path: Path) -> None:
    take_in(office, write(tmp_path / "book.xlsx", changed("households", team="North")))
    take_in(office, write(tmp_path / "book.xlsx", changed("households", team=None)))
    [household] = exported(office)["households"]
    assert household["team"] in {None, ""}


def test_items_without_a_column_for_outcomes_are_the_same_items(
    office: Office, tmp_path: Path
) -> None:
    take_in(office, write(tmp_path / "book.xlsx", SHEETS))
    before = exported(office)
    few = {"items": [{"sitting_ref": "S1", "order": 1, "case_ref": "C1"}]}
    report = take_in(office, write(tmp_path / "book.xlsx", few))
    assert report.changes["items"] == SheetChanges(new=0, changed=0, same=1)
    assert exported(office) == before


def without(sheet: str, *columns: str, **values: object) -> dict[str, list[dict[str, Any]]]:
    """One sheet alone, its only row without some columns and with other values."""
    row = {name: value for name, value in SHEETS[sheet][0].items() if name not in columns}
    return {sheet: [row | values]}


@pytest.fixture(scope="module")
def with_history(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Path]]:
    """A file with the workbook in it, and a folder; only imports that are refused go there."""
    folder = tmp_path_factory.mktemp("history")
    with new_office(folder) as made:
        sheets = changed("members", left_on=date(2022, 12, 31)) | {
            "endings": [ENDED],
            "cases": [
                *SHEETS["cases"],
                SHEETS["cases"][0]
                | {"case_ref": "C2", "case_type": "representations", "follows_case": "C1"},
            ],
            "items": [
                *SHEETS["items"],
                {"sitting_ref": "S1", "order": 2, "case_ref": "C2", "outcome": "suitable"},
            ],
        }
        assert take_in(made, write(folder / "first.xlsx", sheets)).ok
        yield made, folder


ENDED = {
    "household_ref": "H1",
    "ending_kind": "resignation",
    "ending_reason": "retirement",
    "notice_received_on": date(2022, 12, 1),
    "effective_on": date(2022, 12, 29),
}


@pytest.mark.parametrize(
    ("part", "column", "accepted"),
    [
        (
            without("decisions", "minutes_received_on", "oral_on", decided_on=date(2022, 5, 6)),
            "decided_on",
            "A date not before 9 May 2022, minutes_received_on in the file.",
        ),
        (
            without("decisions", "oral_on", decided_on=date(2022, 5, 16)),
            "decided_on",
            "A date not after 13 May 2022, oral_on in the file.",
        ),
        (
            without("members", joined_on=date(2023, 1, 6)),
            "joined_on",
            "A date not after 31 December 2022, left_on in the file.",
        ),
        (
            {
                "endings": [
                    {k: v for k, v in ENDED.items() if k != "notice_received_on"}
                    | {"effective_on": date(2022, 11, 1)}
                ]
            },
            "effective_on",
            "A date not before 1 December 2022, notice_received_on in the file.",
        ),
        (
            without("sittings", date=date(2022, 5, 11)),
            "date",
            "A date not after 9 May 2022, the item's minutes_final_on in the file.",
        ),
        (
            without("items", minutes_final_on=date(2022, 5, 10)),
            "minutes_final_on",
            "A date not after 9 May 2022, the decision's minutes_received_on in the file.",
        ),
        (
            without("cases", case_type="standard_of_care_review"),
            "case_type",
            "A case of which the panel may say suitable, as it did in sitting S1 about case C1.",
        ),
    ],
)
def test_a_part_of_a_workbook_may_not_contradict_what_stays_in_the_file(
    with_history: tuple[Office, Path],
    part: dict[str, list[dict[str, Any]]],
    column: str,
    accepted: str,
) -> None:
    office, folder = with_history
    report = take_in(office, write(folder / "part.xlsx", part))
    [sheet] = part
    assert (sheet, 2, column, accepted) in {
        (problem.sheet, problem.row, problem.column, problem.accepted) for problem in report.errors
    }
    assert {(problem.sheet, problem.column) for problem in report.errors} == {(sheet, column)}


def test_representations_follow_the_case_of_the_file_where_the_workbook_names_none(
    with_history: tuple[Office, Path],
) -> None:
    office, folder = with_history
    case = without("cases", case_ref="C2", case_type="representations")
    item = {"sitting_ref": "S1", "order": 2, "case_ref": "C2", "outcome": "suitable"}
    path = write(folder / "part.xlsx", case | {"items": [item]})
    assert take_in(office, path, dry_run=True).errors == ()


def said_of(report: ImportReport) -> list[tuple[str, int | None, str]]:
    return [(warning.sheet, warning.row, warning.column) for warning in report.warnings]


def test_a_second_carer_is_not_taken_away_by_a_blank_cell(office: Office, tmp_path: Path) -> None:
    first = changed("households", carer_2="Carer 0002 (synthetic)")
    take_in(office, write(tmp_path / "book.xlsx", first))
    before = count(office, ImportedRow)
    blanked = {"households": changed("households", carer_2=None)["households"]}
    report = take_in(office, write(tmp_path / "book.xlsx", blanked))
    assert report.changes["households"] == SheetChanges(new=0, changed=0, same=1)
    assert said_of(report) == [("households", 2, "carer_2")]
    assert count(office, ImportedRow) == before
    [household] = exported(office)["households"]
    assert household["carer_2"] == "Carer 0002 (synthetic)"


@pytest.mark.parametrize("sheet", ["decisions", "irm"])
def test_a_final_decision_cannot_become_unknown(office: Office, tmp_path: Path, sheet: str) -> None:
    final = {"final_decided_on": date(2022, 7, 11), "final_decision": "approve"}
    sheets = changed("decisions", decision="qd_not_approve") | {
        "irm": [{"case_ref": "C1", "applied_on": date(2022, 5, 20)}]
    }
    sheets[sheet] = [sheets[sheet][0] | final]
    take_in(office, write(tmp_path / "book.xlsx", sheets))
    for column in final:
        rows = {sheet: [sheets[sheet][0] | {column: None}]}
        report = take_in(office, write(tmp_path / "book.xlsx", rows))
        assert [(problem.row, problem.column) for problem in report.errors] == [(2, column)]


def test_a_decision_that_lost_its_sitting_is_warned_of(office: Office, tmp_path: Path) -> None:
    first = take_in(office, write(tmp_path / "book.xlsx", SHEETS))
    part = write(tmp_path / "part.xlsx", without("decisions", "sitting_ref"))
    assert said_of(take_in(office, part)) == [
        *(found for found in said_of(first) if found[0] == "decisions"),
        ("decisions", 2, "sitting_ref"),
    ]
    assert ("decisions", 2, "sitting_ref") not in said_of(take_in(office, part))


def test_a_chair_who_is_not_among_those_present_is_added_and_warned_of(
    office: Office, tmp_path: Path
) -> None:
    second = {"member_ref": "M2", "name": "Member 0002 (synthetic)", "joined_on": date(2020, 1, 6)}
    sheets = changed("sittings", in_the_chair="M2") | {"members": [*SHEETS["members"], second]}
    report = take_in(office, write(tmp_path / "book.xlsx", sheets))
    assert ("sittings", 2, "in_the_chair") in said_of(report)
    assert exported(office)["sittings"][0]["present"] == ("M1", "M2")
