"""What the page of a listed person shows: checks, links, sittings, offices and appraisals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.domain.labels import label
from panelapp.domain.rules.independence import Standing
from panelapp.domain.values import long_date
from panelapp.queries.member_checks import CheckState
from ui.components.button import Button
from ui.components.layouts import Card, clear, row
from ui.components.page import WIDEST
from ui.components.side_by_side import SideBySide
from ui.components.status_tag import StatusTag
from ui.components.summary_list import Fact, SummaryList
from ui.components.table import RowTable
from ui.components.task_list import TaskList, TaskRow
from ui.components.words import Words
from ui.models.rows import Column
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.queries.member_checks import CheckRow
    from panelapp.queries.member_page import LinkRow, MemberPage, SittingRow

_TONES = {
    Standing.YES: Tone.GOOD,
    Standing.NO: Tone.NEUTRAL,
    Standing.NOT_KNOWN: Tone.WARNING,
}
_SITTINGS: tuple[Column[SittingRow], ...] = (
    Column(
        title="Sitting", text=lambda row: long_date(row.date), key=lambda row: row.date, width=18
    ),
    Column(title="As", text=lambda row: row.role, width=11),
    Column(title="Attendance", text=lambda row: row.words),
)


class MemberView(QWidget):
    """The parts of the page; what somebody wants to do is said by ``wanted``."""

    wanted = Signal(str, object)
    """An action by its name, and what it is about: a check's code, a link, or nothing."""
    sitting_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the parts, empty."""
        super().__init__(parent)
        self.checks = TaskList()
        self.standing = StatusTag()
        self.because = Words()
        self.source = Words(kind="small")
        self.links = QVBoxLayout()
        self.links.setSpacing(0)
        self.facts = SummaryList(width=WIDEST)
        self.offices = QVBoxLayout()
        self.appraisals = Words()
        self.recorded_by = Words(kind="muted")
        self.sat = Words(kind="muted")
        self.sittings: RowTable[SittingRow] = RowTable(
            "Sittings of this person", _SITTINGS, id_of=lambda row: row.sitting
        )
        self.sittings.opened.connect(lambda row: self.sitting_opened.emit(row.sitting))
        self._build()

    def show_page(self, page: MemberPage) -> None:
        """Show everything again."""
        self._buttons = {act.action: act for act in page.acts}
        self.checks.show_groups([("", [self._check(check) for check in page.checks])])
        self._show_independence(page)
        self.facts.show_facts(_facts(page))
        self._show_offices(page)
        self._show_appraisals(page)
        self._show_sittings(page)
        for action, button in self._acts.items():
            button.setVisible(page.act(action).may)

    def _build(self) -> None:
        self._acts: dict[str, Button] = {}
        main = _column(
            Card(Words("Checks and training", "heading"), self.checks),
            self._independence_card(),
            self._sittings_card(),
        )
        beside = _column(
            Card(Words("On the list", "heading"), self.facts),
            self._offices_card(),
            self._appraisals_card(),
            row(self._act("give_list_notice", "Record notice to leave the list")),
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(SideBySide(main, beside))

    def _act(self, action: str, words: str) -> Button:
        button = Button(words, lambda: self.wanted.emit(action, None))
        self._acts[action] = button
        return button

    def _independence_card(self) -> QWidget:
        made = Card(Words("Independence", "heading"))
        layout = made.body
        layout.addLayout(row(self.standing))
        for words in (self.because, self.source):
            layout.addWidget(words)
        layout.addLayout(self.links)
        layout.addLayout(
            row(
                self._act("record_link", "Record a link"),
                self._act("declare_no_links", "Record that there is no link"),
            )
        )
        return made

    def _offices_card(self) -> QWidget:
        made = Card(Words("Panel offices", "heading"))
        layout = made.body
        layout.addLayout(self.offices)
        layout.addLayout(row(self._act("appoint", "Appoint to the panel")))
        return made

    def _appraisals_card(self) -> QWidget:
        made = Card(Words("Appraisals", "heading"), self.appraisals, self.recorded_by)
        layout = made.body
        layout.addLayout(row(self._act("record_appraisal", "Record an appraisal")))
        return made

    def _sittings_card(self) -> QWidget:
        return Card(Words("Sittings", "heading"), self.sat, self.sittings)

    def _check(self, check: CheckRow) -> TaskRow:
        action = "record_appraisal" if check.duty == "appraise" else "update_member"
        may = self._buttons[action].may
        return TaskRow(
            name=check.name,
            status=label(check.state),
            tone=Tone.PROBLEM if check.state is CheckState.OVERDUE else Tone.NEUTRAL,
            detail=_check_words(check),
            open=(lambda: self.wanted.emit(action, check.duty)) if may else None,
        )

    def _show_independence(self, page: MemberPage) -> None:
        found = page.independence
        words = {
            Standing.YES: "Independent of the service",
            Standing.NO: "Not independent of the service",
            Standing.NOT_KNOWN: "Not known",
        }
        self.standing.show_status(words[found.standing], _TONES[found.standing])
        self.because.setText(found.because)
        self.source.setText(found.citation)
        clear(self.links)
        for link in page.links:
            self.links.addWidget(self._link(link, can_end=page.act("record_link").may))

    def _link(self, link: LinkRow, *, can_end: bool) -> QWidget:
        since = f"from {long_date(link.from_on)}" if link.from_on else "first day not known"
        until = f" to {long_date(link.to_on)}" if link.to_on else ""
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, SPACE.small, 0, SPACE.small)
        layout.setSpacing(2)
        layout.addWidget(Words(f"{link.words}, {since}{until}", "strong"))
        if link.detail:
            layout.addWidget(Words(link.detail))
        layout.addWidget(Words(link.effect, "muted"))
        if link.holds and link.to_on is None and can_end:
            end = Button(
                "Record the end of this link",
                lambda: self.wanted.emit("end_link", link),
                "link",
                says=f"Record the end of the link: {link.words}",
            )
            layout.addLayout(row(end))
        return made

    def _show_offices(self, page: MemberPage) -> None:
        clear(self.offices)
        for held in page.appointments:
            until = "" if held.to_on is None else f" to {long_date(held.to_on)}"
            words = f"{held.words}, from {long_date(held.from_on)}{until}"
            self.offices.addWidget(Words(words, "strong" if held.is_current else "muted"))
        if not page.appointments:
            self.offices.addWidget(Words("Not appointed to the panel.", "muted"))

    def _show_appraisals(self, page: MemberPage) -> None:
        by = page.appraised_by.lower()
        held = "\n".join(long_date(day) for day in page.appraisals) or "None is recorded yet."
        self.appraisals.setText(f"Held by the {by}.\n{held}")
        self.recorded_by.setText(page.appraisal_note)
        self.recorded_by.setVisible(bool(page.appraisal_note))

    def _show_sittings(self, page: MemberPage) -> None:
        self.sat.setText(
            f"Attended {page.sat.attended} of {page.sat.invited} in the last 12 months."
            if page.sat.invited
            else "Was asked to no sitting in the last 12 months."
        )
        self.sittings.show_rows(page.sittings)
        self.sittings.setVisible(bool(page.sittings))
        self.sittings.fit_height(8)


def _check_words(check: CheckRow) -> str:
    parts = []
    if check.done_on is not None:
        done = "Last held on" if check.duty == "appraise" else "Completed on"
        parts.append(f"{done} {long_date(check.done_on)}.")
    if check.due is not None:
        again = "Next due" if check.state is CheckState.COMPLETED else "Due"
        parts.append(f"{again} on {long_date(check.due)}.")
    if check.state is not CheckState.COMPLETED:
        parts.append(f"{check.why} ({check.citation})")
    return " ".join(parts)


def _facts(page: MemberPage) -> Iterator[Fact]:
    yield Fact(name="Description", words=page.category_words)
    yield Fact(
        name="Social worker with 3 years' experience",
        words=f"{label(page.social_work.standing)}. {page.social_work.because}",
    )
    yield Fact(name="Joined", words=long_date(page.joined_on))
    if page.notice_on is not None:
        yield Fact(name="Notice given", words=long_date(page.notice_on))
    if page.left_on is not None:
        yield Fact(name="Last day on the list", words=long_date(page.left_on))
    if page.account is not None:
        ended = "" if page.account.is_active else " (access was ended)"
        roles = ", ".join(page.account.roles).lower()
        yield Fact(name="User of this file", words=f"{page.account.name}, {roles}{ended}")
    else:
        yield Fact(name="User of this file", words="No")


def _column(*parts: QWidget | object) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE.large)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)  # type: ignore[arg-type]  # a row of buttons is a layout
    layout.addStretch(1)
    return made
