"""The page on which a case is opened, in three steps: who, what, and a look at the answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.actions.cases import open_case
from panelapp.domain.names import names_together
from panelapp.queries.case_page import CasePageQuestion, case_page
from panelapp.queries.household_list import HouseholdsQuestion, households
from panelapp.queries.new_case import NewCaseQuestion, new_case
from ui.components.button import Button
from ui.components.confirmation_page import DonePanel
from ui.components.drafts import DraftKeeper
from ui.components.layouts import Card, clear, left, row
from ui.components.page import Page
from ui.components.place import Place
from ui.components.summary_list import SummaryList
from ui.components.tab_order import follow_reading
from ui.screens.new_case.answers import about_case, about_household, about_people
from ui.screens.new_case.forms import About, CaseForm, HouseholdForm
from ui.screens.new_case.household_field import MOST
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from panelapp.actions.cases import AddHousehold, OpenCase
    from panelapp.domain.errors import PanelappError
    from panelapp.queries.case_page import CasePage
    from panelapp.queries.household_list import HouseholdRow
    from panelapp.queries.new_case import NewCaseChoices
    from ui.components.form import Form
    from ui.components.summary_list import Fact
    from ui.desk import Desk

WHO, WHAT, CHECK, DONE = range(4)
_STEPS = (
    "Step 1 of 3: who it is about",
    "Step 2 of 3: what it is",
    "Step 3 of 3: check the answers",
    "",
)


class NewCasePage(Page):
    """Three steps and what happens next. What is typed is kept until the case is opened."""

    stays: ClassVar[bool] = False

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the steps; the household may be given by the place."""
        super().__init__(desk, place, parent)
        self._given = place.refs[0] if place.refs else None
        self._is_started = False
        self._household: HouseholdRow | None = None
        self._people: AddHousehold | None = None
        self._case: OpenCase | None = None
        self.set_back("Cases", Place("cases"))
        self.who, self.what = HouseholdForm(), CaseForm()
        self.listed = SummaryList(width=760)
        self.open_button = Button("Open case", self._open, "primary")
        self._parts = (
            self._part(self.who, Button("Continue", self._take_who, "primary")),
            self._part(
                self.what,
                Button("Check answers", self._take_what, "primary"),
                Button("Back to step 1", lambda: self._turn_to(WHO), "link"),
            ),
            self._check_part(),
            self._done_part(),
        )
        self._keepers = (
            DraftKeeper(self, self.who, "new_case/who"),
            DraftKeeper(self, self.what, "new_case/what"),
        )
        self.who.household.searched.connect(self._search)
        self.who.household.settled.connect(self._take_who)
        self._turn_to(WHO)

    def reload(self) -> None:
        """Ask once for the households and types, and bring back what was typed before."""
        if self._is_started:
            return
        self._is_started = True
        for keeper in self._keepers:
            keeper.restore()
        question = HouseholdsQuestion(text=self._given or "", limit=MOST)
        self.ask_beside(households, question, self._offer_households)

    def leave(self) -> None:
        """Keep what was typed."""
        for keeper in self._keepers:
            keeper.leave()

    # --- step 1: who it is about

    def _search(self, text: str) -> None:
        question = HouseholdsQuestion(text=text, limit=MOST)
        self.ask_beside(households, question, self.who.household.show_rows)

    def _offer_households(self, rows: list[HouseholdRow]) -> None:
        self.who.household.show_rows(rows)
        given = [row for row in rows if row.household == self._given]
        if given:
            self.who.set_values({"about": About.THERE, "household": given[0]})
            self._take_who()
        elif not rows and not self.who.draft():
            self.who.set_values({"about": About.NEW})
        self.loaded.emit()

    def _take_who(self) -> None:
        answers = self.who.read()
        if answers is None:
            self._to_top()
            return
        self.banner.dismiss()
        self._household = answers["household"] if answers["about"] is About.THERE else None
        self._people = None
        if self._household is None:
            self._people = self.who.new_household(answers)
            question = HouseholdsQuestion(text=self.who.first_name, limit=1)
            self.ask_beside(households, question, self._warn_of_same_name)
        self._ask_for_types()

    def _warn_of_same_name(self, rows: list[HouseholdRow]) -> None:
        for same in rows:
            self.banner.show_message(
                f"There is a household of that name already: {same.names} ({same.household})."
                " Two people can have the same name.",
                Tone.WARNING,
                heading="Look at the name again",
                actions=(("Use that household", partial(self._use, same)),),
            )

    def _use(self, same: HouseholdRow) -> None:
        self.banner.dismiss()
        self.who.set_values({"about": About.THERE})
        self.who.household.show_rows([same])
        self.who.household.set_value(same)
        self._take_who()

    # --- step 2: what it is

    def _ask_for_types(self) -> None:
        ref = self._household.household if self._household else None
        self.ask(new_case, NewCaseQuestion(household=ref), self._offer_types)

    def _offer_types(self, choices: NewCaseChoices) -> None:
        self.what.offer(choices)
        self._turn_to(WHAT)

    def _take_what(self) -> None:
        answers = self.what.read()
        if answers is None:
            self._to_top()
            return
        self.banner.dismiss()
        ref = self._household.household if self._household else None
        self._case = self.what.command(answers, ref, self._people)
        self.listed.show_facts(self._facts(self._case))
        self._turn_to(CHECK)
        # The answers are read from the top.
        next(iter(self.listed.findChildren(Button)), self.open_button).setFocus()

    # --- step 3: check the answers

    def _facts(self, case: OpenCase) -> Iterator[Fact]:
        if self._household is not None:
            yield from about_household(self._household, self._way(WHO, self.who, "household"))
        elif self._people is not None:
            yield from about_people(self._people, lambda name: self._way(WHO, self.who, name))
        if self.what.choice is not None:
            yield from about_case(
                case,
                self.what.choice,
                lambda name: self._way(WHAT, self.what, name),
                self.what.key_of,
            )

    def _way(self, step: int, form: Form, name: str) -> Callable[[], None]:
        def back_to_field() -> None:
            self._turn_to(step)
            form.field(name).focus_target().setFocus()

        return back_to_field

    def _open(self) -> None:
        if self._case is not None:
            self.desk.submit(self, open_case, self._case, self._opened, self._refused)

    def _refused(self, problem: PanelappError) -> None:
        """Show the form again with what is wrong; what was typed is still there."""
        self._turn_to(WHAT)
        self.what.show_refusal(problem)

    # --- opened

    def _opened(self, ref: str) -> None:
        for keeper in self._keepers:
            keeper.done()
        self.banner.dismiss()
        self.ask(case_page, CasePageQuestion(case=ref), self._show_done)

    def _show_done(self, case: CasePage) -> None:
        clear(self._done)
        ref = case.case
        self._done.addWidget(
            DonePanel(
                f"{ref} opened",
                f"The case of {case.names} is in the file.",
                (case.next,),
                (
                    ("Go to the case", lambda: self.go(Place("case", ref))),
                    ("Add papers", lambda: self.go(Place("case", ref, "papers"))),
                    ("Back to cases", lambda: self.go(Place("cases"))),
                ),
            )
        )
        self._turn_to(DONE)
        if (go_on := self.primary()) is not None:
            go_on.setFocus()

    # --- layout

    def _part(self, form: Form, *buttons: Button) -> QWidget:
        made = Card(margin=SPACE.huge, gap=SPACE.large)
        layout = made.body
        layout.addLayout(left(form))
        layout.addLayout(row(*buttons, gap=SPACE.large))
        return self.add(made)

    def _check_part(self) -> QWidget:
        made = Card(margin=SPACE.huge)
        layout = made.body
        layout.addLayout(left(self.listed))
        change = Button("Change the answers", lambda: self._turn_to(WHAT), "link")
        layout.addLayout(row(self.open_button, change, gap=SPACE.large))
        return self.add(made)

    def _done_part(self) -> QWidget:
        made = QWidget()
        self._done = QVBoxLayout(made)
        self._done.setContentsMargins(0, 0, 0, 0)
        return self.add(made)

    def _turn_to(self, step: int) -> None:
        for number, part in enumerate(self._parts):
            part.setVisible(number == step)
        self.set_title("Case opened" if step == DONE else "New case", self._under(step))
        follow_reading(self.top, self.banner, self._parts[step])
        self._to_top()
        if step in {WHO, WHAT}:
            (self.who if step == WHO else self.what).focus_first()

    def _under(self, step: int) -> str:
        if step != WHAT:
            return _STEPS[step]
        names = tuple(carer.name for carer in self._people.carers) if self._people else ()
        who = self._household.names if self._household else names_together(names)
        return f"{_STEPS[step]}, for {who}"

    def _to_top(self) -> None:
        self.scroller.verticalScrollBar().setValue(0)
