"""The facts of a case's type as fields of a form, and as words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from panelapp.domain.labels import label
from panelapp.domain.rules.case_fields import AskedAs
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import Priority
from ui.components.fields import ChoiceField, DateField, TextField
from ui.components.growing_text import GrowingTextField

if TYPE_CHECKING:
    from panelapp.domain.rules.case_fields import Asked
    from ui.components.fields import Field


def field_of(asked: Asked) -> Field[Any]:
    """The field in which a fact is answered."""
    match asked.kind:
        case AskedAs.DAY:
            return DateField(what="This date")
        case AskedAs.LINE:
            return TextField()
        case AskedAs.TEXT:
            return GrowingTextField(lines=2)
        case AskedAs.CHOICE:
            options = [(option, label(option)) for option in asked.options]
            return ChoiceField(options, none="None")


def words_of(answer: object) -> str:
    """An answer in words; empty where there is none."""
    match answer:
        case date():
            return long_date(answer)
        case Priority():
            return label(answer)
        case str():
            return answer
    return ""
