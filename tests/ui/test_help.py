"""Each screen has a help page of its own, and each is short and plain."""

from __future__ import annotations

import re

import pytest

from panelapp.config import resources_folder
from ui.bootstrap import SCREENS
from ui.components.help import help_text

BEFORE_A_FILE_IS_OPEN = ("unlock", "new_file")
LINK = re.compile(r"\]\(|<\w+|https?:")


@pytest.mark.parametrize("screen", [*SCREENS, *BEFORE_A_FILE_IS_OPEN])
def test_every_screen_has_its_own_page(screen: str) -> None:
    text = help_text(screen)
    assert text.startswith("# ")
    assert text != help_text("general")
    assert len(text.split()) < 250
    assert LINK.search(text) is None


def test_no_page_is_for_a_screen_that_is_not_there() -> None:
    pages = {path.stem for path in (resources_folder() / "help").glob("*.md")}
    assert pages - set(SCREENS) == {"general", *BEFORE_A_FILE_IS_OPEN}
