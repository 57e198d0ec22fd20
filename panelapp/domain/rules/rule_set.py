"""A dated registry of rules: where each one comes from, how strong it is and what it counts.

A jurisdiction is one :class:`RuleSet`; another is added by writing another module of rules beside
:mod:`panelapp.domain.rules.england_2011`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from panelapp.domain.errors import NotFound


class Force(StrEnum):
    """How binding a rule is, which settles what the program does when it is not met."""

    LAW = "LAW"
    NMS = "NMS"
    SG = "SG"
    LP = "LP"


class Confidence(StrEnum):
    """How the text of a rule is known: read, read at second hand, inferred, or not read."""

    V = "V"
    V2 = "V2"
    I = "I"  # noqa: E741 - the letter is the code
    M = "M"


@dataclass(frozen=True)
class Rule:
    """One rule in one wording, with the days between which it holds.

    ``valid_to`` is the last day, ``None`` while the rule stands. ``parameters`` holds the numbers
    that the rule names, by their unit (``{"working_days": 7}``).
    """

    id: str
    title: str
    citation: str
    force: Force
    confidence: Confidence
    valid_from: date
    text: str
    parameters: Mapping[str, int] = field(default_factory=dict)
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class RuleSet:
    """The rules of one jurisdiction.

    ``sources`` gives the full name of each abbreviation that a citation begins with.
    """

    id: str
    title: str
    sources: Mapping[str, str]
    rules: tuple[Rule, ...]

    def cite(self, rule_id: str) -> str:
        """The source of the newest wording of a rule, as messages show it."""
        return self.rule(rule_id).citation

    def rule(self, rule_id: str, on: date | None = None) -> Rule:
        """The wording in force on a day; without a day, the newest one.

        A day before the first wording is measured by the first wording, because older history is
        recorded too. Raises ``NotFound`` for an unknown id, or a day after the rule lapsed.
        """
        wordings = self._wordings.get(rule_id)
        if not wordings:
            raise NotFound(f"There is no rule {rule_id!r} in the rule set {self.id}.")
        if on is None:
            return wordings[-1]
        begun = [rule for rule in wordings if rule.valid_from <= on]
        rule = begun[-1] if begun else wordings[0]
        if rule.valid_to is not None and on > rule.valid_to:
            raise NotFound(f"The rule {rule_id!r} was no longer in force on {on.isoformat()}.")
        return rule

    @cached_property
    def _wordings(self) -> Mapping[str, Sequence[Rule]]:
        """The wordings of each rule, oldest first: lists of duties ask for them by thousands."""
        wordings: dict[str, list[Rule]] = {}
        for rule in sorted(self.rules, key=lambda rule: rule.valid_from):
            wordings.setdefault(rule.id, []).append(rule)
        return wordings

    def in_full(self, citation: str) -> str:
        """A citation with its abbreviation written out, as letters need it."""
        for short, full in self.sources.items():
            if citation.startswith(f"{short} "):
                return f"{full}{citation.removeprefix(short)}"
        return citation
