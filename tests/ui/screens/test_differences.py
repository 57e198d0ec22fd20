"""What changed between two drafts, word by word."""

from __future__ import annotations

import pytest

from ui.screens.minutes.differences import Change, Stretch, differences

SAME, ADDED, OUT = Change.SAME, Change.ADDED, Change.TAKEN_OUT


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ()),
        ("A warm home.", "A warm home.", ((SAME, "A warm home."),)),
        ("", "New.", ((ADDED, "New."),)),
        ("Old.", "", ((OUT, "Old."),)),
        (
            "two girls came",
            "two boys came",
            ((SAME, "two "), (OUT, "girls"), (ADDED, "boys"), (SAME, " came")),
        ),
        ("one\ntwo", "one two", ((SAME, "one"), (OUT, "\n"), (ADDED, " "), (SAME, "two"))),
    ],
)
def test_words_stay_are_added_or_are_taken_out(
    before: str, after: str, expected: tuple[tuple[Change, str], ...]
) -> None:
    assert differences(before, after) == tuple(Stretch(*each) for each in expected)


def test_both_texts_can_be_put_together_again() -> None:
    before, after = "The panel met.\nIt heard two people.", "The full panel met.\n\nIt heard three."
    found = differences(before, after)
    assert "".join(s.text for s in found if s.change is not ADDED) == before
    assert "".join(s.text for s in found if s.change is not OUT) == after
