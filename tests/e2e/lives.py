"""Six cases lived at the keyboard: ``python -m tests.e2e.lives FOLDER``.

The file with its users, households and two sittings of today is there before; what happens to the
cases, from the day they are opened, goes through the window by keys alone.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from panelapp.actions.attendance import RecordAttendance, record_attendance
from panelapp.actions.cases import AddHousehold, CarerDetails, add_household
from panelapp.actions.people import AddMember, add_member
from panelapp.actions.sittings import PlanSitting, plan_sitting
from panelapp.domain.values import Terms, long_date
from panelapp.domain.vocabulary import CarerKind, UserRole
from panelapp.domain.vocabulary import Office as PanelOffice
from panelapp.office import Office
from panelapp.persistence.keys import KeyCost
from tests.e2e.journey import (
    ADVISER,
    AGENCY,
    CHAIR,
    DECIDER,
    MEMBERS,
    PASSWORDS,
    SOCIAL_WORKER,
    TODAY,
    play,
)
from tests.e2e.robot import Robot, Stuck

if TYPE_CHECKING:
    from collections.abc import Callable


FILE = "Lives.fpanel"
CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1)
OFFICER = "Olu Example, head of service"
CHILD = "Kit Child"
SUPPORT = "No more support is needed."
BEGAN = date(TODAY.year - 3, 1, 15)
FIRST, SECOND = f"S-{TODAY.year}-001", f"S-{TODAY.year}-002"
FIRST_AT, SECOND_AT = "09:30", "14:00"


@dataclass(frozen=True)
class Household:
    """A household that is in the file already."""

    name: str
    kind: CarerKind = CarerKind.MAINSTREAM
    is_approved: bool = True


@dataclass(frozen=True)
class Life:
    """One case in the words of the window: what is chosen at each point of its life."""

    ref: str
    who: Household
    case_type: str
    said: str
    decided: str
    them: str = "carer"
    typed: tuple[tuple[str, str], ...] = ()
    days: tuple[tuple[str, date], ...] = ()
    is_noted: bool = False


def _ref(number: int) -> str:
    return f"C-{TODAY.year}-{number:04}"


EXTENSION = Life(
    _ref(1),
    Household("Carla Connected", CarerKind.CONNECTED, is_approved=False),
    "Extension of temporary approval",
    "Supported",
    "Extension granted",
    days=(("Temporary approval started on", TODAY - timedelta(days=60)),),
    typed=(("Responsible authority", "Westvale"), ("Child: full name", CHILD)),
)
BRIEF = Life(
    _ref(2),
    Household("Bruno Brief", is_approved=False),
    "Brief report",
    "Not suitable to foster",
    "Qualifying determination: not to approve",
    them="applicant",
    days=(("Application came on", TODAY - timedelta(days=90)),),
    typed=(("Why the assessment stopped", "The checks show what the panel must hear now."),),
)
REVIEW = Life(
    _ref(3),
    Household("Rita Review"),
    "First review",
    "Continue with the same terms",
    "Continue approval",
)
CHANGE = Life(
    _ref(4),
    Household("Tessa Terms"),
    "Change of terms",
    "Change of terms supported, carer agrees",
    "Change terms by consent",
    days=(("Carer agreed in writing on", TODAY),),
    typed=(
        ("Support because of the change", SUPPORT),
        ("What changes, and why", "A third child, since the room is free again."),
    ),
)
MATCH = Life(
    _ref(5),
    Household("Mara Match"),
    "Long-term match",
    "Supported",
    "Match agreed",
    typed=(("Responsible authority", "Westvale"), ("Child: full name", CHILD)),
)
RESIGNATION = Life(
    _ref(6), Household("Rolf Resigning"), "Resignation", "Noted", "Noted", is_noted=True
)
LIVES = (EXTENSION, BRIEF, REVIEW, CHANGE, MATCH, RESIGNATION)
REPRESENTATIONS = _ref(7)


def prepare(folder: Path) -> Path:
    """Make the file with everybody in it, and two sittings of today at which they are present."""
    path = folder / FILE
    with Office.create(
        path, agency=AGENCY, user=ADVISER, passphrase=PASSWORDS[ADVISER], cost=CHEAP
    ) as office:
        refs = [_listed(office, name) for name in (CHAIR, SOCIAL_WORKER, *MEMBERS)]
        for name, role in ((CHAIR, UserRole.CHAIR), (DECIDER, UserRole.DECISION_MAKER)):
            office.add_user(name, (role,), PASSWORDS[name], CHEAP)
        for life in LIVES:
            _house(office, life.who)
        for sitting, start in ((FIRST, FIRST_AT), (SECOND, SECOND_AT)):
            begins = time.fromisoformat(start)
            office.execute(plan_sitting, PlanSitting(sitting=sitting, held_on=TODAY, start=begins))
            attended = RecordAttendance(sitting=sitting, present=tuple(refs), in_the_chair=refs[0])
            office.execute(record_attendance, attended)
    return path


def _listed(office: Office, name: str) -> str:
    qualified = date(2010, 7, 1) if name == SOCIAL_WORKER else None
    entry = AddMember(
        name=name,
        joined_on=BEGAN,
        has_no_links=True,
        office=PanelOffice.CHAIR if name == CHAIR else PanelOffice.MEMBER,
        social_work_qualified_on=qualified,
        relevant_experience_from=qualified,
    )
    return office.execute(add_member, entry).value


def _house(office: Office, who: Household) -> None:
    terms = Terms(number_of_children=2, age_from=0, age_to=10)
    office.execute(
        add_household,
        AddHousehold(
            carers=(CarerDetails(name=who.name),),
            carer_kind=who.kind,
            approved_on=BEGAN if who.is_approved else None,
            terms=terms if who.is_approved else None,
        ),
    )


@dataclass
class Lives:
    """Everybody at the keyboard in turn."""

    robot: Robot
    folder: Path
    told: list[str] = field(default_factory=list)

    # Ways ---------------------------------------------------------------------------------------

    def unlock_as(self, name: str) -> None:
        """Lock the file if it is open, and unlock it as somebody."""
        r = self.robot
        if self.told:
            r.press("Ctrl+L")
        self.told.append(name)
        r.see("I cannot unlock")
        r.choose("Your name", name)
        r.fill("Password", PASSWORDS[name])
        r.press("Return")
        r.see(f"{name}, acting as")

    def go_to(self, ref: str) -> None:
        """Open the page of a case from the list of all cases."""
        r = self.robot
        r.press("Alt+2")
        r.see(ref)
        r.open_row("Cases", ref)
        r.see(f"{ref}  ")

    def date(self, name: str, day: date) -> None:
        """Type a day."""
        self.robot.fill_date(name, str(day.day), f"{day:%b}".lower(), str(day.year))

    # The adviser prepares -----------------------------------------------------------------------

    def open_cases(self) -> None:
        """Open each case of a household that is there, and put it on the agenda."""
        self.unlock_as(ADVISER)
        for life in LIVES:
            self._open(life)
            self._put_on_agenda(FIRST_AT)
        self.robot.picture("case-on-agenda")

    def _open(self, life: Life) -> None:
        r = self.robot
        r.press("Alt+2")
        r.see("New case")
        r.press("Ctrl+N")
        r.see("Who is the case about?")
        r.mark("A household of this file")
        r.fill("Household", life.who.name)
        r.see(f"{life.who.name}")
        r.open_row("Households", life.who.name)
        r.see("Step 2 of 3")
        r.choose("Type of case", life.case_type)
        for name, day in life.days:
            self.date(name, day)
        for name, text in life.typed:
            r.fill(name, text)
        if life is CHANGE:
            r.mark("Give the terms that are asked for")
            self._ask_for_terms()
        r.push("Check answers")
        r.see("Step 3 of 3")
        r.press("Ctrl+Return")
        r.see(f"{life.ref} opened")
        r.push("Go to the case")
        r.see(f"{life.ref}  {life.who.name}")

    def _ask_for_terms(self) -> None:
        r = self.robot
        r.fill("How many children at most", "3")
        r.fill("Ages, youngest", "0")
        r.fill("Ages, oldest", "17")

    def _put_on_agenda(self, start: str) -> None:
        r = self.robot
        r.push("Put on an agenda")
        r.mark(f"{long_date(TODAY)}, {start}")
        r.push("Put on agenda")
        r.see("The panel hears the case today.")

    def record_what_the_law_asks_first(self) -> None:
        """Two steps of the extension, and the day on which the resignation came."""
        r = self.robot
        self.go_to(EXTENSION.ref)
        r.push("Check that the placement is still the most appropriate")
        self.date("Placement found still the most appropriate on", TODAY)
        self.date("Independent reviewing officer told on", TODAY)
        r.push("Save details")
        r.see_no_more("Save details")
        self.go_to(RESIGNATION.ref)
        r.push("Record the day on which the resignation came")
        self.date("Written notice came on", TODAY)
        r.choose("Reason", "Retirement")
        r.push("Record resignation")
        r.see("This cannot be undone.")
        r.push("Record resignation")
        r.see("What happens next")
        r.picture("resignation")

    # At panel -----------------------------------------------------------------------------------

    def hold_the_sitting(self) -> None:
        """The chair records what the panel says about each case, and confirms it."""
        self.unlock_as(CHAIR)
        self.go_to(EXTENSION.ref)
        self.robot.push("Record the recommendation")
        for life in LIVES:
            self._say(life.ref, life.said)
            if life is not LIVES[-1]:
                self.robot.push("Next item")
        for life in LIVES:
            self._write_minutes(life.ref)

    def _say(self, ref: str, said: str) -> None:
        r = self.robot
        r.see(f", {ref}")
        r.press("Ctrl+R")
        r.see("What did the panel say?")
        if ref == BRIEF.ref and "Suitable to foster" in r.words().split("\n"):
            raise Stuck("a brief report is offered as suitable")
        r.mark(said)
        r.fill("Reasons", "The papers and the answers show it.")
        r.mark("Yes")
        r.push("Check answers")
        r.see("Once it is confirmed nobody can change it.")
        r.press("Ctrl+Return")
        r.see("The recommendation is confirmed")

    def _write_minutes(self, ref: str) -> None:
        r = self.robot
        self.go_to(ref)
        r.push("Write and check the minutes")
        r.fill("Key issues", "What the panel asked, and what it heard.")
        r.push("Save minutes")
        r.see("Draft 1")

    def finish_the_minutes(self) -> None:
        """The adviser checks the minutes, the chair locks them, the adviser sends them."""
        refs = [life.ref for life in LIVES]
        self._bring_on(refs, [life.ref for life in LIVES if not life.is_noted])
        r = self.robot
        self.go_to(EXTENSION.ref)
        r.push("Record the nominated officer")
        self.date("Extension approved on", TODAY)
        r.fill("Approved by", OFFICER)
        r.push("Save details")
        r.see_no_more("Save details")

    def _bring_on(self, written: list[str], sent: list[str]) -> None:
        r = self.robot
        self.unlock_as(ADVISER)
        for ref in written:
            self.go_to(ref)
            r.push("Write and check the minutes")
            r.push("Check finished")
            r.see("The check is recorded.")
        self.unlock_as(CHAIR)
        for ref in written:
            self.go_to(ref)
            r.push("Lock the minutes")
            r.see("To be locked")
            r.press("Ctrl+Shift+L")
            r.see("Keep editing")
            r.push("Lock minutes")
            r.see("record check")
        self.unlock_as(ADVISER)
        for ref in sent:
            self.go_to(ref)
            r.push("Send the minutes to the decision maker")
            r.push("Send to the decision maker")
            self.date("On which day did the decision maker receive them?", TODAY)
            r.push("Record that they were sent")
            r.see("The minutes are with the decision maker.")

    # The decisions ------------------------------------------------------------------------------

    def decide(self) -> None:
        """The decision maker decides every case."""
        self.unlock_as(DECIDER)
        for life in LIVES:
            self._decide(life)
        self.robot.picture("decided")

    def _decide(self, life: Life) -> None:
        r = self.robot
        self.go_to(life.ref)
        r.push("Note the case" if life.is_noted else "Make the decision")
        r.push("Write your decision")
        r.see("Your decision")
        r.mark(life.decided)
        if life is CHANGE:
            r.see(SUPPORT)
        self._sign("Decision recorded")

    def _sign(self, done: str) -> None:
        r = self.robot
        r.fill("Reasons, in your own words", "I read all of it and adopt the panel's reasons.")
        r.mark("I was not at this panel")
        r.push("Check and sign")
        r.fill("Your password", PASSWORDS[DECIDER])
        r.push("Sign decision")
        r.see(done)

    def tell(self) -> None:
        """The adviser sends the letters, and records that the applicant makes representations."""
        r = self.robot
        self.unlock_as(ADVISER)
        for life in (one for one in LIVES if one is not BRIEF and not one.is_noted):
            self._write(life, "in writing")
        self._write(BRIEF, "in writing")
        r.push("Wait for the applicant of this case to answer")
        r.mark("Representations to the service")
        r.push("Record answer")
        r.see("Open a case for the representations")
        r.picture("answered")

    def _write(self, life: Life, what: str) -> None:
        r = self.robot
        self.go_to(life.ref)
        r.push(f"Tell the {life.them}")
        r.see(f"Tell the {life.them} of this case {what}")
        r.push(f"Tell the {life.them} of this case {what}")
        r.mark("First-class post")
        r.push("Record letter")
        r.see("The letter is recorded.")

    # Representations ----------------------------------------------------------------------------

    def represent(self) -> None:
        """Take the representations about the brief report through panel to a final decision."""
        r = self.robot
        r.push("Open a case for the representations")
        r.see("Step 2 of 3")
        r.push("Check answers")
        r.see("Step 3 of 3")
        r.press("Ctrl+Return")
        r.see(f"{REPRESENTATIONS} opened")
        r.push("Go to the case")
        r.see(f"{REPRESENTATIONS}  {BRIEF.who.name}")
        self._put_on_agenda(SECOND_AT)
        self.unlock_as(CHAIR)
        self.go_to(REPRESENTATIONS)
        r.push("Record the recommendation")
        self._say(REPRESENTATIONS, "Not suitable to foster")
        self._write_minutes(REPRESENTATIONS)
        self._bring_on([REPRESENTATIONS], [REPRESENTATIONS])
        self.unlock_as(DECIDER)
        self.go_to(BRIEF.ref)
        r.push("Make the final decision")
        r.push("Write your decision")
        r.mark("Approval refused")
        self._sign("Decision recorded")
        self.unlock_as(ADVISER)
        self._write(BRIEF, "the final decision")
        r.press("Alt+1")
        r.picture("today-at-the-end")


STEPS: tuple[Callable[[Lives], None], ...] = (
    Lives.open_cases,
    Lives.record_what_the_law_asks_first,
    Lives.hold_the_sitting,
    Lives.finish_the_minutes,
    Lives.decide,
    Lives.tell,
    Lives.represent,
)


def main() -> None:
    """Live all of it in the folder that is given, and say how much was pressed."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    path = prepare(folder)

    def act(robot: Robot) -> None:
        lives = Lives(robot, folder)
        for step in STEPS:
            step(lives)

    play(folder, path, act)


if __name__ == "__main__":
    main()
