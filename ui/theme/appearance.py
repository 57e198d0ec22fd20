"""Puts the theme on the whole program, and follows the computer where it is told to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from panelapp.config import resources_folder
from ui.theme.marks import MarkStyle
from ui.theme.reading import Reading, Typeface, keep_reading, kept_reading
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    SPACE,
    TINTED_PAPER,
    TYPE,
    Colours,
    ThemeName,
    Tint,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

BUNDLED = "Atkinson Hyperlegible Next"
SYMBOLS = "DejaVu Sans"


class Appearance(QObject):
    """The theme, font and size that the program is shown in."""

    changed = Signal()

    def __init__(self, app: QApplication, reading: Reading | None = None) -> None:
        """Show the program in ``reading``, or as it was shown last."""
        super().__init__(app)
        self._app = app
        self._reading = reading or kept_reading()
        self._system_font = QFont(app.font())
        add_fonts()
        app.setStyle(MarkStyle())
        # Both are kept: where Python lets one go, Qt's own goes with it, and the next call fails.
        self._hints = app.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._follow)
        self._accessibility.contrastPreferenceChanged.connect(self._follow)
        self._apply()

    @property
    def reading(self) -> Reading:
        """The reading options in use."""
        return self._reading

    @property
    def colours(self) -> Colours:
        """The colours in use."""
        return colours_for(
            self._reading,
            is_dark=self._hints.colorScheme() is Qt.ColorScheme.Dark,
            wants_contrast=self._accessibility.contrastPreference()
            is Qt.ContrastPreference.HighContrast,
        )

    def choose(self, reading: Reading) -> None:
        """Show the program with other reading options from now on, and remember them."""
        keep_reading(reading)
        self.show(reading)

    def show(self, reading: Reading) -> None:
        """Show the program with other reading options, for now."""
        self._reading = reading
        self._apply()

    def _follow(self) -> None:
        if self._reading.theme is ThemeName.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        colours, scale = self.colours, self._reading.size / 100
        self._app.setFont(self._font(scale))
        self._app.setPalette(palette(colours))
        self._app.setStyleSheet(stylesheet(colours, SPACE.spread(self._reading.spacing), scale))
        self.changed.emit()

    def _font(self, scale: float) -> QFont:
        if self._reading.typeface is Typeface.SYSTEM:
            font = QFont(self._system_font)
        else:
            font = QFont([BUNDLED, SYMBOLS])
        font.setPointSizeF(TYPE.body * scale)
        return font


def appearance_in_use() -> Appearance:
    """The appearance that the program is shown in; there is one from its start on."""
    found = QCoreApplication.instance()
    appearance = found.findChild(Appearance) if found is not None else None
    if appearance is None:
        raise LookupError("no appearance was made yet")
    return appearance


def read_with(change: Callable[[Reading], Reading]) -> None:
    """Change how the program is read, and remember it."""
    appearance = appearance_in_use()
    appearance.choose(change(appearance.reading))


def add_fonts() -> None:
    """Make the bundled typefaces known: nothing may depend on what the computer has."""
    for path in sorted((resources_folder() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def colours_for(reading: Reading, *, is_dark: bool, wants_contrast: bool) -> Colours:
    """The colours of the chosen theme, or of how the computer is set."""
    match reading.theme:
        case ThemeName.DARK:
            return DARK
        case ThemeName.HIGH_CONTRAST:
            return HIGH_CONTRAST
        case ThemeName.SYSTEM if wants_contrast:
            return HIGH_CONTRAST
        case ThemeName.SYSTEM if is_dark:
            return DARK
        case _:
            return tinted(LIGHT, reading.tint)


def tinted(colours: Colours, tint: Tint) -> Colours:
    """The same colours on tinted paper."""
    from dataclasses import replace

    if tint is Tint.NONE:
        return colours
    canvas, surface, raised = TINTED_PAPER[tint]
    return replace(colours, canvas=canvas, surface=surface, raised=raised)


def palette(c: Colours) -> QPalette:
    """The colours for what Qt draws by itself, such as the mark of a tick."""
    made = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, c.canvas),
        (QPalette.ColorRole.WindowText, c.ink),
        (QPalette.ColorRole.Base, c.surface),
        (QPalette.ColorRole.AlternateBase, c.raised),
        (QPalette.ColorRole.Text, c.ink),
        (QPalette.ColorRole.PlaceholderText, c.muted),
        (QPalette.ColorRole.Button, c.surface),
        (QPalette.ColorRole.ButtonText, c.ink),
        (QPalette.ColorRole.BrightText, c.on_danger),
        (QPalette.ColorRole.Highlight, c.accent),
        (QPalette.ColorRole.HighlightedText, c.on_accent),
        (QPalette.ColorRole.Accent, c.accent),
        (QPalette.ColorRole.Link, c.accent),
        (QPalette.ColorRole.LinkVisited, c.accent),
        (QPalette.ColorRole.ToolTipBase, c.raised),
        (QPalette.ColorRole.ToolTipText, c.ink),
        (QPalette.ColorRole.Light, c.line),
        (QPalette.ColorRole.Midlight, c.line),
        (QPalette.ColorRole.Mid, c.border),
        (QPalette.ColorRole.Dark, c.border),
        (QPalette.ColorRole.Shadow, c.border),
    ):
        made.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.muted))
    return made
