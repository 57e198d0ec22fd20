"""Contrast of every pair of colours, computed as WCAG 2.2 lays down."""

from __future__ import annotations

import re

import pytest

from tests.architecture.sources import sources
from ui.theme.appearance import tinted
from ui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, SPACE, Colours, Tint

THEMES = {
    "light": LIGHT,
    "dark": DARK,
    "high contrast": HIGH_CONTRAST,
    **{f"light, {tint}": tinted(LIGHT, tint) for tint in Tint},
}
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\(")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_standard_has_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_U4_words_can_be_read_in_every_theme(name: str) -> None:
    colours: Colours = THEMES[name]
    faint = {pair: contrast(*pair) for pair in colours.text_pairs() if contrast(*pair) < 4.5}
    assert faint == {}


@pytest.mark.parametrize("name", THEMES)
def test_U4_parts_can_be_seen_in_every_theme(name: str) -> None:
    colours: Colours = THEMES[name]
    faint = {pair: contrast(*pair) for pair in colours.part_pairs() if contrast(*pair) < 3}
    assert faint == {}


def test_no_colour_is_named_outside_the_theme() -> None:
    named = [
        source.path.as_posix()
        for source in sources("ui")
        if "ui/theme" not in source.path.as_posix() and COLOUR.search(source.path.read_text())
    ]
    assert named == []


def test_wider_spacing_widens_every_distance() -> None:
    assert SPACE.spread(1.5).large == SPACE.large * 1.5
