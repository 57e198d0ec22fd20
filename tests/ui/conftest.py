"""The window of tests: the theme on the application, and the office at a desk."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from tests.factories import open_panel
from ui.cycles import collect_what_is_due
from ui.desk import Desk, InlineExecutor
from ui.theme.appearance import Appearance
from ui.theme.reading import Reading
from ui.theme.tokens import ThemeName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.factories import Panel


@pytest.fixture(autouse=True, scope="module")
def cycles_of_the_module() -> Iterator[None]:
    """Let no thread beside this one free a widget, not even the one that hears of tests to run."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def cycles_of_the_test() -> Iterator[None]:
    """Collect here, between two tests, what Python would have collected by chance."""
    yield
    collect_what_is_due()


@pytest.fixture(autouse=True)
def own_preferences(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Remember nothing from one test to the next: Qt looks for its place once only."""
    folder = str(tmp_path_factory.mktemp("preferences"))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """One application for every test of a process."""
    return QApplication


@pytest.fixture
def appearance(qapp: QApplication) -> Appearance:
    """The light theme at its usual size on the application."""
    found = qapp.findChild(Appearance)
    made = found if isinstance(found, Appearance) else Appearance(qapp)
    usual = Reading(theme=ThemeName.LIGHT)
    if made.reading != usual:
        made.show(usual)
    return made


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Panel]:
    """A panel in a real encrypted file."""
    with open_panel(tmp_path) as opened:
        yield opened


@pytest.fixture
def desk(panel: Panel, appearance: Appearance) -> Desk:
    """The adviser's office at a desk that answers at once."""
    return Desk(panel.adviser, InlineExecutor(), InlineExecutor())
