from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit

from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import PlacementType
from ui.components.button import Button
from ui.components.fields import DateField
from ui.components.form import Form
from ui.components.terms_fields import AgesField, ChildrenField
from ui.components.terms_form import TermsPart

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.theme.appearance import Appearance

ALL = Terms(
    number_of_children=2,
    more_if_siblings=True,
    age_from=0,
    age_to=10,
    gender="female",
    placement_types=(PlacementType.RESPITE, PlacementType.SHORT_TERM),
    named_children=("Child One", "Child Two"),
    time_limit_on=date(2027, 3, 31),
    scheme="Remand",
    conditions="No dogs.",
)


@pytest.fixture
def form(qtbot: QtBot, appearance: Appearance) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.show()
    return made


def answered(form: Form, part: TermsPart) -> Terms | None:
    answers = form.read()
    assert answers is not None
    terms = part.take(answers)
    assert answers == {}
    return terms


@pytest.mark.parametrize(
    "terms",
    [
        ALL,
        Terms(number_of_children=1),
        Terms(age_to=5),
        Terms(gender="non-binary"),
        Terms(as_stated="As in the letter of 2004."),
        Terms(placement_types=(PlacementType.LONG_TERM, PlacementType.EMERGENCY)),
    ],
)
def test_terms_come_out_as_they_went_in(form: Form, terms: Terms) -> None:
    part = TermsPart(form)
    part.set_terms(terms)
    assert answered(form, part) == terms
    assert part.sentence == terms.sentence()


def test_nothing_filled_in_is_no_terms(form: Form) -> None:
    part = TermsPart(form)
    assert answered(form, part) is None
    assert part.sentence == ""


def test_the_sentence_follows_the_keys(form: Form, qtbot: QtBot) -> None:
    part = TermsPart(form)
    form.focus_first()
    QTest.keyClicks(form.field("children_at_most").focus_target(), "2")
    assert part.sentence == "Approved for up to 2 children of any gender."
    shown = [label.text() for label in form.findChildren(QLabel)]
    assert "Approved for up to 2 children of any gender." in shown
    ages = form.field("ages")
    assert isinstance(ages, AgesField)
    QTest.keyClicks(ages.boxes[1], "1")
    QTest.keyClicks(ages.boxes[1], "0")
    assert part.sentence == "Approved for up to 2 children aged up to 10 of any gender."


def test_ages_the_wrong_way_round_are_a_problem_beside_the_field(form: Form) -> None:
    part = TermsPart(form)
    part.set_terms(Terms(age_from=10, age_to=3))
    assert form.read() is None
    assert form.summary.words() == ("The youngest age must not be above the oldest one.",)


@pytest.mark.parametrize("text", ["0", "13", "two", "-1"])
def test_a_number_of_children_that_cannot_be_meant_is_refused(
    form: Form, qtbot: QtBot, text: str
) -> None:
    TermsPart(form)
    QTest.keyClicks(form.field("children_at_most").focus_target(), text)
    assert form.read() is None
    [problem] = form.summary.words()
    assert problem == "The number of children must be a whole number from 1 to 12."


def test_hidden_it_gives_no_terms_and_asks_for_nothing(form: Form, qtbot: QtBot) -> None:
    part = TermsPart(form)
    part.set_terms(Terms(age_from=10, age_to=3))
    part.show(is_shown=False)
    assert answered(form, part) is None
    assert not [box for box in form.findChildren(QLineEdit) if box.isVisible()]
    part.show(is_shown=True)
    assert form.read() is None


def test_what_is_seldom_needed_is_folded_away_until_asked_for(form: Form, qtbot: QtBot) -> None:
    part = TermsPart(form)
    assert not form.findChildren(DateField)[0].isVisible()
    more = next(button for button in form.findChildren(Button) if "last day" in button.text())
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Return)
    assert form.findChildren(DateField)[0].isVisible()
    assert form.field("named_children").focus_target().hasFocus() or not form.isActiveWindow()
    assert not more.isVisible()
    part.set_terms(None)
    assert more.isVisible()


def test_a_draft_brings_everything_back(form: Form, qtbot: QtBot) -> None:
    part = TermsPart(form)
    part.set_terms(ALL)
    kept = form.draft()
    again = Form()
    qtbot.addWidget(again)
    other = TermsPart(again)
    again.set_draft(kept)
    assert other.sentence == ALL.sentence()
    assert answered(again, other) == ALL


def test_the_first_type_is_the_main_one_and_is_not_said_twice(form: Form) -> None:
    part = TermsPart(form)
    kinds = (PlacementType.RESPITE, PlacementType.SHORT_TERM, PlacementType.RESPITE)
    part.set_terms(Terms(placement_types=kinds))
    terms = answered(form, part)
    assert terms is not None
    assert terms.placement_types == (PlacementType.RESPITE, PlacementType.SHORT_TERM)


def test_every_part_has_a_name_for_a_screen_reader(form: Form) -> None:
    TermsPart(form)
    ages, number = form.field("ages"), form.field("children_at_most")
    assert isinstance(ages, AgesField)
    assert isinstance(number, ChildrenField)
    assert [box.accessibleName() for box in ages.boxes] == ["Ages, youngest", "Ages, oldest"]
    assert number.edit.accessibleName() == "How many children at most"
    assert all(box.accessibleName() for box in form.findChildren(QCheckBox))
