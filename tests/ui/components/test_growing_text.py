"""A box for text that grows with what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from ui.components.growing_text import GrowingTextField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("appearance")


@pytest.fixture
def field(qtbot: QtBot) -> GrowingTextField:
    made = GrowingTextField(lines=2)
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    return made


def test_all_of_the_text_is_in_view(field: GrowingTextField) -> None:
    before = field.edit.height()
    field.set_value("\n".join("A line" for _ in range(20)))
    assert field.edit.height() > before
    assert field.edit.verticalScrollBar().maximum() == 0
    field.set_value("One line")
    assert field.edit.height() == before


def test_a_long_line_takes_the_lines_it_is_broken_into(field: GrowingTextField) -> None:
    before = field.edit.height()
    field.set_value("words and more words " * 30)
    assert field.edit.height() > before
    wide = field.edit.height()
    field.resize(150, 200)
    assert field.edit.height() > wide


def test_what_is_read_only_takes_no_keys(field: GrowingTextField) -> None:
    field.set_read_only(True)
    QTest.keyClicks(field.edit, "x")
    assert field.draft() == ""
    field.set_read_only(False)
    QTest.keyClicks(field.edit, "x")
    assert field.draft() == "x"


def test_only_what_a_person_types_is_told_as_entered(qtbot: QtBot, field: GrowingTextField) -> None:
    with qtbot.assertNotEmitted(field.entered):
        field.set_value("Read from the file")
        field.set_draft("Brought back")
    with qtbot.waitSignal(field.entered):
        QTest.keyClicks(field.edit, "x")
