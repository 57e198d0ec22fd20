"""A form says what is wrong when it is sent, once at the top and once beside each field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from panelapp.domain.errors import RuleBroken
from ui.components.button import LinkLine
from ui.components.fields import DateField, TextField
from ui.components.form import Form
from ui.components.words import Words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("appearance")

NAME = "Enter the name of the applicant."
DAY = "Enter the day of the sitting."


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    made.add("name", "Name of the applicant", TextField(required=NAME))
    made.add("day", "Day of the sitting", DateField(required=DAY), "For example 27 3 2026")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def said_beside(form: Form) -> list[str]:
    return [
        words.text()
        for words in form.findChildren(Words)
        if words.property("kind") == "error" and words.isVisible()
    ]


def test_nothing_is_said_before_the_form_is_sent(form: Form, qtbot: QtBot) -> None:
    name = form.field("name").focus_target()
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_Tab)
    assert form.summary.words() == ()
    assert said_beside(form) == []


def test_U7_every_problem_is_said_at_the_top_and_beside_its_field(form: Form) -> None:
    assert form.read() is None
    assert form.summary.words() == (NAME, DAY)
    assert said_beside(form) == [f"Error: {NAME}", f"Error: {DAY}"]
    assert QApplication.focusWidget() is form.summary
    assert form.summary.accessibleName() == f"There is a problem. {NAME} {DAY}"


def test_each_line_of_the_summary_leads_to_its_field(form: Form, qtbot: QtBot) -> None:
    form.read()
    link = next(b for b in form.summary.findChildren(LinkLine) if b.accessibleName() == DAY)
    QTest.keyClick(link, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.field("day").focus_target()


def test_what_was_typed_is_kept_and_the_problems_go_once_they_are_mended(form: Form) -> None:
    form.set_values({"name": "Ada Example"})
    form.read()
    assert form.summary.words() == (DAY,)
    form.field("day").set_draft("27\n3\n2026")
    answers = form.read()
    assert answers is not None
    assert answers["name"] == "Ada Example"
    assert form.summary.words() == ()
    assert said_beside(form) == []


def test_a_refusal_of_the_office_is_shown_with_its_source(form: Form) -> None:
    form.show_refusal(
        RuleBroken("The panel is not quorate.", citation="reg. 24(1)", remedy="Wait.")
    )
    shown = [words.text() for words in form.summary.findChildren(Words)]
    assert shown == ["There is a problem", "The panel is not quorate. Wait.", "reg. 24(1)"]


def test_a_hidden_field_is_not_read(form: Form) -> None:
    form.set_values({"name": "Ada Example"})
    form.show_field("day", is_shown=False)
    assert form.read() == {"name": "Ada Example"}


def test_words_that_look_like_markup_are_shown_as_they_are(qtbot: QtBot) -> None:
    words = Words("<b>Ada</b> & <img src=x>")
    qtbot.addWidget(words)
    assert words.textFormat() is Qt.TextFormat.PlainText
    assert words.text() == "<b>Ada</b> & <img src=x>"
