from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from panelapp.access import ACTIONS
from panelapp.domain.errors import BadInput, NotAllowed
from panelapp.domain.vocabulary import FirstDecision, Outcome, UserRole
from panelapp.queries.documents import (
    ExportAgenda,
    ExportDecisionRecord,
    ExportLetter,
    ExportMinutes,
    as_pdf,
    save_document,
    ways_to,
)
from panelapp.queries.letters import LETTER_TITLES, LetterKind
from tests.factories import audited, decided_case, with_decision_maker

if TYPE_CHECKING:
    from pathlib import Path

    from panelapp.queries.documents import Wanted
    from tests.factories import Panel


def test_a_preview_leaves_no_trace_and_an_export_does(panel: Panel) -> None:
    heard = decided_case(panel)
    wanted = ExportLetter(case=heard.case, kind=LetterKind.DECISION)
    ways = ways_to(wanted)
    before = panel.tables()
    shown = panel.adviser.read(ways.preview, wanted)
    assert panel.tables() == before
    with audited(panel, panel.adviser, "export_letter", heard.case):
        exported = panel.adviser.execute(ways.export, wanted).value
    assert exported == shown.document


def test_every_document_has_a_title_a_name_without_people_and_pages(panel: Panel) -> None:
    heard = decided_case(panel)
    wanted: tuple[Wanted, ...] = (
        ExportAgenda(sitting=heard.sitting),
        ExportMinutes(sitting=heard.sitting),
        ExportMinutes(**heard.item),
        ExportDecisionRecord(case=heard.case),
        ExportLetter(case=heard.case, kind=LetterKind.DECISION),
    )
    shown = [panel.adviser.read(ways_to(one).preview, one) for one in wanted]
    assert [(one.title, one.file_name) for one in shown] == [
        ("Agenda", f"Agenda {heard.sitting}"),
        ("Minutes", f"Minutes {heard.sitting}"),
        ("Extract of the minutes", f"Minutes {heard.sitting} {heard.case}"),
        ("Record of the decision", f"Record of the decision {heard.case}"),
        ("Letter of the decision", f"Letter of the decision {heard.case}"),
    ]
    assert all(as_pdf(one.document).startswith(b"%PDF-") for one in shown)


def test_every_letter_has_a_title() -> None:
    assert set(LETTER_TITLES) == set(LetterKind)


def test_a_decision_maker_previews_what_came_to_them_alone(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    extract = ExportMinutes(**heard.item)
    whole = ExportMinutes(sitting=heard.sitting)
    assert panel.decision_maker.read(ways_to(extract).preview, extract).title
    with pytest.raises(NotAllowed):
        panel.decision_maker.read(ways_to(whole).preview, whole)


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".PDF"])
def test_the_name_says_which_kind_of_file_is_written(
    panel: Panel, tmp_path: Path, suffix: str
) -> None:
    heard = decided_case(panel, FirstDecision.QD_NOT_APPROVE, outcome=Outcome.NOT_SUITABLE)
    wanted = ExportDecisionRecord(case=heard.case)
    document = panel.adviser.execute(ways_to(wanted).export, wanted).value
    target = tmp_path / f"record{suffix}"
    save_document(document, target, agency_file=tmp_path / "Anyshire.fpanel")
    start = b"PK" if suffix == ".docx" else b"%PDF-"
    assert BytesIO(target.read_bytes()).read(len(start)) == start


@pytest.mark.parametrize("name", ["record", "record.txt", "Anyshire.fpanel", "Anyshire.fpanel.pdf"])
def test_another_name_is_refused_and_nothing_is_written(
    panel: Panel, tmp_path: Path, name: str
) -> None:
    heard = decided_case(panel)
    wanted = ExportDecisionRecord(case=heard.case)
    document = panel.adviser.execute(ways_to(wanted).export, wanted).value
    there = {path: path.stat().st_size for path in tmp_path.iterdir()}
    with pytest.raises(BadInput, match="Nothing was written"):
        save_document(document, tmp_path / name, agency_file=tmp_path / "Anyshire.fpanel")
    assert {path: path.stat().st_size for path in tmp_path.iterdir()} == there


def test_who_may_only_read_is_told_so_as_the_table_of_access_has_it(panel: Panel) -> None:
    heard = decided_case(panel)
    exporting = {row.name: set(row.allowed) for row in ACTIONS}
    wanted: tuple[Wanted, ...] = (
        ExportMinutes(**heard.item),
        ExportDecisionRecord(case=heard.case),
        ExportLetter(case=heard.case, kind=LetterKind.DECISION),
    )
    readers = (
        UserRole.PANEL_ADVISER,
        UserRole.CHAIR,
        UserRole.DECISION_MAKER,
        UserRole.AUDITOR,
    )
    for one in wanted:
        ways = ways_to(one)
        for role in readers:
            shown = panel.acting(role).read(ways.preview, one)
            assert (shown.why_not_hand_out == "") == (role in exporting[ways.export.__name__])
