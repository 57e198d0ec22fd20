"""Who would bring a panel nearer to quorum (FSR 24(1))."""

from __future__ import annotations

from panelapp.domain.rules.quorum import Attendee, would_help
from panelapp.domain.vocabulary import PanelKind, SittingRole

CHAIR = Attendee(name="chair", role=SittingRole.CHAIR, independent=True)
WORKER = Attendee(name="worker", role=SittingRole.MEMBER, social_worker_3y=True)
MEMBERS = tuple(Attendee(name=f"member {n}", role=SittingRole.MEMBER) for n in range(4))


def helps(candidate: Attendee, *attendance: Attendee) -> bool:
    return would_help(attendance, candidate, PanelKind.SINGLE)


def test_anybody_helps_where_members_are_short() -> None:
    assert helps(MEMBERS[3], CHAIR, WORKER, MEMBERS[0])
    assert helps(WORKER, CHAIR, MEMBERS[0])


def test_only_a_chair_or_vice_chair_fills_an_empty_chair() -> None:
    without_chair = (WORKER, *MEMBERS)
    assert helps(CHAIR, *without_chair)
    assert helps(Attendee(name="vice", role=SittingRole.VICE_CHAIR), *without_chair)
    assert not helps(Attendee(name="member 9", role=SittingRole.MEMBER), *without_chair)


def test_only_a_social_worker_fills_the_social_workers_place() -> None:
    without_worker = (CHAIR, *MEMBERS)
    assert helps(WORKER, *without_worker)
    assert not helps(Attendee(name="member 9", role=SittingRole.MEMBER), *without_worker)


def test_somebody_who_would_not_count_does_not_help() -> None:
    stranger = Attendee(name="stranger", role=SittingRole.MEMBER, on_central_list=False)
    assert not helps(stranger, CHAIR, WORKER, MEMBERS[0])


def test_nobody_is_needed_at_a_quorate_panel() -> None:
    assert not helps(MEMBERS[3], CHAIR, WORKER, *MEMBERS[:3])
