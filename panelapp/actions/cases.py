"""Households and cases, the children that a case names, and its papers."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.actions.case_kind import (
    MAY_BE_UNKNOWN,
    record_of_its_kind,
    require_agreement,
    require_of_its_kind,
)
from panelapp.actions.children import name_children
from panelapp.actions.extensions import (
    extended_already,
    require_extension,
    require_no_overlap,
    require_steps_kept,
)
from panelapp.actions.people import set_known
from panelapp.actions.references import new_ref
from panelapp.domain.errors import BadInput, NotFound, RuleBroken
from panelapp.domain.events import Topic
from panelapp.domain.models import (
    Carer,
    Case,
    Ending,
    Household,
    Item,
    NamedChild,
    Paper,
    PaperContent,
    PaperText,
    Person,
)
from panelapp.domain.rules.case_fields import FactsOfItsKind
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.lifecycle import Move
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    CarerKind,
    CaseType,
    EndingKind,
    EndingReason,
    Route,
)
from panelapp.exchange.paper_words import paper_words
from panelapp.exchange.papers import accepted_media_type
from panelapp.queries.facts import is_at_panel, require_move

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork

MOST_CARERS = 2
HOME_KINDS = {
    CaseType.MAINSTREAM_APPROVAL: CarerKind.MAINSTREAM,
    CaseType.CONNECTED_APPROVAL: CarerKind.CONNECTED,
    CaseType.SHORT_BREAK_APPROVAL: CarerKind.SHORT_BREAK,
    CaseType.SUPPORTED_LODGINGS_APPROVAL: CarerKind.SUPPORTED_LODGINGS,
    CaseType.REG24_EXTENSION: CarerKind.CONNECTED,
}


@dataclass(frozen=True, kw_only=True)
class CarerDetails:
    """One applicant or carer, as the register of foster carers needs them."""

    name: str
    date_of_birth: date | None = None
    sex: str = ""


@dataclass(frozen=True, kw_only=True)
class AddHousehold:
    """One or two people who apply or are approved together."""

    carers: tuple[CarerDetails, ...]
    carer_kind: CarerKind
    household: str | None = None
    address: str = ""
    team: str = ""
    approved_on: date | None = None
    last_review_on: date | None = None
    terms: Terms | None = None


def add_household(command: AddHousehold, uow: UnitOfWork) -> str:
    """Add a household and return its reference.

    ``approved_on``, ``last_review_on`` and ``terms`` are for households that were approved before
    this file began.
    Raises :class:`BadInput` for no carer, more than two, or a reference that is taken.
    """
    household = _new_household(command, uow)
    uow.changed(Topic.CASES, household.ref)
    return household.ref


def _new_household(command: AddHousehold, uow: UnitOfWork) -> Household:
    names = [details.name.strip() for details in command.carers]
    if not 1 <= len(names) <= MOST_CARERS or not all(names):
        raise BadInput(
            "A household has one or two carers, each with a name.", remedy="Nothing was added."
        )
    uow.require_sense(command.terms)
    ref = new_ref(Household, command.household, uow.today.year, uow)
    household = Household(
        ref=ref,
        carer_kind=command.carer_kind,
        address=command.address,
        team=command.team,
        approved_on=command.approved_on,
        last_review_on=command.last_review_on,
        terms=command.terms,
    )
    household.carers = [
        Carer(
            position=position,
            person=Person(
                name=details.name.strip(),
                date_of_birth=details.date_of_birth,
                sex=details.sex,
                address=command.address,
            ),
        )
        for position, details in enumerate(command.carers, start=1)
    ]
    uow.session.add(household)
    uow.session.flush()
    return household


@dataclass(frozen=True, kw_only=True)
class ChildDetails:
    """A child whom a case names."""

    name: str
    date_of_birth: date | None = None
    relationship: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenCase(FactsOfItsKind):
    """One matter for the panel about a household, which is there or comes with it.

    ``follows`` is the case that representations are about. ``application_on`` is the day the
    application to be assessed arrived, from which eight months run (NMS 14.4).
    """

    case_type: CaseType
    opened_on: date
    household: str | None = None
    new_household: AddHousehold | None = None
    case: str | None = None
    route: Route | None = None
    follows: str | None = None
    application_on: date | None = None
    report_shared_on: date | None = None
    observations_on: date | None = None
    reg24_started_on: date | None = None
    social_worker: str = ""
    team_manager: str = ""
    summary: str = ""
    requested_terms: Terms | None = None
    children: tuple[ChildDetails, ...] = ()


def open_case(command: OpenCase, uow: UnitOfWork) -> str:
    """Open a case and return its reference.

    Raises :class:`BadInput` where a date stands before the one it must follow, a Reg 24 extension
    has no start of the temporary approval, or representations follow no case of the household;
    :class:`RuleBroken` where representations answer no determination (reg. 27(9), 28(10)), or the
    temporary approval of an extension overlaps another for the same child (CPPCR 25(2)).
    """
    _check_case(command)
    require_of_its_kind(command, command.case_type, uow)
    household = _household_of(command, uow)
    uow.require_sense(command.requested_terms)
    follows = _followed(command, household, uow)
    if command.case_type is CaseType.REG24_EXTENSION and command.reg24_started_on is not None:
        children = [child.name for child in command.children]
        require_no_overlap(household, command.reg24_started_on, children, uow)
    ref = new_ref(Case, command.case, command.opened_on.year, uow)
    case = Case(
        ref=ref,
        household_id=household.id,
        case_type=command.case_type,
        carer_kind=HOME_KINDS.get(command.case_type, household.carer_kind),
        route=command.route,
        follows_id=follows.id if follows else None,
        opened_on=command.opened_on,
        application_on=command.application_on,
        report_shared_on=command.report_shared_on,
        observations_on=command.observations_on,
        reg24_started_on=command.reg24_started_on,
        social_worker=command.social_worker,
        team_manager=command.team_manager,
        summary=command.summary,
        requested_terms=command.requested_terms,
    )
    name_children(case, _named(command.children), uow)
    record_of_its_kind(case, command)
    require_agreement(case)
    uow.session.add(case)
    uow.changed(Topic.CASES, ref, command.case_type)
    return ref


def _household_of(command: OpenCase, uow: UnitOfWork) -> Household:
    match command.household, command.new_household:
        case str() as ref, None:
            return uow.household(ref)
        case None, AddHousehold() as people:
            return _new_household(people, uow)
    raise BadInput(
        "A case is about one household: one that is there, or a new one.",
        remedy="The case was not opened. Give household or new_household.",
    )


def _followed(command: OpenCase, household: Household, uow: UnitOfWork) -> Case | None:
    if command.follows is None:
        return None
    case = uow.case(command.follows)
    if case.household_id != household.id:
        raise BadInput(
            "The earlier case is one of another household.",
            remedy="The case was not opened. Check the two references.",
        )
    if command.case_type is CaseType.REPRESENTATIONS:
        require_move(case, Move.OPEN_REPRESENTATIONS, uow)
        _require_first_about(case, uow)
    return case


def _require_first_about(case: Case, uow: UnitOfWork) -> None:
    """Refuse a second case of representations while the first one goes on (reg. 27(9), 28(10))."""
    going_on = select(Case).where(
        Case.follows_id == case.id,
        Case.case_type == CaseType.REPRESENTATIONS,
        Case.withdrawn_on.is_(None),
    )
    found = uow.session.scalars(going_on.limit(1)).first()
    if found is not None:
        raise RuleBroken(
            "A case is open already for the representations about this determination.",
            citation=ENGLAND_2011.cite("panel_representations"),
            remedy=f"The case was not opened. Go on with case {found.ref}.",
        )


def _check_case(command: OpenCase) -> None:
    if command.case_type is CaseType.REG24_EXTENSION and command.reg24_started_on is None:
        raise BadInput(
            "An extension needs the day on which the temporary approval started.",
            remedy="The case was not opened. Give reg24_started_on.",
        )
    if command.case_type is CaseType.REPRESENTATIONS and command.follows is None:
        raise BadInput(
            "Representations are about an earlier case.",
            remedy="The case was not opened. Give follows, the reference of that case.",
        )
    shared, observed = command.report_shared_on, command.observations_on
    if observed is not None and (shared is None or observed < shared):
        raise BadInput(
            "The applicants' observations cannot come before the report was sent to them.",
            remedy="The case was not opened. Check the two dates.",
        )


@dataclass(frozen=True, kw_only=True)
class UpdateCase(FactsOfItsKind):
    """Facts of a case that are now known; what is left out stays as it is.

    ``not_known`` names facts that were recorded by mistake and are taken away; ``children`` are all
    the children that the case names now. Four dates are the steps of a Reg 24 extension: whether
    the placement is still the most appropriate, that the independent reviewing officer was told,
    and the nominated officer's approval (CPPCR 25(4)-(5)). ``placement_ended_on`` settles a
    temporary approval that came to no full one.
    """

    case: str
    application_on: date | None = None
    report_shared_on: date | None = None
    observations_on: date | None = None
    social_worker: str | None = None
    team_manager: str | None = None
    summary: str | None = None
    requested_terms: Terms | None = None
    still_appropriate_on: date | None = None
    iro_informed_on: date | None = None
    extended_on: date | None = None
    extended_by: str | None = None
    placement_ended_on: date | None = None
    children: tuple[ChildDetails, ...] | None = None
    not_known: tuple[str, ...] = ()
    version: int | None = None


_MAY_BE_UNKNOWN = (
    "application_on",
    "report_shared_on",
    "observations_on",
    "requested_terms",
    "still_appropriate_on",
    "iro_informed_on",
    "placement_ended_on",
    *MAY_BE_UNKNOWN,
)


def update_case(command: UpdateCase, uow: UnitOfWork) -> None:
    """Record facts of a case. Each step of a Reg 24 extension comes before the extension.

    Raises :class:`RuleBroken` (CPPCR 25) for an extension that a step is missing for, that comes
    after the first sixteen weeks ended, or that is the second, and for a step that is moved behind
    the extension which rests on it or taken away; :class:`BadInput` for facts that
    contradict one another.
    """
    case = uow.case(command.case, command.version)
    uow.require_sense(command.requested_terms)
    _require_consistent(command)
    if command.extended_on is not None and case.extended_on not in {None, command.extended_on}:
        raise extended_already()
    require_steps_kept(
        case,
        {
            "still_appropriate_on": command.still_appropriate_on,
            "iro_informed_on": command.iro_informed_on,
        },
        command.not_known,
        uow,
    )
    require_of_its_kind(command, case.case_type, uow)
    for step in (
        command.still_appropriate_on,
        command.iro_informed_on,
        command.extended_on,
        command.placement_ended_on,
    ):
        if step is not None:
            uow.require_happened(step)
    changed = set_known(
        case,
        application_on=command.application_on,
        report_shared_on=command.report_shared_on,
        observations_on=command.observations_on,
        social_worker=command.social_worker,
        team_manager=command.team_manager,
        summary=command.summary,
        requested_terms=command.requested_terms,
        still_appropriate_on=command.still_appropriate_on,
        iro_informed_on=command.iro_informed_on,
        extended_on=command.extended_on,
        extended_by=command.extended_by,
        placement_ended_on=command.placement_ended_on,
    )
    changed = ",".join(filter(None, (changed, record_of_its_kind(case, command))))
    for name in command.not_known:
        setattr(case, name, None)
    require_agreement(case)
    _require_order(command, case)
    if command.children is not None:
        name_children(case, _named(command.children), uow)
        changed = ",".join(filter(None, (changed, "children")))
    if command.extended_on is not None:
        require_extension(case, command.extended_on, has_officer=bool(case.extended_by), uow=uow)
    uow.changed(Topic.CASES, case.ref, ",".join(filter(None, (changed, *command.not_known))))


def _require_consistent(command: UpdateCase) -> None:
    for name in command.not_known:
        if name not in _MAY_BE_UNKNOWN or getattr(command, name) is not None:
            raise BadInput(
                f"{name!r} is no fact that can be taken away, or is given at the same time.",
                remedy=f"Nothing was changed. Choose from {', '.join(_MAY_BE_UNKNOWN)}.",
            )


def _require_order(command: UpdateCase, case: Case) -> None:
    """Observations follow the report; an older record that says otherwise is left alone."""
    shared, observed = case.report_shared_on, case.observations_on
    is_about_them = command.report_shared_on or command.observations_on or command.not_known
    if is_about_them and observed is not None and (shared is None or observed < shared):
        raise BadInput(
            "The applicants' observations cannot come before the report was sent to them.",
            remedy="Nothing was changed. Check the two dates.",
        )


def _named(children: tuple[ChildDetails, ...]) -> list[NamedChild]:
    return [
        NamedChild(
            position=position,
            name=child.name,
            date_of_birth=child.date_of_birth,
            relationship_to_carer=child.relationship,
        )
        for position, child in enumerate(children, start=1)
    ]


@dataclass(frozen=True, kw_only=True)
class WithdrawCase:
    """A case that will not go on."""

    case: str
    withdrawn_on: date
    reason: str


def withdraw_case(command: WithdrawCase, uow: UnitOfWork) -> None:
    """Close a case because the applicants withdrew or the service stopped it.

    It comes off every agenda on which it has not been heard yet.
    """
    case = uow.case(command.case)
    require_move(case, Move.WITHDRAW, uow)
    case.withdrawn_on = uow.require_happened(command.withdrawn_on)
    case.withdrawn_reason = command.reason
    for item in uow.session.scalars(select(Item).where(Item.case_id == case.id)):
        if is_at_panel(item, uow):
            item.withdrawn_on = command.withdrawn_on
            item.withdrawn_reason = command.reason
    uow.changed(Topic.CASES, case.ref, "withdrawn")


@dataclass(frozen=True, kw_only=True)
class AttachPaper:
    """A document for a case: its bytes in base 64, under the name it arrived with."""

    case: str
    title: str
    file_name: str
    content: str


def attach_paper(command: AttachPaper, uow: UnitOfWork) -> str:
    """Keep a document inside the encrypted file and return its SHA-256.

    Raises :class:`BadInput` for a file that is too large or of a kind that is not taken, and for a
    paper that the case has already.
    """
    case = uow.case(command.case)
    try:
        content = base64.b64decode(command.content, validate=True)
    except ValueError as error:
        raise BadInput(
            "The content of the paper is not base 64 text.", remedy="Nothing was added."
        ) from error
    media_type = accepted_media_type(command.file_name, content)
    digest = hashlib.sha256(content).hexdigest()
    if _shown(case, digest):
        raise BadInput("This paper is there already.", remedy="It was not added again.")
    if uow.session.get(PaperContent, digest) is None:
        uow.session.add(PaperContent(sha256=digest, size=len(content), content=content))
        uow.session.flush()
        uow.session.add(PaperText(sha256=digest, words=paper_words(command.file_name, content)))
        uow.session.flush()
    uow.session.add(
        Paper(
            case_id=case.id,
            title=command.title.strip() or command.file_name,
            file_name=command.file_name,
            media_type=media_type,
            sha256=digest,
            added_on=uow.today,
        )
    )
    uow.changed(Topic.CASES, case.ref, "paper")
    return digest


@dataclass(frozen=True, kw_only=True)
class RemovePaper:
    """A paper that was attached by mistake."""

    case: str
    sha256: str


def remove_paper(command: RemovePaper, uow: UnitOfWork) -> None:
    """Take a paper off a case's list; the bytes stay until retention disposes of the case."""
    case = uow.case(command.case)
    for paper in _require_shown(case, command.sha256):
        paper.removed_on = uow.today
    uow.changed(Topic.CASES, case.ref, "paper_removed")


@dataclass(frozen=True, kw_only=True)
class RenamePaper:
    """Another title for a paper, which lists, agendas and minutes show from now on."""

    case: str
    sha256: str
    title: str


def rename_paper(command: RenamePaper, uow: UnitOfWork) -> None:
    """Give a paper another title; the name under which it arrived stays.

    Raises :class:`NotFound` for a paper that the case does not have, and :class:`BadInput` for no
    title.
    """
    case = uow.case(command.case)
    title = " ".join(command.title.split())
    if not title:
        raise BadInput("A paper needs a title.", remedy="Nothing was changed.")
    for paper in _require_shown(case, command.sha256):
        paper.title = title
    uow.changed(Topic.CASES, case.ref, "paper_title")


def _require_shown(case: Case, sha256: str) -> list[Paper]:
    shown = _shown(case, sha256)
    if not shown:
        raise NotFound("The case has no such paper.", remedy="Nothing was changed.")
    return shown


def _shown(case: Case, sha256: str) -> list[Paper]:
    """The papers of a case that are these bytes; older files may hold two."""
    return [paper for paper in case.papers if paper.sha256 == sha256 and paper.removed_on is None]


@dataclass(frozen=True, kw_only=True)
class RecordResignation:
    """A carer's written notice of resignation."""

    household: str
    reason: EndingReason
    notice_received_on: date
    carer: int = 1
    sitting: str | None = None


def record_resignation(command: RecordResignation, uow: UnitOfWork) -> date:
    """Record a resignation and return the day on which approval ends.

    It ends 28 days after the notice came, whatever anybody decides, and cannot be undone
    (reg. 28(13)).
    """
    received_on = uow.require_happened(command.notice_received_on)
    effective = due("resignation_effect", received_on, uow.calendar).due
    return _end(
        uow,
        RecordEnding(
            household=command.household,
            carer=command.carer,
            kind=EndingKind.RESIGNATION,
            reason=command.reason,
            notice_received_on=received_on,
            effective_on=effective,
            sitting=command.sitting,
        ),
    )


@dataclass(frozen=True, kw_only=True)
class RecordEnding:
    """The end of one carer's approval that is not a resignation."""

    household: str
    kind: EndingKind
    reason: EndingReason
    effective_on: date
    carer: int = 1
    notice_received_on: date | None = None
    sitting: str | None = None


def record_ending(command: RecordEnding, uow: UnitOfWork) -> date:
    """Record that a carer's approval ended, and return the day.

    Raises :class:`RuleBroken` for a resignation, whose day the law fixes: record that with
    :func:`record_resignation`.
    """
    if command.kind is EndingKind.RESIGNATION:
        raise RuleBroken(
            "A resignation ends approval 28 days after the notice was received.",
            citation=ENGLAND_2011.cite("resignation_effect"),
            remedy="Nothing was changed. Record it as a resignation, with the day of the notice.",
        )
    return _end(uow, command)


def _end(uow: UnitOfWork, command: RecordEnding) -> date:
    carer = uow.carer(command.household, command.carer)
    if carer.ending is not None:
        raise RuleBroken(
            "This carer's approval has ended already; an ending cannot be undone.",
            citation=ENGLAND_2011.cite("resignation_effect"),
            remedy="Nothing was changed. A return to fostering is a new case.",
        )
    carer.ending = Ending(
        carer_id=carer.id,
        kind=command.kind,
        reason=command.reason,
        effective_on=command.effective_on,
        notice_received_on=command.notice_received_on,
        sitting_id=uow.sitting(command.sitting).id if command.sitting else None,
    )
    uow.changed(Topic.CASES, command.household, command.kind)
    return command.effective_on
