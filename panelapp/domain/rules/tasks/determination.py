"""The steps after a qualifying determination: the answer, what it leads to, the final decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.rules.history import last_day_to_respond
from panelapp.domain.rules.lifecycle import Move
from panelapp.domain.rules.tasks.step import Step, on_day
from panelapp.domain.rules.tasks.task import TaskPlace
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import QdResponse, UserRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.domain.rules.facts import DecisionFacts, IrmFacts
    from panelapp.domain.rules.tasks.work import CaseWork


def determination(work: CaseWork, made: DecisionFacts) -> Iterator[Step]:
    """The steps of a case with a qualifying determination."""
    yield _answer(work, made)
    match made.response:
        case QdResponse.REPRESENTATIONS:
            yield from _representations(made)
        case QdResponse.IRM:
            yield from _independent_review(made)
    yield from _final(work, made)


def _answer(work: CaseWork, made: DecisionFacts) -> Step:
    last_day = last_day_to_respond(made)
    waits = "" if made.written_on else "after the letter"
    if last_day is not None and made.response is None and work.on > last_day:
        how = f"none recorded by {long_date(last_day)}"
    else:
        how = label(made.response) if made.response else ""
    return Step(
        code="await_response",
        name=f"Record how {work.them} answered",
        is_done=made.response is not None or (last_day is not None and work.on > last_day),
        how=how,
        waits=waits,
        is_over=made.final is not None,
        duties=("await_response",),
        place=TaskPlace.DECISION,
    )


def _representations(made: DecisionFacts) -> Iterator[Step]:
    ref, received = made.representations_ref, made.representations_received_on
    yield Step(
        code="refer_representations",
        name="Open a case for the representations",
        is_done=ref is not None,
        how=ref or "",
        is_over=made.final is not None,
        duties=("refer_representations",),
        place=TaskPlace.CASE if ref else TaskPlace.REPRESENTATIONS,
        about=ref or "",
    )
    yield Step(
        code="hear_representations",
        name="Take the representations through panel",
        is_done=received is not None,
        how=on_day("minutes received on", received),
        has_begun=ref is not None,
        waits="" if ref else "after a case is opened for them",
        is_over=made.final is not None,
        place=TaskPlace.CASE,
        about=ref or "",
    )


def _independent_review(made: DecisionFacts) -> Iterator[Step]:
    irm, over = made.irm, made.final is not None
    said = irm.recommendation if irm else None
    yield Step(
        code="open_review",
        name="Record the application to the independent review",
        is_done=irm is not None,
        how=on_day("applied on", irm.applied_on if irm else None),
        is_over=over,
        place=TaskPlace.DECISION,
    )
    yield _review_papers(irm, is_over=over)
    yield Step(
        code="record_review",
        name="Record what the independent review recommended",
        is_done=said is not None,
        how=label(said) if said else "",
        has_begun=irm is not None and irm.notified_on is not None,
        waits="" if irm else "after the application",
        is_over=over,
        place=TaskPlace.DECISION,
    )


def _review_papers(irm: IrmFacts | None, *, is_over: bool) -> Step:
    sent = irm.papers_sent_on if irm else None
    return Step(
        code="send_review_papers",
        name="Send papers to the independent review",
        is_done=sent is not None,
        how=on_day("sent on", sent),
        waits="" if irm else "after the application",
        is_over=is_over or (irm is not None and irm.recommendation is not None),
        duties=("send_review_papers",),
        place=TaskPlace.DECISION,
    )


def _final(work: CaseWork, made: DecisionFacts) -> Iterator[Step]:
    final = made.final
    yield Step(
        code="decide_finally",
        name="Make the final decision",
        is_done=final is not None,
        how=f"{label(final.code)}, {long_date(final.decided_on)}" if final else "",
        waits="" if work.allows(Move.DECIDE_FINALLY) else _before_the_final(made),
        duties=("decide_finally",),
        who=UserRole.DECISION_MAKER,
        place=TaskPlace.DECISION,
    )
    written = final.written_on if final else None
    yield Step(
        code="give_final_notice",
        name=f"Tell {work.them} the final decision in writing",
        is_done=written is not None,
        how=on_day("letter of", written),
        waits="" if final else "after the final decision",
        is_over=final is not None and final.imported,
        duties=("give_final_notice",),
        place=TaskPlace.DECISION,
    )
    if made.irm is not None:
        copied = made.irm.copied_on
        yield Step(
            code="copy_to_review",
            name="Send the independent review the final decision",
            is_done=copied is not None,
            how=on_day("sent on", copied),
            waits="" if final else "after the final decision",
            is_over=final is not None and final.imported,
            duties=("copy_to_review",),
            place=TaskPlace.DECISION,
        )


def _before_the_final(made: DecisionFacts) -> str:
    match made.response:
        case QdResponse.REPRESENTATIONS:
            return "after the panel has heard the representations"
        case QdResponse.IRM:
            return "after the independent review"
    last_day = last_day_to_respond(made)
    if last_day is None:
        return "after the letter"
    return f"after the answer, or after {long_date(last_day)}"
