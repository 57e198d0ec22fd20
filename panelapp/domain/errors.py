"""Everything that can be refused, each with a sentence that a panel adviser understands.

A sentence says what happened, what is safe and what to do. It never holds the name of a person
from a case, a household or the central list: sentences reach logs and crash reports.
"""

from __future__ import annotations


class PanelappError(Exception):
    """The base of every refusal; ``str(error)`` is the sentence to show."""

    def __init__(self, sentence: str, *, remedy: str = "") -> None:
        """Keep the sentence and, apart from it, what the person can do about it."""
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy

    def __str__(self) -> str:
        """The sentence, followed by the remedy where there is one."""
        return f"{self.sentence} {self.remedy}".strip()


class RuleBroken(PanelappError):
    """A rule of the regulations, the standards or the agency does not allow the action."""

    def __init__(self, sentence: str, *, citation: str, remedy: str = "") -> None:
        """Keep the citation, which every such message shows."""
        super().__init__(sentence, remedy=remedy)
        self.citation = citation

    def __str__(self) -> str:
        """The sentence and the remedy, closed by the citation in brackets."""
        return f"{super().__str__()} [{self.citation}]"


class NotAllowed(PanelappError):
    """The user's role, or their part in the case, does not let them do this."""


class NotFound(PanelappError):
    """Nothing in the file has the reference that was given."""


class StaleRecord(PanelappError):
    """Somebody changed the record after it was opened."""


class BadInput(PanelappError):
    """A value that was given cannot be used; nothing was changed."""


class FileTrouble(PanelappError):
    """The file, the disk or the password is in the way; the data itself is as it was."""


class WrongPassword(FileTrouble):
    """The name and the password do not open the file; a person may simply try again."""
