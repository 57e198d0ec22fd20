"""The form in which checks of several cases are chased at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panelapp.actions.assessment import ChaseChecks
from ui.components.fields import DateField, TextField, TicksField
from ui.components.form import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panelapp.queries.chase_list import ChaseRow


class ChaseForm(Form):
    """Which of the checks that are shown were chased, when and by whom."""

    def __init__(self, rows: Sequence[ChaseRow], chosen: Sequence[ChaseRow]) -> None:
        """Offer the rows; several that were chosen are ticked, else the late ones with the one."""
        super().__init__()
        options = [(row.check, f"{row.case}, {row.names}: {row.what}") for row in rows]
        ticks = TicksField(options, required="Choose at least one check.")
        self.add("checks", "Which checks?", ticks)
        are_meant = len(chosen) > 1
        ticks.set_value(
            [row.check for row in rows if row in chosen or (row.is_late and not are_meant)]
        )
        day = DateField(required="Enter the day on which they were chased.", what="The day")
        self.add("chased_on", "Chased on", day, "For example 27 3 2026")
        self.add("chased_by", "Chased by", TextField(), "Full name")

    def command(self, answers: dict[str, Any]) -> ChaseChecks:
        """The checks that were chased."""
        return ChaseChecks(**answers)
