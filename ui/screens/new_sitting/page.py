"""The page on which a sitting is planned, in three steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QFrame, QWidget

from panelapp.actions.sittings import PlanSitting, plan_sitting
from panelapp.domain.labels import label
from panelapp.domain.values import clock_time
from panelapp.domain.vocabulary import PanelKind, SittingKind, SittingMode
from panelapp.queries.new_sitting import CheckSittingQuestion, check_sitting
from ui.components.button import Button
from ui.components.confirmation_page import DonePanel
from ui.components.drafts import DraftKeeper
from ui.components.fields import DateField, RadioField, TextField, TimeField
from ui.components.form import Form
from ui.components.layouts import clear, column, left, row
from ui.components.page import Page
from ui.components.place import Place
from ui.components.summary_list import Fact, SummaryList
from ui.components.tab_order import follow_reading
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QLayout

    from panelapp.queries.new_sitting import SittingCheck
    from ui.desk import Desk

Answers = dict[str, Any]


class NewSittingPage(Page):
    """A form; then its answers with what speaks against the day; then what happens next."""

    stays: ClassVar[bool] = False

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the form; what was typed before and not saved comes back with the first reload."""
        super().__init__(desk, place, parent)
        self.set_title("New sitting")
        self.set_back("Sittings", Place("sittings"))
        self.form = _form()
        self.drafts = DraftKeeper(self, self.form, "new sitting")
        self.next_button = Button("Continue", self._check, "primary")
        self._asking = _card(left(self.form), row(self.next_button))
        self._after = column()
        self.add(self._asking)
        self.body.addLayout(self._after)
        self._is_restored = False

    def reload(self) -> None:
        """Bring back what was typed before, once."""
        if not self._is_restored:
            self._is_restored = True
            self.drafts.restore()
        self.loaded.emit()

    def leave(self) -> None:
        """Keep what was typed."""
        self.drafts.leave()

    def focus_start(self) -> None:
        """Begin with the first answer."""
        if self._asking.isVisibleTo(self):
            self.form.focus_first()
        else:
            super().focus_start()

    # --- step 2: check the answers

    def _check(self) -> None:
        answers = self.form.read()
        if answers is not None:
            question = CheckSittingQuestion(held_on=answers["held_on"])
            self.ask(check_sitting, question, lambda found: self._show_check(answers, found))

    def _show_check(self, answers: Answers, found: SittingCheck) -> None:
        self._asking.hide()
        clear(self._after)
        self.set_title("Check your answers", "New sitting")
        if found.warnings:
            self.banner.show_message(
                "\n".join(found.warnings), Tone.WARNING, heading="Look at the day again"
            )
        else:
            self.banner.dismiss()
        listed = SummaryList()
        listed.show_facts(self._facts(answers, found))
        self.plan_button = Button("Plan the sitting", lambda: self._plan(answers, found), "primary")
        change = Button("Change the answers", lambda: self._change("held_on"), "link")
        self._after.addWidget(_card(left(listed), row(self.plan_button, change, gap=SPACE.large)))
        follow_reading(self)
        self.plan_button.setFocus()

    def _facts(self, answers: Answers, found: SittingCheck) -> Iterator[Fact]:
        start = answers["start"]
        for name, title, words in (
            ("held_on", "Day", found.day_words),
            ("start", "Begins at", clock_time(start) if start else ""),
            ("mode", "How the panel meets", label(answers["mode"])),
            ("venue", "Where", answers["venue"]),
            ("kind", "Kind of sitting", label(answers["kind"])),
            ("panel", "Panel", label(answers["panel"])),
        ):
            yield Fact(name=title, words=words, change=self._way_to(name))
        yield Fact(name="Papers go out by", words=found.send_papers_by)

    def _way_to(self, name: str) -> Callable[[], None]:
        return lambda: self._change(name)

    def _change(self, name: str) -> None:
        """Go back to the form with its answers, and to one field of it."""
        clear(self._after)
        self.banner.dismiss()
        self.set_title("New sitting")
        self._asking.show()
        self.form.field(name).focus_target().setFocus()

    # --- step 3: planned

    def _plan(self, answers: Answers, found: SittingCheck) -> None:
        self.submit(
            plan_sitting,
            PlanSitting(**answers),
            lambda ref: self._show_planned(ref, answers, found),
            said="Sitting planned",
        )

    def _show_planned(self, ref: str, answers: Answers, found: SittingCheck) -> None:
        self.drafts.done()
        clear(self._after)
        self.set_title("New sitting")
        self._after.addWidget(
            DonePanel(
                "Sitting planned",
                f"{ref}, {found.day_words}. The reference stands on its agenda and minutes.",
                (
                    "Put cases on the agenda.",
                    "Ask members to come, and record what they answer.",
                    f"Send the papers by {found.send_papers_by}.",
                ),
                (
                    ("Open the sitting", lambda: self.go(Place("sitting", ref))),
                    ("Plan another sitting", lambda: self._plan_another(answers)),
                ),
            )
        )
        follow_reading(self)

    def _plan_another(self, answers: Answers) -> None:
        """Start again with the same answers but the day."""
        clear(self._after)
        self.form.set_values({**answers, "held_on": None})
        self._asking.show()
        self.form.focus_first()


def _card(*parts: QLayout) -> QWidget:
    made = QFrame()
    made.setProperty("kind", "card")
    layout = column(gap=SPACE.large, margin=SPACE.huge)
    for part in parts:
        layout.addLayout(part)
    made.setLayout(layout)
    return made


def _form() -> Form:
    form = Form()
    form.add(
        "held_on",
        "On which day?",
        DateField(required="Enter the day of the sitting.", what="The day of the sitting"),
        "For example 27 3 2026",
    )
    form.add("start", "When does it begin?", TimeField(), "For example 09:30")
    form.add(
        "mode",
        "How does the panel meet?",
        RadioField([(mode, label(mode)) for mode in SittingMode], across=True),
    )
    form.add("venue", "Where?", TextField(), "The room, or how to join")
    form.add(
        "kind",
        "What kind of sitting is it?",
        RadioField([(kind, label(kind)) for kind in SittingKind]),
        "A main sitting stands in the year's calendar, the others are called when they are needed",
    )
    form.add(
        "panel",
        "Whose panel is it?",
        RadioField([(kind, label(kind)) for kind in PanelKind]),
        "Several services make a joint panel, which needs more members for quorum",
    )
    form.set_values(
        {
            "mode": SittingMode.IN_PERSON,
            "kind": SittingKind.MAIN,
            "panel": PanelKind.SINGLE,
        }
    )
    return form
