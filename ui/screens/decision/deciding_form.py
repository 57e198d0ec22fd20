"""The second step: the decision, its terms and its reasons, in the decision maker's own words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from panelapp.actions.decisions import (
    DecisionRequirement,
    RecordDecision,
    RecordFinalDecision,
)
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import FinalDecision, FirstDecision
from panelapp.queries.deciding import Stand
from ui.components.button import Button
from ui.components.fields import DateField, RadioField, TextField, TickField, TicksField, WrongValue
from ui.components.form import Form
from ui.components.growing_text import GrowingTextField
from ui.components.layouts import column, row
from ui.components.summary_list import Fact
from ui.components.terms_form import TermsPart
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from panelapp.domain.values import Terms
    from panelapp.queries.deciding import DecisionChoice
    from panelapp.queries.decision_page import DecisionPage as Decision

Command = RecordDecision | RecordFinalDecision

STATEMENT = "I was not at this panel and have no interest in this case"
WIDTH = 900
"""Room for the longest decision on one line at twice the size of type."""
_CHANGED = "changes_terms"
_STANDS: Mapping[Stand, str] = {
    Stand.AS_RECOMMENDED: "As the panel recommended",
    Stand.DIFFERENT: "",
    Stand.ASK_FOR_MORE: "The case stays open",
    Stand.WITHOUT_PANEL: "",
    Stand.FINAL: "",
}


class DecidingForm(Form):
    """Everything that a decision says. What a choice does not need is not shown."""

    def __init__(self, decision: Decision) -> None:
        """Ask for the decision on a case; nothing is chosen yet."""
        super().__init__(width=WIDTH)
        self._decision, self._asked = decision, decision.deciding
        self._choices = {choice.code: choice for choice in self._asked.choices}
        self._add_choice()
        self._add_terms()
        self._add_reasons()
        self._add_more()
        self.add(
            "statement",
            STATEMENT,
            TickField(STATEMENT, required="Confirm that you were not at this panel."),
        )
        self.set_values(
            {
                "agreement_signed_on": self._asked.agreed_on,
                "support_statement": self._asked.support_statement,
            }
        )
        self.entered.connect(self._arrange)
        self._arrange()

    @property
    def choice(self) -> DecisionChoice | None:
        """What is chosen, if anything is."""
        try:
            return self._choices.get(self.field("decision").value())
        except WrongValue:
            return None

    def draft(self) -> dict[str, str]:
        # What was typed into terms that are shown as a sentence again is not meant.
        kept = super().draft()
        return kept | {_CHANGED: "yes"} if self._changes_terms else kept

    def set_draft(self, texts: Mapping[str, str]) -> None:
        super().set_draft(texts)
        self._changes_terms = texts.get(_CHANGED) == "yes"
        self._arrange()

    def read_command(self) -> Command | None:
        """What is to be recorded; ``None`` after showing what is wrong."""
        answers = self.read()
        if answers is None:
            return None
        terms = self._terms(answers)
        return self._final(answers, terms) if self._asked.is_final else self._first(answers, terms)

    def facts(self, change: Callable[[str], Callable[[], object]]) -> Iterator[Fact]:
        """Every answer to check, with the way to change it."""
        answers = self.read() or {}
        terms = self._terms(answers)
        choice = self.choice
        if choice is None:
            return
        yield Fact(name="Decision", words=choice.label, change=change("decision"))
        for name, label in _LABELS.items():
            if name in answers:
                yield Fact(name=label, words=_words(answers[name]), change=change(name))
        if choice.has_terms:
            sentence = terms.sentence() if terms else ""
            yield Fact(name="Terms", words=sentence, change=change("children_at_most"))
        yield Fact(name="You confirm", words=STATEMENT, change=change("statement"))

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field."""
        if name == "children_at_most" and not self._changes_terms:
            self._changes_terms = True
            self._arrange()
        self.field(name).focus_target().setFocus()

    def _add_choice(self) -> None:
        options = [(choice.code, choice.label) for choice in self._asked.choices]
        hints = [_STANDS[choice.stand] for choice in self._asked.choices]
        label = "Your final decision" if self._asked.is_final else "Your decision"
        field: RadioField[FirstDecision | FinalDecision] = RadioField(
            options, hints=hints, required="Choose a decision."
        )
        self.add("decision", label, field)
        self.follows = Words(kind="muted")
        self.part(self.follows)
        self.add(
            "decided_on",
            "Day of the decision",
            DateField(required="Enter the day of the decision.", what="The day of the decision"),
            "For example 27 3 2026",
        )
        self.field("decided_on").set_value(self._asked.today)
        self.add(
            "late_because",
            "Why the decision is late",
            GrowingTextField(required="Say why the decision is late.", lines=2),
            _late_words(self._asked.decide_by),
        )

    def _add_terms(self) -> None:
        """The terms as one sentence while they are as recommended, else as fields."""
        self._changes_terms = False
        known = self._asked.terms
        self._sentence = QWidget()
        layout = column(
            Words("Terms of approval", "label"),
            Words(known.sentence() if known else ""),
            gap=SPACE.tiny,
        )
        layout.addLayout(row(Button("Change these terms", self._change_terms, "link")))
        self._sentence.setLayout(layout)
        self.part(self._sentence)
        self.terms = TermsPart(self)
        self.terms.set_terms(known)

    def _change_terms(self) -> None:
        self.go_to("children_at_most")

    def _keeps_terms(self) -> bool:
        """Whether the decision has the known terms, and nobody asked to change them."""
        choice = self.choice
        is_kept = choice is not None and choice.has_terms and not choice.needs_support_statement
        return is_kept and self._asked.terms is not None and not self._changes_terms

    def _terms(self, answers: dict[str, Any]) -> Terms | None:
        """The terms of the decision, taken out of its answers."""
        typed = self.terms.take(answers)
        return self._asked.terms if self._keeps_terms() else typed

    def _add_reasons(self) -> None:
        self.add(
            "without_recommendation_because",
            "Why no panel was asked",
            GrowingTextField(required="Say why no panel was asked.", lines=2),
        )
        self.add(
            "agreement_signed_on",
            "Day on which the carer agreed in writing",
            DateField(
                required="Enter the day on which the carer agreed in writing.",
                what="The day of the agreement",
            ),
        )
        self.add(
            "support_statement",
            "Support because of the change of terms",
            GrowingTextField(
                required="Say whether support is needed because of the change, or that none is."
            ),
            "Say whether more support is needed, and how it will be given",
        )
        self.add(
            "arguments",
            "Why you differ from the panel",
            GrowingTextField(required="Say why you differ from what the panel recommended."),
            "The main arguments on each side",
        )
        self.add(
            "reasons",
            "Reasons, in your own words",
            GrowingTextField(required="Write the reasons for the decision.", lines=5),
            "What you rely on, and which of the panel's reasons you adopt",
        )
        self.count = Words("0 words", "small")
        self.part(self.count)

    def _add_more(self) -> None:
        titles = [reading.title for reading in self._decision.readings if reading.is_there]
        field: TicksField[str] = TicksField([(title, title) for title in titles])
        if titles and not self._asked.is_final:
            self.add("documents_read", "What you read", field)
        if not self._asked.is_final:
            self.add(
                "new_information",
                "New information since the panel",
                GrowingTextField(lines=1),
                "Only if there is any",
            )
            self.add(
                "requirements",
                "What else you require",
                GrowingTextField(lines=1),
                "Only if you require something. One on each line",
            )
            self.add("requirements_of", "Of whom", TextField(width=28))
            self.add("requirements_by", "By when", DateField(what="The day by which it is done"))
        self.add(
            "effective_on",
            "Day from which it applies",
            DateField(what="The day from which it applies"),
            "Only if that is not the day of the decision",
        )

    def _arrange(self) -> None:
        """Show what the choice needs, and what follows from it."""
        choice = self.choice
        asks_more = choice is not None and choice.stand is Stand.ASK_FOR_MORE
        keeps = self._keeps_terms()
        self._sentence.setVisible(keeps)
        self.terms.show(is_shown=choice is not None and choice.has_terms and not keeps)
        shown = {
            "late_because": self._is_late(),
            "without_recommendation_because": self._asked.needs_why_no_panel,
            "agreement_signed_on": choice is not None and choice.needs_agreement,
            "support_statement": choice is not None and choice.needs_support_statement,
            "arguments": choice is not None and choice.needs_arguments,
            "effective_on": choice is not None and not asks_more,
        }
        if not self._asked.is_final:
            wanted = bool(self.field("requirements").draft().strip())
            shown |= {
                "requirements": not asks_more,
                "requirements_of": wanted and not asks_more,
                "requirements_by": wanted and not asks_more,
            }
        for name, is_shown in shown.items():
            self.show_field(name, is_shown=is_shown)
        self.follows.setText(" ".join(choice.consequences) if choice else "")
        self.follows.setVisible(choice is not None)
        number = len(self.field("reasons").draft().split())
        self.count.setText("1 word" if number == 1 else f"{number} words")

    def _is_late(self) -> bool:
        last = self._asked.decide_by
        if last is None or self._asked.is_final:
            return False
        try:
            day = self.field("decided_on").value()
        except WrongValue:
            return False
        return day is not None and day > last

    def _first(self, answers: dict[str, Any], terms: Terms | None) -> RecordDecision:
        choice = self._choices[answers["decision"]]
        read = "\n".join(answers.get("documents_read", ()))
        return RecordDecision(
            case=self._decision.case_ref,
            decision=FirstDecision(choice.code),
            decided_on=answers["decided_on"],
            reasons=answers["reasons"],
            sitting=self._asked.sitting,
            documents_read=read,
            arguments=answers.get("arguments", ""),
            new_information=answers.get("new_information", ""),
            terms=terms if choice.has_terms else None,
            effective_on=answers.get("effective_on"),
            support_statement=answers.get("support_statement", ""),
            agreement_signed_on=answers.get("agreement_signed_on"),
            without_recommendation_because=answers.get("without_recommendation_because", ""),
            late_because=answers.get("late_because", ""),
            requirements=_requirements(answers),
        )

    def _final(self, answers: dict[str, Any], terms: Terms | None) -> RecordFinalDecision:
        choice = self._choices[answers["decision"]]
        return RecordFinalDecision(
            case=self._decision.case_ref,
            decision=FinalDecision(choice.code),
            decided_on=answers["decided_on"],
            reasons=answers["reasons"],
            terms=terms if choice.has_terms else None,
            effective_on=answers.get("effective_on"),
        )


_LABELS: Mapping[str, str] = {
    "decided_on": "Day of the decision",
    "late_because": "Why it is late",
    "without_recommendation_because": "Why no panel was asked",
    "agreement_signed_on": "Carer agreed in writing on",
    "support_statement": "Support because of the change",
    "arguments": "Why you differ",
    "reasons": "Reasons",
    "documents_read": "What you read",
    "new_information": "New information",
    "requirements": "What else you require",
    "requirements_of": "Required of",
    "requirements_by": "Required by",
    "effective_on": "Applies from",
}


def _words(answer: object) -> str:
    """An answer as it stands in the summary."""
    match answer:
        case date():
            return long_date(answer)
        case tuple():
            return "\n".join(str(part) for part in answer)
        case None:
            return ""
    return str(answer)


def _late_words(last: date | None) -> str:
    return f"It was to be made by {long_date(last)}" if last else ""


def _requirements(answers: dict[str, Any]) -> tuple[DecisionRequirement, ...]:
    """One requirement for each line, all of the same person and day."""
    lines = (line.strip() for line in answers.get("requirements", "").splitlines())
    return tuple(
        DecisionRequirement(
            words=line,
            owner=answers.get("requirements_of", ""),
            due_on=answers.get("requirements_by"),
        )
        for line in lines
        if line
    )
