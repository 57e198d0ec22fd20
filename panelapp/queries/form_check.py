"""What an attached form says beside what the case has, for somebody to check before it is taken."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.rules.lifecycle import case_state
from panelapp.domain.rules.status_words import ENDED
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import CaseType
from panelapp.exchange.forms.reading import FormKind, Stated
from panelapp.queries.facts import case_facts
from panelapp.queries.form_proposals import propose
from panelapp.queries.sight import case_in_sight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from panelapp.domain.models import Case
    from panelapp.exchange.forms.reading import Reading
    from panelapp.persistence.unit_of_work import UnitOfWork
    from panelapp.queries.form_proposals import Proposal, Value

KIND_WORDS: Mapping[FormKind, str] = {FormKind.FORM_F: "Form F", FormKind.FORM_C: "Form C"}
_TYPE_OF: Mapping[CaseType, FormKind] = {
    CaseType.MAINSTREAM_APPROVAL: FormKind.FORM_F,
    CaseType.CONNECTED_APPROVAL: FormKind.FORM_C,
}
_WORDS: Mapping[Stated, str] = {
    Stated.NAME: "Name",
    Stated.BORN: "Date of birth",
    Stated.SEX: "Sex",
    Stated.ADDRESS: "Address",
    Stated.PREVIOUS_NAMES: "Previous names",
    Stated.APPLICATION: "Date of application",
    Stated.COMPLETED: "Date of completion",
    Stated.SOCIAL_WORKER: "Social worker",
    Stated.TEAM_MANAGER: "Team manager",
    Stated.AUTHORITY: "Responsible authority",
    Stated.COURT_REFERENCE: "Court reference",
    Stated.CHILD_NAME: "Name",
    Stated.CHILD_BORN: "Date of birth",
    Stated.CHILD_RELATIONSHIP: "Relationship to the carer",
}
_OF_APPLICANTS = frozenset({Stated.NAME, Stated.BORN, Stated.SEX})
_OF_CHILDREN = frozenset({Stated.CHILD_NAME, Stated.CHILD_BORN, Stated.CHILD_RELATIONSHIP})


@dataclass(frozen=True, kw_only=True)
class FormQuestion:
    """A paper of a case, by its SHA-256."""

    case: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """One thing that could be filled in, under a heading that says what it is ``about``.

    ``person`` is whom it is about, empty where that is the case or the household.
    ``says`` is what would be filled in, in words, and ``written`` how the form writes it where that
    is different. A line that cannot be filled in, or that the case has already, has no tick.
    """

    field: str
    about: str
    person: str
    words: str
    has: str
    says: str
    written: str
    where: str
    note: str
    differs: bool
    can_fill: bool
    is_ticked: bool


@dataclass(frozen=True, kw_only=True)
class OtherLine:
    """One thing that the form states and the case has no place for."""

    words: str
    says: str
    where: str


@dataclass(frozen=True, kw_only=True)
class FormCheck:
    """A form beside its case. ``kind`` is empty where the paper does not look like a form.

    ``same`` names what both say alike; the versions tell whether somebody changed the case or the
    household meanwhile.
    """

    case: str
    sha256: str
    title: str
    kind: str
    warning: str
    lines: tuple[CheckLine, ...]
    same: tuple[str, ...]
    others: tuple[OtherLine, ...]
    version: int
    household_version: int


def form_check(question: FormQuestion, uow: UnitOfWork) -> FormCheck:
    """What a paper says, line by line beside what the case has.

    Nothing is proposed to a case that has ended.
    Raises :class:`NotFound` for a paper that the case does not have, and :class:`BadInput` for one
    that is no Word file or cannot be read.
    """
    case = case_in_sight(question.case, uow)
    found = propose(case, question.sha256, uow)
    kind = found.form.kind
    is_open = case_state(case_facts(case, uow), uow.today) not in ENDED
    return FormCheck(
        case=case.ref,
        sha256=question.sha256,
        title=found.paper.title,
        kind=KIND_WORDS[kind] if kind else "",
        warning=_warning(case, kind),
        lines=tuple(_line(case, one) for one in found.proposals if not one.is_same and is_open),
        same=tuple(_same(case, one) for one in found.proposals if one.is_same),
        others=tuple(_others(found.others)),
        version=case.version,
        household_version=case.household.version,
    )


def _warning(case: Case, kind: FormKind | None) -> str:
    usual = _TYPE_OF.get(case.case_type)
    if kind is None or usual is None or kind is usual:
        return ""
    return f"This looks like a {KIND_WORDS[kind]}. The case is: {label(case.case_type)}."


def _line(case: Case, proposal: Proposal) -> CheckLine:
    reading, value = proposal.reading, proposal.value
    says = in_words(value) if value is not None else reading.text
    return CheckLine(
        field=proposal.field,
        about=_person(case, proposal) or "Case and household",
        person=_person(case, proposal),
        words=_WORDS[proposal.what],
        has=in_words(proposal.now) if proposal.now is not None else "",
        says=says,
        written=reading.text if isinstance(value, dt.date) and says != reading.text else "",
        where=_where(reading),
        note=_note(proposal),
        differs=proposal.differs,
        can_fill=value is not None,
        is_ticked=value is not None and proposal.now is None and not proposal.doubt,
    )


def _note(proposal: Proposal) -> str:
    """Why somebody should look twice, or why nothing can be filled in."""
    if proposal.value is None:
        return f"{proposal.doubt} It is not filled in.".strip()
    if proposal.differs:
        return f"This differs from what the case has. {proposal.doubt}".strip()
    return proposal.doubt


def _person(case: Case, proposal: Proposal) -> str:
    """Whom something is about; empty where that is the case or the household."""
    if proposal.what in _OF_APPLICANTS:
        names = {carer.position: carer.person.name for carer in case.household.carers}
        return names.get(proposal.place, "Second applicant, who is not in the case yet")
    if proposal.what in _OF_CHILDREN:
        if proposal.place:
            return case.children[proposal.place - 1].name
        return f"Child {proposal.reading.number} of the form, not named in the case yet"
    return ""


def _same(case: Case, proposal: Proposal) -> str:
    words, person = _WORDS[proposal.what].lower(), _person(case, proposal)
    return f"{words} of {person}" if person else words


def _others(readings: tuple[Reading, ...]) -> Iterator[OtherLine]:
    for reading in readings:
        value = reading.value
        says = in_words(value) if isinstance(value, dt.date) else reading.text
        yield OtherLine(words=_WORDS[reading.what], says=says, where=_where(reading))


def _where(reading: Reading) -> str:
    return f"Table {reading.table}, row {reading.row}: {reading.label}"


def in_words(value: Value) -> str:
    """A value as people read it."""
    if isinstance(value, dt.date):
        return long_date(value)
    return value.capitalize() if value in {"female", "male"} else value
