"""What fields make of what is typed, as somebody types it."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from ui.components.fields import (
    Choice,
    ChoiceField,
    DateField,
    Field,
    LongTextField,
    NumberField,
    PasswordField,
    RadioField,
    Spin,
    TextField,
    TickField,
    TicksField,
    TimeField,
    WrongValue,
)

if TYPE_CHECKING:
    from typing import Any

    from pytestqt.qtbot import QtBot

    from ui.theme.appearance import Appearance

pytestmark = pytest.mark.usefixtures("appearance")


def type_into(field: Field[Any], *texts: str) -> None:
    for box, text in zip(field.findChildren(QLineEdit), texts, strict=True):
        box.setText(text)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        (("27", "3", "2026"), date(2026, 3, 27)),
        (("27", "mar", "2026"), date(2026, 3, 27)),
        (("1", "Sept.", "2026"), date(2026, 9, 1)),
        ((" 9 ", "December", "2026"), date(2026, 12, 9)),
        (("", "", ""), None),
    ],
)
def test_a_date_is_taken_as_people_write_it(
    qtbot: QtBot, typed: tuple[str, ...], means: date | None
) -> None:
    field = DateField()
    qtbot.addWidget(field)
    type_into(field, *typed)
    assert field.value() == means


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("31", "2", "2026"), "must be a real date"),
        (("27", "3", "26"), "must be a real date"),
        (("27", "m", "2026"), "must be a real date"),
        (("27", "", "2026"), "The day of the sitting must include a month."),
        (("27", "", ""), "must include a month and a year"),
    ],
)
def test_a_date_that_cannot_be_meant_is_refused_in_words(
    qtbot: QtBot, typed: tuple[str, ...], said: str
) -> None:
    field = DateField(what="The day of the sitting")
    qtbot.addWidget(field)
    type_into(field, *typed)
    with pytest.raises(WrongValue, match=said):
        field.value()


@pytest.mark.parametrize(
    ("typed", "boxes"),
    [
        ("3/5/2026", ["3", "5", "2026"]),
        ("3 May 2026", ["3", "May", "2026"]),
        ("03.05.2026", ["03", "05", "2026"]),
        ("3rd of May, 2026", ["3", "May", "2026"]),
        ("27", ["27", "", ""]),
        ("soon", ["soon", "", ""]),
    ],
)
def test_a_whole_date_in_the_first_box_is_set_out_when_it_is_left(
    qtbot: QtBot, typed: str, boxes: list[str]
) -> None:
    field = DateField()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    first, *_ = found = field.findChildren(QLineEdit)
    first.setFocus()
    QTest.keyClicks(first, typed)
    assert first.text() == typed
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert [box.text() for box in found] == boxes


def test_a_whole_date_is_understood_before_its_box_is_left(qtbot: QtBot) -> None:
    field = DateField()
    qtbot.addWidget(field)
    QTest.keyClicks(field.focus_target(), "3 May 2026")
    assert field.value() == date(2026, 5, 3)
    QTest.keyClicks(field.focus_target(), "1/5/26")
    with pytest.raises(WrongValue, match="must be a real date"):
        field.value()


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("09:30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("930", time(9, 30)),
        ("10.30", time(10, 30)),
        ("10am", time(10)),
        ("10.30 AM", time(10, 30)),
        ("2pm", time(14)),
        ("2:15 p.m.", time(14, 15)),
        ("12pm", time(12)),
        ("12am", time(0)),
    ],
)
def test_a_time_is_taken_as_people_write_it(qtbot: QtBot, typed: str, means: time) -> None:
    field = TimeField()
    qtbot.addWidget(field)
    type_into(field, typed)
    assert field.value() == means


@pytest.mark.parametrize("typed", ["25:00", "9:75", "soon", "9", "13pm", "0am", "9.75am"])
def test_a_time_that_cannot_be_is_refused(qtbot: QtBot, typed: str) -> None:
    field = TimeField()
    qtbot.addWidget(field)
    type_into(field, typed)
    with pytest.raises(WrongValue):
        field.value()


def test_a_number_keeps_to_its_range(qtbot: QtBot) -> None:
    field = NumberField(1, 60)
    qtbot.addWidget(field)
    for typed, means in (("", None), ("60", 60)):
        type_into(field, typed)
        assert field.value() == means
    for typed in ("0", "61", "ten", "-1"):
        type_into(field, typed)
        with pytest.raises(WrongValue, match="from 1 to 60"):
            field.value()


@pytest.mark.parametrize("kind", ["text", "long", "date", "time", "number", "choice", "radio"])
def test_a_draft_brings_back_every_answer(qtbot: QtBot, kind: str) -> None:
    made: dict[str, tuple[type[Field[Any]] | Any, Any]] = {
        "text": (TextField, "Ada Example"),
        "long": (LongTextField, "One line\nand another"),
        "date": (DateField, date(2026, 3, 27)),
        "time": (TimeField, time(9, 30)),
        "number": (lambda: NumberField(1, 9), 4),
        "choice": (lambda: ChoiceField([(1, "One"), (2, "Two")]), 2),
        "radio": (lambda: RadioField([(1, "One"), (2, "Two")]), 2),
    }
    make, answer = made[kind]
    before, after = make(), make()
    for field in (before, after):
        qtbot.addWidget(field)
    before.set_value(answer)
    after.set_draft(before.draft())
    assert after.value() == answer


def test_ticks_come_back_from_a_draft(qtbot: QtBot) -> None:
    options = [(1, "One"), (2, "Two, or more"), (3, "Three")]
    before, after = TicksField(options), TicksField(options)
    for field in (before, after):
        qtbot.addWidget(field)
    before.set_value((2, 3))
    after.set_draft(before.draft())
    assert after.value() == (2, 3)


def test_a_password_is_never_part_of_a_draft(qtbot: QtBot) -> None:
    field = PasswordField()
    qtbot.addWidget(field)
    field.set_value("three plain words")
    assert field.draft() == ""
    field.set_draft("kept by mistake")
    assert field.value() == "three plain words"


def test_a_password_can_be_shown_and_hidden_with_the_keyboard(qtbot: QtBot) -> None:
    field = PasswordField()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
    field.edit.setFocus()
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)
    button = QApplication.focusWidget()
    assert button is not None
    assert button.accessibleName() == "Show password"
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert field.edit.echoMode() is QLineEdit.EchoMode.Normal
    assert button.accessibleName() == "Hide password"


def test_what_is_required_is_asked_for_in_words(qtbot: QtBot) -> None:
    said = "Enter the name of the applicant"
    fields: list[Field[Any]] = [
        TextField(required=said),
        LongTextField(required=said),
        DateField(required=said),
        TimeField(required=said),
        NumberField(1, 2, required=said),
        ChoiceField([(1, "One")], required=said),
        RadioField([(1, "One")], required=said),
        TickField("I agree", required=said),
        TicksField([(1, "One")], required=said),
        PasswordField(required=said),
    ]
    for field in fields:
        qtbot.addWidget(field)
        with pytest.raises(WrongValue, match=said):
            field.value()


def wheel(widget: Choice | Spin) -> None:
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's signature
    )
    QApplication.sendEvent(widget, turn)


def test_U12_the_wheel_changes_nothing_that_has_no_focus(qtbot: QtBot) -> None:
    choice, spin = Choice(), Spin()
    choice.addItems(["One", "Two"])
    for widget in (choice, spin):
        qtbot.addWidget(widget)
        widget.show()
        widget.clearFocus()
        assert widget.focusPolicy() is Qt.FocusPolicy.StrongFocus
        wheel(widget)
    assert (choice.currentIndex(), spin.value()) == (0, 0)


def test_a_choice_keeps_what_was_chosen_when_its_options_change(
    qtbot: QtBot, appearance: Appearance
) -> None:
    field = ChoiceField([("a", "A"), ("b", "B")])
    qtbot.addWidget(field)
    field.set_value("b")
    field.set_options([("b", "B"), ("c", "C")])
    assert field.value() == "b"
    field.set_options([("c", "C")])
    assert field.value() is None
