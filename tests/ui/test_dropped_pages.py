"""A page that is kept stays whole when another one is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6

from ui.bootstrap import make_page
from ui.components.layouts import Flow
from ui.components.place import Place
from ui.frame.pages import PageStack

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.desk import Desk


def test_rows_of_a_page_outlive_a_form_that_was_left(qtbot: QtBot, desk: Desk) -> None:
    stack = PageStack(desk, make_page)
    qtbot.addWidget(stack)
    stack.show()
    stack.go(Place("records"))
    kept = stack.page
    for _ in range(3):
        stack.go(Place("new_member"))
        qtbot.wait(20)
        stack.go(Place("settings"))
        qtbot.wait(20)
    flows = kept.findChildren(Flow)
    items = [flow.itemAt(at) for flow in flows for at in range(flow.count())]
    assert len(items) > 4
    assert all(shiboken6.isValid(item) for item in items)
