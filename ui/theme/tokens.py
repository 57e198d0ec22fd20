"""The measures and colours that everything in the window is drawn with.

Colours are named after what they mean. No other module holds a colour.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a tag, a banner or a button means, said by its colour besides its words."""

    NEUTRAL = "neutral"
    INFO = "info"
    GOOD = "good"
    WARNING = "warning"
    PROBLEM = "problem"


class ThemeName(StrEnum):
    """The themes, of which ``SYSTEM`` follows what the computer is set to."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


class Tint(StrEnum):
    """The colour of the paper in the light theme, for people who read better on one."""

    NONE = "none"
    CREAM = "cream"
    BLUE = "blue"
    GREEN = "green"


@dataclass(frozen=True, kw_only=True)
class ToneColours:
    """Text and border of a tone, and the ground it stands on."""

    text: str
    ground: str


@dataclass(frozen=True, kw_only=True)
class Colours:
    """The colours of one theme, by what they mean."""

    canvas: str
    surface: str
    raised: str
    ink: str
    muted: str
    line: str
    border: str
    accent: str
    accent_strong: str
    on_accent: str
    selection: str
    focus: str
    danger: str
    on_danger: str
    bar: str
    bar_ink: str
    bar_muted: str
    bar_selected: str
    bar_mark: str
    veil: str
    """What dims the window under a box that lies over it."""
    tones: Mapping[Tone, ToneColours]
    is_dark: bool = False
    is_high_contrast: bool = False

    def text_pairs(self) -> tuple[tuple[str, str], ...]:
        """Every pair of text and ground that occurs; each must reach 4.5 to 1 (WCAG 1.4.3)."""
        tones = ((tone.text, tone.ground) for tone in self.tones.values())
        grounds = (self.canvas, self.surface, self.raised)
        return (
            *((text, ground) for text in (self.ink, self.muted, self.accent) for ground in grounds),
            (self.ink, self.selection),
            (self.muted, self.selection),
            (self.accent, self.selection),
            (self.on_accent, self.accent),
            (self.on_accent, self.accent_strong),
            (self.danger, self.surface),
            (self.danger, self.canvas),
            (self.on_danger, self.danger),
            (self.bar_ink, self.bar),
            (self.bar_muted, self.bar),
            (self.bar_ink, self.bar_selected),
            *tones,
            *((tone.text, self.surface) for tone in self.tones.values()),
        )

    def part_pairs(self) -> tuple[tuple[str, str], ...]:
        """Every pair of a part and its ground; each must reach 3 to 1 (WCAG 1.4.11)."""
        return (
            (self.border, self.surface),
            (self.border, self.canvas),
            (self.focus, self.surface),
            (self.focus, self.canvas),
            (self.focus, self.selection),
            (self.bar_mark, self.bar),
            (self.bar_mark, self.bar_selected),
        )


LIGHT = Colours(
    canvas="#f4f2ec",
    surface="#fffdf8",
    raised="#f9f7f1",
    ink="#1d292d",
    muted="#525f64",
    line="#dcd7cb",
    border="#7b868a",
    accent="#0d5c58",
    accent_strong="#094542",
    on_accent="#ffffff",
    selection="#dcecea",
    focus="#1f5fbf",
    danger="#9f2018",
    on_danger="#ffffff",
    bar="#12373b",
    bar_ink="#f1f6f5",
    bar_muted="#b7cbca",
    bar_selected="#215458",
    bar_mark="#f0bf55",
    veil="#5912373b",
    tones={
        Tone.NEUTRAL: ToneColours(text="#46525a", ground="#e9e6dd"),
        Tone.INFO: ToneColours(text="#1d4a73", ground="#e2ecf5"),
        Tone.GOOD: ToneColours(text="#1b5e34", ground="#e1f0e5"),
        Tone.WARNING: ToneColours(text="#6f4400", ground="#fdeecd"),
        Tone.PROBLEM: ToneColours(text="#8f1c15", ground="#fae5e2"),
    },
)

DARK = Colours(
    canvas="#14191b",
    surface="#1b2225",
    raised="#20282b",
    ink="#e9eeec",
    muted="#abb7b8",
    line="#364145",
    border="#829094",
    accent="#7fcbc2",
    accent_strong="#a5ded7",
    on_accent="#07211f",
    selection="#1f3f40",
    focus="#8fb8ff",
    danger="#ff9d93",
    on_danger="#2b0906",
    bar="#0d1214",
    bar_ink="#edf3f2",
    bar_muted="#a7b7b7",
    bar_selected="#1d3437",
    bar_mark="#f0bf55",
    veil="#a0080b0c",
    tones={
        Tone.NEUTRAL: ToneColours(text="#c5cfd0", ground="#2c3538"),
        Tone.INFO: ToneColours(text="#a9cdf2", ground="#1b3148"),
        Tone.GOOD: ToneColours(text="#93d8a9", ground="#193524"),
        Tone.WARNING: ToneColours(text="#f3c876", ground="#3b2d12"),
        Tone.PROBLEM: ToneColours(text="#ffaaa1", ground="#44201d"),
    },
    is_dark=True,
)

_ON_BLACK = ToneColours(text="#ffffff", ground="#000000")
HIGH_CONTRAST = Colours(
    canvas="#000000",
    surface="#000000",
    raised="#000000",
    ink="#ffffff",
    muted="#ffffff",
    line="#ffffff",
    border="#ffffff",
    accent="#ffe04d",
    accent_strong="#fff3b0",
    on_accent="#000000",
    selection="#00334d",
    focus="#00d5ff",
    danger="#ff9d93",
    on_danger="#000000",
    bar="#000000",
    bar_ink="#ffffff",
    bar_muted="#ffffff",
    bar_selected="#00334d",
    bar_mark="#ffe04d",
    veil="#c0000000",
    tones={
        Tone.NEUTRAL: _ON_BLACK,
        Tone.INFO: ToneColours(text="#8fd3ff", ground="#000000"),
        Tone.GOOD: ToneColours(text="#8cff9e", ground="#000000"),
        Tone.WARNING: ToneColours(text="#ffe04d", ground="#000000"),
        Tone.PROBLEM: ToneColours(text="#ffaaa1", ground="#000000"),
    },
    is_dark=True,
    is_high_contrast=True,
)

TINTED_PAPER: Mapping[Tint, tuple[str, str, str]] = {
    Tint.CREAM: ("#f7efdc", "#fdf6e3", "#f9f0db"),
    Tint.BLUE: ("#e3edf4", "#eef5fa", "#e7f0f6"),
    Tint.GREEN: ("#e4efe4", "#eff7ef", "#e9f3e9"),
}


@dataclass(frozen=True, kw_only=True)
class Space:
    """Distances in pixels at 100 %: four is the unit."""

    tiny: int = 4
    small: int = 8
    medium: int = 12
    large: int = 20
    huge: int = 32

    def spread(self, factor: float) -> Space:
        """The same distances for wider spacing between lines."""
        return Space(
            tiny=round(self.tiny * factor),
            small=round(self.small * factor),
            medium=round(self.medium * factor),
            large=round(self.large * factor),
            huge=round(self.huge * factor),
        )


@dataclass(frozen=True, kw_only=True)
class TypeScale:
    """Sizes of type in points at 100 %."""

    small: float = 10.5
    body: float = 11.5
    lead: float = 13.0
    heading: float = 14.5
    title: float = 20.0


SPACE = Space()
TYPE = TypeScale()
RADIUS = 6
TARGET = 32
TEXT_WIDTH = 680
