"""The last look before it is recorded that papers went out: what, to whom, and why if late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from panelapp.actions.sittings import SendPapers, send_papers
from panelapp.domain.values import in_words, long_date
from ui.components.act_panel import ActPanel
from ui.components.confirm import ask
from ui.components.fields import DateField, LongTextField
from ui.components.form import Form
from ui.components.status_tag import StatusTag
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from panelapp.queries.sitting_people import PapersFor
    from panelapp.queries.sitting_rows import SittingPage
    from ui.screens.sitting.panels import Act


def papers_panel(sitting: SittingPage, act: Act, close: Callable[[], None]) -> ActPanel:
    """Check the papers of a sitting and record that they went."""
    papers = sitting.papers
    form = Form()
    all_missing = tuple(_missing(sitting))
    for missing in all_missing:
        form.part(_with_tag("Not complete", missing))
    form.heading("Who gets the papers")
    form.part(_list_of(papers.receivers))
    sent_on = DateField(
        required="Enter the day on which the papers went out.", what="The day of the papers"
    )
    form.add("sent_on", "When did they go out?", sent_on)
    sent_on.set_value(sitting.today)
    form.add(
        "late_because",
        "Why do they go out late?",
        LongTextField(
            required="Say why the papers go out late." if papers.is_late else "", lines=3
        ),
        f"Needed where they went after {long_date(papers.send_by)}, 5 working days before",
    )
    form.show_field("late_because", is_shown=papers.is_late)
    form.add(
        "undeclared_because",
        "Why do they go out without a declaration of compliance?",
        LongTextField(
            required="Say why they go out without a declaration." if papers.undeclared else "",
            lines=3,
        ),
        f"Nobody has declared that the assessment complies: {_items(papers.undeclared)}",
    )
    form.show_field("undeclared_because", is_shown=bool(papers.undeclared))

    def send() -> None:
        answers = form.read()
        if answers is None:
            return
        command = SendPapers(sitting=sitting.sitting, **answers)
        if not all_missing:
            act(send_papers, command, form, "Papers sent")
            return
        ask(
            form,
            "Record papers that are not complete as sent?",
            "\n".join(all_missing),
            act="Record as sent",
            keep="Keep for now",
            then=lambda: act(send_papers, command, form, "Papers sent"),
        )

    return ActPanel(
        "Check and record papers sent",
        form,
        "Record that papers were sent",
        send,
        close,
        words="The program sends nothing by itself. Send the papers in your usual way, then record"
        " it here.",
    )


def _items(numbers: tuple[int, ...]) -> str:
    words = in_words(tuple(str(number) for number in numbers))
    return f"item {words}" if len(numbers) == 1 else f"items {words}"


def _missing(sitting: SittingPage) -> Iterator[str]:
    for item in sitting.agenda:
        for missing in item.papers_missing:
            yield f"Item {item.number}, {item.case}: {missing[:1].lower()}{missing[1:]}."


def _with_tag(tag: str, words: str) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setColumnStretch(1, 1)
    grid.addWidget(StatusTag(tag, Tone.PROBLEM), 0, 0)
    grid.addWidget(Words(words), 0, 1)
    return holder


def _list_of(receivers: Sequence[PapersFor]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE.large)
    grid.setVerticalSpacing(SPACE.tiny)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    for number, person in enumerate(receivers):
        grid.addWidget(Words(person.name), number, 0)
        grid.addWidget(Words(_what(person), "muted"), number, 1)
    return holder


def _what(person: PapersFor) -> str:
    numbers = in_words(tuple(str(number) for number in person.without))
    without = f"without item {numbers}, because of an interest" if numbers else ""
    note = person.note[:1].lower() + person.note[1:]
    return ", ".join(part for part in (person.role, without, note) if part)
