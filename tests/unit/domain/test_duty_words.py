from __future__ import annotations

import ast
import re
from string import Formatter

import pytest

from panelapp.domain.duty_words import DUTY_WORDS, duty_words, time_left_words
from panelapp.domain.rules.clocks import CLOCKS
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from tests.architecture.sources import sources

CODE = re.compile(r"[a-z]+(_[a-z0-9]+)+")
NO_DUTIES = {
    *CLOCKS,
    *(rule.id for rule in ENGLAND_2011.rules),
    *("central_list", "working_days", "vice_chairs_from", "vice_chairs_to"),
}


def codes_written() -> set[str]:
    """Every text in the modules of duties that looks like a code."""
    return {
        node.value
        for source in sources("panelapp/domain/rules/duties")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value)
        and not node.value.endswith("_duties")
    }


def test_every_duty_of_the_rules_has_words() -> None:
    assert codes_written() - NO_DUTIES <= set(DUTY_WORDS)


def test_no_words_are_kept_for_a_duty_that_no_rule_raises() -> None:
    one_word = {"review", "decide", "appraise"}
    assert set(DUTY_WORDS) - codes_written() == one_word


@pytest.mark.parametrize("words", DUTY_WORDS.values())
def test_words_begin_with_a_verb_and_need_no_code(words: str) -> None:
    assert words[0].isupper()
    assert "_" not in words
    assert words[-1] not in ".!"
    names = {name for _, name, _, _ in Formatter().parse(words) if name}
    assert names <= {"ref", "people", "name", "sitting"}


def test_words_name_their_subject() -> None:
    assert duty_words("send_papers", sitting="the sitting of 3 December 2026") == (
        "Send papers for the sitting of 3 December 2026"
    )
    assert duty_words("give_written_notice", ref="C-2026-0139", people="the carers") == (
        "Tell the carers of C-2026-0139 in writing"
    )


def test_a_person_without_a_known_name_is_named_by_the_reference() -> None:
    assert duty_words("appraise", ref="M-1") == "Hold the yearly appraisal of M-1"


@pytest.mark.parametrize(
    ("days", "late", "today", "words"),
    [
        (3, False, False, "3 working days left"),
        (1, False, False, "1 working day left"),
        (0, False, False, "before the next working day"),
        (0, False, True, "today"),
        (-1, True, False, "1 working day late"),
        (-2, True, False, "2 working days late"),
        (0, True, False, "late"),
    ],
)
def test_time_left_is_said_in_working_days(
    *, days: int, late: bool, today: bool, words: str
) -> None:
    assert time_left_words(days, is_late=late, is_today=today) == words
