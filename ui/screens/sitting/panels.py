"""What can be done with a sitting, each as a form that stands in place of its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from panelapp.actions.attendance import (
    DeclareInterest,
    RecordAttendance,
    declare_interest,
    record_attendance,
)
from panelapp.actions.sittings import (
    AddItem,
    AddParticipant,
    AskMembers,
    CancelSitting,
    UpdateSitting,
    WithdrawItem,
    add_item,
    add_participant,
    ask_members,
    cancel_sitting,
    update_sitting,
    withdraw_item,
)
from panelapp.domain.labels import label
from panelapp.domain.vocabulary import InterestKind, Office, Reply, SittingMode, SittingRole
from panelapp.queries.sitting_rows import ItemStatus, SittingPage
from ui.components.act_panel import ActPanel
from ui.components.button import Button
from ui.components.fields import (
    ChoiceField,
    DateField,
    LongTextField,
    NumberField,
    RadioField,
    TextField,
    TicksField,
    TimeField,
)
from ui.components.form import Form
from ui.components.layouts import row
from ui.screens.sitting.case_choice import CaseField

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from panelapp.queries.listable_cases import ListableCase
    from panelapp.queries.sitting_people import AskableRow, MemberRow
    from panelapp.queries.sitting_rows import AgendaRow

LONGEST_SLOT = 480
WIDE_FORM = 960
Act = Callable[[Any, Any, Form, str], None]
"""Runs an action with its command for a form; the words are said when it is done."""


@dataclass(frozen=True)
class Panels:
    """Makes the panels of one sitting. ``act`` runs what a panel sends, ``close`` goes back."""

    sitting: SittingPage
    act: Act
    close: Callable[[], None]

    def add_item(self, cases: Sequence[ListableCase]) -> ActPanel:
        """Choose a case for the agenda, and how long it takes."""
        form = Form(width=WIDE_FORM)
        form.add("case", "Which case?", CaseField(cases), "The most pressing stands first")
        form.add("slot_start", "When does it begin?", TimeField(), "If you know, for example 10:30")
        form.add(
            "slot_minutes",
            "How long is planned for it?",
            NumberField(1, LONGEST_SLOT, unit="minutes"),
            "If you know",
        )
        return self._panel(
            "Put a case on the agenda", form, "Add item", add_item, AddItem, "Item added"
        )

    def take_off(self, item: AgendaRow) -> ActPanel:
        """Take an item off the agenda, and say why."""
        form = Form()
        form.add(
            "reason",
            "Why is it taken off?",
            LongTextField(required="Say why the item is taken off the agenda."),
        )
        panel = self._panel(
            f"Take {item.case} off the agenda?",
            form,
            "Take off the agenda",
            withdraw_item,
            WithdrawItem,
            "Item taken off",
            words=f"{item.names}. The case is not heard at this sitting. It can be put on another"
            " agenda.",
            is_dangerous=True,
            case=item.case,
            withdrawn_on=self.sitting.today,
        )
        panel.cancel_button.setText("Keep it on the agenda")
        return panel

    def ask(self, suggested: Collection[str] = ()) -> ActPanel:
        """Choose who of the central list is asked; those suggested stand first."""
        form = Form(width=WIDE_FORM)
        people = sorted(self.sitting.askable, key=lambda person: person.member not in suggested)
        everybody = [person.member for person in people]
        ticks = form.add(
            "members",
            "Who is asked to come?",
            TicksField(
                [(person.member, _described(person)) for person in people],
                required="Tick at least one person to ask.",
            ),
            "Those who would help quorum stand first" if suggested else "",
        )
        if len(everybody) > 1:
            tick_all = QWidget()
            tick_all.setLayout(row(Button("Tick everybody", lambda: ticks.set_value(everybody))))
            form.part(tick_all)
        return self._panel(
            "Ask members to come",
            form,
            "Ask members",
            ask_members,
            AskMembers,
            "Members asked",
            words="The program sends nothing. It records whom you asked, so that you can record"
            " what they answer.",
        )

    def add_person(self) -> ActPanel:
        """Add somebody who attends and is no member."""
        form = Form()
        form.add("name", "Name", TextField(required="Enter the name of the person."))
        roles = [role for role in SittingRole if not role.counts_to_quorum]
        form.add(
            "role",
            "What do they come as?",
            ChoiceField(
                [(role, label(role)) for role in roles],
                required="Choose what the person comes as.",
            ),
        )
        form.add(
            "case",
            "For how long?",
            ChoiceField(
                [(item.case, _called(item)) for item in self.sitting.agenda],
                none="The whole sitting",
            ),
            "Presenters, applicants and their supporters come for one item",
        )
        return self._panel(
            "Add somebody else",
            form,
            "Add person",
            add_participant,
            AddParticipant,
            "Person added",
            words="Somebody who attends and does not count to quorum. Members are asked from the"
            " central list.",
        )

    def declare(self) -> ActPanel:
        """Record an interest: somebody's for the office, their own for everybody else."""
        open_items = [
            item
            for item in self.sitting.agenda
            if item.status in {ItemStatus.TO_BE_HEARD, ItemStatus.DRAFTED}
        ]
        form = Form()
        form.add(
            "case",
            "In which item?",
            ChoiceField(
                [(item.case, _called(item)) for item in open_items], required="Choose the item."
            ),
        )
        if self.sitting.declares_for_others:
            members = [(member.member, member.name) for member in self.sitting.members]
            form.add(
                "member",
                "Whose interest is it?",
                ChoiceField(members, required="Choose whose interest it is."),
            )
        form.add(
            "kind",
            "What kind of interest?",
            RadioField(
                [(kind, label(kind)) for kind in InterestKind],
                required="Choose the kind of interest.",
            ),
        )
        form.add("detail", "What is it?", TextField(), "A few words for the minutes")
        return self._panel(
            "Declare an interest",
            form,
            "Declare interest",
            declare_interest,
            DeclareInterest,
            "Interest declared",
            words="Until the chair rules on it, the person takes no part in the item, is not"
            " counted to its quorum, and cannot see the case.",
        )

    def attendance(self) -> ActPanel:
        """Record who came and who took the chair."""
        sitting = self.sitting
        form = Form(width=WIDE_FORM)
        people = [(member.member, member.name) for member in sitting.members if member.member]
        others = [(person.member, f"{person.name}, not asked") for person in sitting.askable]
        ticks: TicksField[str] = TicksField([*people, *others], columns=2)
        form.add("present", "Who came?", ticks, "Whoever was asked and is not ticked was absent")
        ticks.set_value([member.member for member in sitting.members if _came(member)])
        holders = [member for member in sitting.members if member.role is not SittingRole.MEMBER]
        unasked = [person for person in sitting.askable if person.office != label(Office.MEMBER)]
        chair: RadioField[str] = RadioField(
            [
                *((m.member, f"{m.name}, {m.office.lower()}") for m in holders),
                *((p.member, f"{p.name}, {p.office.lower()}") for p in unasked),
            ]
        )
        form.add("in_the_chair", "Who took the chair?", chair)
        took = [m for m in holders if m.is_in_the_chair] or [m for m in holders if _came(m)]
        chair.set_value(took[0].member if took else None)
        return self._panel(
            "Attendance",
            form,
            "Record attendance",
            record_attendance,
            RecordAttendance,
            "Attendance recorded",
        )

    def details(self) -> ActPanel:
        """Change when, where and how the sitting is held."""
        sitting = self.sitting
        form = Form()
        form.add(
            "held_on",
            "Day",
            DateField(required="Enter the day of the sitting.", what="The day of the sitting"),
        )
        form.add("start", "Begins at", TimeField(), "For example 09:30")
        form.add("finish", "Ends at", TimeField())
        form.add(
            "mode", "How the panel meets", RadioField([(mode, label(mode)) for mode in SittingMode])
        )
        form.add("venue", "Where", TextField(), "The room, or how to join")
        form.add("other_business", "Other business", LongTextField(), "Printed on the agenda")
        form.set_values(
            {
                "held_on": sitting.held_on,
                "start": sitting.start,
                "finish": sitting.finish,
                "mode": sitting.mode,
                "venue": sitting.venue,
                "other_business": sitting.other_business,
            }
        )
        return self._panel(
            "Change the details",
            form,
            "Save details",
            update_sitting,
            UpdateSitting,
            "Details saved",
            version=sitting.version,
        )

    def cancel(self) -> ActPanel:
        """Cancel the sitting, and say why."""
        form = Form()
        form.add(
            "reason",
            "Why is it not held?",
            LongTextField(required="Say why the sitting is not held."),
        )
        number = len(self.sitting.agenda)
        cases = "Its case is" if number == 1 else f"Its {number} cases are"
        free = f"{cases} free for another agenda. " if number else ""
        panel = self._panel(
            f"Cancel the sitting of {self.sitting.day_words}?",
            form,
            "Cancel the sitting",
            cancel_sitting,
            CancelSitting,
            "Sitting cancelled",
            words=f"{free}The program tells nobody. Tell those who were asked.",
            is_dangerous=True,
        )
        panel.cancel_button.setText("Keep the sitting")
        return panel

    def _panel(
        self,
        heading: str,
        form: Form,
        act: str,
        handler: Callable[..., Any],
        command: Callable[..., Any],
        said: str,
        *,
        words: str = "",
        is_dangerous: bool = False,
        **known: object,
    ) -> ActPanel:
        def send() -> None:
            answers = form.read()
            if answers is not None:
                self.act(
                    handler,
                    command(sitting=self.sitting.sitting, **known, **answers),
                    form,
                    said,
                )

        return ActPanel(
            heading,
            form,
            act,
            send,
            self.close,
            words=words,
            kind="danger" if is_dangerous else "primary",
        )


def _came(member: MemberRow) -> bool:
    """Whether a member came, or is coming as far as is known."""
    return member.reply is Reply.COMING if member.attended is None else member.attended


def _described(person: AskableRow) -> str:
    """A person in so few words that they stand on one line at any size of type."""
    is_member = person.office == label(Office.MEMBER)
    what = "social worker, 3 years" if person.is_social_worker_3y else person.category.lower()
    marks = (
        "" if is_member else person.office.lower(),
        what if is_member or person.is_social_worker_3y else "",
    )
    return ", ".join(part for part in (person.name, *marks) if part)


def _called(item: AgendaRow) -> str:
    return f"Item {item.number}, {item.case}, {item.names}"
