from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from panelapp.domain.errors import FileTrouble
from panelapp.persistence.durable import write_durably

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _held_for(attempts: int) -> Callable[[object, object], None]:
    """``os.replace`` as Windows answers it while a virus scanner holds the file."""
    left = iter(range(attempts))
    real = os.replace

    def replace(source: str, target: str) -> None:
        if next(left, None) is not None:
            raise PermissionError(13, "held", str(source))
        real(source, target)

    return replace  # type: ignore[return-value]


def test_C4_a_file_held_for_a_moment_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", _held_for(6))
    began = time.perf_counter()
    write_durably(tmp_path / "slots", "new")
    assert time.perf_counter() - began <= 2.5
    assert (tmp_path / "slots").read_text() == "new"


def test_C4_a_file_held_for_longer_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slots").write_text("old")
    monkeypatch.setattr(os, "replace", _held_for(7))
    with pytest.raises(FileTrouble, match='still using "slots"'):
        write_durably(tmp_path / "slots", "new")
    assert [(part.name, part.read_text()) for part in tmp_path.iterdir()] == [("slots", "old")]
