"""The agency's details, as documents and letters show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from panelapp.actions.agency import UpdateAgency, update_agency
from panelapp.domain.labels import label
from panelapp.domain.vocabulary import ProviderKind
from panelapp.queries.settings import SettingsQuestion, office_settings
from ui.components.act_panel import ActPanel, OneAtATime
from ui.components.button import Button
from ui.components.fields import LongTextField, RadioField, TextField
from ui.components.form import Form
from ui.components.layouts import Card, left, row
from ui.components.summary_list import Fact, SummaryList
from ui.components.words import Words
from ui.screens.settings.part import SettingsPart

if TYPE_CHECKING:
    from panelapp.queries.settings import AgencyDetails, OfficeSettings
    from ui.components.page import Page


class AgencyPart(SettingsPart):
    """Name, address and contacts."""

    title: ClassVar[str] = "Agency details"
    words: ClassVar[str] = "What minutes, letters and records say of the agency"

    def __init__(self, page: Page) -> None:
        """Build the part, empty."""
        super().__init__(page)
        self._details: AgencyDetails | None = None
        self.facts = SummaryList(width=760)
        self.why_not = Words(kind="muted")
        self.change_button = Button("Change details", self._change, "primary")
        made = Card()
        layout = made.body
        layout.addLayout(left(self.facts))
        layout.addWidget(self.why_not)
        layout.addLayout(row(self.change_button))
        self.acts = OneAtATime(made)
        self.outer.addWidget(self.acts)

    def reload(self) -> None:
        """Ask for the details."""
        self.page.ask(office_settings, SettingsQuestion(), self._show)

    def _show(self, settings: OfficeSettings) -> None:
        agency = self._details = settings.agency
        self.facts.show_facts(
            Fact(name=name, words=words)
            for name, words in (
                ("Name", agency.name),
                ("Kind of service", agency.provider_words),
                ("Address", agency.address),
                ("Telephone", agency.telephone),
                ("Email", agency.email),
                ("Independent Review Mechanism", agency.irm_contact),
                ("Complaints", agency.complaints_contact),
            )
        )
        self.why_not.setText(settings.why_not_details)
        self.why_not.setVisible(bool(settings.why_not_details))
        self.change_button.setVisible(not settings.why_not_details)

    def _change(self) -> None:
        if self._details is None:
            return
        form = _form(self._details)

        def send() -> None:
            answers = form.read()
            if answers is not None:
                self.page.submit(
                    update_agency,
                    UpdateAgency(**answers),
                    lambda _: self.acts.close_panel(),
                    form=form,
                    said="Details saved",
                )

        self.acts.open(
            ActPanel("Change agency details", form, "Save details", send, self.acts.close_panel)
        )


def _form(agency: AgencyDetails) -> Form:
    form = Form()
    form.add("name", "Name", TextField(required="Enter the name of the agency."))
    form.add(
        "provider_kind",
        "Kind of service",
        RadioField([(kind, label(kind)) for kind in ProviderKind], required="Choose a kind."),
    )
    form.add("address", "Address", LongTextField(lines=4))
    form.add("telephone", "Telephone", TextField(width=24))
    form.add("email", "Email", TextField())
    form.add(
        "irm_contact",
        "Independent Review Mechanism",
        LongTextField(lines=3),
        "How to reach it. Letters about a qualifying determination need it",
    )
    form.add(
        "complaints_contact",
        "Complaints",
        LongTextField(lines=3),
        "Whom to write to with a complaint",
    )
    form.set_values(
        {
            name: getattr(agency, name)
            for name in (
                "name",
                "provider_kind",
                "address",
                "telephone",
                "email",
                "irm_contact",
                "complaints_contact",
            )
        }
    )
    return form
