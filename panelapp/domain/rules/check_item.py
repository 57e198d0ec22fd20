"""What one line of a list of checks says; which lines there are is data of a jurisdiction."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.vocabulary import CheckCode

if TYPE_CHECKING:
    from collections.abc import Mapping


class CheckPart(StrEnum):
    """The list that a check stands on."""

    STAGE_1 = "stage_1"
    STAGE_2 = "stage_2"
    TEMPORARY = "temporary"
    REVIEW = "review"


class CheckScope(StrEnum):
    """Whom a check is about: each carer, each adult of the household, or all of them at once."""

    CARER = "carer"
    ADULT = "adult"
    HOUSEHOLD = "household"


CITATIONS: Mapping[CheckPart, str] = {
    CheckPart.STAGE_1: "FSR Sch. 3 Part 1",
    CheckPart.STAGE_2: "FSR Sch. 3 Part 2",
    CheckPart.TEMPORARY: "CPPCR Sch. 4",
    CheckPart.REVIEW: "FSR 28(3)",
}


@dataclass(frozen=True)
class CheckItem:
    """One line of a list: what is collected, about whom, and how many of it.

    One that is conditional is wanted only where its condition holds, which people say. One that
    expires holds until a day that stands with it.
    """

    code: CheckCode
    part: CheckPart
    scope: CheckScope
    name: str
    citation: str = ""
    is_conditional: bool = False
    expires: bool = False
    number: int = 1

    @property
    def source(self) -> str:
        """Where the law asks for it."""
        return self.citation or CITATIONS[self.part]
