"""Text is inside the encrypted file within two seconds, and comes back after a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from panelapp.queries.drafts import DraftQuestion
from panelapp.queries.drafts import draft as draft_kept
from ui.components.button import Button
from ui.components.drafts import KEEP_AFTER, DraftKeeper
from ui.components.fields import LongTextField
from ui.components.form import Form
from ui.components.page import Page
from ui.components.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.factories import Panel
    from ui.desk import Desk

KEY = "minutes/S-1/C-1"


class Writing(Page):
    """A page with one text that is kept as a draft."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Place("writing"))
        self.form = self.add(Form())
        self.text = self.form.add("text", "Notes", LongTextField())
        self.keeper = DraftKeeper(self, self.form, KEY)

    def reload(self) -> None:
        self.keeper.restore()

    def leave(self) -> None:
        self.keeper.leave()


def opened(desk: Desk, qtbot: QtBot) -> Writing:
    page = Writing(desk)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    page.reload()
    return page


def kept(panel: Panel) -> dict[str, str] | None:
    row = panel.adviser.read(draft_kept, DraftQuestion(key=KEY))
    return None if row is None else dict(row.fields)


def test_the_first_key_is_kept_before_two_seconds_are_over() -> None:
    assert KEEP_AFTER <= 1000


def test_what_is_typed_is_kept_without_asking(desk: Desk, panel: Panel, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    QTest.keyClicks(page.text.edit, "Asked about the dog")
    qtbot.waitUntil(lambda: kept(panel) == {"text": "Asked about the dog"})


def test_typing_on_does_not_put_the_keeping_off(desk: Desk, panel: Panel, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    typed = []

    def type_and_look() -> bool:
        QTest.keyClick(page.text.edit, Qt.Key.Key_A)
        typed.append("a")
        return kept(panel) is not None

    qtbot.waitUntil(type_and_look, timeout=KEEP_AFTER * 3)
    assert len(typed) > 3


def test_text_comes_back_and_the_page_says_so(desk: Desk, panel: Panel, qtbot: QtBot) -> None:
    first = opened(desk, qtbot)
    QTest.keyClicks(first.text.edit, "Half a sentence")
    first.leave()
    again = opened(desk, qtbot)
    assert again.text.value() == "Half a sentence"
    assert "is back in the form" in again.banner.text


def test_starting_again_without_it_takes_it_away(desk: Desk, panel: Panel, qtbot: QtBot) -> None:
    first = opened(desk, qtbot)
    QTest.keyClicks(first.text.edit, "Half a sentence")
    first.leave()
    again = opened(desk, qtbot)
    button = next(b for b in again.banner.findChildren(Button) if b.text().startswith("Start"))
    button.click()
    assert again.text.value() == ""
    assert kept(panel) is None
    assert again.banner.text == ""


def test_a_draft_is_gone_once_its_text_was_saved(desk: Desk, panel: Panel, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    QTest.keyClicks(page.text.edit, "A whole sentence.")
    page.leave()
    assert kept(panel) is not None
    page.keeper.done()
    assert kept(panel) is None


def test_nothing_is_kept_where_nothing_was_typed(desk: Desk, panel: Panel, qtbot: QtBot) -> None:
    opened(desk, qtbot).leave()
    assert kept(panel) is None


@pytest.fixture
def told(desk: Desk) -> Iterator[list[bool]]:
    said: list[bool] = []
    desk.typed.connect(said.append)
    yield said
    desk.typed.disconnect(said.append)


def test_the_window_is_told_that_text_waits_and_that_it_is_kept(
    desk: Desk, qtbot: QtBot, told: list[bool]
) -> None:
    page = opened(desk, qtbot)
    QTest.keyClicks(page.text.edit, "a")
    assert told == [True]
    page.leave()
    assert told == [True, False]


def test_a_draft_is_not_in_the_file_in_plain_words(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(desk, qtbot)
    QTest.keyClicks(page.text.edit, "Marmaduke-the-fictional")
    page.leave()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not any(b"Marmaduke" in path.read_bytes() for path in files)


def test_it_is_known_whether_text_is_held(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    found = [page.keeper.holds_text]
    QTest.keyClicks(page.text.focus_target(), "Half")
    found.append(page.keeper.holds_text)
    page.leave()
    found.append(page.keeper.holds_text)
    page.keeper.done()
    found.append(page.keeper.holds_text)
    assert found == [False, True, True, False]
