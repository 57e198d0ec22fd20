"""What happens next at a sitting, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.values import in_words, long_date
from panelapp.queries.forecast import QuorumState
from panelapp.queries.sitting_rows import ItemStatus, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from panelapp.domain.models import Sitting
    from panelapp.queries.sitting_rows import AgendaRow, PapersPlan


def next_steps(
    sitting: Sitting,
    stage: Stage,
    agenda: Sequence[AgendaRow],
    papers: PapersPlan,
    *,
    attendance_recorded: bool,
) -> Iterator[str]:
    """What somebody does next for a sitting, in the order in which it is done."""
    match stage:
        case Stage.CANCELLED:
            yield "This sitting is not held. Its cases are free for another agenda."
        case Stage.PLANNED | Stage.PAPERS_OUT:
            yield from _before(sitting, agenda, papers)
        case Stage.TODAY:
            yield from _today(agenda, attendance_recorded=attendance_recorded)
        case Stage.ATTENDANCE_MISSING:
            yield "Record who attended."
        case Stage.HELD:
            yield from _after(agenda)


def _before(sitting: Sitting, agenda: Sequence[AgendaRow], papers: PapersPlan) -> Iterator[str]:
    if not agenda:
        yield "Put cases on the agenda."
    yield from _about_members(sitting, agenda)
    yield from _about_papers(agenda, papers)
    if papers.sent_on is not None:
        yield f"The panel sits on {long_date(sitting.held_on)}."


def _about_members(sitting: Sitting, agenda: Sequence[AgendaRow]) -> Iterator[str]:
    if not any(place.role.counts_to_quorum for place in sitting.attendances):
        yield "Ask members to come."
        return
    short = [row for row in agenda if row.quorum.state is not QuorumState.QUORATE]
    if short:
        yield f"Find out who can come: {_items(short)} may not be quorate."


def _about_papers(agenda: Sequence[AgendaRow], papers: PapersPlan) -> Iterator[str]:
    if papers.sent_on is not None:
        yield f"The papers went out on {long_date(papers.sent_on)}."
        return
    incomplete = [row for row in agenda if not row.papers_are_complete]
    if incomplete:
        yield f"Complete the papers of {_items(incomplete)}."
    if agenda and papers.is_late:
        yield "Send the papers now, and say why they are late."
    elif agenda:
        yield f"Send the papers by {long_date(papers.send_by)}."


def _today(agenda: Sequence[AgendaRow], *, attendance_recorded: bool) -> Iterator[str]:
    if not attendance_recorded:
        yield "Record who came, then start the sitting."
    else:
        yield from _after(agenda)


def _after(agenda: Sequence[AgendaRow]) -> Iterator[str]:
    unheard = _in(agenda, ItemStatus.TO_BE_HEARD)
    drafted = _in(agenda, ItemStatus.DRAFTED)
    confirmed = _in(agenda, ItemStatus.CONFIRMED, ItemStatus.DEFERRED)
    unlocked = [row for row in confirmed if not row.minutes_are_locked]
    if unheard:
        yield f"Record what the panel says about {_items(unheard)}."
    if drafted:
        yield f"The person in the chair confirms {_items(drafted)}."
    if unlocked:
        yield f"Finish the minutes of {_items(unlocked)}."
    if agenda and not (unheard or drafted or unlocked):
        yield "Everything is recorded and the minutes are locked."


def _in(agenda: Sequence[AgendaRow], *status: ItemStatus) -> list[AgendaRow]:
    return [row for row in agenda if row.status in status]


def _items(rows: Sequence[AgendaRow]) -> str:
    numbers = in_words(tuple(str(row.number) for row in rows))
    return f"item {numbers}" if len(rows) == 1 else f"items {numbers}"
