"""What an attached assessment form could fill in of a case, beside what the case has now."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput, NotFound
from panelapp.domain.models import Paper, PaperContent
from panelapp.domain.names import plain
from panelapp.domain.rules.approval import standing
from panelapp.domain.rules.case_fields import CaseField, fields_of
from panelapp.exchange.forms.reading import FormRead, Reading, Stated, read_form
from panelapp.queries.approvals import approval_history

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from panelapp.domain.models import Carer, Case, NamedChild
    from panelapp.persistence.unit_of_work import UnitOfWork

Value = str | dt.date
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|prof|revd?|sir|dame)\.?\s+")
_NOBODY_YET = "The case has no second applicant."
_SOMEBODY_ELSE = "The form names somebody else here."
_OTHER_CHILDREN = "The case names other children."


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One thing that a form states and a case has a place for.

    ``field`` names the place: what it is, and which applicant of the case or child of the form.
    ``place`` counts the carers of the household, or the children whom the case names; 0 is one who
    is not there yet. Without a value nothing can be filled in, and ``doubt`` says why.
    """

    field: str
    what: Stated
    place: int
    now: Value | None
    value: Value | None
    reading: Reading
    doubt: str = ""

    @property
    def is_same(self) -> bool:
        """Whether the case says so already."""
        return self.value is not None and self.now is not None and _alike(self.now, self.value)

    @property
    def differs(self) -> bool:
        """Whether the case says something else."""
        return self.value is not None and self.now is not None and not _alike(self.now, self.value)


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A form's kind, what it could fill in, and what it states besides."""

    form: FormRead
    paper: Paper
    proposals: tuple[Proposal, ...]
    others: tuple[Reading, ...]


def propose(case: Case, sha256: str, uow: UnitOfWork) -> Proposed:
    """What a paper of a case could fill in.

    Raises :class:`NotFound` for a paper that the case does not have, and :class:`BadInput` for one
    that is no Word file or cannot be read.
    """
    paper = next(
        (one for one in case.papers if one.sha256 == sha256 and one.removed_on is None), None
    )
    if paper is None:
        raise NotFound("The case has no such paper.", remedy="It may have been removed.")
    if paper.media_type != WORD:
        raise BadInput(
            "Names and dates are read from Word documents alone.",
            remedy="Enter them by hand, or add the form as a Word document.",
        )
    form = read_form(uow.session.get_one(PaperContent, sha256).content, uow.today)
    applicants = _of_applicants(case, form, may_join=may_join(case, uow))
    proposals = (*applicants, *_of_case(case, form), *_of_children(case, form))
    used = {id(proposal.reading) for proposal in proposals}
    return Proposed(
        form=form,
        paper=paper,
        proposals=proposals,
        others=tuple(one for one in form.readings if id(one) not in used and not _is_doubtful(one)),
    )


def _is_doubtful(reading: Reading) -> bool:
    """Whether nothing is lost where a reading is left out: a child of the household, perhaps."""
    return reading.what in _OF_A_CHILD and bool(reading.doubt)


# --- applicants


_OF_AN_APPLICANT = (Stated.NAME, Stated.BORN, Stated.SEX)
_OF_A_CHILD = (Stated.CHILD_NAME, Stated.CHILD_BORN, Stated.CHILD_RELATIONSHIP)


def may_join(case: Case, uow: UnitOfWork) -> bool:
    """Whether a form may bring somebody new: not where others are approved (reg. 27)."""
    if CaseField.APPLICATION not in fields_of(case.case_type):
        return False
    return not standing(approval_history(case.household, uow), uow.today).is_approved


def _of_applicants(case: Case, form: FormRead, *, may_join: bool) -> Iterator[Proposal]:
    carers = {carer.position: carer for carer in case.household.carers}
    stated = {one.number: one for one in form.readings if one.what is Stated.NAME}
    for number, position in _positions(carers, stated).items():
        carer = carers.get(position)
        if carer is None and not may_join:
            continue
        doubt = _doubt_about(carer, stated.get(number))
        for reading in form.readings:
            if reading.what in _OF_AN_APPLICANT and reading.number == number:
                yield Proposal(
                    field=f"{reading.what}_{position}",
                    what=reading.what,
                    place=position if carer else 0,
                    now=_known_of(carer, reading.what),
                    value=reading.value,
                    reading=reading,
                    doubt=reading.doubt or doubt,
                )


def _positions(carers: dict[int, Carer], stated: dict[int, Reading]) -> dict[int, int]:
    """Which carer of the household each applicant of the form is: by name, else in order."""
    second_first = (
        len(carers) > 1
        and any(
            _is_named(carers[position], stated.get(number)) for number, position in ((1, 2), (2, 1))
        )
        and not any(_is_named(carers[number], stated.get(number)) for number in (1, 2))
    )
    return {1: 2, 2: 1} if second_first else {1: 1, 2: 2}


def _is_named(carer: Carer, reading: Reading | None) -> bool:
    if reading is None or reading.value is None:
        return False
    return _alike(carer.person.name, reading.value)


def _doubt_about(carer: Carer | None, name: Reading | None) -> str:
    if carer is None:
        return _NOBODY_YET if name is None or name.value is None else ""
    is_somebody_else = name is not None and name.value and not _is_named(carer, name)
    return _SOMEBODY_ELSE if is_somebody_else else ""


def _known_of(carer: Carer | None, what: Stated) -> Value | None:
    if carer is None:
        return None
    known: dict[Stated, Value | None] = {
        Stated.NAME: carer.person.name,
        Stated.BORN: carer.person.date_of_birth,
        Stated.SEX: carer.person.sex,
    }
    return known[what] or None


# --- the case and its household


def _of_case(case: Case, form: FormRead) -> Iterator[Proposal]:
    known: dict[Stated, Value | None] = {
        Stated.ADDRESS: case.household.address,
        Stated.SOCIAL_WORKER: case.social_worker,
        Stated.TEAM_MANAGER: case.team_manager,
    }
    fields = fields_of(case.case_type)
    if CaseField.APPLICATION in fields:
        known[Stated.APPLICATION] = case.application_on
    if CaseField.CHILDREN in fields:
        known[Stated.AUTHORITY] = case.responsible_authority
    for what, now in known.items():
        for reading in form.readings:
            if reading.what is what and reading.number == 1:
                yield Proposal(
                    field=str(what),
                    what=what,
                    place=0,
                    now=now or None,
                    value=reading.value,
                    reading=reading,
                    doubt=reading.doubt,
                )


# --- children


def _of_children(case: Case, form: FormRead) -> Iterator[Proposal]:
    if CaseField.CHILDREN not in fields_of(case.case_type):
        return
    names = {one.number: one for one in form.readings if one.what is Stated.CHILD_NAME}
    for reading in form.readings:
        name = names.get(reading.number)
        if reading.what in _OF_A_CHILD and name is not None and name.value is not None:
            place, child = _child_named(case, name.value)
            yield Proposal(
                field=f"{reading.what}_{reading.number}",
                what=reading.what,
                place=place,
                now=_known_of_child(child, reading.what),
                value=reading.value,
                reading=reading,
                doubt=reading.doubt or (_OTHER_CHILDREN if case.children and not child else ""),
            )


def _child_named(case: Case, name: Value) -> tuple[int, NamedChild | None]:
    for place, child in enumerate(case.children, start=1):
        if _alike(child.name, name):
            return place, child
    return 0, None


def _known_of_child(child: NamedChild | None, what: Stated) -> Value | None:
    if child is None:
        return None
    known: dict[Stated, Value | None] = {
        Stated.CHILD_NAME: child.name,
        Stated.CHILD_BORN: child.date_of_birth,
        Stated.CHILD_RELATIONSHIP: child.relationship_to_carer,
    }
    return known[what] or None


# --- the same, however it is written


def _alike(one: Value, other: Value) -> bool:
    if isinstance(one, dt.date) or isinstance(other, dt.date):
        return one == other
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    """A name or an address without capitals, accents, points and a title before it."""
    without_title = _TITLE.sub("", " ".join(plain(text).split()))
    return " ".join(re.split(r"[^\w]+", without_title)).strip()


def fields_stated(proposals: Iterable[Proposal]) -> dict[str, Proposal]:
    """The proposals by their fields."""
    return {proposal.field: proposal for proposal in proposals}
