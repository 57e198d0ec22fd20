from __future__ import annotations

import io
import resource
from typing import TYPE_CHECKING

import pytest

from panelapp.documents.render import Format, render, rendered
from panelapp.domain.errors import FileTrouble
from tests.unit.documents.samples import DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LETTER = DOCUMENTS["letter-approval"]
FORMATS: tuple[Format, ...] = ("docx", "pdf")


@pytest.fixture
def files_of_at_most_1_kb() -> Iterator[None]:
    """The system refuses to make any file larger, as it does when a disk or a quota is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("to", FORMATS)
def test_a_document_is_written_to_a_path_or_a_stream(to: Format, tmp_path: Path) -> None:
    path, stream = tmp_path / f"letter.{to}", io.BytesIO()
    render(LETTER, to, path)
    render(LETTER, to, stream)
    assert path.read_bytes() == stream.getvalue() == rendered(LETTER, to)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.usefixtures("files_of_at_most_1_kb")
def test_a_full_disk_leaves_the_old_file_and_no_half_one(to: Format, tmp_path: Path) -> None:
    path = tmp_path / f"letter.{to}"
    path.write_bytes(b"old")
    with pytest.raises(FileTrouble, match=r"The disk is full.*Free 20 MB"):
        render(LETTER, to, path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_is_in_use_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.mkdir()
    (path / "inside").touch()
    with pytest.raises(FileTrouble, match="could not be written"):
        render(LETTER, "pdf", path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble) as refused:
        render(LETTER, "docx", tmp_path / "gone" / "Quillfeather.docx")
    assert "Check that the folder is there" in str(refused.value)
    assert "Quillfeather" not in str(refused.value)
