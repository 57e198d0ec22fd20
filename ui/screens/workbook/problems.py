"""A list of what was found in a workbook, with the whole of the row that the keyboard is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.components.button import Button
from ui.components.layouts import Card, row
from ui.components.table import RowTable
from ui.components.words import Words
from ui.screens.workbook.columns import PROBLEMS, problem_in_full
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from panelapp.exchange.problems import Problem

ROWS_SHOWN = 8


class ProblemCard(Card):
    """Problems or warnings under a heading, and a way to save them."""

    def __init__(
        self,
        heading: str,
        words: str,
        problems: Sequence[Problem],
        save: Callable[[], object] | None = None,
    ) -> None:
        """``heading`` is also what a screen reader calls the table."""
        super().__init__(Words(heading, "heading"), Words(words, "muted"), sides=SPACE.huge)
        numbered = list(enumerate(problems))
        places = {id(one): number for number, one in numbered}
        self.table: RowTable[Problem] = RowTable(
            heading, PROBLEMS, id_of=lambda one: places[id(one)]
        )
        self.table.show_rows(problems)
        self.table.fit_height(ROWS_SHOWN)
        self.in_full = Words()
        self.in_full.setText(problem_in_full(problems[0]))
        self.table.chosen.connect(lambda one: self.in_full.setText(problem_in_full(one)))
        self.body.addWidget(self.table)
        self.body.addWidget(self.in_full)
        if save is not None:
            self.body.addLayout(
                row(Button("Save the list", save, says=f"Save the list: {heading}"))
            )
