"""The window killed while somebody types: nothing confirmed is lost, and two seconds of typing."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from panelapp.cli.demo import FILE_NAME, demonstrate
from panelapp.closed_file import first_user
from panelapp.domain.models import MinutesVersion
from panelapp.exchange.sample import sample
from panelapp.office import Office
from panelapp.persistence import agency_file
from panelapp.queries.drafts import DraftsQuestion, drafts
from tests.factories import CHEAP
from tests.fault.typing_robot import TEXT

if TYPE_CHECKING:
    from pathlib import Path

SITTING, CASE = "S-2026-002", "C-2026-0007"
PASSWORD = "an example for everyone"
LONGEST_LOSS = 2.0
KILLS = int(os.environ.get("PANELAPP_WINDOW_KILLS", "6"))


@dataclass(frozen=True)
class Killed:
    """What the robot had told when the window was killed."""

    typed: tuple[tuple[int, float], ...]
    saved: int
    at: float

    @property
    def must_be_kept(self) -> int:
        """How many keys were typed two seconds before the end, or earlier."""
        old = [number for number, clock in self.typed if clock <= self.at - LONGEST_LOSS]
        return max(old, default=0)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, today = tmp_path_factory.mktemp("example"), datetime.now(UTC).date()
    demonstrate(sample(today), folder, PASSWORD, today, CHEAP)
    return folder


def typed_until_killed(path: Path, seconds: float) -> Killed:
    """Run the window on a file and kill it so many seconds after the first key."""
    robot = subprocess.Popen(
        [sys.executable, "-m", "tests.fault.typing_robot", str(path), PASSWORD, SITTING, CASE],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert robot.stdout is not None
    with robot:
        lines = [robot.stdout.readline()]
        assert lines[0].startswith("typed"), "the robot did not begin"
        end = monotonic() + seconds
        while monotonic() < end:
            lines.append(robot.stdout.readline())
        robot.kill()
        at = monotonic()
        lines.extend(robot.stdout.readlines())
    whole = [line.split() for line in lines if line.endswith("\n")]
    return Killed(
        typed=tuple((int(parts[1]), float(parts[2])) for parts in whole if parts[0] == "typed"),
        saved=max((int(parts[1]) for parts in whole if parts[0] == "saved"), default=0),
        at=at,
    )


def saved_texts(path: Path) -> list[str]:
    """Every text of every saved version, as the store has it."""
    file = agency_file.open_with_passphrase(path, first_user(path), PASSWORD)
    with file, Session(file.engine) as session:
        versions = session.scalars(select(MinutesVersion))
        return [text for version in versions for text in version.sections.values()]


def kept_texts(path: Path) -> list[str]:
    """The texts that come back as drafts, from a file that is sound."""
    with Office.open(path, user=None, passphrase=PASSWORD) as office:
        assert office.verify() == ()
        rows = office.read(drafts, DraftsQuestion())
        return [text for row in rows for text in row.fields.values()]


def length_kept(texts: list[str]) -> int:
    """The length of the longest text that is what the robot typed, from its beginning."""
    return max((len(text) for text in texts if text and TEXT.startswith(text)), default=0)


@pytest.mark.timeout(60 + 20 * KILLS)
def test_A3_killed_while_typing_keeps_what_was_saved_and_all_but_two_seconds(
    example: Path, tmp_path: Path
) -> None:
    draw = random.Random(20261122)  # noqa: S311 - the same moments in every run
    lost = []
    for number in range(KILLS):
        folder = tmp_path / str(number)
        shutil.copytree(example, folder)
        path = folder / FILE_NAME
        killed = typed_until_killed(path, draw.uniform(0.2, 4.5))
        kept, saved = kept_texts(path), saved_texts(path)
        # Blanks at the end of a text are not saved with it.
        assert length_kept(saved) >= len(TEXT[: killed.saved].rstrip())
        assert length_kept(kept + saved) >= len(TEXT[: killed.must_be_kept].rstrip())
        lost.append(killed.typed[-1][0] - length_kept(kept + saved))
    assert any(lost), "no key was ever lost: the kills came too late to prove anything"
