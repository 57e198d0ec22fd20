"""What is done with a case as a whole: agenda, withdrawal, resignation, and what is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panelapp.actions.cases import record_resignation, update_case, withdraw_case
from panelapp.actions.direct_route import sign_off_quality
from panelapp.actions.exemptions import cancel_exemption, record_exemption
from panelapp.actions.sittings import add_item, withdraw_item
from panelapp.domain.values import long_date
from panelapp.queries.agendas import AgendasQuestion, agendas
from panelapp.queries.case_page import CaseAction
from ui.components.confirm import ask
from ui.components.place import Place
from ui.screens.case.forms import (
    AgendaForm,
    CancelExemptionForm,
    ChildrenForm,
    DetailsForm,
    ExemptionForm,
    ResignationForm,
    SignOffForm,
    TakeOffForm,
    TermsForm,
    WithdrawForm,
)
from ui.screens.case.panels import Asked
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.queries.agendas import AgendaRow
    from panelapp.queries.case_page import CasePage as Case
    from ui.components.page import Page
    from ui.screens.case.panels import Panels


class CaseActs:
    """The forms of a case and what they send."""

    def __init__(self, page: Page, panels: Panels) -> None:
        """Open forms in ``panels`` and send what they ask from ``page``."""
        self._page, self._panels = page, panels

    def act(self, action: CaseAction, case: Case) -> None:
        """Begin something that the acting person may do now."""
        if not case.may(action):
            return
        match action:
            case CaseAction.CHANGE:
                self.change(case)
            case CaseAction.SIGN_OFF:
                self._sign_off(case)
            case CaseAction.RECORD_EXEMPTION:
                self._record_exemption(case)
            case CaseAction.CANCEL_EXEMPTION:
                self._cancel_exemption(case)
            case CaseAction.PUT_ON_AGENDA:
                self._put_on_agenda(case)
            case CaseAction.TAKE_OFF_AGENDA:
                self._take_off(case)
            case CaseAction.WITHDRAW:
                self._withdraw(case)
            case CaseAction.RECORD_RESIGNATION:
                self._record_resignation(case)

    def change(self, case: Case, name: str = "") -> None:
        """Change what is recorded, beginning at a field."""
        if not case.may(CaseAction.CHANGE):
            return
        match name:
            case "requested_terms":
                terms = TermsForm(case)
                heading = "Change the terms asked for"
                asked = Asked(heading=heading, act="Save terms", key="terms")
                self._panels.open(asked, terms, self._saver(terms))
            case "children":
                children = ChildrenForm(case)
                heading = "Change the children whom the case names"
                asked = Asked(heading=heading, act="Save children", key="children")
                self._panels.open(asked, children, self._saver(children))
            case _:
                details = DetailsForm(case)
                asked = Asked(heading="Change details", act="Save details", key="details")
                self._panels.open(asked, details, self._saver(details))
                details.focus_on(name)

    def _saver(
        self, form: DetailsForm | TermsForm | ChildrenForm
    ) -> Callable[[dict[str, Any]], object]:
        return lambda answers: self._page.submit(
            update_case, form.command(answers), self._panels.close, form=form, said="Saved"
        )

    def _put_on_agenda(self, case: Case) -> None:
        self._page.ask_beside(
            agendas, AgendasQuestion(case=case.case), lambda rows: self._choose_agenda(case, rows)
        )

    def _choose_agenda(self, case: Case, rows: tuple[AgendaRow, ...]) -> None:
        if not rows:
            self._page.banner.show_message(
                "No sitting is planned that this case could go to.",
                Tone.INFO,
                heading="No sitting yet",
                actions=(("Plan a sitting", lambda: self._page.go(Place("new_sitting"))),),
            )
            return
        form = AgendaForm(rows)

        def send(answers: dict[str, Any]) -> None:
            command = form.command(case.case, answers)
            said = "The case is on the agenda"
            self._page.submit(add_item, command, self._panels.close, form=form, said=said)

        asked = Asked(heading="Put the case on an agenda", act="Put on agenda", key="agenda")
        self._panels.open(asked, form, send)

    def _sign_off(self, case: Case) -> None:
        form = SignOffForm(case)

        def send(answers: dict[str, Any]) -> None:
            command = form.command(answers)
            said = "Sign-off recorded"
            self._page.submit(sign_off_quality, command, self._panels.close, form=form, said=said)

        asked = Asked(
            heading="Record the sign-off in place of a panel",
            act="Record sign-off",
            words="The decision maker then has the case, and decides within 7 working days.",
            key="sign off",
        )
        self._panels.open(asked, form, send)

    def _record_exemption(self, case: Case) -> None:
        if case.details.exemption is None:
            return
        form = ExemptionForm(case, case.details.exemption)

        def send(answers: dict[str, Any]) -> None:
            command = form.command(answers)
            said = "Exemption recorded"
            self._page.submit(record_exemption, command, self._panels.close, form=form, said=said)

        asked = Asked(
            heading="Record the written notice of exemption",
            act="Record exemption",
            words="It covers the children whom the case names now, and begins with the notice.",
            key="exemption",
        )
        self._panels.open(asked, form, send)

    def _cancel_exemption(self, case: Case) -> None:
        form = CancelExemptionForm()

        def send(answers: dict[str, Any]) -> None:
            command = form.command(case.case, answers)
            said = "Exemption cancelled"
            self._page.submit(cancel_exemption, command, self._panels.close, form=form, said=said)

        asked = Asked(
            heading="Record that the exemption is cancelled",
            act="Cancel exemption",
            key="cancel exemption",
        )
        self._panels.open(asked, form, send)

    def _take_off(self, case: Case) -> None:
        form = TakeOffForm()
        day = long_date(case.sitting_on) if case.sitting_on else "the sitting"

        def send(answers: dict[str, Any]) -> None:
            command = form.command(case, answers)
            said = "Taken off the agenda"
            self._page.submit(withdraw_item, command, self._panels.close, form=form, said=said)

        asked = Asked(
            heading=f"Take the case off the agenda of {day}",
            act="Take off agenda",
            words="The case stays open and can be put on another agenda.",
            key="take off",
        )
        self._panels.open(asked, form, send)

    def _withdraw(self, case: Case) -> None:
        form = WithdrawForm()

        def confirm(answers: dict[str, Any]) -> None:
            command = form.command(case.case, answers)
            ask(
                self._page,
                f"Withdraw the case {case.case}?",
                "It comes off every agenda and goes no further. What is recorded stays in the file.",
                act="Withdraw case",
                keep="Keep the case",
                then=lambda: self._page.submit(
                    withdraw_case, command, self._panels.close, form=form, said="Case withdrawn"
                ),
                is_dangerous=True,
            )

        asked = Asked(
            heading=f"Withdraw the case {case.case}",
            act="Withdraw case",
            words="A case is withdrawn when it will not go on, whoever decided that.",
            key="withdraw",
            is_dangerous=True,
        )
        self._panels.open(asked, form, confirm)

    def _record_resignation(self, case: Case) -> None:
        form = ResignationForm(case)

        def confirm(answers: dict[str, Any]) -> None:
            command = form.command(answers)
            ask(
                self._page,
                "Record this resignation?",
                "Approval ends 28 days after the notice came, whatever anybody decides. This cannot"
                " be undone.",
                act="Record resignation",
                keep="Keep editing",
                then=lambda: self._page.submit(
                    record_resignation,
                    command,
                    self._panels.close,
                    form=form,
                    said="Resignation recorded",
                ),
            )

        asked = Asked(heading="Record a resignation", act="Record resignation", key="resignation")
        self._panels.open(asked, form, confirm)
