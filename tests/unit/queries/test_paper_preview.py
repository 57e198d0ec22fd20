from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.cases import AttachPaper, RemovePaper, attach_paper, remove_paper
from panelapp.domain.errors import BadInput, NotFound
from panelapp.domain.vocabulary import CaseType, InterestKind
from panelapp.queries.paper_preview import PaperQuestion, preview_paper
from tests.factories import heard_item, listed_item, with_decision_maker

if TYPE_CHECKING:
    from tests.factories import Heard, Panel

REPORT = b"%PDF-1.4\n%%EOF\n"


def paper(panel: Panel, heard: Heard, name: str = "report.pdf", content: bytes = REPORT) -> str:
    command = AttachPaper(
        case=heard.case,
        title="Review report",
        file_name=name,
        content=base64.b64encode(content).decode(),
    )
    return panel.adviser.execute(attach_paper, command).value


def test_a_paper_is_read_inside_the_program_without_a_trace(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    digest = paper(panel, heard)
    before = panel.audit()
    for office in (panel.adviser, panel.decision_maker, panel.chair, panel.member):
        shown = office.read(preview_paper, PaperQuestion(case=heard.case, sha256=digest))
        assert (shown.title, shown.pdf) == ("Review report", REPORT)
    assert panel.audit() == before


def test_the_decision_maker_waits_for_the_minutes(panel: Panel) -> None:
    heard = heard_item(panel)
    question = PaperQuestion(case=heard.case, sha256=paper(panel, heard))
    with pytest.raises(NotFound):
        panel.decision_maker.read(preview_paper, question)


def test_J7_a_paper_of_a_case_with_an_interest_is_not_there(panel: Panel) -> None:
    heard = listed_item(panel, CaseType.REVIEW)
    question = PaperQuestion(case=heard.case, sha256=paper(panel, heard))
    panel.member.execute(
        declare_interest, DeclareInterest(**heard.item, kind=InterestKind.PERSONAL)
    )
    with pytest.raises(NotFound):
        panel.member.read(preview_paper, question)


def test_a_paper_of_another_kind_is_refused_in_words(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    digest = paper(panel, heard, "notes.txt", b"Notes")
    with pytest.raises(BadInput, match="Only PDF papers"):
        panel.adviser.read(preview_paper, PaperQuestion(case=heard.case, sha256=digest))


def test_a_removed_paper_is_not_shown(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    digest = paper(panel, heard)
    panel.adviser.execute(remove_paper, RemovePaper(case=heard.case, sha256=digest))
    with pytest.raises(NotFound, match="no such paper"):
        panel.adviser.read(preview_paper, PaperQuestion(case=heard.case, sha256=digest))
