"""What was due on ten days of a fictional agency, counted by hand.

Twelve subjects of the workbook are followed: six cases, two households, two people on the central
list and two sittings. For each day stands everything that must be listed about them, with the
reckoning beside it, and nothing else may be. Working days leave out Saturdays, Sundays and the bank
holidays of England (rules.md section 12): in 2021 2 and 5 April, 3 and 31 May, 30 August, 27 and 28
December; in 2022 3 January, 2 and 3 June, 19 September, 26 and 27 December; in 2023 2 January. The
day from which a period counts is never one of it. What the workbook does not hold, such as the day
on which papers were sent or an appraisal before the last one, was not recorded, and so is to do.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

from panelapp.actions.imports import ImportWorkbook, import_workbook
from panelapp.office import Office
from panelapp.queries.today import TodayQuestion, today_page
from tests.integration.command_line import ANYSHIRE, PASSPHRASE, done, new_file

if TYPE_CHECKING:
    from pathlib import Path

FOLLOWED = {
    # An application of 30 June 2021, heard on 1 September, minutes received on the 9th, approved on
    # the 22nd, told on the 27th, letter of the 30th.
    "C00001",
    "H0001",
    # An application of 7 December 2020, deferred on 8 April 2021 and never heard again; final
    # minutes of 16 April.
    "C00020",
    # Temporary approval from 29 September 2021; the panel's views on 13 December, minutes received
    # on the 23rd, extended on the 30th, told on the 30th, letter of 11 January 2022.
    "C00080",
    # A change of terms opened on 10 August 2021, heard on 11 November, minutes on the 19th,
    # determined on the 23rd, told on the 24th, letter of the 26th, no answer, final on 30 December.
    "C00172",
    # An application of 10 January 2022, heard on 17 May, minutes on the 20th, determined on 1 June,
    # told on the 7th, letter of the 8th, independent review asked for on the 20th, notified on the
    # 23rd, papers sent on the 30th, reviewed on 8 October, final on the 27th.
    "C00263",
    # A review after an allegation opened on 6 October 2022, heard on 13 December, minutes on the
    # 20th, determined on the 30th, told on 5 January 2023, letter of the 6th, final on 7 February.
    "C00312",
    # Approved on 24 February 2020; resigned by notice of 15 December 2021, ended on 12 January.
    "H0190",
    # The chair, listed on 2 December 2015, last appraised on 21 August 2022; a member, listed on
    # 27 May 2016, last appraised on 12 June 2022. All their checks and training are of then.
    "M001",
    "M020",
    # Held on 1 September 2021 with five items; planned for 14 May 2021 and cancelled.
    "S2021-22-15",
    "S2021-22-X1",
    # The list has one independent chair, two vice chairs and eight social workers throughout.
    "central list",
}


class Due(NamedTuple):
    """One duty as the command line prints it."""

    ref: str
    duty: str
    who: str
    due: str
    overdue: bool
    citation: str


AD, CH, DM, AM = "panel_adviser", "chair", "decision_maker", "administrator"
LATE, OPEN = True, False

# Until 21 August 2022 no appraisal of the chair is on record: a year from 2 December 2015.
CHAIR_NEVER = Due("M001", "appraise", DM, "2016-12-02", LATE, "Guidance vol 4, ch 5")
CHAIR_AGAIN = Due("M001", "appraise", DM, "2023-08-21", OPEN, "Guidance vol 4, ch 5")
# Until 12 June 2022 none of the member: a year from 27 May 2016.
MEMBER_NEVER = Due("M020", "appraise", CH, "2017-05-27", LATE, "Guidance vol 4, ch 5")
MEMBER_AGAIN = Due("M020", "appraise", CH, "2023-06-12", OPEN, "Guidance vol 4, ch 5")
# A year from the approval of 24 February 2020, and no review is on record.
RESIGNED = Due("H0190", "first_review", AD, "2021-02-24", LATE, "FSR 28(2)")
# 28 days from the sitting of 8 April 2021: 22 April is 14, 6 May is 28.
AGAIN = Due("C00020", "list_again", AD, "2021-05-06", LATE, "Local practice")
# 8 months from 7 December 2020; a deferral is no recommendation.
EIGHT_MONTHS = Due("C00020", "reach_recommendation", AD, "2021-08-07", LATE, "NMS 14.4")
# 24 weeks to act in from 29 September 2021, the first day being one of them: 18 January is day 112
# and the last of 16 weeks, 15 March is 8 weeks on.
EXPIRED = Due("C00080", "settle_temporary_approval", AD, "2022-03-15", LATE, "CPPCR 25(6)")
# A year from the approval of 22 September 2021.
FIRST_REVIEW = Due("H0001", "first_review", AD, "2022-09-22", OPEN, "FSR 28(2)")


def before_papers(ref: str, due: str, *, overdue: bool, assessed: bool = False) -> set[Due]:
    """What goes with the papers: the adviser's advice, and the declaration on an assessment."""
    wanted = ("write_advice", "declare_compliance") if assessed else ("write_advice",)
    return {Due(ref, duty, AD, due, overdue, "Local practice") for duty in wanted}


DAYS: dict[str, set[Due]] = {
    # Tuesday after Easter Monday. C00001, C00172, C00263 and C00312 are not opened yet.
    "2021-04-06": {
        EIGHT_MONTHS._replace(overdue=OPEN),
        # Papers for the sitting of 8 April were to go on 30 March: back from it 7 and 6 April,
        # 1 April (2 and 5 are holidays), 31 and 30 March. Ten more: 29, 26, 25, 24, 23, 22, 19, 18,
        # 17, 16 March.
        Due("C00020", "share_report", AD, "2021-03-16", LATE, "FSR 26(4)-(5)"),
        *before_papers("C00020", "2021-03-30", overdue=LATE, assessed=True),
        # Back from 1 September: 31 August, 27 (30 is a holiday), 26, 25, 24 August.
        Due("S2021-22-15", "send_papers", AM, "2021-08-24", OPEN, "NMS 14.3"),
        RESIGNED,
        CHAIR_NEVER,
        MEMBER_NEVER,
    },
    # Tuesday after the August bank holiday, the day before the sitting. The change of terms is
    # listed for November, and its papers need advice but no report to applicants.
    "2021-08-31": {
        # 8 months from 30 June is 30 February, and so 28 February.
        Due("C00001", "reach_recommendation", AD, "2022-02-28", OPEN, "NMS 14.4"),
        # Ten working days back from 24 August: 23, 20, 19, 18, 17, 16, 13, 12, 11, 10 August.
        Due("C00001", "share_report", AD, "2021-08-10", LATE, "FSR 26(4)-(5)"),
        *before_papers("C00001", "2021-08-24", overdue=LATE, assessed=True),
        # Back from 11 November: 10, 9, 8, 5, 4 November.
        *before_papers("C00172", "2021-11-04", overdue=OPEN),
        Due("S2021-22-15", "send_papers", AM, "2021-08-24", LATE, "NMS 14.3"),
        EIGHT_MONTHS,
        AGAIN,
        RESIGNED,
        CHAIR_NEVER,
        MEMBER_NEVER,
    },
    # The recommendation was made and the minutes are final: only the decision is late.
    "2021-09-21": {
        # 7 working days from 9 September: 10, 13, 14, 15, 16, 17, 20 September.
        Due("C00001", "decide", DM, "2021-09-20", LATE, "NMS 14.9"),
        *before_papers("C00172", "2021-11-04", overdue=OPEN),
        EIGHT_MONTHS,
        AGAIN,
        RESIGNED,
        CHAIR_NEVER,
        MEMBER_NEVER,
    },
    # Christmas Eve: the last of 28 days from the letter of 26 November (10, 17, 24 December).
    "2021-12-24": {
        Due("C00172", "await_response", AD, "2021-12-24", OPEN, "FSR 27(6)-(7), 28(7), 28(9)"),
        # 7 working days from 23 December: 24, 29, 30, 31 December, 4, 5, 6 January.
        Due("C00080", "decide", DM, "2022-01-06", OPEN, "NMS 14.9"),
        # The panel's views were sought on 13 December. 16 weeks: day 112 from 29 September.
        Due("C00080", "reconsider_placement", AD, "2022-01-18", OPEN, "CPPCR 25(4)-(5)"),
        Due("C00080", "inform_reviewing_officer", AD, "2022-01-18", OPEN, "CPPCR 25(4)-(5)"),
        Due("C00080", "approve_extension", AD, "2022-01-18", OPEN, "CPPCR 25(4)-(5)"),
        Due("C00080", "settle_temporary_approval", AD, "2022-01-18", OPEN, "CPPCR 25(6)"),
        FIRST_REVIEW,
        EIGHT_MONTHS,
        AGAIN,
        RESIGNED,
        CHAIR_NEVER,
        MEMBER_NEVER,
    },
    # The first working day of 2022. C00172 was decided finally; C00080 was told on 30 December.
    "2022-01-04": {
        # 5 working days from 30 December: 31 December, 4, 5, 6, 7 January.
        Due("C00080", "give_written_notice", AD, "2022-01-07", OPEN, "NMS 14.10"),
        EXPIRED._replace(overdue=OPEN),
        FIRST_REVIEW,
        EIGHT_MONTHS,
        AGAIN,
        # The approval ends on 12 January.
        RESIGNED,
        CHAIR_NEVER,
        MEMBER_NEVER,
    },
    # Monday after the Jubilee. From the determination of 1 June: 6, 7 June; and 8, 9, 10 June.
    "2022-06-06": {
        Due("C00263", "tell_orally", AD, "2022-06-07", OPEN, "NMS 14.10"),
        Due("C00263", "give_written_notice", AD, "2022-06-10", OPEN, "NMS 14.10"),
        EXPIRED,
        FIRST_REVIEW,
        EIGHT_MONTHS,
        AGAIN,
        CHAIR_NEVER,
        MEMBER_NEVER,
    },
    # The day after the notification: the answer is in, so nobody waits for one.
    "2022-06-24": {
        # 10 working days from 23 June: 24, 27, 28, 29, 30 June, 1, 4, 5, 6, 7 July.
        Due("C00263", "send_review_papers", AD, "2022-07-07", OPEN, "FSR 29"),
        EXPIRED,
        FIRST_REVIEW,
        EIGHT_MONTHS,
        AGAIN,
        CHAIR_NEVER,
        MEMBER_AGAIN,
    },
    # Monday after the independent review of Saturday 8 October.
    "2022-10-10": {
        # 7 working days from 8 October: 10, 11, 12, 13, 14, 17, 18 October.
        Due("C00263", "decide_finally", DM, "2022-10-18", OPEN, "NMS 14.9"),
        # Back from the sitting of 13 December: 12, 9, 8, 7, 6 December.
        *before_papers("C00312", "2022-12-06", overdue=OPEN),
        EXPIRED,
        FIRST_REVIEW._replace(overdue=LATE),
        EIGHT_MONTHS,
        AGAIN,
        CHAIR_AGAIN,
        MEMBER_AGAIN,
    },
    # The first working day of 2023, after a determination of 30 December.
    "2023-01-03": {
        # 2 working days: 3, 4 January; 5: and 5, 6, 9 January.
        Due("C00312", "tell_orally", AD, "2023-01-04", OPEN, "NMS 14.10"),
        Due("C00312", "give_written_notice", AD, "2023-01-09", OPEN, "NMS 14.10"),
        EXPIRED,
        FIRST_REVIEW._replace(overdue=LATE),
        EIGHT_MONTHS,
        AGAIN,
        CHAIR_AGAIN,
        MEMBER_AGAIN,
    },
    # The end of the two years: everything else was settled.
    "2023-03-31": {
        EXPIRED,
        FIRST_REVIEW._replace(overdue=LATE),
        EIGHT_MONTHS,
        AGAIN,
        CHAIR_AGAIN,
        MEMBER_AGAIN,
    },
}

# Working days from the day that is asked about to the due day, counted on a calendar.
IN_WORDS = {
    # From 6 April to 24 August 2021 are 20 weeks exactly: 100 weekdays, less 3 and 31 May.
    ("2021-04-06", "S2021-22-15"): "98 working days left",
    # Since 24 August: 25, 26, 27, 31 August, the 30th being a holiday.
    ("2021-08-31", "S2021-22-15"): "4 working days late",
    ("2021-09-21", "C00001"): "1 working day late",
    ("2021-12-24", "C00172"): "today",
    # 5, 6, 7 January.
    ("2022-01-04", "C00080 give_written_notice"): "3 working days left",
    ("2022-06-06", "C00263 tell_orally"): "1 working day left",
    # 27, 28, 29, 30 June, 1, 4, 5, 6, 7 July.
    ("2022-06-24", "C00263"): "9 working days left",
    # 11, 12, 13, 14, 17, 18 October.
    ("2022-10-10", "C00263"): "6 working days left",
    # 4, 5, 6, 9 January.
    ("2023-01-03", "C00312 give_written_notice"): "4 working days left",
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = new_file(tmp_path_factory.mktemp("by-hand"))
    with Office.open(path, user=None, passphrase=PASSPHRASE) as office:
        assert office.execute(import_workbook, ImportWorkbook(path=ANYSHIRE)).value.ok
    return path


@pytest.mark.parametrize("day", DAYS)
def test_what_is_due_on_a_day_is_what_was_counted_by_hand(file: Path, day: str) -> None:
    rows = done("due", file, "--on", day, "--json").json()
    found = [Due(**{name: row[name] for name in Due._fields}) for row in rows]
    about = [one for one in found if one.ref in FOLLOWED]
    assert set(about) == DAYS[day]
    assert len(about) == len(DAYS[day])


@pytest.mark.parametrize("day", DAYS)
def test_today_shows_the_same_in_words(file: Path, day: str) -> None:
    on = date.fromisoformat(day)
    with Office.open(file, user=None, passphrase=PASSPHRASE) as office:
        page = office.read(today_page, TodayQuestion(on=on))
    shown = [duty for duty in page.duties if (duty.place.case or duty.place.ref) in FOLLOWED]
    assert {
        (duty.place.case or duty.place.ref, duty.duty, duty.due.isoformat(), duty.citation)
        for duty in shown
    } == {(one.ref, one.duty, one.due, one.citation) for one in DAYS[day]}
    late = {(one.ref, one.duty) for one in DAYS[day] if one.overdue}
    told = {
        ((duty.place.case or duty.place.ref), duty.duty)
        for duty in shown
        if duty.left_words.endswith("late")
    }
    assert told == late
    for (asked, about), words in IN_WORDS.items():
        if asked == day:
            ref, _, code = about.partition(" ")
            lefts = [
                duty.left_words
                for duty in shown
                if (duty.place.case or duty.place.ref) == ref and duty.duty in {code or duty.duty}
            ]
            assert words in lefts
