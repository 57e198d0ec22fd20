"""The page that searches everything, worked with keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from panelapp.actions.cases import AddHousehold, CarerDetails, add_household
from panelapp.domain.vocabulary import CarerKind
from panelapp.queries.search import SearchKind, SearchPage, SearchRow, SnippetPart
from tests.factories import case, open_panel
from tests.ui.pages import buttons, open_page, press, settle, words
from ui.bootstrap import SCREENS
from ui.components.empty_state import EmptyState
from ui.components.found_list import FoundList, FoundRow
from ui.components.place import Place
from ui.components.search_words import found_rows, instead_words, number_words
from ui.models.rows import ROW_ROLE
from ui.screens.search import page as search_page
from ui.screens.search.page import EverythingPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from tests.factories import Panel

pytestmark = pytest.mark.usefixtures("appearance")
NAME = "Anna Quillfeather"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    """A panel that the tests of this module only read: one household with three cases."""
    with open_panel(tmp_path_factory.mktemp("shared")) as opened:
        people = AddHousehold(carers=(CarerDetails(name=NAME),), carer_kind=CarerKind.MAINSTREAM)
        home = opened.adviser.execute(add_household, people).value
        for _ in range(3):
            case(opened, home=home)
        yield opened


def opened(qtbot: QtBot, office: Office, *text: str) -> EverythingPage:
    return open_page(qtbot, EverythingPage, office, Place("search", *text))


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def titles(page: EverythingPage) -> list[str]:
    return [row.title for row in page.found.rows]


def empty_state(page: EverythingPage) -> tuple[str, ...]:
    settle()
    [state] = [part for part in page.findChildren(EmptyState) if part.isVisibleTo(page)]
    return (*words(state), *buttons(state))


def test_it_begins_with_the_line_to_type_in_and_says_what_is_found(
    qtbot: QtBot, shared: Panel
) -> None:
    page = opened(qtbot, shared.adviser)
    assert focused() is page.field
    assert empty_state(page)[0] == "What are you looking for?"
    assert not page.kinds.isVisible()


def test_what_is_found_stands_below_and_enter_opens_it(qtbot: QtBot, shared: Panel) -> None:
    page = opened(qtbot, shared.adviser)
    QTest.keyClicks(page.field, "quill")
    assert all(NAME in title for title in titles(page))
    assert len(titles(page)) == 5
    place = page.found.rows[0].given
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert focused() is page.found
    with qtbot.waitSignal(page.navigate) as went:
        QTest.keyClick(page.found, Qt.Key.Key_Return)
    assert went.args == [place]
    assert isinstance(place, Place)
    assert place.screen in SCREENS


def test_the_arrow_down_goes_to_the_list_too(qtbot: QtBot, shared: Panel) -> None:
    page = opened(qtbot, shared.adviser, "quill")
    QTest.keyClick(page.field, Qt.Key.Key_Down)
    assert focused() is page.found
    assert page.found.position() == 0


def test_one_kind_alone_and_how_many_there_are_of_each(qtbot: QtBot, shared: Panel) -> None:
    page = opened(qtbot, shared.adviser, "quill")
    assert buttons(page.kinds) == ["All  5", "Cases  3", "People  1", "Households  1"]
    press(page, "Households, 1 found", Qt.Key.Key_Space)
    assert [row.aside.split(",")[0] for row in page.found.rows] == ["Household"]
    assert "Cases  3" in buttons(page.kinds)
    page.field.setFocus()
    page.field.selectAll()
    QTest.keyClicks(page.field, "anna zzzz")
    assert empty_state(page)[0] == "Nothing of this kind is found"
    press(page, "Search every kind", Qt.Key.Key_Return)
    assert empty_state(page)[0] == "Nothing is found"


def test_nothing_found_says_what_to_try(qtbot: QtBot, shared: Panel) -> None:
    page = opened(qtbot, shared.adviser, "zzzzzzzz")
    assert empty_state(page)[0] == "Nothing is found"
    press(page, "Search anew", Qt.Key.Key_Return)
    assert focused() is page.field
    assert page.field.text() == ""
    assert page.place == Place("search")


def test_the_place_is_that_of_what_is_typed(qtbot: QtBot, shared: Panel) -> None:
    page = opened(qtbot, shared.adviser)
    places: list[Place] = []
    page.moved.connect(places.append)
    QTest.keyClicks(page.field, "qu")
    assert places == [Place("search", "q"), Place("search", "qu")]


def test_more_come_when_they_are_asked_for(
    qtbot: QtBot, shared: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_page, "AT_ONCE", 2)
    page = opened(qtbot, shared.adviser, "quill")
    assert len(titles(page)) == 2
    assert page.number.text() == "2 found, and there are more"
    qtbot.waitUntil(lambda: buttons(page.kinds)[:2] == ["All  5", "Cases  3"])
    press(page, "Show 2 more", Qt.Key.Key_Return)
    assert len(titles(page)) == 4
    assert focused() is page.found
    assert page.found.position() == 2
    press(page, "Show 2 more", Qt.Key.Key_Return)
    assert len(titles(page)) == 5
    assert not page.more_button.isVisible()


def row(kind: SearchKind, ref: str, *snippet: SnippetPart, place: tuple[str, ...]) -> SearchRow:
    return SearchRow(
        kind=kind, ref=ref, title=NAME, snippet=snippet, day=date(2026, 3, 5), place=place
    )


def test_what_matched_is_marked_and_nothing_that_was_typed_is_read_as_marks(
    qtbot: QtBot,
) -> None:
    snippet = (SnippetPart(text="said <b>bold</b>\n& "), SnippetPart(text="bold", is_match=True))
    page = SearchPage(
        rows=(
            row(SearchKind.CASE, "C-1", *snippet, place=("case", "C-1")),
            row(SearchKind.PAPER, "C-1", place=("case", "C-1", "papers")),
        ),
        has_more=False,
        meant="Quillfeather",
    )
    case_row, paper_row = found_rows(page)
    assert case_row.detail == (
        ("said <b>bold</b> & ", False),
        ("bold", True),
        (" Also in a paper of the case.", False),
    )
    assert case_row.title == f"C-1  {NAME}"
    assert paper_row.aside == "Paper, 5 March 2026"
    assert paper_row.given == Place("case", "C-1", "papers")
    assert instead_words(" Quilfether", page) == (
        "Nothing has Quilfether. These have Quillfeather."
    )
    assert number_words(page) == "2 found"
    shown = FoundList("Found")
    qtbot.addWidget(shown)
    shown.show_rows((case_row, paper_row))
    index = shown.model().index(0, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(f"C-1  {NAME}, Case, 5 March 2026, said <b>bold</b> & bold")
    assert index.data(ROW_ROLE) is case_row


def test_long_words_are_cut_with_a_mark_and_take_two_lines(qtbot: QtBot) -> None:
    long = FoundRow(title="Title", detail=(("words " * 200, False), ("match", True)))
    short = FoundRow(title="Title", detail=(("words", False),))
    bare = FoundRow(title="Title")
    shown = FoundList("Found")
    qtbot.addWidget(shown)
    shown.resize(400, 300)
    shown.show_rows((long, short, bare))
    shown.show()
    settle()
    heights = [shown.sizeHintForRow(number) for number in range(3)]
    line = shown.fontMetrics().height()
    assert heights[0] - heights[1] == line
    assert heights[1] - heights[2] == line + 2
    assert not shown.grab().isNull()
