from __future__ import annotations

from datetime import date

import pytest

from panelapp.domain.values import Terms, in_words, long_date
from panelapp.domain.vocabulary import PlacementType


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        (
            Terms(
                number_of_children=2,
                age_from=0,
                age_to=10,
                placement_types=(PlacementType.SHORT_TERM, PlacementType.RESPITE),
            ),
            "Approved for up to 2 children aged 0 to 10 of any gender, short term and respite.",
        ),
        (
            Terms(number_of_children=1, age_to=5, gender="female", more_if_siblings=True),
            "Approved for up to 1 child (or more if siblings) aged up to 5 of female gender.",
        ),
        (
            Terms(
                number_of_children=1,
                placement_types=(PlacementType.LONG_TERM, PlacementType.NAMED_CHILD),
                named_children=("Child 0001 (synthetic)",),
            ),
            "Approved for up to 1 child of any gender, long term, for Child 0001 (synthetic) only.",
        ),
        (
            Terms(placement_types=(PlacementType.NAMED_CHILD,)),
            "Approved for children of any gender, named child only.",
        ),
        (
            Terms(
                age_from=8,
                time_limit_on=date(2027, 3, 1),
                conditions="No pets",
            ),
            "Approved for children aged 8 and over of any gender, until 1 March 2027. No pets.",
        ),
        (Terms(as_stated="2 children, 0-5"), "2 children, 0-5"),
        (Terms(), ""),
    ],
)
def test_terms_are_one_sentence(terms: Terms, sentence: str) -> None:
    assert terms.sentence() == sentence


@pytest.mark.parametrize(
    ("terms", "is_sound"),
    [
        (Terms(age_from=2, age_to=2), True),
        (Terms(age_from=10, age_to=2), False),
        (Terms(number_of_children=0), False),
        (Terms(), True),
    ],
)
def test_terms_that_contradict_themselves_are_known(terms: Terms, *, is_sound: bool) -> None:
    assert (terms.contradiction == "") is is_sound


def test_words_and_dates_are_written_as_people_write_them() -> None:
    assert in_words(("a", "b", "c")) == "a, b and c"
    assert in_words(()) == ""
    assert long_date(date(2026, 11, 1)) == "1 November 2026"
