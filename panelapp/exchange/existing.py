"""What a workbook may refer to because it is in the agency's file already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from panelapp.domain.vocabulary import CaseType, Office, Outcome
from panelapp.exchange.layout import Value
from panelapp.exchange.rows import Row


@dataclass(frozen=True, kw_only=True)
class ExistingMember:
    """A person on the central list of the file, as far as quorum asks.

    ``left_on`` is the last day on the list.
    """

    office: Office | None
    independent: bool
    social_worker_3y: bool
    joined_on: date
    left_on: date | None


@dataclass(frozen=True, kw_only=True)
class ExistingCase:
    """A case of the file; ``follows_case`` is the case that representations are about."""

    case_type: CaseType
    follows_case: str | None
    has_qualifying_determination: bool


@dataclass(frozen=True, kw_only=True)
class ExistingItem:
    """An agenda item of the file."""

    order: int
    minutes_final_on: date | None
    outcome: Outcome | None = None


@dataclass(frozen=True, kw_only=True)
class ExistingKeys:
    """The keys in the agency's file, each by its ref; empty for a new file.

    ``sittings`` gives each sitting's date. ``items`` are found by the sitting's ref and the case's.
    ``rows`` has the rows of decisions, reviews and endings by sheet and by the sheet's own key.
    """

    members: Mapping[str, ExistingMember] = field(default_factory=dict)
    households: frozenset[str] = frozenset()
    sittings: Mapping[str, date] = field(default_factory=dict)
    cases: Mapping[str, ExistingCase] = field(default_factory=dict)
    items: Mapping[tuple[str, str], ExistingItem] = field(default_factory=dict)
    rows: Mapping[str, Mapping[tuple[Value, ...], Row]] = field(default_factory=dict)
