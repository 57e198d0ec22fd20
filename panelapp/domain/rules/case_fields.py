"""What is recorded about a case, by its type, besides what every case has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.rules.routes import INITIAL_APPROVALS
from panelapp.domain.vocabulary import CaseType, Priority

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class CaseField(StrEnum):
    """A fact, or a few that belong together, which only cases of some types have."""

    ROUTE = "route"
    APPLICATION = "application"
    REPORT = "report"
    TEMPORARY_APPROVAL = "temporary_approval"
    EXTENSION = "extension"
    CHILDREN = "children"
    TERMS = "terms"
    FOLLOWS = "follows"
    AUTHORITY = "authority"
    CONCERN = "concern"
    CARER_AGREES = "carer_agrees"
    ABOUT_PERSON = "about_person"
    EXEMPTION = "exemption"


_APPROVALS = INITIAL_APPROVALS | {CaseType.SUPPORTED_LODGINGS_APPROVAL}
_EXTENSIONS = frozenset({CaseType.REG24_EXTENSION})
_TYPES: Mapping[CaseField, frozenset[CaseType]] = {
    CaseField.ROUTE: _APPROVALS,
    CaseField.APPLICATION: _APPROVALS | {CaseType.BRIEF_REPORT},
    CaseField.REPORT: INITIAL_APPROVALS | {CaseType.BRIEF_REPORT},
    CaseField.TEMPORARY_APPROVAL: _EXTENSIONS | {CaseType.CONNECTED_APPROVAL},
    CaseField.EXTENSION: _EXTENSIONS,
    CaseField.CHILDREN: _EXTENSIONS
    | {CaseType.CONNECTED_APPROVAL, CaseType.LONG_TERM_MATCH, CaseType.EXEMPTION},
    CaseField.TERMS: _APPROVALS
    | {
        CaseType.CHANGE_OF_APPROVAL,
        CaseType.FIRST_REVIEW,
        CaseType.REVIEW,
        CaseType.REVIEW_UPDATE,
        CaseType.POST_ALLEGATION_REVIEW,
        CaseType.STANDARD_OF_CARE_REVIEW,
    },
    CaseField.FOLLOWS: frozenset({CaseType.REPRESENTATIONS}),
    CaseField.AUTHORITY: _EXTENSIONS | {CaseType.CONNECTED_APPROVAL, CaseType.LONG_TERM_MATCH},
    CaseField.CONCERN: frozenset(
        {
            CaseType.POST_ALLEGATION_REVIEW,
            CaseType.STANDARD_OF_CARE_REVIEW,
            CaseType.DEREGISTRATION,
        }
    ),
    CaseField.CARER_AGREES: frozenset({CaseType.CHANGE_OF_APPROVAL}),
    CaseField.ABOUT_PERSON: frozenset({CaseType.DISQUALIFICATION_CONSENT}),
    CaseField.EXEMPTION: frozenset({CaseType.EXEMPTION}),
}
_NEEDED: Mapping[CaseField, frozenset[CaseType]] = {
    CaseField.TEMPORARY_APPROVAL: _EXTENSIONS,
    CaseField.FOLLOWS: frozenset({CaseType.REPRESENTATIONS}),
}


def fields_of(case_type: CaseType) -> frozenset[CaseField]:
    """What may be recorded about a case of a type."""
    return frozenset(field for field, types in _TYPES.items() if case_type in types)


def fields_needed(case_type: CaseType) -> frozenset[CaseField]:
    """What a case of a type cannot be opened without."""
    return frozenset(field for field, types in _NEEDED.items() if case_type in types)


class AskedAs(StrEnum):
    """What kind of answer a fact is."""

    DAY = "day"
    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One fact that is asked of a case, in the words of its type.

    ``name`` is the field of the command that records it; ``options`` are the codes of a choice.
    """

    name: str
    words: str
    kind: AskedAs
    hint: str = ""
    options: tuple[Priority, ...] = ()


def asked_of(case_type: CaseType) -> tuple[Asked, ...]:
    """The facts of its own that a case of a type has, then what every case is asked."""
    return (*_of_its_own(case_type), _summary(case_type), *_PRIORITY)


def _of_its_own(case_type: CaseType) -> Iterator[Asked]:
    fields = fields_of(case_type)
    if CaseField.AUTHORITY in fields:
        yield Asked(
            name="responsible_authority",
            words="Responsible authority",
            kind=AskedAs.LINE,
            hint="The local authority that looks after the child",
        )
    if CaseField.ABOUT_PERSON in fields:
        yield Asked(
            name="about_person",
            words="Person whom it is about",
            kind=AskedAs.LINE,
            hint="The person in the household who is disqualified",
        )
    if CaseField.CONCERN in fields:
        yield from _concern(case_type)
    if CaseField.CARER_AGREES in fields:
        yield from _AGREEMENT


def _concern(case_type: CaseType) -> Iterator[Asked]:
    raised, what = _CONCERNS.get(case_type, ("Concern raised on", "the concern"))
    yield Asked(name="concern_on", words=raised, kind=AskedAs.DAY)
    yield Asked(
        name="concern_concluded_on",
        words=f"Looking into {what} ended on",
        kind=AskedAs.DAY,
        hint="The panel hears the review once this is known",
    )
    yield Asked(
        name="concern_outcome", words=f"What came of {what}", kind=AskedAs.TEXT, hint="In short"
    )


_CONCERNS: Mapping[CaseType, tuple[str, str]] = {
    CaseType.POST_ALLEGATION_REVIEW: ("Allegation made on", "the allegation"),
}
_AGREEMENT = (
    Asked(
        name="carer_agreed_on",
        words="Carer agreed in writing on",
        kind=AskedAs.DAY,
        hint="Only where they agree. Without it the change is a qualifying determination",
    ),
    Asked(
        name="support_statement",
        words="Support because of the change",
        kind=AskedAs.TEXT,
        hint="Whether more support is needed, and how it will be given",
    ),
)
_PRIORITY = (
    Asked(
        name="priority",
        words="Priority",
        kind=AskedAs.CHOICE,
        hint="Only where the case must be heard sooner",
        options=tuple(Priority),
    ),
    Asked(name="priority_because", words="Why it is urgent", kind=AskedAs.LINE),
    Asked(name="needed_by_on", words="Decision needed by", kind=AskedAs.DAY),
)
_SUMMARIES: Mapping[CaseType, tuple[str, str]] = {
    CaseType.ADVICE: ("Question to the panel", "What the panel is asked to advise on"),
    CaseType.NOTIFICATION: ("What the panel is told", "In a few sentences"),
    CaseType.RESIGNATION: ("What the panel is told", "The panel only notes a resignation"),
    CaseType.BRIEF_REPORT: ("Why the assessment stopped", "In short"),
    CaseType.REVIEW_UPDATE: ("What has changed since the review", "In short"),
    CaseType.CHANGE_OF_APPROVAL: ("What changes, and why", "In short"),
    CaseType.EXEMPTION: ("Why an exemption is asked for", "In short"),
    CaseType.LONG_TERM_MATCH: ("Why this match", "In short"),
    CaseType.DEREGISTRATION: ("Why ending the approval is proposed", "In short"),
    CaseType.REPRESENTATIONS: ("What the representations say", "In short"),
    CaseType.DISQUALIFICATION_CONSENT: ("What consent is asked for", "In short"),
}


def _summary(case_type: CaseType) -> Asked:
    words, hint = _SUMMARIES.get(case_type, ("In short", "What the panel is asked"))
    return Asked(name="summary", words=words, kind=AskedAs.TEXT, hint=hint)


@dataclass(frozen=True, kw_only=True)
class FactsOfItsKind:
    """What a case of its type has, each left out where nothing is known.

    ``responsible_authority`` looks after the child; ``about_person`` is who in the household is
    disqualified. ``concern_on`` is the day of an allegation or a concern, ``concern_concluded_on``
    and ``concern_outcome`` the end of looking into it. ``carer_agreed_on`` is the day of the
    carer's written agreement to a change of terms, which with the ``support_statement`` lets it
    take effect at once (FSR 28(9A)). ``needed_by_on`` is the day by which a child or a court needs
    the decision.
    """

    responsible_authority: str | None = None
    about_person: str | None = None
    concern_on: date | None = None
    concern_concluded_on: date | None = None
    concern_outcome: str | None = None
    carer_agreed_on: date | None = None
    support_statement: str | None = None
    priority: Priority | None = None
    priority_because: str | None = None
    needed_by_on: date | None = None

    @property
    def is_agreed(self) -> bool:
        """Whether a change of terms is agreed in writing, with its statement of support.

        It needs no panel then (FSR 28(9A)).
        """
        return self.carer_agreed_on is not None and bool(self.support_statement)


OF_A_KIND = tuple(FactsOfItsKind.__dataclass_fields__)
