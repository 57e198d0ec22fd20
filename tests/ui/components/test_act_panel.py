"""A form in place of a page: the keyboard goes back to where it was, if that is still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from ui.components.act_panel import ActPanel, OneAtATime
from ui.components.fields import TextField
from ui.components.form import Form
from ui.components.layouts import clear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("appearance")


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[OneAtATime]:
    shown = QWidget()
    layout = QVBoxLayout(shown)
    layout.addWidget(QPushButton("Tell the applicants"))
    made = OneAtATime(shown)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    row_of(made).setFocus()
    yield made
    made.hide()


def row_of(page: OneAtATime) -> QPushButton:
    return page.findChildren(QPushButton)[0]


def opened(page: OneAtATime) -> ActPanel:
    form = Form()
    form.add("who", "Who told them", TextField())
    panel = ActPanel("They were told", form, "Record it", lambda: None, page.close_panel)
    page.open(panel)
    return panel


def test_the_keyboard_goes_into_the_form_and_back_to_the_row(page: OneAtATime) -> None:
    row = row_of(page)
    panel = opened(page)
    assert QApplication.focusWidget() is panel.form.field("who").focus_target()
    page.close_panel()
    assert QApplication.focusWidget() is row


def test_the_form_closes_though_its_row_is_gone(page: OneAtATime, qtbot: QtBot) -> None:
    opened(page)
    row = row_of(page)
    holder = row.parentWidget()
    layout = holder.layout() if holder is not None else None
    assert layout is not None
    with qtbot.waitSignal(row.destroyed):
        clear(layout)
    page.close_panel()
    assert page.panel is None
