"""The palette over the page: found by keys alone, and nothing opens that was not meant."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.cases import AddHousehold, CarerDetails, add_household
from panelapp.domain.vocabulary import CarerKind, InterestKind, UserRole
from panelapp.queries.case_choice import CasesQuestion
from panelapp.queries.case_list import cases
from tests.factories import Heard, case, listed_item, open_panel
from tests.ui import looking
from tests.ui.pages import settle
from ui.bootstrap import window_for
from ui.components import banner
from ui.components.found_list import FoundList
from ui.components.place import Place
from ui.desk import Desk, InlineExecutor
from ui.frame.commands import commands_of
from ui.frame.offers import is_sure, offers
from ui.gallery import STOPS
from ui.theme.reading import Reading, preferences
from ui.theme.tokens import ThemeName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from tests.factories import Panel
    from ui.frame.commands import Command
    from ui.frame.palette import Palette
    from ui.main_window import MainWindow
    from ui.theme.appearance import Appearance

pytestmark = pytest.mark.usefixtures("appearance")
BESIDE = QPoint(5, 5)
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NAME, OTHER_NAME = "Anna Quillfeather", "Bert Brackenmoor"


class LateExecutor(InlineExecutor):
    """Answers one question at a time, when the test lets it."""

    def __init__(self) -> None:
        self.held: list[tuple[Callable[..., Any], Future[Any]]] = []
        self.is_late = False

    def submit(self, work: Callable[..., Any], /, *given: Any) -> Future[Any]:  # noqa: ANN401
        if not self.is_late:
            return super().submit(work, *given)
        later: Future[Any] = Future()
        self.held.append((work, later))
        return later

    def answer(self) -> None:
        """Let the question that waits longest be answered."""
        work, later = self.held.pop(0)
        later.set_result(work())


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    """A panel that the tests of this module only read."""
    with open_panel(tmp_path_factory.mktemp("shared")) as opened:
        for name in (NAME, OTHER_NAME):
            people = AddHousehold(
                carers=(CarerDetails(name=name),), carer_kind=CarerKind.MAINSTREAM
            )
            case(opened, home=opened.adviser.execute(add_household, people).value)
        yield opened


@pytest.fixture
def executor() -> LateExecutor:
    return LateExecutor()


def window_of(qtbot: QtBot, office: Office, executor: LateExecutor | None = None) -> MainWindow:
    desk = Desk(office, executor or InlineExecutor(), InlineExecutor())
    made = window_for(desk, office.who())
    desk.setParent(made)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    with qtbot.waitActive(made):
        made.show()
    settle()
    return made


@pytest.fixture
def window(qtbot: QtBot, shared: Panel, executor: LateExecutor) -> MainWindow:
    return window_of(qtbot, shared.adviser, executor)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def opened(window: MainWindow, text: str = "") -> Palette:
    press(Qt.Key.Key_K, CTRL)
    palette = window.command_palette
    assert focused() is palette.field
    QTest.keyClicks(palette.field, text)
    return palette


def titles(palette: Palette) -> list[str]:
    return [row.title for row in palette.found.rows]


def titles_of(window: MainWindow, text: str) -> list[str]:
    palette = opened(window, text)
    found = titles(palette)
    press(Qt.Key.Key_Escape)
    return found


def ref_of(panel: Panel, name: str) -> str:
    [row] = panel.adviser.read(cases, CasesQuestion(text=name))
    return row.case


def test_escape_gives_the_keyboard_back_and_leaves_the_page_as_it_was(window: MainWindow) -> None:
    window.go(Place("cases"))
    before = focused()
    palette = opened(window, "quill")
    press(Qt.Key.Key_Escape)
    assert focused() is before
    assert palette.isHidden()
    assert window.page.place == Place("cases")
    assert (palette.field.text(), palette.found.rows) == ("", ())


def test_tab_and_a_click_beside_it_leave_it_too(window: MainWindow) -> None:
    before = focused()
    palette = opened(window)
    press(Qt.Key.Key_Tab)
    assert palette.isHidden()
    assert focused() is before
    opened(window)
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=BESIDE)
    assert palette.isHidden()
    assert focused() is before


def test_a_key_that_leads_elsewhere_closes_it(window: MainWindow) -> None:
    opened(window, "quill")
    press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.page.place == Place("cases")
    assert window.page.isAncestorOf(focused())
    assert window.command_palette.isHidden()


def test_the_button_in_the_bar_opens_it_too(window: MainWindow) -> None:
    window.top_bar.search.setFocus()
    press(Qt.Key.Key_Return)
    assert focused() is window.command_palette.field


def test_a_command_of_the_page_is_done_by_its_first_letters(window: MainWindow) -> None:
    window.go(Place("cases"))
    opened(window, "nc")
    press(Qt.Key.Key_Return)
    assert window.page.place == Place("new_case")
    assert window.page.isAncestorOf(focused())


def test_a_case_is_found_by_a_name_and_opened(window: MainWindow, shared: Panel) -> None:
    palette = opened(window, "quill")
    ref = ref_of(shared, NAME)
    assert titles(palette)[0] == f"{ref}  {NAME}"
    press(Qt.Key.Key_Return)
    assert window.page.place == Place("case", ref)


def test_the_last_row_searches_everything(window: MainWindow) -> None:
    palette = opened(window, "quill")
    for _ in titles(palette)[1:]:
        press(Qt.Key.Key_Down)
    assert palette.found.current() == palette.found.rows[-1]
    press(Qt.Key.Key_Return)
    assert window.page.place == Place("search", "quill")


def test_arrows_and_page_keys_move_and_stay_within(window: MainWindow) -> None:
    palette = opened(window)
    settle()
    press(Qt.Key.Key_Up)
    assert palette.found.position() == 0
    press(Qt.Key.Key_Down)
    assert palette.found.position() == 1
    press(Qt.Key.Key_PageDown)
    assert palette.found.position() > 4
    press(Qt.Key.Key_PageUp)
    assert palette.found.position() < 4
    assert focused() is palette.field


def test_what_cannot_be_done_now_says_why_and_nothing_happens(window: MainWindow) -> None:
    palette = opened(window, "undo")
    row = palette.found.current()
    assert row is not None
    assert row.detail == (("There is nothing to undo.", False),)
    press(Qt.Key.Key_Return)
    assert palette.foot.text() == "There is nothing to undo."
    assert focused() is palette.field


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is given to say."""
    said: list[str] = []

    def note(subject: QWidget, words: str) -> QAccessibleAnnouncementEvent:
        said.append(words)
        return QAccessibleAnnouncementEvent(subject, words)

    monkeypatch.setattr(f"{banner.__name__}.QAccessibleAnnouncementEvent", note)
    return said


def test_a_screen_reader_hears_how_many_there_are_and_each_row(
    window: MainWindow, announced: list[str]
) -> None:
    palette = opened(window, "quil")
    found = palette.found.rows
    assert announced[-1] == f"{len(found) - 1} found. First: {found[0].spoken}"
    press(Qt.Key.Key_Down)
    assert announced[-1] == f"{found[1].spoken}, 2 of {len(found)}"
    assert looking.nameless(palette) == []


def test_enter_before_the_answer_waits_for_what_was_typed(
    window: MainWindow, shared: Panel, executor: LateExecutor
) -> None:
    opened(window, "brack")
    executor.is_late = True
    palette = window.command_palette
    palette.field.clear()
    QTest.keyClicks(palette.field, "quill")
    press(Qt.Key.Key_Return)
    assert palette.isVisible()
    while executor.held:
        executor.answer()
    assert window.page.place == Place("case", ref_of(shared, NAME))


def test_fast_typing_and_enter_open_what_was_typed_by_the_offices_own_thread(
    qtbot: QtBot, panel: Panel
) -> None:
    people = AddHousehold(carers=(CarerDetails(name=NAME),), carer_kind=CarerKind.MAINSTREAM)
    ref = case(panel, home=panel.adviser.execute(add_household, people).value)
    who = panel.adviser.who()
    desk = Desk(panel.adviser)
    window = window_for(desk, who)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    opened(window, ref)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.place == Place("case", ref))
    desk.close()


def test_only_one_question_is_under_way_and_an_overtaken_answer_is_not_shown(
    window: MainWindow, executor: LateExecutor
) -> None:
    palette = opened(window)
    executor.is_late = True
    QTest.keyClicks(palette.field, "brack")
    assert len(executor.held) == 1
    palette.field.clear()
    QTest.keyClicks(palette.field, "quill")
    executor.answer()
    assert not any(OTHER_NAME in title for title in titles(palette))
    executor.answer()
    assert executor.held == []
    assert NAME in titles(palette)[0]


def test_enter_on_a_row_that_the_answer_takes_away_opens_nothing(
    window: MainWindow, executor: LateExecutor
) -> None:
    before = window.page.place
    palette = opened(window, "brack")
    executor.is_late = True
    QTest.keyClicks(palette.field, " 99")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    assert OTHER_NAME in titles(palette)[palette.found.position()]
    press(Qt.Key.Key_Return)
    while executor.held:
        executor.answer()
    assert window.page.place == before
    assert palette.isVisible()


def test_a_sure_command_does_not_wait_for_what_is_found(
    window: MainWindow, executor: LateExecutor
) -> None:
    palette = opened(window)
    executor.is_late = True
    QTest.keyClicks(palette.field, "settings")
    press(Qt.Key.Key_Return)
    assert window.page.place == Place("settings")


def test_a_page_that_fills_late_leaves_the_keyboard_to_what_is_typed(
    window: MainWindow, executor: LateExecutor, qtbot: QtBot
) -> None:
    executor.is_late = True
    window.go(Place("settings"))
    palette = opened(window)
    executor.is_late = False
    while executor.held:
        executor.answer()
    qtbot.wait(1)
    QTest.keyClicks(focused(), "quill")
    assert palette.field.text() == "quill"


def test_places_that_were_looked_at_come_first_and_the_last_one_is_an_enter_away(
    window: MainWindow, shared: Panel
) -> None:
    first, second = (Place("case", ref_of(shared, name)) for name in (NAME, OTHER_NAME))
    for place in (first, second, Place("cases")):
        window.go(place)
    palette = opened(window)
    assert [row.given for row in palette.found.rows[:2]] == [second, first]
    assert OTHER_NAME in titles(palette)[0]
    press(Qt.Key.Key_Return)
    assert window.page.place == second


def test_hidden_personal_data_closes_it_and_it_does_not_open_over_that(window: MainWindow) -> None:
    palette = opened(window, "quill")
    press(Qt.Key.Key_H, CTRL | SHIFT)
    assert (palette.field.text(), palette.found.rows) == ("", ())
    press(Qt.Key.Key_K, CTRL)
    assert palette.isHidden()
    press(Qt.Key.Key_Return)
    assert window.page.isVisible()
    assert palette.isHidden()


def test_a_role_is_offered_what_it_may_do_and_no_more(qtbot: QtBot, shared: Panel) -> None:
    member = window_of(qtbot, shared.member)
    member.go(Place("cases"))
    assert titles_of(member, "new case")[0].startswith("Search everything")
    assert not any(title in {"Register", "Records"} for title in titles_of(member, ""))
    assert titles_of(member, "quill") == ["Search everything for “quill”"]


@pytest.mark.parametrize("screen", ["cases", "case", "sittings", "records", "today"])
def test_every_command_is_four_keys_and_enter_away(
    window: MainWindow, shared: Panel, screen: str
) -> None:
    refs = (ref_of(shared, NAME),) if screen == "case" else ()
    window.go(Place(screen, *refs))
    settle()
    commands = commands_of(window._menus, window.page, beside=window._search_action)  # noqa: SLF001 - as the palette is given them
    assert len(commands) > 20

    def is_near(command: Command) -> bool:
        words = command.words.lower().split()
        ways = ("".join(word[0] for word in words)[:4], words[0][:4], words[-1][:4])
        return any(
            is_sure(way, command) and offers(way, commands, None, "")[0].given is command
            for way in ways
        )

    assert [command.words for command in commands if not is_near(command)] == []


@pytest.mark.parametrize("size", [100, 200])
def test_U5_nothing_of_it_is_cut_at_either_size_of_type(
    window: MainWindow, appearance: Appearance, size: int
) -> None:
    appearance.show(Reading(theme=ThemeName.LIGHT, size=size))
    window.resize(1366, 768)
    palette = opened(window, "qu")
    settle()
    assert looking.cut_words(palette) + looking.outside(palette) == []
    assert palette.found.height() >= palette.found.sizeHintForRow(0)
    assert looking.too_small(palette) == []


def seen_anywhere(window: MainWindow, *words: str) -> list[str]:
    """Whatever the palette shows for nothing, and for each of some words."""
    return [title for text in ("", *words) for title in titles_of(window, text)]


def found_on(window: MainWindow) -> str:
    """Everything that the page of the search says it found."""
    [found] = window.page.findChildren(FoundList)
    return " ".join(row.spoken for row in found.rows)


def test_J7_a_declared_interest_hides_the_case_from_all_that_finds_and_remembers(
    qtbot: QtBot, panel: Panel
) -> None:
    heard: Heard = listed_item(panel)
    window = window_of(qtbot, panel.chair)
    name = "Carer 0041 (synthetic)"
    searched = Place("search", name)
    for place in (Place("case", heard.case), Place("sitting", heard.sitting), searched):
        window.go(place)
    assert heard.case in found_on(window)
    window.go(Place("today"))
    assert any(heard.case in title for title in seen_anywhere(window))
    assert any(name in title for title in seen_anywhere(window, "carer 0041"))
    panel.chair.execute(declare_interest, DeclareInterest(**heard.item, kind=InterestKind.PERSONAL))
    seen = seen_anywhere(window, "carer 0041", heard.case, heard.case[-4:])
    assert not any(name in title for title in seen)
    assert [title for title in seen if heard.case in title] == [
        f"Search everything for “{heard.case}”"
    ]
    window.go(searched)
    assert found_on(window) == ""
    for _ in range(5):
        press(Qt.Key.Key_Escape)
        settle()
        assert name not in " ".join((window.windowTitle(), *looking.words_shown(window.page)))
    assert window.page.place == Place("today")
    kept = preferences()
    assert not any(heard.case in str(kept.value(key)) for key in kept.allKeys())


def test_another_role_begins_without_what_was_looked_at(qtbot: QtBot, panel: Panel) -> None:
    from tests.factories import CHEAP

    roles = (UserRole.PANEL_ADVISER, UserRole.CHAIR)
    panel.adviser.add_user("Two Roles", roles, "two plain words more", CHEAP)
    ref = case(panel)
    window = window_of(qtbot, panel.as_user("Two Roles", UserRole.PANEL_ADVISER))
    window.go(Place("case", ref))
    window.go(Place("today"))
    assert any(ref in title for title in titles_of(window, ""))
    window.top_bar.role_chosen.emit(UserRole.CHAIR)
    assert not any(ref in title for title in titles_of(window, ""))


def test_the_palette_has_a_picture_over_a_page_that_is_walked() -> None:
    from ui.gallery import OVER_A_PAGE

    assert {stop.place.screen for stop in OVER_A_PAGE} <= {stop.place.screen for stop in STOPS}
