"""Puts the program together: the theme, the file that is unlocked, the desk and the window."""

from __future__ import annotations

import pkgutil
import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from panelapp.config import APP_NAME, VERSION
from ui.crash import CrashReporter
from ui.theme.appearance import Appearance

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from panelapp.domain.vocabulary import UserRole
    from panelapp.office import Who
    from ui.components.page import Page
    from ui.components.place import Place
    from ui.desk import Desk
    from ui.frame.rail import RailEntry
    from ui.main_window import MainWindow
    from ui.program import Program

SCREENS = {
    "today": "ui.screens.today.page:TodayPage",
    "cases": "ui.screens.cases.page:CasesPage",
    "case": "ui.screens.case.page:CasePage",
    "chase_list": "ui.screens.chase_list.page:ChaseListPage",
    "many_cases": "ui.screens.many_cases.page:ManyCasesPage",
    "new_case": "ui.screens.new_case.page:NewCasePage",
    "sittings": "ui.screens.sittings.page:SittingsPage",
    "sitting": "ui.screens.sitting.page:SittingPage",
    "new_sitting": "ui.screens.new_sitting.page:NewSittingPage",
    "sitting_mode": "ui.screens.sitting_mode.page:SittingModePage",
    "minutes": "ui.screens.minutes.page:MinutesPage",
    "decisions": "ui.screens.decisions.page:DecisionsPage",
    "decision": "ui.screens.decision.page:DecisionPage",
    "document": "ui.screens.document.page:DocumentPage",
    "central_list": "ui.screens.central_list.page:CentralListPage",
    "member": "ui.screens.member.page:MemberPage",
    "new_member": "ui.screens.new_member.page:NewMemberPage",
    "household": "ui.screens.household.page:HouseholdPage",
    "register": "ui.screens.register.page:RegisterPage",
    "search": "ui.screens.search.page:EverythingPage",
    "settings": "ui.screens.settings.page:SettingsPage",
    "records": "ui.screens.records.page:RecordsPage",
    "workbook": "ui.screens.workbook.page:WorkbookPage",
}
"""Every screen with its page, which is imported when somebody first goes there."""

_QUERIES = "panelapp.queries"
_Way = tuple[str, str, tuple[str, ...], tuple[str, ...]]
RAIL: tuple[_Way, ...] = (
    ("today", "Today", (f"{_QUERIES}.today:today_page",), ()),
    (
        "cases",
        "Cases",
        (f"{_QUERIES}.case_list:cases",),
        ("case", "chase_list", "many_cases", "new_case"),
    ),
    (
        "sittings",
        "Sittings",
        (f"{_QUERIES}.sitting_list:sittings",),
        ("sitting", "new_sitting", "sitting_mode", "minutes"),
    ),
    (
        "central_list",
        "Central list",
        (f"{_QUERIES}.central_list:central_list",),
        ("member", "new_member"),
    ),
    ("register", "Register", (f"{_QUERIES}.register:register_page",), ("household",)),
    ("decisions", "Decisions", (f"{_QUERIES}.decision_list:decisions",), ("decision",)),
    (
        "records",
        "Records",
        (f"{_QUERIES}.audit_trail:trail_page", f"{_QUERIES}.audit_trail:file_findings"),
        ("workbook",),
    ),
    ("settings", "Settings", (), ()),
)
"""The ways on the rail: screen, words, questions one of which a role must be allowed, and what
belongs to it."""
FILE_WAYS: tuple[_Way, ...] = (
    ("workbook", "&Import and export", (f"{_QUERIES}.workbook_guide:workbook_guide",), ()),
)
"""The ways on the File menu, of the same form."""


def make_page(desk: Desk, place: Place) -> Page:
    """The page of a place."""
    kind: Callable[[Desk, Place], Page] = pkgutil.resolve_name(SCREENS[place.screen])
    return kind(desk, place)


def rail_for(role: UserRole) -> tuple[RailEntry, ...]:
    """The ways on the rail that a role may go."""
    return _ways_for(role, RAIL)


def file_ways_for(role: UserRole) -> tuple[RailEntry, ...]:
    """The ways on the File menu that a role may go."""
    return _ways_for(role, FILE_WAYS)


def _ways_for(role: UserRole, ways: tuple[_Way, ...]) -> tuple[RailEntry, ...]:
    from panelapp.access import permission_of
    from ui.frame.rail import RailEntry

    return tuple(
        RailEntry(screen=screen, words=words, within=within)
        for screen, words, queries, within in ways
        if not queries
        or any(role in permission_of(pkgutil.resolve_name(query)).allowed for query in queries)
    )


def application() -> QApplication:
    """The Qt application with its names set, made once."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName(APP_NAME)
    app.setApplicationDisplayName("panelapp")
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName(APP_NAME)
    return app


def run(file: Path | None = None) -> int:
    """Open the window, on ``file`` where one is given, and return the exit code."""
    app = application()
    CrashReporter(app)
    Appearance(app)
    program = program_for(file)
    program.start()
    code = app.exec()
    program.end()
    return code


def program_for(file: Path | None) -> Program:
    """The program with its own windows, before anything is shown."""
    from ui.entrance import EntranceWindow
    from ui.program import Program

    return Program(file, EntranceWindow, window_for)


def window_for(desk: Desk, who: Who) -> MainWindow:
    """The window in which somebody works at a desk."""
    from ui.main_window import MainWindow

    return MainWindow(desk, who, make_page, rail_for, file_ways_for)
