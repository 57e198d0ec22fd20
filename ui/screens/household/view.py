"""The cards of the page of a household; what somebody wants to do is said by ``wanted``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.domain.values import in_words, long_date
from ui.components.button import Button
from ui.components.layouts import Card, clear, column, row, rule
from ui.components.page import WIDEST
from ui.components.side_by_side import SideBySide
from ui.components.status_tag import StatusTag
from ui.components.summary_list import Fact, SummaryList
from ui.components.table import RowTable
from ui.components.words import Words
from ui.screens.household.columns import CASES
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from panelapp.queries.household_page import (
        CarerRow,
        CaseOfHousehold,
        ExemptionRow,
        HouseholdPage,
        OtherRow,
        TermsRow,
    )


class HouseholdView(QWidget):
    """The parts of the page."""

    wanted = Signal(str, object)
    """An action by its name, and the carer or the person it is about, or nothing."""
    case_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the parts, empty."""
        super().__init__(parent)
        self.carers = column(gap=0)
        self.others = column(gap=0)
        self.home = SummaryList(width=WIDEST)
        self.approval = SummaryList(width=WIDEST)
        self.review_tag = StatusTag()
        self.review_words = Words(kind="muted")
        self.terms = column(gap=SPACE.medium)
        self.exemptions = column(gap=SPACE.medium)
        self.kept_until = Words(kind="strong")
        self.kept_because = Words(kind="muted")
        self.cases: RowTable[CaseOfHousehold] = RowTable(
            "Cases of this household", CASES, id_of=lambda row: row.case
        )
        self.cases.opened.connect(lambda row: self.case_opened.emit(row.case))
        self.no_cases = Words("There is no case yet.", "muted")
        self._acts = {
            name: Button(words, partial(self.wanted.emit, name, None)) for name, words in _ACTS
        }
        self._build()

    def show_page(self, page: HouseholdPage) -> None:
        """Show everything again."""
        self._show_carers(page)
        self._show_others(page)
        self.home.show_facts(_home(page))
        self.approval.show_facts(_approval(page))
        self._show_review(page)
        self._show_terms(page.terms)
        self._show_exemptions(page)
        self._show_cases(page.cases)
        self._show_retention(page)
        for name, button in self._acts.items():
            button.setVisible(page.may_change and name != "open_review")
        self._acts["open_review"].setVisible(page.may_change and page.review is not None)

    def _build(self) -> None:
        self.review = _held(
            column(
                _line(self.review_tag),
                self.review_words,
                _line(self._acts["open_review"]),
                gap=SPACE.small,
            )
        )
        main = _column(
            Card(Words("Carers", "heading"), _held(self.carers)),
            Card(Words("Home", "heading"), self.home, _line(self._acts["update_household"])),
            Card(
                Words("Others in the household", "heading"),
                _held(self.others),
                _line(self._acts["add_household_member"]),
            ),
            Card(
                Words("Cases", "heading"),
                self.cases,
                self.no_cases,
                _line(self._acts["open_case"]),
            ),
        )
        beside = _column(
            Card(
                Words("Approval", "heading"),
                self.approval,
                self.review,
            ),
            Card(Words("Terms of approval", "heading"), _held(self.terms)),
            Card(Words("Usual fostering limit", "heading"), _held(self.exemptions)),
            Card(
                Words("Keeping the record", "heading"),
                self.kept_until,
                self.kept_because,
                gap=SPACE.small,
            ),
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(SideBySide(main, beside))

    def _show_carers(self, page: HouseholdPage) -> None:
        clear(self.carers)
        for number, carer in enumerate(page.carers):
            if number:
                self.carers.addWidget(rule())
            self.carers.addWidget(self._carer(carer, may_change=page.may_change))

    def _carer(self, carer: CarerRow, *, may_change: bool) -> QWidget:
        born = f"Born {long_date(carer.date_of_birth)}" if carer.date_of_birth else ""
        known = ", ".join(part for part in (born, carer.sex) if part)
        buttons = []
        if may_change:
            buttons.append(
                self._link("update_carer", "Change", f"Change details of {carer.name}", carer)
            )
        if may_change and carer.may_end:
            says = f"Record the end of approval of {carer.name}"
            buttons.append(self._link("record_ending", "Record end of approval", says, carer))
        return _person(
            carer.name,
            (known or "Date of birth and sex not recorded", carer.ended),
            buttons,
            is_gone=carer.has_ended,
        )

    def _show_others(self, page: HouseholdPage) -> None:
        clear(self.others)
        for number, other in enumerate(page.others):
            if number:
                self.others.addWidget(rule())
            says = f"Change details of {other.name}"
            buttons = [self._link("update_household_member", "Change", says, other)]
            self.others.addWidget(
                _person(
                    other.name,
                    (_other_words(other), _stay_words(other)),
                    buttons if page.may_change else [],
                    is_gone=not other.lives_there,
                )
            )
        if not page.others:
            self.others.addWidget(Words("Nobody else is recorded.", "muted"))

    def _link(self, action: str, words: str, says: str, about: object) -> Button:
        return Button(words, partial(self.wanted.emit, action, about), "link", says=says)

    def _show_review(self, page: HouseholdPage) -> None:
        review = page.review
        self.review.setVisible(review is not None)
        if review is None:
            return
        name = "First review" if review.is_first else "Review"
        verb = "was due" if review.is_late else "is due"
        tone = Tone.PROBLEM if review.is_late else Tone.NEUTRAL
        self.review_tag.show_status(f"{name} {verb} {long_date(review.due)}", tone)
        words = "Go to the review" if page.open_review else "Open a review"
        self._acts["open_review"].setText(words)
        self._acts["open_review"].setAccessibleName(words)
        under_way = f" It is under way in {page.open_review}." if page.open_review else ""
        self.review_words.setText(f"{review.explanation} ({review.citation}){under_way}")

    def _show_terms(self, terms: Sequence[TermsRow]) -> None:
        clear(self.terms)
        for number, one in enumerate(terms):
            since = f"since {long_date(one.since)}" if one.since else "first day not known"
            words = Words(one.sentence, "body" if number == 0 else "muted")
            when = "" if number == 0 else "Before: "
            self.terms.addLayout(
                column(words, Words(f"{when}{one.source}, {since}", "small"), gap=2)
            )
        if not terms:
            self.terms.addWidget(Words("No terms are recorded.", "muted"))

    def _show_exemptions(self, page: HouseholdPage) -> None:
        clear(self.exemptions)
        for one in page.exemptions:
            self.exemptions.addLayout(_exemption(one, page.exemption_citation))
        if not page.exemptions:
            words = f"No exemption is in force ({page.exemption_citation})."
            self.exemptions.addWidget(Words(words, "muted"))

    def _show_cases(self, cases: Sequence[CaseOfHousehold]) -> None:
        self.cases.show_rows(cases)
        self.cases.setVisible(bool(cases))
        self.cases.fit_height(8)
        self.no_cases.setVisible(not cases)

    def _show_retention(self, page: HouseholdPage) -> None:
        kept = page.retention
        self.kept_until.setText(
            f"May be reviewed for disposal from {long_date(kept.until)}"
            if kept.until
            else "No day can be named yet"
        )
        self.kept_because.setText(
            f"{kept.because} ({kept.citation}) Nothing is disposed of by itself. An allegation, a"
            " claim or an inquiry may ask for longer."
        )


_ACTS = (
    ("update_household", "Change home details"),
    ("add_household_member", "Add a person"),
    ("open_case", "Open a case"),
    ("open_review", "Open a review"),
)


def _home(page: HouseholdPage) -> Iterator[Fact]:
    lines = [line.strip() for line in page.address.splitlines() if line.strip()]
    yield Fact(name="Address", words="\n".join(lines))
    yield Fact(name="Local authority", words=page.home_authority)
    yield Fact(name="Team", words=page.team)
    yield Fact(name="Kind of care", words=page.kind_words)


def _approval(page: HouseholdPage) -> Iterator[Fact]:
    approved = long_date(page.approved_on) if page.approved_on else "Not approved"
    yield Fact(name="Approved", words=approved)
    if page.temporary is not None:
        children = in_words(page.temporary.children) or "the child who is placed"
        until = (
            f"until {long_date(page.temporary.until)}"
            if page.temporary.until
            else "until the review of a refusal ends"
        )
        since = long_date(page.temporary.started_on)
        yield Fact(name="Temporary approval", words=f"For {children}, since {since}, {until}")
    if page.approved_on is not None:
        reviews = "\n".join(long_date(day) for day in page.reviews)
        yield Fact(name="Reviewed", words=reviews or "Not yet")
    if page.ended_on is not None:
        name = "Ended" if page.has_ended else "Ends"
        yield Fact(name=name, words=long_date(page.ended_on))


def _other_words(other: OtherRow) -> str:
    born = f"born {long_date(other.date_of_birth)}" if other.date_of_birth else ""
    return ", ".join(part for part in (other.part, other.relationship, born) if part)


def _stay_words(other: OtherRow) -> str:
    came = f"Moved in on {long_date(other.moved_in_on)}." if other.moved_in_on else ""
    left = f"Moved out on {long_date(other.moved_out_on)}." if other.moved_out_on else ""
    return " ".join(part for part in (came, left) if part)


def _exemption(one: ExemptionRow, citation: str) -> QVBoxLayout:
    until = f", until {long_date(one.until)}" if one.until else ""
    authority = one.authority or "the authority where they live"
    parts = [
        Words(f"Exempted for {in_words(one.children) or 'the children placed'}", "strong"),
        Words(f"By {authority}, since {long_date(one.since)}{until} ({citation})", "muted"),
    ]
    if not one.holds:
        parts.append(
            Words("It does not hold: the carers are recorded in the area of another authority.")
        )
    elif not one.covers_everybody:
        parts.append(
            Words("Another child was named after the written notice, who is not exempted.")
        )
    if one.conditions:
        parts.append(Words(f"Conditions: {one.conditions}"))
    return column(*parts, gap=2)


def _person(
    name: str, lines: Sequence[str], buttons: Sequence[Button], *, is_gone: bool
) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, SPACE.small, 0, SPACE.small)
    layout.setSpacing(2)
    layout.addWidget(Words(name, "muted" if is_gone else "strong"))
    for line in lines:
        if line:
            layout.addWidget(Words(line, "muted"))
    if buttons:
        layout.addLayout(row(*buttons, gap=SPACE.large))
    return made


def _held(layout: QVBoxLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made


def _line(*widgets: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(row(*widgets))
    return made


def _column(*widgets: QWidget) -> QWidget:
    layout = column(*widgets, gap=SPACE.large)
    layout.addStretch(1)
    return _held(layout)
