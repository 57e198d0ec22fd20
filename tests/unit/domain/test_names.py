from __future__ import annotations

import pytest

from panelapp.domain.names import holds_words, names_together, plain


@pytest.mark.parametrize(
    ("names", "together"),
    [
        ((), ""),
        (("Sam Adeyemi-Wright",), "Sam Adeyemi-Wright"),
        (("Sam Adeyemi-Wright", "Jo Adeyemi-Wright"), "Sam and Jo Adeyemi-Wright"),
        (("Anna van der Berg", "Tom van der Berg"), "Anna and Tom van der Berg"),
        (("Mary Ann Hill", "John Hill"), "Mary Ann and John Hill"),
        (("Sam Hill", "Jo Dale"), "Sam Hill and Jo Dale"),
        (("Hill", "Hill"), "Hill and Hill"),
        (("Sam Hill", "Hill"), "Sam Hill and Hill"),
        (
            ("Carer 1 (synthetic)", "Carer 2 (synthetic)"),
            "Carer 1 (synthetic) and Carer 2 (synthetic)",
        ),
    ],
)
def test_a_family_name_is_said_once(names: tuple[str, ...], together: str) -> None:
    assert names_together(names) == together


def test_words_are_found_without_accents_and_capitals() -> None:
    assert plain("Zoë ŴILLIAMS") == "zoe williams"
    assert holds_words("zoe WIL", "Zoë", "Ŵilliams")
    assert holds_words("", "anything")
    assert not holds_words("zoe hill", "Zoë Williams")
