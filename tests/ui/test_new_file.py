"""A new panel is begun by keyboard, and handed on only once its recovery sheet is on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from panelapp.config import user_folder
from panelapp.domain.vocabulary import UserRole
from panelapp.office import Office
from ui.components.new_password import remark_on
from ui.components.printed_sheet import printed, write_pdf
from ui.entrance import EntranceWindow
from ui.errands import Errands, InlineExecutor
from ui.screens.new_file.details import DetailsPage
from ui.screens.new_file.place import objection_to, usual_place
from ui.screens.new_file.sheet import SheetCheckPage, SheetShownPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.factories import Panel
    from ui.theme.appearance import Appearance

PASSWORD = "seven green umbrellas"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def entrance(qtbot: QtBot, appearance: Appearance) -> EntranceWindow:
    window = EntranceWindow(None, Errands(InlineExecutor()))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@pytest.fixture
def opened(entrance: EntranceWindow) -> Iterator[list[Office]]:
    offices: list[Office] = []
    entrance.opened.connect(offices.append)
    yield offices
    for office in offices:
        office.close()


def press(key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)


def type_in(text: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def made(entrance: EntranceWindow, place: Path) -> SheetShownPage:
    """The page that follows a file which was made."""
    entrance.begin_panel()
    page = entrance.page
    assert isinstance(page, DetailsPage)
    page.form.set_values(
        {"agency": "Westvale", "user": "Amira Patel", "password": PASSWORD, "place": place}
    )
    page.make()
    assert isinstance(entrance.page, SheetShownPage)
    return entrance.page


def shown_words(page: SheetShownPage) -> list[str]:
    return [
        label.text() for label in page.findChildren(QLabel) if label.property("kind") == "strong"
    ]


def check_page(entrance: EntranceWindow, page: SheetShownPage) -> SheetCheckPage:
    page.next_button.click()
    assert isinstance(entrance.page, SheetCheckPage)
    return entrance.page


def test_a_panel_is_begun_by_keyboard_alone(
    entrance: EntranceWindow, opened: list[Office], tmp_path: Path
) -> None:
    press(Qt.Key.Key_Return)
    for answer in ("Westvale Fostering", "Amira Patel", PASSWORD):
        type_in(answer)
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    place = user_folder() / "Westvale Fostering.fpanel"
    page = entrance.page
    assert isinstance(page, DetailsPage)
    assert page.place.edit.text() == str(place)
    press(Qt.Key.Key_Tab, 2)
    press(Qt.Key.Key_Return)
    shown = entrance.page
    assert isinstance(shown, SheetShownPage)
    words = shown_words(shown)
    assert len(words) == 24
    press(Qt.Key.Key_Return)
    check = entrance.page
    assert isinstance(check, SheetCheckPage)
    assert opened == []
    for number in check.places:
        type_in(words[number - 1].title())
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    [office] = opened
    who = office.who()
    assert (who.agency_name, who.user_name) == ("Westvale Fostering", "Amira Patel")
    assert who.roles == (UserRole.PANEL_ADVISER,)
    assert who.path == place
    assert not who.is_example


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, CTRL])
def test_enter_in_the_last_field_and_ctrl_enter_anywhere_make_the_file(
    entrance: EntranceWindow, tmp_path: Path, modifier: Qt.KeyboardModifier
) -> None:
    entrance.begin_panel()
    page = entrance.page
    assert isinstance(page, DetailsPage)
    place = tmp_path / "Westvale"
    page.form.set_values(
        {"agency": "Westvale", "user": "Amira Patel", "password": PASSWORD, "place": place}
    )
    field = page.agency if modifier is CTRL else page.place
    field.edit.setFocus()
    QTest.keyClick(field.edit, Qt.Key.Key_Return, modifier)
    assert isinstance(entrance.page, SheetShownPage)


def test_the_words_that_are_shown_open_the_file(
    entrance: EntranceWindow, opened: list[Office], tmp_path: Path
) -> None:
    place = tmp_path / "in" / "a new folder" / "Westvale"
    words = shown_words(made(entrance, place))
    entrance.close()
    path = place.with_suffix(".fpanel")
    Office.recover(path, words=" ".join(words), user="Amira Patel").close()
    Office.open(path, user="Amira Patel", passphrase=PASSWORD).close()
    assert opened == []


def test_without_the_words_the_panel_is_not_opened(
    entrance: EntranceWindow, opened: list[Office], tmp_path: Path
) -> None:
    shown = made(entrance, tmp_path / "Westvale.fpanel")
    words = shown_words(shown)
    check = check_page(entrance, shown)
    first, second, third = check.places
    check.form.set_values(
        {str(first): words[first - 1], str(second): words[first - 1], str(third): ""}
    )
    check.check()
    assert check.form.summary.words() == (
        f"Word {second} of the sheet is another word.",
        f"Enter word {third}.",
    )
    assert opened == []
    check.back_link.click()
    again = entrance.page
    assert isinstance(again, SheetShownPage)
    assert shown_words(again) == words


def test_three_places_are_asked_for_that_nobody_can_foresee(
    entrance: EntranceWindow, tmp_path: Path
) -> None:
    shown = made(entrance, tmp_path / "Westvale.fpanel")
    asked = set()
    for _ in range(12):
        check = check_page(entrance, shown)
        assert len(set(check.places)) == 3
        assert list(check.places) == sorted(check.places)
        asked |= set(check.places)
        check.back_link.click()
        assert isinstance(entrance.page, SheetShownPage)
        shown = entrance.page
    assert len(asked) > 3
    assert asked <= set(range(1, 25))


def test_what_is_missing_is_said_and_nothing_is_made(
    entrance: EntranceWindow, tmp_path: Path
) -> None:
    entrance.begin_panel()
    page = entrance.page
    assert isinstance(page, DetailsPage)
    page.password.set_value("short")
    page.place.set_value(None)
    page.make()
    assert page.form.summary.words() == (
        "Enter the name of the fostering service.",
        "Enter your name.",
        "The password must have at least 12 characters.",
        "Choose where to keep the file.",
    )
    assert entrance.page is page


def test_a_file_that_is_there_is_never_written_over(
    entrance: EntranceWindow, opened: list[Office], tmp_path: Path
) -> None:
    place = tmp_path / "Westvale.fpanel"
    place.write_bytes(b"something else")
    entrance.begin_panel()
    page = entrance.page
    assert isinstance(page, DetailsPage)
    page.form.set_values(
        {"agency": "Westvale", "user": "Amira Patel", "password": PASSWORD, "place": place}
    )
    page.make()
    assert "already there" in page.form.summary.words()[0]
    assert page.password.value() == PASSWORD
    assert place.read_bytes() == b"something else"


def test_the_file_is_named_after_the_service_until_somebody_chooses(
    entrance: EntranceWindow, tmp_path: Path
) -> None:
    entrance.begin_panel()
    page = entrance.page
    assert isinstance(page, DetailsPage)
    page.agency.set_value("Ward 7: Fostering/Family")
    assert page.place.value() == user_folder() / "Ward 7 Fostering Family.fpanel"
    page.place.edit.setFocus()
    page.place.edit.selectAll()
    type_in(str(tmp_path / "Mine.fpanel"))
    page.agency.set_value("Another")
    assert page.place.value() == tmp_path / "Mine.fpanel"


@pytest.mark.parametrize("name", ["", "...", "///", "   "])
def test_a_name_that_makes_no_file_name_gets_a_usual_one(name: str) -> None:
    assert usual_place(name).name == "Fostering panel.fpanel"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("/home/a/OneDrive - Anyshire/x.fpanel", "copied to the internet"),
        ("/home/a/Dropbox/x.fpanel", "copied to the internet"),
        (r"\\server\share\x.fpanel", "on the network"),
        ("/home/a/Documents/x.fpanel", ""),
    ],
)
def test_a_place_that_is_copied_or_far_away_is_warned_of(place: str, words: str) -> None:
    said = objection_to(Path(place))
    assert (words in said) if words else said == ""


def test_the_warning_stands_under_the_place_and_does_not_stop_anybody(
    entrance: EntranceWindow, tmp_path: Path
) -> None:
    entrance.begin_panel()
    page = entrance.page
    assert isinstance(page, DetailsPage)
    page.place.edit.setFocus()
    page.place.edit.selectAll()
    type_in(str(tmp_path / "OneDrive" / "x.fpanel"))
    assert page.objection.isVisible()
    made(entrance, tmp_path / "OneDrive" / "x.fpanel")


@pytest.mark.parametrize(
    ("password", "remark"),
    [
        ("", ""),
        ("short", "7 more characters"),
        ("elevenchars", "1 more character"),
        ("aaaaaaaaaaaa", "Easy to guess"),
        ("password1234", "Easy to guess"),
        ("gkwpqotnzmve", "Good"),
        (PASSWORD, "Strong"),
    ],
)
def test_a_remark_says_how_a_password_would_stand_up(password: str, remark: str) -> None:
    assert remark_on(password) == remark


def test_the_sheet_is_one_page_of_paper_with_every_word(
    appearance: Appearance, panel: Panel, tmp_path: Path
) -> None:
    sheet = panel.adviser.recovery_page()
    text = printed(sheet).toPlainText()
    assert write_pdf(sheet, tmp_path / "sheet.pdf")
    with pypdfium2.PdfDocument(tmp_path / "sheet.pdf") as document:
        assert len(document) == 1
        on_paper = document[0].get_textpage().get_text_range()
    for words in (text, on_paper):
        assert all(word in words for word in sheet.words)
        assert all(said in words for _, said in sheet.facts)


def test_a_sheet_that_cannot_be_written_is_not_said_to_be(
    appearance: Appearance, panel: Panel, tmp_path: Path
) -> None:
    assert not write_pdf(panel.adviser.recovery_page(), tmp_path / "no such folder" / "sheet.pdf")
