"""A list of answers names each way to change one as a sentence would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ui.components.button import Button
from ui.components.summary_list import Fact, SummaryList

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.theme.appearance import Appearance


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Full name", "Change full name"),
        ("Ada Applicant", "Change Ada Applicant"),
        ("Independent Review Mechanism", "Change Independent Review Mechanism"),
        ("IRM contact", "Change IRM contact"),
    ],
)
def test_names_keep_their_capitals_in_the_way_to_change_them(
    qtbot: QtBot, appearance: Appearance, name: str, spoken: str
) -> None:
    listed = SummaryList()
    qtbot.addWidget(listed)
    listed.show_facts([Fact(name=name, change=lambda: None)])
    [change] = listed.findChildren(Button)
    assert change.accessibleName() == spoken
