"""The words of the window keep to the style that the project laid down for itself."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.sources import sources

LIMIT = 40
NEVER = re.compile(
    r"\b(please|sorry|oops|forbidden|illegal|invalid|abort|successfully|whoops|e\.g\.|i\.e\.|etc\b)",
    re.IGNORECASE,
)
BUTTONS_THAT_SAY_NOTHING = {"OK", "Submit", "Confirm", "Cancel", "Apply"}


def docstrings(tree: ast.Module) -> set[int]:
    """The nodes that are documentation, which nobody reads on a screen."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def words_on_screen() -> list[tuple[str, str]]:
    """Every text of the window's own source, with where it stands."""
    found = []
    for source in sources("ui"):
        hidden = docstrings(source.tree)
        for node in ast.walk(source.tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and id(node) not in hidden and "theme/" not in source.path.as_posix():
                found.append((f"{source.path}:{node.lineno}", node.value))  # type: ignore[attr-defined]  # a constant
    return found


def test_the_window_has_words() -> None:
    assert len(words_on_screen()) > LIMIT


@pytest.mark.parametrize(
    ("what", "fault"),
    [
        ("words that beg, blame or shout", NEVER),
        ("an exclamation mark", re.compile(r"\w!(\s|$)")),
        ("words in capitals", re.compile(r"\b(?!EXAMPLE\b|IRM\b|PDF\b|DBS\b)[A-Z]{4,}\b(?=.* )")),
    ],
)
def test_no_text_of_the_window_has(what: str, fault: re.Pattern[str]) -> None:
    found = [(place, text) for place, text in words_on_screen() if fault.search(text)]
    assert found == []


def test_buttons_say_what_they_do() -> None:
    found = [(place, text) for place, text in words_on_screen() if text in BUTTONS_THAT_SAY_NOTHING]
    assert found == []
