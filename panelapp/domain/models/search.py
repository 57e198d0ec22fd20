"""What makes the record searchable: entries of the index, its words, and the words of papers.

Entries and words are derived (ADR 0017): they are written in the transaction that changes a record,
can be dropped and made again, and are no part of the record. The index of words itself belongs to
the store; see :mod:`panelapp.persistence.search_index`.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from panelapp.domain.models.base import Base


class SearchPart(StrEnum):
    """A part of the record that is found as one thing, and that the same people may see."""

    CASE = "case"
    CHECKS = "checks"
    HOUSEHOLD = "household"
    CARER = "carer"
    HOUSEHOLD_MEMBER = "household_member"
    MEMBER = "member"
    SITTING = "sitting"
    MINUTES = "minutes"
    DECISION = "decision"
    FINAL_DECISION = "final_decision"
    PAPER = "paper"
    PAPER_NAME = "paper_name"


class SearchEntry(Base):
    """One thing that can be found: a part of the record and the key of the row that it is from.

    ``id`` begins with the day that the thing is of, so that later is larger. ``digest`` is of the
    words under which it is found.
    """

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("part", "source_id"),)

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    part: Mapped[SearchPart]
    source_id: Mapped[int]
    case_id: Mapped[int | None]
    household_id: Mapped[int | None]
    digest: Mapped[str] = mapped_column(String(32))


class SearchWord(Base):
    """A word of letters that the record has, or had, among which a misspelt one is looked for."""

    __tablename__ = "search_word"

    word: Mapped[str] = mapped_column(String(60), primary_key=True)


class SearchEdition(Base):
    """The way in which the entries were made; there is one row, or none in an older file."""

    __tablename__ = "search_edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition: Mapped[int]


class PaperText(Base):
    """The words of a paper, as far as they could be read when it was attached."""

    __tablename__ = "paper_text"

    sha256: Mapped[str] = mapped_column(
        String(64), ForeignKey("paper_content.sha256"), primary_key=True
    )
    words: Mapped[str]
