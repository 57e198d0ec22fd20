"""From reading to the signed decision: one step in view at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.actions.decisions import (
    RecordDecision,
    record_decision,
    record_final_decision,
)
from panelapp.domain.values import long_date
from ui.components.act_panel import ActPanel
from ui.components.button import Button
from ui.components.confirmation_page import DonePanel
from ui.components.drafts import DraftKeeper
from ui.components.layouts import Card
from ui.components.place import Place
from ui.components.side_by_side import SideBySide
from ui.components.summary_list import SummaryList
from ui.components.tab_order import follow_reading
from ui.components.words import Words
from ui.screens.decision.deciding_form import DecidingForm
from ui.screens.decision.facts import IN_A_CARD
from ui.screens.decision.reading import ReadingView, at_top, beside
from ui.screens.decision.signing import SigningView
from ui.screens.decision.steps import Step, StepBar
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.domain.errors import PanelappError
    from panelapp.queries.decision_page import DecisionPage as Decision
    from ui.components.page import Page
    from ui.screens.decision.deciding_form import Command


class Making(QWidget):
    """A decision in the making."""

    finished = Signal()
    """Emitted when somebody leaves the last step."""

    def __init__(self, page: Page, decision: Decision) -> None:
        """Begin with reading."""
        super().__init__()
        self._page, self._decision = page, decision
        self.step = Step.READ
        self.form: DecidingForm | None = None
        self.signing: SigningView | None = None
        self._panel: QWidget | None = None
        self._kept: DraftKeeper | None = None
        self.bar = StepBar()
        self.write_button = Button("Write your decision", self.write, "primary")
        self._first = ReadingView(self.write_button)
        self._first.to_read.opened.connect(page.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.large)
        layout.addWidget(self.bar)
        layout.addWidget(self._first)
        self._place = layout
        self._face: QWidget = self._first

    def show_decision(self, decision: Decision) -> None:
        """Take what changed meanwhile; a form that is being filled in stays as it is."""
        self._decision = decision
        self._first.show_decision(decision)
        self._follow()

    def leave(self) -> None:
        """Keep what was typed since the last time."""
        if self._kept is not None:
            self._kept.leave()

    def read(self) -> None:
        """Go back to reading."""
        self.leave()
        self._show(self._first, Step.READ)
        self.write_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self) -> None:
        """Show the form, with what was typed before."""
        if self.form is None or self._panel is None:
            self.form = DecidingForm(self._decision)
            self._panel = self._beside_the_panel(self._panel_of(self.form))
            self._kept = DraftKeeper(self._page, self.form, f"decision/{self._decision.case_ref}")
            self._kept.restore()
        self._show(self._panel, Step.DECIDE)
        self.form.focus_first()

    def _panel_of(self, form: DecidingForm) -> ActPanel:
        is_final = self._decision.deciding.is_final
        panel = ActPanel(
            "Your final decision" if is_final else "Your decision",
            form,
            "Check and sign",
            self.check,
            self.read,
            words="What you type is kept by itself. You can come back to it later.",
        )
        panel.cancel_button.setText("Back to reading")
        panel.cancel_button.setAccessibleName("Back to reading")
        return panel

    def _beside_the_panel(self, writing: ActPanel) -> QWidget:
        """The form with what the panel recommended beside it, to be read while writing."""
        heading, facts = beside(self._decision)
        if not facts:
            return writing
        shown = SummaryList(width=IN_A_CARD)
        shown.show_facts(facts)
        return SideBySide(at_top(writing), at_top(Card(Words(heading, "heading"), shown)))

    def check(self) -> None:
        """Show every answer, if nothing is wrong with them."""
        if self.form is None:
            return
        command, choice = self.form.read_command(), self.form.choice
        if command is None or choice is None:
            return
        self.leave()
        signing = SigningView(
            f"Check your decision on {self._decision.case_ref}",
            self.form.facts(self._changer),
            choice.consequences,
        )
        signing.back.connect(self.write)
        signing.signed.connect(lambda password: self._sign(command, password))
        self.signing = signing
        self._show(signing, Step.SIGN)
        signing.focus_first()

    def _changer(self, name: str) -> Callable[[], object]:
        def change() -> None:
            self.write()
            if self.form is not None:
                self.form.go_to(name)

        return change

    def _sign(self, command: Command, password: str) -> None:
        """Check the password on the office's thread, then record the decision."""
        office = self._page.desk.office
        self._page.desk.work(
            self,
            lambda: office.confirm_password(password),
            lambda _: self._record(command),
            self._refused,
        )

    def _record(self, command: Command) -> None:
        desk = self._page.desk
        if isinstance(command, RecordDecision):
            desk.submit(self, record_decision, command, self._recorded, self._refused)
        else:
            desk.submit(self, record_final_decision, command, self._recorded, self._refused)

    def _refused(self, problem: PanelappError) -> None:
        if self.signing is not None:
            self.signing.end()
            self.signing.form.set_values({"password": ""})
            self.signing.form.show_refusal(problem)
            # The summary takes its room first; then it is in view with the field below it.
            QTimer.singleShot(0, self, self._show_signature)

    def _show_signature(self) -> None:
        if self.signing is not None and self.step is Step.SIGN:
            self._page.scroller.ensureWidgetVisible(self.signing.sign_button)

    def _recorded(self, _: object) -> None:
        choice = self.form.choice if self.form is not None else None
        if self._kept is not None:
            self._kept.done()
        ref, today = self._decision.case_ref, long_date(self._decision.deciding.today)
        record = "final_record" if self._decision.deciding.is_final else "record"
        done = DonePanel(
            "Decision recorded",
            f"{choice.label if choice else 'The decision'} on {ref}, signed on {today}. Nobody"
            " can change it any more.",
            choice.consequences if choice else (),
            (
                ("Show the record", lambda: self._page.go(Place("document", record, ref))),
                ("Next decision", lambda: self._page.go(Place("decisions"))),
                ("Show what follows", self.finished.emit),
            ),
        )
        self._show(done, Step.DONE)
        for button in done.findChildren(Button)[:1]:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, face: QWidget, step: Step) -> None:
        """Show one step in place of another; what is read and what is written stay."""
        old, self._face, self.step = self._face, face, step
        if old is not face:
            old.hide()
            if old not in {self._first, self._panel}:
                old.deleteLater()
        if self._place.indexOf(face) < 0:
            self._place.addWidget(face)
        face.show()
        self.bar.show_step(step)
        self._page.scroller.verticalScrollBar().setValue(0)
        self._follow()

    def _follow(self) -> None:
        follow_reading(self._page.top, self._page.banner, self)
