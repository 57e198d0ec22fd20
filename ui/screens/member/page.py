"""The page of one person on the central list, and what can be recorded about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from panelapp.actions.people import (
    appoint,
    declare_no_links,
    give_list_notice,
    record_appraisal,
    record_link,
    update_member,
)
from panelapp.domain.events import Topic
from panelapp.domain.values import long_date
from panelapp.queries.member_page import MemberPageQuestion, member_page
from ui.components.act_panel import ActPanel, OneAtATime
from ui.components.button import Button
from ui.components.confirm import ask
from ui.components.page import Page
from ui.components.place import Place
from ui.components.tab_order import follow_reading
from ui.screens.member.forms import (
    FIELD_OF_CHECK,
    AppointForm,
    AppraisalForm,
    DetailsForm,
    EndLinkForm,
    LinkForm,
    NoLinksForm,
    NoticeForm,
)
from ui.screens.member.view import MemberView
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from panelapp.queries.member_page import LinkRow
    from panelapp.queries.member_page import MemberPage as Person
    from ui.components.form import Form
    from ui.desk import Desk


class MemberPage(Page):
    """One listed person."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.MEMBERS, Topic.SITTINGS, Topic.USERS})

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self._ref = place.refs[0]
        self._person: Person | None = None
        self.set_back("Central list", Place("central_list"))
        self.change_button = self.add_action(
            Button("Change details", lambda: self._want("update_member", None), keys="F2")
        )
        self.change_button.hide()
        self.view = MemberView()
        self.view.wanted.connect(self._want)
        self.view.sitting_opened.connect(lambda ref: self.go(Place("sitting", ref)))
        self.acts = self.add(OneAtATime(self.view))

    def reload(self) -> None:
        """Ask for the person."""
        self.ask(member_page, MemberPageQuestion(member=self._ref), self._show)

    def _show(self, person: Person) -> None:
        self._person = person
        self.set_title(person.name, f"{person.ref}. {person.place}.")
        self.set_status(person.office_words if person.is_listed else "Not on the list")
        self.change_button.setVisible(person.act("update_member").may)
        self.view.show_page(person)
        follow_reading(self)

    def _want(self, action: str, about: Any) -> None:  # noqa: ANN401 - as each action needs it
        if self._person is None:
            return
        match action:
            case "update_member":
                self._change_details(self._person, about)
            case "record_appraisal":
                self._open_simple(
                    "Record an appraisal", "Record appraisal", AppraisalForm(), record_appraisal
                )
            case "record_link":
                self._open_simple(
                    "Record a link to the service", "Record link", LinkForm(), record_link
                )
            case "end_link":
                self._end_link(about)
            case "declare_no_links":
                self._open_simple(
                    "Record that there is no link",
                    "Record declaration",
                    NoLinksForm(),
                    declare_no_links,
                    "The person declares that nothing ties them to the fostering service. Links"
                    " that are recorded keep their dates.",
                )
            case "appoint":
                self._open_simple(
                    "Appoint to the panel", "Record appointment", AppointForm(self._person), appoint
                )
            case "give_list_notice":
                self._give_notice()

    def _change_details(self, person: Person, check: str | None) -> None:
        form = DetailsForm(person)
        self._open(
            "Change details",
            "Save details",
            form,
            lambda answers: self._send(form, update_member, form.command(answers), "Details saved"),
        )
        if check in FIELD_OF_CHECK:
            form.field(FIELD_OF_CHECK[check]).focus_target().setFocus()

    def _open_simple(
        self,
        heading: str,
        act: str,
        form: AppraisalForm | LinkForm | NoLinksForm | AppointForm,
        handler: Callable[[Any, Any], Any],
        words: str = "",
    ) -> None:
        def send(answers: dict[str, Any]) -> None:
            self._send(form, handler, form.command(self._ref, answers), f"{act}: saved")

        self._open(heading, act, form, send, words)

    def _end_link(self, link: LinkRow) -> None:
        form = EndLinkForm()
        self._open(
            f"Record the end of the link: {link.words}",
            "Record end",
            form,
            lambda answers: self._send(
                form, record_link, form.command(self._ref, link, answers), "End of the link saved"
            ),
            "The link takes independence away up to and including its last day.",
        )

    def _give_notice(self) -> None:
        form = NoticeForm()

        def confirm(answers: dict[str, Any]) -> None:
            command = form.command(self._ref, answers)
            ask(
                self,
                "Record this notice?",
                "One month after the notice the person is no longer on the central list. They"
                " may sit until then.",
                act="Record notice",
                keep="Keep editing",
                then=lambda: self.submit(give_list_notice, command, self._noticed, form=form),
            )

        self._open(
            "Record notice to leave the list",
            "Check notice",
            form,
            confirm,
            "The person, or the service, gives one month's notice in writing (FSR 23(2)-(3)).",
        )

    def _noticed(self, last_day: date) -> None:
        self.acts.close_panel()
        self.banner.show_message(
            f"The last day on the central list is {long_date(last_day)}.",
            Tone.GOOD,
            heading="Notice recorded",
        )

    def _open(
        self,
        heading: str,
        act: str,
        form: Form,
        send: Callable[[dict[str, Any]], object],
        words: str = "",
    ) -> None:
        self.banner.dismiss()
        self.change_button.hide()
        self.acts.open(
            ActPanel(heading, form, act, lambda: form.send_to(send), self._close, words=words)
        )
        self.scroller.verticalScrollBar().setValue(0)

    def _send(
        self, form: Form, handler: Callable[[Any, Any], Any], command: object, said: str
    ) -> None:
        self.submit(handler, command, lambda _: self._close(), form=form, said=said)

    def _close(self) -> None:
        self.acts.close_panel()
        self.change_button.setVisible(
            self._person is not None and self._person.act("update_member").may
        )
