"""What happens next in a case, in one or two plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.duty_words import duty_words
from panelapp.domain.rules import clocks
from panelapp.domain.rules.history import last_day_to_respond
from panelapp.domain.rules.lifecycle import CaseState, latest_presentation
from panelapp.domain.rules.routes import PanelNeed
from panelapp.domain.values import long_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from panelapp.domain.rules.tasks.work import CaseWork


_ALWAYS: Mapping[CaseState, str] = {
    CaseState.HEARD: (
        "What the panel said is written down. The chair confirms it, with its reasons."
    ),
    CaseState.NOTED: (
        "The panel noted the case. The agency decision maker notes it, and it is closed."
    ),
    CaseState.INFORMATION_AWAITED: (
        "The agency decision maker asked for more information and decides when it is there."
    ),
    CaseState.RETURNED_TO_PANEL: (
        "The agency decision maker returned the case to panel. It goes on an agenda again."
    ),
    CaseState.IRM: (
        "The Independent Review Mechanism considers the case. The final decision follows what it"
        " recommends."
    ),
    CaseState.FINAL_DECISION_DUE: "The agency decision maker makes the final decision.",
}


def what_happens_next(work: CaseWork) -> str:
    """What comes next and who does it."""
    return _run_out(work) or _ALWAYS.get(work.state) or _NEXT[work.state](work)


def _run_out(work: CaseWork) -> str:
    """That a temporary approval ran out unsettled (CPPCR 25(6)); empty otherwise."""
    owed = work.duty("settle_temporary_approval")
    if owed is None or owed.due >= work.on:
        return ""
    return (
        f"The temporary approval has run out. Its last day was {long_date(owed.due)}. Speak to the"
        " nominated officer and legal adviser; the placement must end or be regularised."
    )


def _opened(work: CaseWork) -> str:
    if work.need is PanelNeed.NO:
        return (
            "The agency decision maker can decide without a panel. The case can also go on an"
            " agenda."
        )
    if work.may_go_direct:
        return (
            "The quality of the assessment is signed off, then the agency decision maker decides"
            " without a panel. Or the case goes on an agenda."
        )
    if work.of_its_kind.is_agreed:
        return (
            f"{_sentence(work.them)} agreed in writing, so the agency decision maker can decide"
            " without a panel. The case can also go on an agenda."
        )
    local = work.need is PanelNeed.LOCAL
    last = " The agency asks for a panel here; the law does not." if local else ""
    return f"The papers are completed, then the case goes on an agenda.{last}"


def _signed_off(work: CaseWork) -> str:
    signed_on, owed = work.case.quality_assured_on, work.duty("decide")
    since = f" on {long_date(signed_on)}" if signed_on else ""
    by = f" by {long_date(owed.due)}" if owed else ""
    return (
        f"The assessment was signed off in place of a panel{since}. The agency decision maker"
        f" decides{by}. The case can still go on an agenda."
    )


def _listed(work: CaseWork) -> str:
    shown = latest_presentation(work.case)
    if shown is None:
        return ""
    if shown.sitting_on < work.on:
        return f"The panel sat on {long_date(shown.sitting_on)}. What it said is to be recorded."
    if shown.sitting_on == work.on:
        return "The panel hears the case today."
    return f"{_papers(work)}The panel hears the case on {long_date(shown.sitting_on)}."


def _papers(work: CaseWork) -> str:
    owed = work.duty("send_papers")
    if owed is not None:
        verb = "were" if owed.due < work.on else "are"
        return f"Papers {verb} due with members on {long_date(owed.due)}. "
    sent = work.papers_sent_on
    return f"Papers were sent on {long_date(sent)}. " if sent else ""


def _deferred(work: CaseWork) -> str:
    shown = latest_presentation(work.case)
    asked = shown.deferral if shown else None
    by = f" by {long_date(asked.due_on)}" if asked and asked.due_on else ""
    need = f"It needs what was missing{by}." if asked and asked.needed else ""
    words = f"The panel put the case off. {need} Then it goes on an agenda again."
    return " ".join(words.split())


def _recommended(work: CaseWork) -> str:
    if work.minutes_checked:
        return "The minutes are checked. The person who was in the chair locks them."
    return "The minutes are written and checked. The person who was in the chair then locks them."


def _minutes_locked(work: CaseWork) -> str:
    days = clocks.CLOCKS["adm_decision"].period_in_words(work.on)
    return (
        f"The minutes go to the agency decision maker, who decides within {days} of receiving them."
    )


def _with_decision_maker(work: CaseWork) -> str:
    shown = latest_presentation(work.case)
    since = shown.minutes_received_on if shown else None
    if since is None:
        return "With the agency decision maker."
    waited = work.calendar.working_days_between(since, work.on)
    number = f"{waited} working day" if waited == 1 else f"{waited} working days"
    by = clocks.due("adm_decision", since, work.calendar).due
    return (
        f"With the agency decision maker since {long_date(since)} ({number})."
        f" The decision is due by {long_date(by)}."
    )


def _decided(work: CaseWork) -> str:
    made = work.decision
    letter = work.duty("give_written_notice")
    if made is None or letter is None:
        return f"The office tells {work.them} of the decision."
    oral = work.duty("tell_orally")
    spoken = f" by telephone or in person by {long_date(oral.due)}, and" if oral else ""
    return f"The office tells {work.them}{spoken} in writing by {long_date(letter.due)}."


def _notified(work: CaseWork) -> str:
    last_day = last_day_to_respond(work.decision) if work.decision else None
    if last_day is None:
        return f"{_sentence(work.them)} can answer the letter."
    return (
        f"{_sentence(work.them)} can answer until {long_date(last_day)}. The final decision comes"
        " after the answer."
    )


def _representations(work: CaseWork) -> str:
    if work.decision is not None and work.decision.representations_ref:
        ref = work.decision.representations_ref
        return f"The panel considers the representations ({ref}). The final decision follows."
    return "The representations become a case for the panel. The final decision follows."


def _finally_decided(work: CaseWork) -> str:
    letter = work.duty("give_final_notice")
    by = f" by {long_date(letter.due)}" if letter else ""
    return f"The office tells {work.them} the final decision in writing{by}."


def _closed(work: CaseWork) -> str:
    if not work.duties:
        return "Nothing. The case is closed."
    owed = work.duties[0]
    words = duty_words(owed.duty, ref="the case", people=work.them)
    return f"The case is decided. Still to do by {long_date(owed.due)}: {_lower(words)}."


def _withdrawn(work: CaseWork) -> str:
    day: date | None = work.case.withdrawn_on
    on = f" on {long_date(day)}" if day else ""
    return f"Nothing. The case was withdrawn{on}."


def _refused_at_stage_1(work: CaseWork) -> str:
    day = work.case.stage1_refused_on
    on = f" on {long_date(day)}" if day else ""
    return (
        f"Nothing. The service refused the application on stage 1 information{on}. The applicants"
        " may use its complaints procedure."
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


_NEXT: Mapping[CaseState, Callable[[CaseWork], str]] = {
    CaseState.OPENED: _opened,
    CaseState.SIGNED_OFF: _signed_off,
    CaseState.LISTED: _listed,
    CaseState.DEFERRED: _deferred,
    CaseState.RECOMMENDED: _recommended,
    CaseState.MINUTES_LOCKED: _minutes_locked,
    CaseState.WITH_DECISION_MAKER: _with_decision_maker,
    CaseState.DECIDED: _decided,
    CaseState.NOTIFIED: _notified,
    CaseState.REPRESENTATIONS: _representations,
    CaseState.FINALLY_DECIDED: _finally_decided,
    CaseState.CLOSED: _closed,
    CaseState.WITHDRAWN: _withdrawn,
    CaseState.REFUSED_AT_STAGE_1: _refused_at_stage_1,
}
