"""Plain, frozen values that the rules, the records and the documents share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from panelapp.domain.vocabulary import PlacementType

PLACEMENT_WORDS: dict[PlacementType, str] = {
    PlacementType.SHORT_TERM: "short term",
    PlacementType.LONG_TERM: "long term",
    PlacementType.RESPITE: "respite",
    PlacementType.SHORT_BREAKS: "short breaks",
    PlacementType.EMERGENCY: "emergency",
    PlacementType.PARENT_AND_CHILD: "parent and child",
    PlacementType.SPECIALIST: "specialist",
    PlacementType.REMAND: "remand",
    PlacementType.EARLY_PERMANENCE: "early permanence",
    PlacementType.BRIDGING: "bridging",
    PlacementType.UASC: "unaccompanied asylum-seeking children",
    PlacementType.NAMED_CHILD: "named child only",
    PlacementType.SUPPORT_CARER: "support carer",
    PlacementType.SUPPORTED_LODGINGS: "supported lodgings",
}


def long_date(day: date) -> str:
    """A date as people write it: ``21 November 2026``."""
    return f"{day.day} {day:%B %Y}"


def clock_time(moment: time) -> str:
    """A time of day as people write it: ``09:30``."""
    return f"{moment:%H:%M}"


def period(start: time | None, finish: time | None) -> str:
    """``09:30 to 13:15``, or as much of it as is known."""
    return " to ".join(clock_time(moment) for moment in (start, finish) if moment is not None)


def day_and_times(day: date, start: time | None, finish: time | None) -> str:
    """``21 November 2026, 09:30 to 13:15``, or the day alone where no time is known."""
    return ", ".join(part for part in (long_date(day), period(start, finish)) if part)


def in_words(parts: tuple[str, ...]) -> str:
    """Parts joined as a sentence joins them: ``a``, ``a and b``, ``a, b and c``."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Terms of approval: who may be placed with a household.

    Terms are optional in law ("any terms", Fostering Services (England) Regulations 2011,
    reg. 27(5)(a)), so every part may be unknown. ``time_limit_on`` is the last day of a
    time-limited approval. ``as_stated`` holds the words of an older record that was never
    broken into parts.
    """

    number_of_children: int | None = None
    more_if_siblings: bool = False
    age_from: int | None = None
    age_to: int | None = None
    gender: str = ""
    placement_types: tuple[PlacementType, ...] = ()
    named_children: tuple[str, ...] = ()
    time_limit_on: date | None = None
    scheme: str = ""
    conditions: str = ""
    as_stated: str = ""

    @property
    def contradiction(self) -> str:
        """What in the terms cannot be meant, in words; empty where nothing is."""
        if None not in {self.age_from, self.age_to} and self.age_from > self.age_to:  # type: ignore[operator]  # both are known
            return "the lower age is above the upper one"
        if self.number_of_children is not None and self.number_of_children < 1:
            return "the number of children is less than one"
        return ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is known of the terms."""
        return self == Terms()

    def sentence(self) -> str:
        """The terms in one sentence, the same wherever they appear.

        ``Approved for up to 2 children aged 0 to 10 of any gender, short term and respite.``
        An empty string when nothing is known.
        """
        if self.as_stated and self == Terms(as_stated=self.as_stated):
            return self.as_stated
        if self.is_empty:
            return ""
        return f"Approved for {self._who()}{self._kinds()}{self._limits()}.{self._conditions()}"

    def _who(self) -> str:
        match self.number_of_children:
            case None:
                children = "children"
            case 1:
                children = "up to 1 child"
            case number:
                children = f"up to {number} children"
        if self.more_if_siblings:
            children += " (or more if siblings)"
        if self.age_from is not None and self.age_to is not None:
            children += f" aged {self.age_from} to {self.age_to}"
        elif self.age_to is not None:
            children += f" aged up to {self.age_to}"
        elif self.age_from is not None:
            children += f" aged {self.age_from} and over"
        return f"{children} of {self.gender or 'any'} gender"

    def _kinds(self) -> str:
        is_for_named_only = PlacementType.NAMED_CHILD in self.placement_types
        kinds = [
            PLACEMENT_WORDS[kind]
            for kind in self.placement_types
            if kind is not PlacementType.NAMED_CHILD or not self.named_children
        ]
        words = f", {in_words(tuple(kinds))}" if kinds else ""
        if not self.named_children:
            return words
        only = " only" if is_for_named_only else ""
        return f"{words}, for {in_words(self.named_children)}{only}"

    def _limits(self) -> str:
        scheme = f", under the {self.scheme} scheme" if self.scheme else ""
        until = f", until {long_date(self.time_limit_on)}" if self.time_limit_on else ""
        return scheme + until

    def _conditions(self) -> str:
        stated = [text.strip() for text in (self.conditions, self.as_stated) if text.strip()]
        return "".join(f" {text if text.endswith('.') else text + '.'}" for text in stated)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The choices an agency makes where sources disagree (rules.md, "Settings").

    ``minutes_target`` counts working days from the sitting to final minutes.
    ``no_panel_for_approvals_from`` is the dated switch: from that day an initial approval may go
    to the decision maker without a panel; ``None`` means that the law still asks for a panel.
    """

    chair_may_fill_social_worker_place: bool = False
    papers_in_clear_days: bool = False
    emergency_placement_day_counts: bool = False
    resignations_noted_at_panel: bool = True
    minutes_target: int = 10
    no_panel_for_approvals_from: date | None = None
