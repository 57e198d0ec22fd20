"""A paper taken out of the file: its bytes, which leave it once they are saved or opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.documents.render import write_whole
from panelapp.domain.errors import BadInput, NotFound
from panelapp.domain.events import Topic
from panelapp.domain.models import PaperContent

if TYPE_CHECKING:
    from pathlib import Path

    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class ExportPaper:
    """A paper of a case, by its SHA-256."""

    case: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PaperFile:
    """The bytes of a paper, under the name that it arrived with."""

    file_name: str
    media_type: str
    content: bytes


def export_paper(command: ExportPaper, uow: UnitOfWork) -> PaperFile:
    """Give out a copy of a paper; that a copy left the file is recorded.

    Raises :class:`NotFound` for a paper that the case does not have.
    """
    case = uow.case(command.case)
    for paper in case.papers:
        if paper.sha256 == command.sha256 and paper.removed_on is None:
            content = uow.session.get_one(PaperContent, paper.sha256).content
            uow.changed(Topic.CASES, case.ref, "paper")
            return PaperFile(
                file_name=paper.file_name, media_type=paper.media_type, content=content
            )
    raise NotFound("The case has no such paper.", remedy="It may have been removed.")


def save_paper(paper: PaperFile, to: Path) -> None:
    """Write a copy of a paper; an older copy stays until the new one is whole.

    Raises :class:`BadInput` for the name of another kind of file, and :class:`FileTrouble` where
    nothing can be written there.
    """
    ending = paper.file_name.rpartition(".")[2].lower()
    if to.suffix.lower() != f".{ending}":
        raise BadInput(
            f"{to.name} is not the name of a file of this kind.",
            remedy=f"Nothing was written. Choose a name that ends in .{ending}.",
        )
    write_whole(to, paper.content)
