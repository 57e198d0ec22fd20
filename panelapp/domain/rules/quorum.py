"""Whether a panel may do business, and if not, exactly what is missing.

Fostering Services (England) Regulations 2011, reg. 24(1). Quorum is tested for each item of
business: a person who withdrew from an item is not counted for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from panelapp.domain.errors import BadInput
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.vocabulary import PanelKind, SittingRole


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """A person at a sitting, as far as quorum asks.

    ``independent`` means independent of every service that constituted the panel;
    ``social_worker_3y`` a social worker with three years' relevant experience; ``withdrawn`` out
    of the room for the item.
    """

    name: str
    role: SittingRole
    independent: bool = False
    social_worker_3y: bool = False
    on_central_list: bool = True
    present: bool = True
    withdrawn: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether the person counts: a panel role, listed, present and not withdrawn."""
        return (
            self.role.counts_to_quorum
            and self.on_central_list
            and self.present
            and not self.withdrawn
        )


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One limb of regulation 24(1) that is not met, and what would meet it."""

    limb: str
    citation: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Quorum:
    """The result of the test. ``in_the_chair`` is the name of who takes the chair, if anybody."""

    quorate: bool
    in_the_chair: str | None
    counted: int
    needed: int
    missing: tuple[Missing, ...]


@dataclass(frozen=True, kw_only=True)
class AttendanceList:
    """An attendance list to be tested, with the panel's constitution and the agency's setting."""

    panel: PanelKind
    chair_may_fill_social_worker_place: bool
    attendance: tuple[Attendee, ...]


def quorum(
    attendance: Sequence[Attendee],
    panel: PanelKind,
    *,
    chair_may_fill_social_worker_place: bool = False,
) -> Quorum:
    """Whether the people who attend are quorate (Fostering Services Regulations 2011, reg. 24(1)).

    The appointed chair takes the chair when counted. Otherwise each vice chair who is counted is
    tried, and one for whom the rest holds takes it. With ``chair_may_fill_social_worker_place``
    the person in the chair may also be the social worker; the total needed stays the same.
    """
    counted = [person for person in attendance if person.is_counted]
    shortfalls: list[tuple[Attendee | None, tuple[Missing, ...]]] = [
        (
            candidate,
            _missing_under(
                candidate,
                [person for person in counted if person is not candidate],
                panel,
                fills_both=chair_may_fill_social_worker_place and candidate.social_worker_3y,
            ),
        )
        for candidate in _candidates_for_the_chair(counted)
    ] or [(None, _missing_without_chair(counted, panel))]
    in_the_chair, missing = min(shortfalls, key=lambda shortfall: len(shortfall[1]))
    return Quorum(
        quorate=not missing,
        in_the_chair=in_the_chair.name if in_the_chair else None,
        counted=len(counted),
        needed=_needed(panel),
        missing=missing,
    )


def would_help(
    attendance: Sequence[Attendee],
    candidate: Attendee,
    panel: PanelKind,
    *,
    chair_may_fill_social_worker_place: bool = False,
) -> bool:
    """Whether one more person would bring a panel that is not quorate nearer to quorum.

    Anybody who is counted helps where members are short; a place that is missing, such as the
    chair's, is filled only by somebody who may take it.
    """
    setting = chair_may_fill_social_worker_place
    before = quorum(attendance, panel, chair_may_fill_social_worker_place=setting)
    after = quorum([*attendance, candidate], panel, chair_may_fill_social_worker_place=setting)
    was, still = ({missing.limb for missing in found.missing} for found in (before, after))
    members_short = ENGLAND_2011.rule("quorum_others").citation.removeprefix("FSR ")
    return after.counted > before.counted and bool(was - still or members_short in was)


def quorum_sentence(result: Quorum) -> str:
    """The quorum of an item in one line, for agendas and minutes, without names."""
    state = "met" if result.quorate else "not met"
    reasons = "".join(f" {missing.message}" for missing in result.missing)
    return f"Quorum {state}: {result.counted} counted, {result.needed} needed.{reasons}"


def parse_attendance(stated: object) -> AttendanceList:
    """An attendance list read from JSON; keys that are not known are ignored.

    Raises ``BadInput`` where a role is unknown, a name missing or given twice, or a value of the
    wrong type.
    """
    if not isinstance(stated, Mapping):
        raise BadInput("An attendance list is an object with the keys panel and attendance.")
    people = stated.get("attendance")
    if not isinstance(people, list):
        raise BadInput("The key attendance must hold a list of people.")
    panel = stated.get("panel", PanelKind.SINGLE.value)
    if panel not in tuple(PanelKind):
        raise BadInput("The key panel must be single or joint.")
    attendance = tuple(_attendee(person, place) for place, person in enumerate(people, start=1))
    if len({person.name for person in attendance}) < len(attendance):
        raise BadInput("Two people in one attendance list have the same name.")
    return AttendanceList(
        panel=PanelKind(panel),
        chair_may_fill_social_worker_place=_yes_or_no(
            stated, "chair_may_fill_social_worker_place", place="The attendance list", missing=False
        ),
        attendance=attendance,
    )


def _candidates_for_the_chair(counted: Sequence[Attendee]) -> list[Attendee]:
    chairs = [person for person in counted if person.role is SittingRole.CHAIR]
    return chairs or [person for person in counted if person.role is SittingRole.VICE_CHAIR]


def _missing_under(
    in_the_chair: Attendee, rest: Sequence[Attendee], panel: PanelKind, *, fills_both: bool
) -> tuple[Missing, ...]:
    missing = []
    others, others_needed = len(rest), _others_needed(panel)
    if any(person.social_worker_3y for person in rest):
        others -= 1
    elif fills_both:
        others_needed += 1
    else:
        missing.append(_no_social_worker(chair_is_one=in_the_chair.social_worker_3y))
    if others < others_needed:
        missing.append(_too_few_others(others, others_needed, separate_worker=not fills_both))
    if (
        in_the_chair.role is SittingRole.VICE_CHAIR
        and not in_the_chair.independent
        and not any(person.independent for person in rest)
    ):
        missing.append(_no_independent_member())
    return tuple(missing)


def _missing_without_chair(counted: Sequence[Attendee], panel: PanelKind) -> tuple[Missing, ...]:
    missing = [
        _missing(
            "quorum_chair",
            f"Neither the appointed chair nor a vice chair is among the {len(counted)} counted:"
            " 1 is needed to take the chair.",
        )
    ]
    others, others_needed = len(counted), _others_needed(panel)
    if any(person.social_worker_3y for person in counted):
        others -= 1
    else:
        missing.append(_no_social_worker(chair_is_one=False))
    if others < others_needed:
        missing.append(_too_few_others(others, others_needed, separate_worker=True))
    return tuple(missing)


def _no_social_worker(*, chair_is_one: bool) -> Missing:
    beside = (
        " The person in the chair is one, but does not fill both places." if chair_is_one else ""
    )
    return _missing(
        "quorum_social_worker",
        "No separate social worker with 3 years' relevant post-qualifying experience is counted:"
        f" 1 is needed.{beside}",
    )


def _too_few_others(others: int, needed: int, *, separate_worker: bool) -> Missing:
    beside = "the chair and the social worker" if separate_worker else "the chair"
    return _missing(
        "quorum_others",
        f"Only {others} other {_members(others)} besides {beside}, {needed} needed:"
        f" {needed - others} more {_members(needed - others)}.",
    )


def _no_independent_member() -> Missing:
    return _missing(
        "quorum_independent",
        "The vice chair in the chair is not independent of the service and no other member"
        " counted is: 1 independent member is needed.",
    )


def _missing(rule_id: str, message: str) -> Missing:
    citation = ENGLAND_2011.rule(rule_id).citation
    return Missing(limb=citation.removeprefix("FSR "), citation=citation, message=message)


def _members(number: int) -> str:
    return "member" if number == 1 else "members"


def _constitution(panel: PanelKind) -> Mapping[str, int]:
    return ENGLAND_2011.rule(f"quorum_{panel.value}").parameters


def _needed(panel: PanelKind) -> int:
    return _constitution(panel)["people"]


def _others_needed(panel: PanelKind) -> int:
    return _constitution(panel)["others"]


def _attendee(stated: object, place: int) -> Attendee:
    where = f"Person {place} of the attendance list"
    if not isinstance(stated, Mapping):
        raise BadInput(f"{where} must be an object with a name and a role.")
    name, role = stated.get("name"), stated.get("role")
    if not isinstance(name, str) or not name.strip():
        raise BadInput(f"{where} has no name.")
    if role not in tuple(SittingRole):
        raise BadInput(f"{where} has no known role.", remedy=f"Use {', '.join(SittingRole)}.")
    return Attendee(
        name=name,
        role=SittingRole(role),
        independent=_yes_or_no(stated, "independent", place=where, missing=False),
        social_worker_3y=_yes_or_no(stated, "social_worker_3y", place=where, missing=False),
        on_central_list=_yes_or_no(stated, "on_central_list", place=where, missing=True),
        present=_yes_or_no(stated, "present", place=where, missing=True),
        withdrawn=_yes_or_no(stated, "withdrawn", place=where, missing=False),
    )


def _yes_or_no(stated: Mapping[object, object], key: str, *, place: str, missing: bool) -> bool:
    value = stated.get(key, missing)
    if not isinstance(value, bool):
        raise BadInput(f"{place}: {key} must be true or false.")
    return value
