"""A paper looked at inside the program: no copy of it leaves the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput, NotFound
from panelapp.domain.models import PaperContent
from panelapp.queries.sight import case_in_sight

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork

PDF = "application/pdf"


@dataclass(frozen=True, kw_only=True)
class PaperQuestion:
    """A paper of a case, by its SHA-256."""

    case: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PaperShown:
    """The title of a paper and its pages as a PDF."""

    title: str
    pdf: bytes


def preview_paper(question: PaperQuestion, uow: UnitOfWork) -> PaperShown:
    """The pages of a paper that somebody reads in the program.

    Raises :class:`NotFound` for a paper that the case does not have, and :class:`BadInput` for
    one that has no pages to show.
    """
    case = case_in_sight(question.case, uow)
    for paper in case.papers:
        if paper.sha256 == question.sha256 and paper.removed_on is None:
            if paper.media_type != PDF:
                raise BadInput(
                    "Only PDF papers can be read inside the program.",
                    remedy="Ask the panel adviser for this paper as a PDF, or for a copy of it.",
                )
            content = uow.session.get_one(PaperContent, paper.sha256).content
            return PaperShown(title=paper.title, pdf=content)
    raise NotFound("The case has no such paper.", remedy="It may have been removed.")
