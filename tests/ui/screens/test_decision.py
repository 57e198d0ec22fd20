"""The page of one decision: made by the decision maker, followed up by the office."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QRadioButton

from panelapp.actions.minutes import SendMinutes, send_minutes
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    CaseType,
    FinalDecision,
    FirstDecision,
    Outcome,
    QdResponse,
)
from panelapp.queries.decision_acts import DecisionAct
from tests.factories import (
    PASSPHRASE,
    TODAY,
    answer,
    case,
    confirm,
    decide,
    decided_case,
    determined_case,
    draft,
    listed_item,
    lock,
    signed_off,
    with_decision_maker,
)
from tests.ui import looking
from ui.components.button import Button, RowButton
from ui.components.confirmation_page import DonePanel
from ui.components.in_the_way import InTheWay
from ui.components.place import Place
from ui.components.words import Words
from ui.desk import Desk, InlineExecutor
from ui.gallery import settle
from ui.screens.decision.page import DecisionPage
from ui.screens.decision.steps import Step
from ui.theme.reading import Reading
from ui.theme.tokens import ThemeName

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from tests.factories import Panel
    from ui.components.form import Form
    from ui.screens.decision.making import Making
    from ui.theme.appearance import Appearance

    Opened = Callable[[Office, str], DecisionPage]


@pytest.fixture
def opened(qtbot: QtBot, appearance: Appearance) -> Opened:
    def open_page(office: Office, ref: str) -> DecisionPage:
        desk = Desk(office, InlineExecutor(), InlineExecutor())
        page = DecisionPage(desk, Place("decision", ref))
        desk.setParent(page)
        qtbot.addWidget(page)
        page.resize(1150, 690)
        page.show()
        page.activateWindow()
        page.reload()
        page.focus_start()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return page

    return open_page


def making(page: DecisionPage) -> Making:
    assert page.making is not None
    return page.making


def written(page: DecisionPage, **answers: Any) -> Making:  # noqa: ANN401 - any field
    """The form of a decision with answers in it, as somebody entered them."""
    made = making(page)
    made.write()
    assert made.form is not None
    made.form.set_values({"reasons": "My own reasons.", "statement": True} | answers)
    made.form.entered.emit()
    return made


def sign(made: Making, password: str = PASSPHRASE) -> None:
    made.check()
    assert made.signing is not None, "there is a problem"
    made.signing.form.set_values({"password": password})
    made.signing.sign_button.click()


def decisions(panel: Panel) -> list[tuple[Any, ...]]:
    return panel.rows("SELECT code, reasons, arguments, late_because FROM decision ORDER BY id")


def problems(form: Form | None) -> tuple[str, ...]:
    assert form is not None
    return form.summary.words()


def rows(page: DecisionPage) -> dict[str, RowButton]:
    return {
        button.findChildren(Words)[0].text(): button
        for button in page.findChildren(RowButton)
        if button.isVisibleTo(page)
    }


def shown_words(part: QWidget) -> list[str]:
    return [words.text() for words in part.findChildren(Words) if words.isVisibleTo(part)]


# --- by the keyboard alone


def tab_to(text: str) -> QWidget:
    """Press Tab until the keyboard is on what says so."""
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        if text in {getattr(focused, "text", str)(), focused.accessibleName()}:
            return focused
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {text!r}")


def test_a_decision_is_read_written_checked_and_signed_with_the_keyboard(
    qtbot: QtBot, panel: Panel, opened: Opened
) -> None:
    heard = with_decision_maker(panel)
    page = opened(panel.decision_maker, heard.case)
    assert making(page).bar.accessibleName() == "Step 1 of 4: Read"
    QTest.keyClick(tab_to("Write your decision"), Qt.Key.Key_Return)
    assert making(page).bar.accessibleName() == "Step 2 of 4: Decide"
    choice = QApplication.focusWidget()
    assert isinstance(choice, QRadioButton)
    assert choice.text() == "Approve"
    QTest.keyClick(choice, Qt.Key.Key_Space)
    reasons = tab_to("Reasons, in your own words")
    assert isinstance(reasons, QPlainTextEdit)
    QTest.keyClicks(reasons, "I read the minutes and agree.")
    statement = tab_to("I was not at this panel and have no interest in this case")
    assert isinstance(statement, QCheckBox)
    QTest.keyClick(statement, Qt.Key.Key_Space)
    QTest.keyClick(tab_to("Check and sign"), Qt.Key.Key_Return)
    assert making(page).bar.accessibleName() == "Step 3 of 4: Check and sign"
    password = tab_to("Your password")
    assert isinstance(password, QLineEdit)
    QTest.keyClicks(password, PASSPHRASE)
    QTest.keyClick(tab_to("Sign decision"), Qt.Key.Key_Return)
    assert decisions(panel) == [("approve", "I read the minutes and agree.", "", "")]
    assert panel.audit()[-1] == (panel.decision_maker.user_name, "record_decision", heard.case)
    [done] = page.findChildren(DonePanel)
    assert done.accessibleName() == "Decision recorded"
    with qtbot.waitSignal(page.navigate) as went:
        QTest.keyClick(tab_to("Show the record"), Qt.Key.Key_Return)
    assert went.args == [Place("document", "record", heard.case)]


def test_enter_in_the_password_signs(panel: Panel, opened: Opened) -> None:
    heard = with_decision_maker(panel)
    made = written(opened(panel.decision_maker, heard.case), decision=FirstDecision.APPROVE)
    made.check()
    assert made.signing is not None
    made.signing.form.set_values({"password": PASSPHRASE})
    QTest.keyClick(made.signing.form.field("password").focus_target(), Qt.Key.Key_Return)
    assert len(decisions(panel)) == 1


# --- what has to be said


def test_what_is_missing_is_listed_and_nothing_is_recorded(panel: Panel, opened: Opened) -> None:
    heard = with_decision_maker(panel)
    made = making(opened(panel.decision_maker, heard.case))
    made.write()
    made.check()
    assert problems(made.form) == (
        "Choose a decision.",
        "Write the reasons for the decision.",
        "Confirm that you were not at this panel.",
    )
    assert (made.step, decisions(panel)) == (Step.DECIDE, [])


def test_a_different_decision_says_why(panel: Panel, opened: Opened) -> None:
    heard = with_decision_maker(panel)
    page = opened(panel.decision_maker, heard.case)
    made = written(page, decision=FirstDecision.QD_NOT_APPROVE)
    made.check()
    assert problems(made.form) == ("Say why you differ from what the panel recommended.",)
    made = written(page, arguments="The references are old.")
    sign(made)
    assert decisions(panel) == [
        ("qd_not_approve", "My own reasons.", "The references are old.", "")
    ]


def test_a_late_decision_says_why_and_an_earlier_day_does_not(panel: Panel, opened: Opened) -> None:
    heard = with_decision_maker(panel)
    panel.clock.go_to(TODAY + timedelta(days=12))
    page = opened(panel.decision_maker, heard.case)
    assert page.under.text().endswith("It was to be decided by 27 November 2026.")
    made = written(page, decision=FirstDecision.APPROVE)
    made.check()
    assert problems(made.form) == ("Say why the decision is late.",)
    made = written(page, decided_on=TODAY + timedelta(days=9))
    made.check()
    assert made.step is Step.SIGN
    made = written(page, decided_on=panel.clock.today, late_because="I was ill.")
    sign(made)
    assert decisions(panel)[0][3] == "I was ill."


def test_a_change_of_terms_takes_the_terms_and_what_supports_it(
    panel: Panel, opened: Opened
) -> None:
    heard = with_decision_maker(panel, CaseType.REVIEW, Outcome.CONTINUE_CHANGED_TERMS)
    made = written(
        opened(panel.decision_maker, heard.case),
        decision=FirstDecision.CHANGE_TERMS_BY_CONSENT,
        children_at_most=(3, False),
    )
    made.check()
    assert problems(made.form) == (
        "Enter the day on which the carer agreed in writing.",
        "Say whether support is needed because of the change, or that none is.",
    )
    assert made.form is not None
    made.form.set_values({"support_statement": "None is needed.", "agreement_signed_on": TODAY})
    sign(made)
    [(terms,)] = panel.rows("SELECT terms FROM decision")
    assert '"number_of_children": 3' in terms


def test_recommended_terms_go_with_the_decision_unless_they_are_changed(
    panel: Panel, opened: Opened
) -> None:
    heard = listed_item(panel)
    draft(panel, heard, Outcome.SUITABLE, terms=Terms(number_of_children=2))
    confirm(panel, heard)
    lock(panel, heard)
    panel.adviser.execute(send_minutes, SendMinutes(**heard.item, received_on=TODAY))
    made = written(opened(panel.decision_maker, heard.case), decision=FirstDecision.APPROVE)
    assert made.form is not None
    assert "Approved for up to 2 children of any gender." in shown_words(made.form)
    assert "How many children at most" not in shown_words(made.form)
    sign(made)
    [(terms,)] = panel.rows("SELECT terms FROM decision")
    assert '"number_of_children": 2' in terms


def test_more_information_leaves_out_what_it_does_not_need(panel: Panel, opened: Opened) -> None:
    heard = with_decision_maker(panel)
    made = written(
        opened(panel.decision_maker, heard.case), decision=FirstDecision.MORE_INFORMATION
    )
    assert made.form is not None
    assert "What else you require" not in shown_words(made.form)
    assert "The case stays open" in " ".join(shown_words(made.form))
    sign(made)
    assert decisions(panel)[0][0] == "more_information"


def test_requirements_are_recorded_one_for_each_line(panel: Panel, opened: Opened) -> None:
    heard = with_decision_maker(panel)
    made = written(
        opened(panel.decision_maker, heard.case),
        decision=FirstDecision.APPROVE,
        requirements="Attend the course.\nShow the certificate.",
        requirements_of="The carer",
        requirements_by=TODAY + timedelta(days=30),
    )
    sign(made)
    assert panel.rows("SELECT words, owner FROM requirement") == [
        ("Attend the course.", "The carer"),
        ("Show the certificate.", "The carer"),
    ]


def test_without_a_panel_the_decision_says_why(panel: Panel, opened: Opened) -> None:
    ref = case(panel, CaseType.REVIEW_UPDATE)
    made = written(
        opened(panel.decision_maker, ref),
        decision=FirstDecision.CONTINUE,
        without_recommendation_because="The agency asks no panel here.",
    )
    sign(made)
    assert decisions(panel)[0][0] == "continue"


def test_on_a_sign_off_nobody_is_asked_why_no_panel_was(panel: Panel, opened: Opened) -> None:
    ref = signed_off(panel)
    made = written(opened(panel.decision_maker, ref), decision=FirstDecision.QD_NOT_APPROVE)
    assert made.form is not None
    assert not made.form.field("without_recommendation_because").isVisibleTo(made.form)
    assert "Signed off in place of a panel" in shown_words(made)
    assert "Head of service 0301 (synthetic)" in shown_words(made)
    sign(made)
    assert decisions(panel)[0][0] == "qd_not_approve"


def test_reasons_are_counted(panel: Panel, opened: Opened) -> None:
    heard = with_decision_maker(panel)
    made = written(opened(panel.decision_maker, heard.case), reasons="Three words here")
    assert made.form is not None
    assert made.form.count.text() == "3 words"


# --- checking and signing


def test_answers_are_listed_and_each_can_be_changed(panel: Panel, opened: Opened) -> None:
    heard = with_decision_maker(panel)
    made = written(opened(panel.decision_maker, heard.case), decision=FirstDecision.APPROVE)
    made.check()
    assert made.signing is not None
    shown = shown_words(made.signing)
    assert {"Approve", "My own reasons.", "18 November 2026"} <= set(shown)
    [change] = [
        button
        for button in made.signing.findChildren(Button)
        if button.accessibleName() == "Change reasons"
    ]
    change.click()
    assert made.form is not None
    assert (made.step, made.form.draft()["reasons"]) == (Step.DECIDE, "My own reasons.")
    assert QApplication.focusWidget() is made.form.field("reasons").focus_target()


def test_a_wrong_password_records_nothing(panel: Panel, opened: Opened) -> None:
    heard = with_decision_maker(panel)
    made = written(opened(panel.decision_maker, heard.case), decision=FirstDecision.APPROVE)
    sign(made, "not the password")
    assert made.signing is not None
    assert problems(made.signing.form) == (
        "The password is not right. Nothing was recorded. Type it again.",
    )
    assert (made.step, decisions(panel)) == (Step.SIGN, [])
    assert made.signing.sign_button.isEnabled()
    sign(made)
    assert made.step is Step.DONE


def test_what_somebody_else_decided_meanwhile_is_refused_in_words(
    panel: Panel, opened: Opened
) -> None:
    heard = with_decision_maker(panel)
    made = written(opened(panel.decision_maker, heard.case), decision=FirstDecision.APPROVE)
    decide(panel, heard, FirstDecision.APPROVE)
    sign(made)
    assert made.signing is not None
    assert "is not possible now" in problems(made.signing.form)[0]
    assert len(decisions(panel)) == 1


def test_what_is_typed_comes_back(qtbot: QtBot, panel: Panel, opened: Opened) -> None:
    heard = with_decision_maker(panel)
    page = opened(panel.decision_maker, heard.case)
    written(page, decision=FirstDecision.APPROVE, reasons="Half a thought")
    page.leave()
    again = making(opened(panel.decision_maker, heard.case))
    again.write()
    assert again.form is not None
    assert again.form.draft()["reasons"] == "Half a thought"
    assert again.form.choice is not None
    assert again.form.choice.code is FirstDecision.APPROVE
    sign(again)
    assert panel.rows("SELECT count(*) FROM draft") == [(0,)]


def test_after_signing_the_page_shows_what_follows(panel: Panel, opened: Opened) -> None:
    heard = with_decision_maker(panel)
    page = opened(panel.decision_maker, heard.case)
    sign(written(page, decision=FirstDecision.APPROVE))
    making(page).finished.emit()
    assert page.making is None
    assert "Record of the decision" in rows(page)
    assert page.status.text() == "Decided, letter not sent"


# --- reading


def test_what_is_opened_is_marked(qtbot: QtBot, panel: Panel, opened: Opened) -> None:
    heard = with_decision_maker(panel)
    page = opened(panel.decision_maker, heard.case)
    row = rows(page)["Minutes of the panel"]
    assert "Not opened" in row.accessibleName()
    with qtbot.waitSignal(page.navigate) as went:
        row.click()
    assert went.args == [Place("document", "extract", heard.sitting, heard.case)]
    page.reload()
    assert ", Opened," in rows(page)["Minutes of the panel"].accessibleName()


def test_who_sat_is_told_who_must_decide(panel: Panel, opened: Opened) -> None:
    heard = with_decision_maker(panel)
    panel.run(
        "INSERT INTO attendance (sitting_id, person_id, role, reply, attended)"
        " SELECT id, (SELECT person_id FROM user_account WHERE name LIKE 'Decision%'),"
        " 'member', 'coming', 1 FROM sitting"
    )
    page = opened(panel.decision_maker, heard.case)
    assert page.making is None
    [obstacle] = page.findChildren(InTheWay)
    assert shown_words(obstacle) == [
        "You cannot decide this case",
        "You sat on or advised the panel that heard the case. Another decision maker must decide.",
        "FSR 27",
    ]


# --- the final decision


def test_the_final_decision_is_made_after_the_28_days(panel: Panel, opened: Opened) -> None:
    heard = determined_case(panel)
    panel.clock.go_to(TODAY + timedelta(days=29))
    page = opened(panel.decision_maker, heard.case)
    sign(written(page, decision=FinalDecision.NOT_APPROVE))
    assert panel.rows("SELECT code, reasons FROM final_decision") == [
        ("not_approve", "My own reasons.")
    ]
    making(page).finished.emit()
    assert "Record of the final decision" in rows(page)


# --- what the office records


def opened_act(page: DecisionPage, act: DecisionAct) -> Form:
    """The form of an act, opened as its row opens it."""
    assert page.following is not None
    [title] = [row.title for row in following_acts(page) if row.act is act]
    found = rows(page).get(title)
    if found is None:
        assert page.following.decision is not None
        page.following.acts.open(act, page.following.decision)
    else:
        found.click()
    panel = page.following.shown.panel
    assert panel is not None
    return panel.form


def following_acts(page: DecisionPage) -> Any:  # noqa: ANN401 - rows of acts
    assert page.following is not None
    assert page.following.decision is not None
    return page.following.decision.acts


def send(page: DecisionPage) -> None:
    assert page.following is not None
    panel = page.following.shown.panel
    assert panel is not None
    panel.act_button.click()


def test_a_letter_is_recorded_with_the_keyboard(panel: Panel, opened: Opened) -> None:
    heard = decided_case(panel)
    page = opened(panel.adviser, heard.case)
    row = tab_to(rows(page)["Tell the applicant of this case in writing"].accessibleName())
    QTest.keyClick(row, Qt.Key.Key_Return)
    day = QApplication.focusWidget()
    assert isinstance(day, QLineEdit)
    assert day.text() == "18"
    method = tab_to("First-class post")
    QTest.keyClick(method, Qt.Key.Key_Space)
    QTest.keyClick(tab_to("Record letter"), Qt.Key.Key_Return)
    assert panel.rows("SELECT kind, given_on, method FROM notice") == [
        ("written", "2026-11-18", "first_class_post")
    ]
    assert page.following is not None
    assert page.following.shown.panel is None
    assert "Tell the applicant of this case in writing" not in rows(page)


def test_escape_leaves_a_form_and_records_nothing(panel: Panel, opened: Opened) -> None:
    heard = decided_case(panel)
    page = opened(panel.adviser, heard.case)
    form = opened_act(page, DecisionAct.TELL_IN_WRITING)
    QTest.keyClick(form.field("given_on").focus_target(), Qt.Key.Key_Escape)
    assert page.following is not None
    assert page.following.shown.panel is None
    assert panel.rows("SELECT count(*) FROM notice") == [(0,)]


def test_an_answer_is_recorded_once(panel: Panel, opened: Opened) -> None:
    heard = determined_case(panel)
    page = opened(panel.adviser, heard.case)
    opened_act(page, DecisionAct.RECORD_ANSWER).set_values({"response": QdResponse.ACCEPTED})
    send(page)
    assert panel.rows("SELECT response FROM qd_response") == [("accepted",)]
    [why_not] = [
        row.why_not for row in following_acts(page) if row.act is DecisionAct.RECORD_ANSWER
    ]
    assert why_not == "The answer is recorded. A person has one route, never two."


def test_a_review_is_recorded_step_by_step(panel: Panel, opened: Opened) -> None:
    heard = determined_case(panel)
    answer(panel, heard.case, QdResponse.IRM)
    page = opened(panel.adviser, heard.case)
    opened_act(page, DecisionAct.OPEN_REVIEW)
    send(page)
    opened_act(page, DecisionAct.UPDATE_REVIEW).set_values({"notified_on": TODAY})
    send(page)
    assert panel.rows("SELECT applied_on, notified_on FROM irm_referral") == [
        ("2026-11-18", "2026-11-18")
    ]
    form = opened_act(page, DecisionAct.UPDATE_REVIEW)
    form.set_values({"papers_sent_on": TODAY - timedelta(days=1)})
    send(page)
    assert "out of order" in problems(form)[0]


def test_the_agreement_is_recorded(panel: Panel, opened: Opened) -> None:
    heard = decided_case(panel)
    page = opened(panel.adviser, heard.case)
    opened_act(page, DecisionAct.RECORD_AGREEMENT)
    send(page)
    assert panel.rows("SELECT signed_on FROM agreement") == [("2026-11-18",)]


def test_letters_that_cannot_be_made_say_why_when_asked(panel: Panel, opened: Opened) -> None:
    heard = decided_case(panel)
    page = opened(panel.adviser, heard.case)
    assert "Letter of the decision" in rows(page)
    assert "Letter of deferral" not in rows(page)
    assert page.following is not None
    page.following.later_button.click()
    assert "After the panel deferred the case." in shown_words(rows(page)["Letter of deferral"])


def test_who_only_reads_records_nothing(panel: Panel, opened: Opened) -> None:
    heard = decided_case(panel)
    for office in (panel.auditor, panel.chair, panel.decision_maker):
        page = opened(office, heard.case)
        enabled = {name for name, row in rows(page).items() if row.isEnabled()}
        assert enabled <= {
            "Extract of the minutes",
            "Record of the decision",
            "Letter of the decision",
            "Minutes of the panel",
        }
        assert "Tell the applicant of this case in writing" in rows(page)


def test_a_case_that_is_not_there_is_refused_in_words(panel: Panel, opened: Opened) -> None:
    page = opened(panel.adviser, "C-2026-9999")
    assert "There is no case" in page.banner.text


# --- every step, for every eye and hand (WCAG 2.2 AA)


def cut(page: DecisionPage) -> list[str]:
    """What has too little room. A line that is a link gives its words all that it has."""
    return [words for words in looking.cut_words(page) if not words.startswith("LinkLine")]


def _write(page: DecisionPage) -> None:
    written(page, decision=FirstDecision.QD_CHANGE_TERMS)


def _wrong(page: DecisionPage) -> None:
    written(page, decision=FirstDecision.QD_CHANGE_TERMS, reasons="").check()


def _sign(page: DecisionPage) -> None:
    written(page, decision=FirstDecision.CONTINUE).check()


def _done(page: DecisionPage) -> None:
    sign(written(page, decision=FirstDecision.CONTINUE))


@pytest.mark.parametrize("bring", [_write, _wrong, _sign, _done])
@pytest.mark.parametrize("size", [100, 200])
def test_each_step_is_for_everybody(
    panel: Panel,
    opened: Opened,
    appearance: Appearance,
    size: int,
    bring: Callable[[DecisionPage], None],
) -> None:
    appearance.show(Reading(theme=ThemeName.LIGHT, size=size))
    heard = with_decision_maker(panel, CaseType.REVIEW, Outcome.CONTINUE)
    page = opened(panel.decision_maker, heard.case)
    bring(page)
    settle()
    assert looking.nameless(page) == []
    assert looking.too_small(page) == []
    assert cut(page) == []
    assert looking.outside(page) == []
    assert looking.unreached(page, looking.tab_round(page)) == []
    assert page.scroller.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("act", [DecisionAct.TELL_IN_WRITING, DecisionAct.TELL_ORALLY])
@pytest.mark.parametrize("size", [100, 200])
def test_each_form_is_for_everybody(
    panel: Panel, opened: Opened, appearance: Appearance, size: int, act: DecisionAct
) -> None:
    appearance.show(Reading(theme=ThemeName.LIGHT, size=size))
    page = opened(panel.adviser, decided_case(panel).case)
    opened_act(page, act)
    settle()
    assert looking.nameless(page) == []
    assert cut(page) == []
    assert looking.outside(page) == []
    assert looking.unreached(page, looking.tab_round(page)) == []
