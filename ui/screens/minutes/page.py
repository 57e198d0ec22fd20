"""The minutes of one item: written by anybody, checked by the adviser, locked by the chair."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from panelapp.actions.minutes import (
    AddCorrection,
    CheckMinutes,
    LockMinutes,
    SendMinutes,
    WriteMinutes,
    add_correction,
    check_minutes,
    lock_minutes,
    send_minutes,
    write_minutes,
)
from panelapp.domain.events import Topic
from panelapp.domain.values import long_date
from panelapp.queries.minutes_list import MinutesListQuestion, minutes_list
from panelapp.queries.minutes_page import MinutesAct, MinutesQuestion, minutes_page
from ui.components.act_panel import ActPanel
from ui.components.confirm import ask
from ui.components.drafts import DraftKeeper
from ui.components.fields import DateField
from ui.components.form import Form
from ui.components.growing_text import GrowingTextField
from ui.components.page import Page
from ui.components.place import Place
from ui.components.tab_order import follow_reading
from ui.screens.minutes.compare import CompareDrafts
from ui.screens.minutes.document import MinutesForm, ReadMinutes
from ui.screens.minutes.foot import Foot
from ui.screens.minutes.route_bar import RouteBar
from ui.screens.minutes.structure import Structure
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from panelapp.queries.minutes_list import MinutesRow
    from panelapp.queries.minutes_page import MinutesPage as Minutes
    from ui.desk import Desk


class MinutesPage(Page):
    """The parts of the minutes at the left, their text at the right, their way at the top."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.MINUTES, Topic.SITTINGS, Topic.CASES, Topic.DECISIONS}
    )
    fills: ClassVar[bool] = True

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page; the minutes are asked for in :meth:`reload`."""
        super().__init__(desk, place, parent)
        self._sitting, self._case = place.refs
        self._minutes: Minutes | None = None
        self.form: MinutesForm | None = None
        self._kept: DraftKeeper | None = None
        self._read: ReadMinutes | None = None
        self.over: QWidget | None = None
        self._typed: frozenset[str] = frozenset()
        self.set_back("The sitting's plan", Place("sitting", self._sitting))
        self.structure = Structure(self._go_to_part)
        self.route = RouteBar()
        self.foot = Foot()
        self._build()
        self.foot.saved.connect(self._save)
        self.foot.checked.connect(self._check)
        self.foot.locked.connect(self._ask_to_lock)
        self.foot.sent.connect(self._send)
        self.foot.compared.connect(self._compare)
        self.foot.gone_on.connect(lambda case: self.go(Place("minutes", self._sitting, case)))
        self.foot.previewed.connect(
            lambda: self.go(Place("document", "extract", self._sitting, self._case))
        )

    def reload(self) -> None:
        """Ask for the minutes."""
        self.ask(minutes_page, MinutesQuestion(sitting=self._sitting, case=self._case), self._show)

    def leave(self) -> None:
        """Keep what was typed and is not saved yet."""
        if self._kept is not None:
            self._kept.leave()

    def focus_start(self) -> None:
        """Put the keyboard where writing begins."""
        if self.over is None and self.form is not None:
            self.form.focus_first()
        else:
            super().focus_start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.structure.fit(self.width())

    # What is shown ------------------------------------------------------------------------------

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE.large)
        line.addWidget(self.structure)
        self.text = QScrollArea()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setWidgetResizable(True)
        self.text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setProperty("kind", "body")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(SPACE.tiny, 0, SPACE.medium, SPACE.large)
        self._column.setSpacing(SPACE.large)
        self._column.addWidget(self.route)
        self._place = QVBoxLayout()
        self._column.addLayout(self._place)
        self._column.addStretch(1)
        self.text.setWidget(content)
        line.addWidget(self.text, 1)
        self.body.addLayout(line, 1)
        outer = self.layout()
        if outer is not None:
            outer.addWidget(self.foot)

    def _show(self, minutes: Minutes) -> None:
        self._minutes = minutes
        self.set_title(
            f"Minutes of {minutes.names}",
            f"Item {minutes.number}, {minutes.case_type}, {minutes.case}",
        )
        self.set_back(f"Sitting of {long_date(minutes.held_on)}", Place("sitting", self._sitting))
        self.set_status(*_status(minutes))
        self.route.show_minutes(minutes)
        if minutes.act(MinutesAct.WRITE).is_possible:
            self._show_form(minutes)
        else:
            self._show_read(minutes)
        self._fit()
        if not minutes.not_yours_to_write:
            question = MinutesListQuestion(sitting=self._sitting)
            self.ask_beside(minutes_list, question, self._show_others)

    def _show_others(self, waiting: tuple[MinutesRow, ...]) -> None:
        """Offer the minutes of the sitting that come next, those of earlier items last."""
        here = self._minutes.number if self._minutes else 0
        others = [row for row in waiting if row.case != self._case]
        self.foot.show_next(
            next((row for row in others if row.number > here), others[0] if others else None)
        )

    def _show_form(self, minutes: Minutes) -> None:
        if self.form is not None:
            self.form.show_parts(minutes.parts)
            return
        self._drop_text()
        self.form = MinutesForm(minutes.parts)
        self.form.entered.connect(self._on_entered)
        self._place.addWidget(self.form)
        key = f"minutes/{self._sitting}/{self._case}"
        self._kept = DraftKeeper(self, self.form, key)
        self._kept.settled.connect(self._fit)
        self._kept.restore()

    def _show_read(self, minutes: Minutes) -> None:
        self._drop_text()
        may_correct = minutes.lock is not None and not minutes.not_yours_to_write
        self._read = ReadMinutes(minutes, may_correct=may_correct)
        self._read.correction_wanted.connect(self._correct)
        self._place.addWidget(self._read)
        self._read.setVisible(self.over is None)

    def _drop_text(self) -> None:
        for text in (self.form, self._read):
            if text is not None:
                text.hide()
                text.deleteLater()
        if self._kept is not None:
            self._kept.done()
        self.form, self._read, self._kept = None, None, None

    def _fit(self) -> None:
        """Show the list of parts and the foot as the text on the page stands now."""
        if self._minutes is None:
            return
        self._typed = self._typed_now()
        self.structure.show_parts(self._minutes.parts, self._typed)
        self.foot.show_minutes(self._minutes, is_typed=bool(self._typed))
        self.foot.setVisible(self.over is None)
        self.structure.setEnabled(self.over is None)
        follow_reading(self.top, self.banner, self.structure, self.text, self.foot)

    def _typed_now(self) -> frozenset[str]:
        """The parts with text on the page that is not saved yet."""
        typed = self.form.unsaved() if self.form is not None else {}
        return frozenset(section.value for section in typed)

    def _on_entered(self) -> None:
        if self._typed_now() != self._typed:
            self._fit()

    def _go_to_part(self, key: str) -> None:
        text = self.form or self._read
        if text is not None:
            part = text.part_of(key)
            self.text.ensureWidgetVisible(part, 0, SPACE.huge)
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_over(self, panel: QWidget) -> None:
        """Show a panel in place of the text."""
        self._take_off()
        for text in (self.form, self._read):
            if text is not None:
                text.hide()
        self.over = panel
        self._place.addWidget(panel)
        panel.show()
        self.text.verticalScrollBar().setValue(0)
        self._fit()

    def _take_off(self) -> None:
        if self.over is not None:
            self.over.hide()
            self.over.deleteLater()
            self.over = None
        for text in (self.form, self._read):
            if text is not None:
                text.show()
        self._fit()
        self.focus_start()

    # What is done -------------------------------------------------------------------------------

    def _save(self) -> None:
        sections = self.form.unsaved() if self.form is not None else {}
        if sections:
            command = WriteMinutes(sitting=self._sitting, case=self._case, sections=sections)
            self.submit(write_minutes, command, self._on_saved, said="Minutes saved")

    def _on_saved(self, _: int) -> None:
        if self._kept is not None:
            self._kept.done()

    def _check(self) -> None:
        command = CheckMinutes(sitting=self._sitting, case=self._case)
        self.submit(check_minutes, command, self._on_checked, said="Minutes checked")

    def _on_checked(self, _: None) -> None:
        chair = self._minutes.chair if self._minutes else ""
        whom = chair or "Whoever was in the chair"
        self.banner.show_message(
            f"The check is recorded. {whom} locks these minutes next.", Tone.GOOD
        )

    def _ask_to_lock(self) -> None:
        if self._minutes is not None:
            ask(
                self,
                f"Lock the minutes of item {self._minutes.number}?",
                "After that nobody can change them. Corrections are added as notes.",
                act="Lock minutes",
                keep="Keep editing",
                then=self._lock,
            )

    def _lock(self) -> None:
        command = LockMinutes(sitting=self._sitting, case=self._case)
        self.submit(lock_minutes, command, self._on_locked, said="Minutes locked")

    def _on_locked(self, check: str) -> None:
        self.banner.show_message(
            f"These minutes are final. Their record check is {check}: a printed copy shows the"
            " same.",
            Tone.GOOD,
            heading="Minutes locked",
        )

    def _send(self) -> None:
        form = Form()
        form.add(
            "received_on",
            "On which day did the decision maker receive them?",
            DateField(required="Enter the day.", what="The day"),
            "For example 27 3 2027. The time for the decision runs from this day.",
        )
        panel = ActPanel(
            "Send to the decision maker",
            form,
            "Record that they were sent",
            lambda: self._record_sent(form),
            self._take_off,
            words="Hand the locked minutes over first, as a document or on screen.",
        )
        self._put_over(panel)
        form.focus_first()

    def _record_sent(self, form: Form) -> None:
        answers = form.read()
        if answers is not None:
            command = SendMinutes(sitting=self._sitting, case=self._case, **answers)
            self.submit(send_minutes, command, lambda _: self._on_sent(), form=form)

    def _on_sent(self) -> None:
        self._take_off()
        self.banner.show_message("The minutes are with the decision maker.", Tone.GOOD)

    def _correct(self) -> None:
        form = Form()
        form.add(
            "words",
            "Correction note",
            GrowingTextField(required="Write the note.", lines=3),
            "Say what is wrong and what is right. Nobody can change the note once it is added.",
        )
        panel = ActPanel(
            "Add a correction note",
            form,
            "Add correction note",
            lambda: self._add_correction(form),
            self._take_off,
        )
        self._put_over(panel)
        form.focus_first()

    def _add_correction(self, form: Form) -> None:
        answers = form.read()
        if answers is not None:
            command = AddCorrection(sitting=self._sitting, case=self._case, **answers)
            self.submit(
                add_correction,
                command,
                lambda _: self._take_off(),
                form=form,
                said="Correction note added",
            )

    def _compare(self) -> None:
        if self._minutes is not None:
            panel = CompareDrafts(self._minutes.versions, self._take_off)
            self._put_over(panel)
            panel.first.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)


def _status(minutes: Minutes) -> tuple[str, Tone]:
    if minutes.lock is not None:
        return "Locked", Tone.GOOD
    if not minutes.version:
        return "Not written", Tone.NEUTRAL
    is_checked = minutes.next_act is MinutesAct.LOCK
    return f"Draft {minutes.version}{', checked' if is_checked else ''}", Tone.INFO
