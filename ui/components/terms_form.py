"""The terms of approval as part of a form, with the one sentence that they make shown below.

The fields belong to the form, so that its summary of problems and its draft hold them as well::

    self.terms = TermsPart(form)
    ...
    answers = form.read()
    if answers is not None:
        command = RecordSomething(terms=self.terms.take(answers), **answers)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QWidget

from panelapp.domain.labels import label
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import PlacementType
from ui.components.button import Button
from ui.components.fields import ChoiceField, DateField, TextField, TicksField, WrongValue
from ui.components.growing_text import GrowingTextField
from ui.components.layouts import Card, column, row
from ui.components.terms_fields import AgesField, ChildrenField
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from ui.components.form import Form

_GENDERS = (("female", "Female"), ("male", "Male"))
_TYPES = [(kind, label(kind)) for kind in PlacementType]
_SELDOM = ("named_children", "time_limit_on", "scheme")
_NAMES = (
    "children_at_most",
    "ages",
    "gender",
    "main_placement",
    "other_placements",
    *_SELDOM,
    "conditions",
)


class TermsPart:
    """The fields of terms in a form.

    ``take`` gives the terms that are filled in, and takes their fields out of the form's answers.
    """

    def __init__(self, form: Form, *, heading: str = "Terms of approval", note: str = "") -> None:
        """Add the fields to ``form``, after what stands there."""
        self._form = form
        self._as_stated = ""
        self._is_shown = True
        self._shows_more = False
        self._heading = QWidget()
        words = [Words(heading, "heading"), *([Words(note, "muted")] if note else [])]
        self._heading.setLayout(column(*words, gap=SPACE.tiny))
        form.part(self._heading)
        self._add_common(form)
        self._more = self._more_row()
        form.part(self._more)
        self._add_seldom(form)
        self._sentence = Words(kind="lead")
        self._frame = self._sentence_card()
        form.part(self._frame)
        form.entered.connect(self._show_sentence)
        form.filled.connect(self._show_sentence)
        self.set_terms(None)

    @property
    def sentence(self) -> str:
        """The terms in one sentence, as far as they are filled in; empty where nothing is."""
        return self._terms_of(self._so_far()).sentence()

    def set_terms(self, terms: Terms | None) -> None:
        """Show terms, or none."""
        terms = terms or Terms()
        self._as_stated = terms.as_stated
        main = terms.placement_types[0] if terms.placement_types else None
        self._gender.set_options(_genders_with(terms.gender))
        self._form.set_values(
            {
                "children_at_most": (terms.number_of_children, terms.more_if_siblings),
                "ages": (terms.age_from, terms.age_to),
                "gender": terms.gender or None,
                "main_placement": main,
                "other_placements": terms.placement_types[1:],
                "named_children": "\n".join(terms.named_children),
                "time_limit_on": terms.time_limit_on,
                "scheme": terms.scheme,
                "conditions": terms.conditions,
            }
        )
        self._shows_more = bool(terms.named_children or terms.time_limit_on or terms.scheme)
        self._arrange()
        self._show_sentence()

    def show(self, *, is_shown: bool) -> None:
        """Show or hide all of it; hidden, it gives no terms."""
        self._is_shown = is_shown
        self._arrange()

    def take(self, answers: dict[str, Any]) -> Terms | None:
        """Take the terms out of a form's answers; ``None`` where nothing is said of them."""
        given = {name: answers.pop(name) for name in _NAMES if name in answers}
        if not self._is_shown:
            return None
        # What was filled in and then folded away again is still meant.
        terms = self._terms_of(self._so_far() | given)
        return None if terms.is_empty else terms

    def _add_common(self, form: Form) -> None:
        form.add("children_at_most", "How many children at most", ChildrenField())
        form.add("ages", "Ages", AgesField())
        self._gender: ChoiceField[str] = form.add(
            "gender", "Gender", ChoiceField(_GENDERS, none="Any gender")
        )
        form.add("main_placement", "Main type of placement", ChoiceField(_TYPES, none="Not said"))
        form.add("other_placements", "Other types of placement", TicksField(_TYPES, columns=2))
        form.add("conditions", "Conditions", GrowingTextField(lines=1))

    def _add_seldom(self, form: Form) -> None:
        form.add(
            "named_children",
            "Children named",
            GrowingTextField(lines=2),
            "Only where approval is for certain children. One name on each line.",
        )
        form.add(
            "time_limit_on",
            "Last day of the approval",
            DateField(what="The last day of the approval"),
            "Only where approval is limited in time",
        )
        form.add("scheme", "Scheme", TextField(width=28), "For example a remand scheme")

    def _more_row(self) -> QWidget:
        made = QWidget()
        words = "Name children, or give a last day or a scheme"
        made.setLayout(row(Button(words, self._show_more, "link")))
        return made

    def _show_more(self) -> None:
        self._shows_more = True
        self._arrange()
        self._form.field("named_children").focus_target().setFocus()

    def _arrange(self) -> None:
        for name in _NAMES:
            is_shown = self._is_shown and (self._shows_more or name not in _SELDOM)
            self._form.show_field(name, is_shown=is_shown)
        self._more.setVisible(self._is_shown and not self._shows_more)
        for part in (self._heading, self._frame):
            part.setVisible(self._is_shown)

    def _sentence_card(self) -> QFrame:
        frame = Card(gap=SPACE.tiny, margin=SPACE.medium, sides=SPACE.large)
        layout = frame.body
        layout.addWidget(Words("In one sentence", "label"))
        layout.addWidget(self._sentence)
        return frame

    def _show_sentence(self) -> None:
        if not self._shows_more and any(self._form.field(name).draft() for name in _SELDOM):
            self._shows_more = True
            self._arrange()
        words = self.sentence or "Nothing is said of the terms yet."
        self._sentence.setText(words)
        self._frame.setAccessibleName(f"The terms in one sentence: {words}")

    def _so_far(self) -> dict[str, Any]:
        """The answers as far as they can be read while somebody types."""
        answers = dict(_NOTHING)
        for name in _NAMES:
            try:
                answers[name] = self._form.field(name).value()
            except WrongValue:
                continue
        return answers

    def _terms_of(self, answers: dict[str, Any]) -> Terms:
        main: PlacementType | None = answers["main_placement"]
        others = tuple(kind for kind in answers["other_placements"] if kind is not main)
        number, more = answers["children_at_most"]
        youngest, oldest = answers["ages"]
        names = (line.strip() for line in answers["named_children"].splitlines())
        return Terms(
            number_of_children=number,
            more_if_siblings=more,
            age_from=youngest,
            age_to=oldest,
            gender=answers["gender"] or "",
            placement_types=others if main is None else (main, *others),
            named_children=tuple(name for name in names if name),
            time_limit_on=answers["time_limit_on"],
            scheme=answers["scheme"],
            conditions=answers["conditions"],
            as_stated=self._as_stated,
        )


_NOTHING: dict[str, Any] = {
    "children_at_most": (None, False),
    "ages": (None, None),
    "gender": None,
    "main_placement": None,
    "other_placements": (),
    "named_children": "",
    "time_limit_on": None,
    "scheme": "",
    "conditions": "",
}


def _genders_with(stated: str) -> tuple[tuple[str, str], ...]:
    """The genders to choose from, and what an older record states besides."""
    if not stated or stated in dict(_GENDERS):
        return _GENDERS
    return (*_GENDERS, (stated, stated.capitalize()))
