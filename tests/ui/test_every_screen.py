"""What must hold on every screen, looked at as each role looks at it (WCAG 2.2 AA)."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from panelapp.cli.demo import demonstrate
from panelapp.exchange.sample import sample
from tests.factories import CHEAP
from tests.ui import looking
from ui.gallery import STOPS, Example, Stop, arrive, settle
from ui.theme.reading import Reading
from ui.theme.tokens import ThemeName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from panelapp.domain.vocabulary import UserRole
    from ui.main_window import MainWindow
    from ui.theme.appearance import Appearance

pytestmark = pytest.mark.timeout(240)
A_LETTER_ALONE = re.compile(r"(Shift\+)?[A-Z0-9]")
stops = pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.name)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    folder, today = tmp_path_factory.mktemp("example"), datetime.now(UTC).date()
    agency = sample(today)
    demonstrate(agency, folder, agency.password, today, CHEAP)
    with Example(folder, agency) as opened:
        yield opened


@pytest.fixture(scope="module")
def windows(example: Example) -> Iterator[dict[UserRole, MainWindow]]:
    made: dict[UserRole, MainWindow] = {}
    yield made
    for window in made.values():
        window.close()
        window.deleteLater()


@pytest.fixture
def go(
    example: Example, windows: dict[UserRole, MainWindow], appearance: Appearance
) -> Callable[[Stop], MainWindow]:
    def to(stop: Stop) -> MainWindow:
        window = windows.get(stop.role) or windows.setdefault(
            stop.role, example.window_of(stop.role)
        )
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        arrive(window, stop)
        settle()
        if not window.page.isAncestorOf(focused()):
            # The page was shown before, and the keyboard stayed in the window of another role.
            window.page.focus_start()
        return window

    return to


@stops
def test_U1_every_part_is_reached_by_tab_and_none_holds_the_keyboard(
    stop: Stop, go: Callable[[Stop], MainWindow]
) -> None:
    window = go(stop)
    assert window.page.isAncestorOf(focused())
    there = looking.tab_round(window)
    back = looking.tab_round(window, backwards=True)
    assert looking.unreached(window, there) == []
    assert set(map(id, there)) == set(map(id, back))


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@stops
def test_U2_a_screen_reader_has_a_name_for_every_part(
    stop: Stop, go: Callable[[Stop], MainWindow]
) -> None:
    window = go(stop)
    assert looking.takes_keys(window.page)
    assert looking.nameless(window) == []


@stops
def test_U3_the_keyboard_goes_the_way_of_reading(
    stop: Stop, go: Callable[[Stop], MainWindow]
) -> None:
    window = go(stop)
    order = [part for part in looking.tab_round(window) if window.page.isAncestorOf(part)]
    first = min(range(len(order)), key=lambda at: _in_chain(order[at], window))
    assert looking.order_faults(window, order[first:] + order[:first]) == []


def _in_chain(part: object, window: MainWindow) -> int:
    """How far from the start of the page's own focus chain a part is."""
    chain, widget = [], window.page.nextInFocusChain()
    while widget is not None and widget is not window.page:
        chain.append(widget)
        widget = widget.nextInFocusChain()
    return next(at for at, one in enumerate(chain) if one is part)


@pytest.mark.parametrize("size", [100, 200])
def test_U5_no_words_are_cut_at_either_size_of_type(
    size: int, go: Callable[[Stop], MainWindow], appearance: Appearance
) -> None:
    # All screens in one test: changing the size of type styles every page anew.
    appearance.show(Reading(theme=ThemeName.LIGHT, size=size))
    faults = {stop.name: _cut(go(stop)) for stop in STOPS}
    assert {name: found for name, found in faults.items() if found} == {}


def _cut(window: MainWindow) -> list[str]:
    scroller = getattr(window.page, "scroller", None)
    scrolls = scroller is not None and scroller.horizontalScrollBar().maximum() > 0
    sideways = ["it scrolls sideways"] if scrolls else []
    return looking.cut_words(window) + looking.outside(window) + sideways


@stops
def test_U6_every_target_is_large_enough(stop: Stop, go: Callable[[Stop], MainWindow]) -> None:
    assert looking.too_small(go(stop)) == []


@stops
def test_U12_the_wheel_changes_nothing_in_passing(
    stop: Stop, go: Callable[[Stop], MainWindow]
) -> None:
    assert looking.taken_by_the_wheel(go(stop)) == []


@stops
def test_U13_keys_are_safe_and_none_does_two_things(
    stop: Stop, go: Callable[[Stop], MainWindow]
) -> None:
    window = go(stop)
    menus = {QKeySequence.mnemonic(menu.text()).toString() for menu in window.menuBar().actions()}
    assert "Alt+F" in menus
    assert menus.isdisjoint(looking.mnemonics(window.page))
    keys = looking.keys(window)
    plain = [key for key in keys if A_LETTER_ALONE.fullmatch(key)]
    like_altgr = [key for key in keys if "Ctrl+" in key and "Alt+" in key]
    twice = [key for key, times in Counter(keys).items() if times > 1]
    assert (plain, like_altgr, twice) == ([], [], [])
