"""The form for what the panel said: the outcome and all that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from panelapp.actions.recommendations import DraftRecommendation, View
from panelapp.domain.labels import label
from panelapp.domain.vocabulary import DeferralReason, PositionTaken, QualityGrade
from ui.components.fields import ChoiceField, DateField, RadioField, TextField
from ui.components.form import Form
from ui.components.growing_text import GrowingTextField
from ui.components.terms_form import TermsPart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from panelapp.domain.vocabulary import Outcome
    from panelapp.queries.sitting_mode import ItemNow

CONDITIONS = "conditions_and_suggestions"
"""Apart from the conditions that belong to terms."""
_OF_A_DEFERRAL = ("deferral_reason", "deferral_needed", "deferral_from", "deferral_due_on")


class RecommendationForm(Form):
    """What the panel said about an item; only the fields that belong to the outcome are shown."""

    def __init__(
        self, item: ItemNow, views: tuple[View, ...], parent: QWidget | None = None
    ) -> None:
        """Show what was drafted, or the requested terms and the views for a first draft."""
        super().__init__(parent)
        self._choices = {choice.outcome: choice for choice in item.recommendation.choices}
        self.outcome: RadioField[Outcome] = RadioField(
            [(choice.outcome, choice.label) for choice in item.recommendation.choices],
            required="Choose what the panel said.",
        )
        self.add("outcome", "What did the panel say?", self.outcome)
        self.terms = TermsPart(self, heading="Terms that the panel recommends")
        self._add_deferral()
        self.add(
            "reasons",
            "Reasons",
            GrowingTextField(lines=5),
            "The record must hold them. Say which evidence they rest on.",
        )
        self.add(
            CONDITIONS,
            "Conditions and suggestions",
            GrowingTextField(lines=2),
            "For example training, support or a date for a review.",
        )
        unanimous: RadioField[bool] = RadioField([(True, "Yes"), (False, "No")], across=True)
        self.add("unanimous", "Did all members agree?", unanimous)
        self.add(
            "quality_grade",
            "Quality of the report",
            ChoiceField([(grade, label(grade)) for grade in QualityGrade], none="Not graded"),
        )
        self.outcome.entered.connect(self._fit)
        self._fill(item, views)
        self._fit()

    def command(
        self, sitting: str, case: str, views: tuple[View, ...]
    ) -> DraftRecommendation | None:
        """What is to be drafted; ``None`` after showing what is wrong, where anything is."""
        answers = self.read()
        if answers is None:
            return None
        terms = self.terms.take(answers)
        conditions = answers.pop(CONDITIONS)
        return DraftRecommendation(
            sitting=sitting, case=case, views=views, terms=terms, conditions=conditions, **answers
        )

    def choose(self, outcome: Outcome) -> None:
        """Choose an outcome, as the button for a deferral does."""
        self.outcome.set_value(outcome)
        self._fit()

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field."""
        name = {"conditions": CONDITIONS, "terms": "children_at_most"}.get(name, name)
        self.field(name).focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def set_draft(self, texts: Mapping[str, str]) -> None:
        super().set_draft(texts)
        self._fit()

    def _add_deferral(self) -> None:
        self.add(
            "deferral_reason",
            "Why is it deferred?",
            ChoiceField([(reason, label(reason)) for reason in DeferralReason]),
        )
        self.add("deferral_needed", "What is missing?", GrowingTextField(lines=2))
        self.add("deferral_from", "Who brings it?", TextField())
        self.add("deferral_due_on", "By when?", DateField(what="The day"), "For example 27 3 2027")

    def _fill(self, item: ItemNow, views: tuple[View, ...]) -> None:
        said = item.recommendation.said
        if said is None:
            self.terms.set_terms(item.requested_terms or item.current_terms)
            self.field("unanimous").set_value(_agreed(item, views))
            return
        self.terms.set_terms(said.terms or item.requested_terms or item.current_terms)
        self.set_values(
            {
                "outcome": said.outcome,
                "reasons": said.reasons,
                CONDITIONS: said.conditions,
                "unanimous": said.unanimous,
                "quality_grade": said.quality_grade,
                "deferral_reason": said.deferral_reason,
                "deferral_needed": said.deferral_needed,
                "deferral_from": said.deferral_from,
                "deferral_due_on": said.deferral_due_on,
            }
        )

    def _fit(self) -> None:
        """Show the fields that belong to the outcome that is chosen."""
        choice = next((c for c in self._choices.values() if c.label == self.outcome.draft()), None)
        self.terms.show(is_shown=choice is not None and choice.has_terms)
        for name in _OF_A_DEFERRAL:
            self.show_field(name, is_shown=choice is not None and choice.is_deferral)


def _agreed(item: ItemNow, views: tuple[View, ...]) -> bool | None:
    """Whether all agreed, as far as their views say so already."""
    if any(view.position is PositionTaken.DOES_NOT_SUPPORT for view in views):
        return False
    everybody = {stand.member for stand in item.recommendation.views if stand.takes_part}
    supports = {view.member for view in views if view.position is PositionTaken.SUPPORTS}
    return True if everybody and supports >= everybody else None


def views_of(item: ItemNow) -> tuple[View, ...]:
    """The views as the draft holds them."""
    return tuple(
        View(member=stand.member, position=stand.position, words=stand.words)
        for stand in item.recommendation.views
        if stand.position is not None
    )


def drafted_again(
    sitting: str, item: ItemNow, views: tuple[View, ...]
) -> DraftRecommendation | None:
    """The same draft with the views as they are now, where it is a draft and they changed."""
    said = item.recommendation.said
    if said is None or said.is_confirmed or set(views) == set(views_of(item)):
        return None
    against = any(view.position is PositionTaken.DOES_NOT_SUPPORT for view in views)
    return DraftRecommendation(
        sitting=sitting,
        case=item.case,
        outcome=said.outcome,
        reasons=said.reasons,
        terms=said.terms,
        conditions=said.conditions,
        unanimous=False if against and said.unanimous else said.unanimous,
        quality_grade=said.quality_grade,
        deferral_reason=said.deferral_reason,
        deferral_needed=said.deferral_needed,
        deferral_from=said.deferral_from,
        deferral_due_on=said.deferral_due_on,
        views=views,
    )
