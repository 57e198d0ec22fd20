"""The panel that tests of actions, queries and access work in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import open_panel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.factories import Panel


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Panel]:
    with open_panel(tmp_path) as opened:
        yield opened
