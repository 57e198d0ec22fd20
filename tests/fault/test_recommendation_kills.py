"""A recommendation whose confirmation was acknowledged is there, whenever the program died."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fault import office_actions
from tests.fault.killpoints import kill_points, needs_strace
from tests.fault.whole_files import WholeFile
from tests.integration import journey

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> WholeFile:
    """A file in which the chair has yet to confirm what was drafted."""
    folder = tmp_path / "live"
    folder.mkdir()
    path = journey.file_before_journey(folder)
    for user, action, fields in journey.steps():
        if action == "confirm_recommendation":
            continue
        if action == "write_minutes":
            break
        journey.take(path, user, action, fields)
    (folder / "fields.json").unlink()
    return WholeFile(path)


@pytest.mark.timeout(300)
@needs_strace
def test_A2_confirmation_killed_at_every_write_keeps_what_was_acknowledged(
    file: WholeFile,
) -> None:
    states = [file.state()]
    for number in range(1, len(office_actions.CASES) + 1):
        office_actions.confirm_first(str(file.path), number)
        states.append(file.state())
        file.put_back()
    found = []
    for killed in kill_points(
        ["tests.fault.office_actions", "confirm", str(file.path)],
        before_each=file.put_back,
        touching=file.database,
    ):
        file.require_sound()
        state = states.index(file.state())
        done = len(killed.acknowledged)
        assert state in {done, done + 1}, killed
        found.append(state)
    assert found == sorted(found)
    assert set(found) == {0, 1, 2}
