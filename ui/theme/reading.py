"""How a person reads best: theme, font, size, spacing and tint, kept for this computer user."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QSettings

from panelapp.config import APP_NAME
from ui.theme.tokens import ThemeName, Tint

T = TypeVar("T", int, float)

SIZES = (100, 110, 125, 150, 175, 200)
SPACINGS = (1.0, 1.25, 1.5)


class Typeface(StrEnum):
    """The bundled typeface, or the one that the computer uses everywhere."""

    ATKINSON = "atkinson"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The reading options; ``size`` is in per cent of the usual size."""

    theme: ThemeName = ThemeName.SYSTEM
    typeface: Typeface = Typeface.ATKINSON
    size: int = 100
    spacing: float = 1.0
    tint: Tint = Tint.NONE

    def larger(self) -> Reading:
        """The same with the next larger type."""
        return replace(self, size=next((size for size in SIZES if size > self.size), SIZES[-1]))

    def smaller(self) -> Reading:
        """The same with the next smaller type."""
        below = [size for size in SIZES if size < self.size]
        return replace(self, size=below[-1] if below else SIZES[0])


def preferences() -> QSettings:
    """What the window remembers for this computer user; never anything from an agency's file."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, APP_NAME, "window")


def kept_reading() -> Reading:
    """The reading options that were chosen last, or the usual ones where they cannot be read."""
    kept = preferences()
    usual = Reading()
    try:
        return Reading(
            theme=ThemeName(str(kept.value("reading/theme", usual.theme))),
            typeface=Typeface(str(kept.value("reading/typeface", usual.typeface))),
            size=_one_of(SIZES, float(str(kept.value("reading/size", usual.size))), usual.size),
            spacing=_one_of(
                SPACINGS, float(str(kept.value("reading/spacing", usual.spacing))), usual.spacing
            ),
            tint=Tint(str(kept.value("reading/tint", usual.tint))),
        )
    except ValueError:
        return usual


def keep_reading(reading: Reading) -> None:
    """Remember the reading options for the next start."""
    kept = preferences()
    kept.setValue("reading/theme", reading.theme.value)
    kept.setValue("reading/typeface", reading.typeface.value)
    kept.setValue("reading/size", reading.size)
    kept.setValue("reading/spacing", reading.spacing)
    kept.setValue("reading/tint", reading.tint.value)


def _one_of(allowed: tuple[T, ...], value: float, usual: T) -> T:
    return next((choice for choice in allowed if choice == value), usual)
