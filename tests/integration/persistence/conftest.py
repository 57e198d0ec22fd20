from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from panelapp import config
from tests.integration.persistence import ground

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from panelapp.persistence.agency_file import AgencyFile


@pytest.fixture(autouse=True)
def bundle(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small schema stands where the program looks for its migration scripts."""
    folder = ground.lay(tmp_path_factory.mktemp("bundle"), ground.FIRST)
    monkeypatch.setattr(config, "bundle_root", lambda: folder)
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "agency"
    folder.mkdir()
    return folder / "Anyford.fpanel"


@pytest.fixture
def closed(path: Path) -> Path:
    """A file with three marker names in it, closed."""
    ground.create(path).close()
    return path


@pytest.fixture
def opened(path: Path) -> Iterator[AgencyFile]:
    with ground.create(path) as file:
        yield file
