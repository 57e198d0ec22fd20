"""The whole journey of a panel at the keyboard: ``python -m tests.e2e.journey FOLDER``.

The program is started as its users start it, on a real display, with real threads and a real
encrypted file. Everything is done by the robot, which has nothing but keys and what it can read.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pypdfium2
from PySide6.QtCore import QTimer

from tests.e2e.robot import Robot
from ui.bootstrap import application, program_for
from ui.crash import CrashReporter
from ui.theme.appearance import Appearance

if TYPE_CHECKING:
    from collections.abc import Callable

ENGLAND = ZoneInfo("Europe/London")
AGENCY = "Westvale Fostering"
ADVISER, CHAIR, DECIDER = "Amira Example", "Rosa Example", "Jonas Example"
PASSWORDS = {
    ADVISER: "harbour lantern thistle",
    CHAIR: "copper meadow violin",
    DECIDER: "granite pillow orchard",
}
MEMBERS = ("Tomos Example", "Nell Example", "Ravi Example", "Dora Example")
SOCIAL_WORKER = "Sunil Example"
TODAY = datetime.now(ENGLAND).date()
CASE, SITTING = f"C-{TODAY.year}-0001", f"S-{TODAY.year}-001"
REASONS = "A warm and steady home; both spoke of loss with insight; every check is complete."
APPLICANTS = ("Ada Applicant", "Ben Applicant")


@dataclass
class Journey:
    """One panel from an empty folder to the letter, in the hands of three people."""

    robot: Robot
    folder: Path

    def start_a_panel(self) -> None:
        """Make the file, take the recovery sheet, and type three of its words back."""
        r = self.robot
        r.see("Welcome")
        r.push("Start a new panel")
        r.fill("Name of the fostering service", AGENCY)
        r.fill("Your name", ADVISER)
        r.fill("A password of your own", PASSWORDS[ADVISER])
        r.fill("Where to keep the file", str(self.folder / "Westvale.fpanel"))
        r.picture("new-panel")
        r.push("Make the file")
        r.see("Your recovery sheet")
        lines = r.words().split("\n")
        words = dict(pairwise(lines))
        r.push("I have the words on paper")
        r.see("Type three words from your sheet")
        for asked in [line for line in r.words().split("\n") if line.startswith("Word ")]:
            r.fill(asked, words[asked.removeprefix("Word ")])
        r.picture("recovery-words")
        r.push("Open the panel")
        r.see("Nothing is due now")
        r.picture("today-empty")

    def add_people(self) -> None:
        """Put a panel on the central list, and give chair and decision maker their passwords."""
        r = self.robot
        self._add_person(CHAIR, office="Chair")
        self._add_person(SOCIAL_WORKER, qualified=date(2010, 7, 1))
        for name in MEMBERS:
            self._add_person(name)
        r.press("Alt+8")
        r.push("Users")
        for name, role in ((CHAIR, "Chair"), (DECIDER, "Agency decision maker")):
            r.see("Who can open this file")
            r.push("Add user")
            r.see("The new user sits at the keyboard")
            r.fill("Name", name)
            r.mark(role)
            r.fill("Password of the new user", PASSWORDS[name])
            r.push("Add user")
            r.see(f"{name} can open this file now.")
        r.picture("users")

    def _add_person(
        self, name: str, *, office: str = "Member", qualified: date | None = None
    ) -> None:
        r = self.robot
        r.press("Alt+4")
        r.push("Add person")
        r.see("First day on the central list")
        r.fill("Full name", name)
        self._date("First day on the central list", date(2024, 1, 15))
        r.mark("There is no link to the service")
        r.mark(office)
        for check in ("Criminal record certificate", "Confidentiality agreement signed"):
            self._date(check, date(2024, 1, 10))
        self._date("Induction completed", date(2024, 2, 1))
        if qualified is not None:
            self._date("Qualified as a social worker", qualified)
        r.push("Check answers")
        r.see("Check the answers")
        r.picture(f"person-{name.split(maxsplit=1)[0].lower()}")
        r.press("Ctrl+Return")
        r.see("is on the central list")

    def open_a_case(self) -> None:
        """A new household of two, their application by Form F, and its report as a paper."""
        r = self.robot
        r.press("Alt+2")
        r.see("No cases yet")
        r.press("Ctrl+N")
        r.see("Who is the case about?")
        r.mark("People who are new")
        r.fill("Full name", APPLICANTS[0])
        self._date("Date of birth", date(1985, 3, 27))
        r.mark("Two people apply")
        r.fill("Second person: full name", APPLICANTS[1])
        r.mark("Mainstream")
        r.push("Continue")
        r.see("Step 2 of 3")
        r.choose("Type of case", "Mainstream application")
        r.fill("Social worker", "Leo Worker")
        r.push("Check answers")
        r.see("Step 3 of 3")
        r.picture("case-check")
        r.press("Ctrl+Return")
        r.see(f"{CASE} opened")
        r.push("Go to the case")
        r.see("Your next task")
        r.choose_file("Choose files to add", self.folder / "report.pdf")
        r.push("Add 1 paper")
        r.see("1 paper was added.")
        r.picture("case-paper")

    def plan_the_sitting(self) -> None:
        """A sitting of today with the case on its agenda, which is saved as Word and PDF."""
        r = self.robot
        r.press("Alt+3")
        r.see("New sitting")
        r.press("Ctrl+Shift+N")
        r.see("On which day?")
        self._date("On which day?", TODAY)
        r.fill("When does it begin?", "09:30")
        r.mark("In person")
        r.push("Continue")
        r.see("Check your answers")
        r.press("Ctrl+Return")
        r.see("Sitting planned")
        r.push("Open the sitting")
        r.see("Ask members")
        r.push("Add item")
        r.to("Which case?")
        r.push("Add item")
        r.see("1 item")
        r.push("Ask members")
        r.see("Who is asked to come?")
        for name in (CHAIR, SOCIAL_WORKER, *MEMBERS):
            r.mark(name)
        r.push("Ask members")
        r.see("0 of 6 members are coming")
        r.picture("sitting-plan")
        r.press("Ctrl+Z")
        r.see("Done. Undo")
        r.see("0 counted")
        r.press("Ctrl+Y")
        r.see("0 of 6 members are coming")
        self._save("See the agenda", "agenda")

    def unlock_as(self, name: str) -> None:
        """Lock the file, and unlock it as somebody else."""
        r = self.robot
        r.press("Ctrl+L")
        r.see("I cannot unlock")
        r.choose("Your name", name)
        r.fill("Password", PASSWORDS[name])
        r.press("Return")
        r.see(f"{name}, acting as")

    def hold_the_sitting(self) -> None:
        """The chair takes attendance, records what the panel says, and confirms it."""
        r = self.robot
        self.unlock_as(CHAIR)
        r.push("Open the sitting")
        r.push("Start the sitting")
        r.see("Who is here?")
        for name in (CHAIR, SOCIAL_WORKER, *MEMBERS):
            r.mark(name)
        r.push("Take the chair and begin")
        r.see("In the chair: Rosa Example")
        r.picture("sitting-mode")
        r.press("Ctrl+R")
        r.see("What did the panel say?")
        r.mark("Suitable to foster")
        r.fill("How many children at most", "2")
        r.fill("Ages, youngest", "0")
        r.fill("Ages, oldest", "10")
        r.mark("Short term")
        r.fill("Reasons", REASONS)
        r.mark("Yes")
        r.push("Check answers")
        r.see("Once it is confirmed nobody can change it.")
        r.picture("recommendation-check")
        r.press("Ctrl+Return")
        r.see("The recommendation is confirmed")
        r.picture("recommendation-confirmed")

    def write_the_minutes(self) -> None:
        """The chair writes, the adviser checks, the chair locks, the adviser sends."""
        r = self.robot
        r.push("Open the minutes")
        r.fill("Strengths", "Patience, and a wide circle of friends.")
        r.fill("Key issues", "Space for a child to play; the dog and the stairs.")
        r.fill("Views of members", "All six members support the recommendation.")
        self.unlock_as(CHAIR)
        r.push("Open the oldest minutes")
        r.see("is back in the form")
        r.picture("draft-is-back")
        r.push("Save minutes")
        r.see("Draft 1")
        self.unlock_as(ADVISER)
        r.push("Check the minutes of")
        r.push("Check finished")
        r.see("The check is recorded.")
        self.unlock_as(CHAIR)
        r.push("Lock the minutes of")
        r.see("To be locked")
        r.press("Ctrl+Shift+L")
        r.see("Keep editing")
        r.push("Lock minutes")
        r.see("record check")
        r.picture("minutes-locked")

    def decide(self) -> None:
        """The adviser sends the minutes; the decision maker reads, decides and signs."""
        r = self.robot
        self.unlock_as(ADVISER)
        r.push("Send the minutes of")
        r.push("Send to the decision maker")
        self._date("On which day did the decision maker receive them?", TODAY)
        r.push("Record that they were sent")
        r.see("The minutes are with the decision maker.")
        self.unlock_as(DECIDER)
        r.push(f"Decide {CASE}")
        r.push("Write your decision")
        r.see("Your decision")
        r.mark("Approve")
        r.fill("Reasons, in your own words", "I read both and adopt the reasons of the panel.")
        r.mark("Minutes of the panel")
        r.mark("Report")
        r.mark("I was not at this panel")
        r.push("Check and sign")
        r.picture("decision-check")
        r.fill("Your password", PASSWORDS[DECIDER])
        r.push("Sign decision")
        r.see("Decision recorded")
        r.picture("decision-signed")

    def tell_the_applicants(self) -> None:
        """The adviser records that they were told, and saves the letter and the minutes."""
        r = self.robot
        self.unlock_as(ADVISER)
        r.push(f"Tell the applicants of {CASE} the decision")
        r.push("Tell the applicants by telephone")
        r.push("Tell the applicants of this case the decision")
        self._date("Day on which they were told", TODAY)
        r.mark("Telephone")
        r.push("Record that they were told")
        self._save("Letter of the decision", "letter")
        r.press("Esc")
        r.push("Tell the applicants of this case in writing")
        self._date("Date of the letter", TODAY)
        r.mark("First-class post")
        self._date("Day on which it left", TODAY)
        r.push("Record letter")
        self._save("Extract of the minutes", "minutes")
        r.press("Alt+1")
        r.see("Get the foster care agreement of")
        r.picture("today-at-the-end")

    def _save(self, document: str, name: str) -> None:
        """Look at a document and save it as Word and PDF."""
        r = self.robot
        r.push(document)
        r.see("Save as Word")
        r.picture(name)
        for button, ending in (("Save as Word", "docx"), ("Save as PDF", "pdf")):
            r.choose_file(button, self.folder / f"{name}.{ending}")
            r.see(f"{name}.{ending}")

    def _date(self, name: str, day: date) -> None:
        self.robot.fill_date(name, str(day.day), f"{day:%b}".lower(), str(day.year))


def play(folder: Path, file: Path | None, act: Callable[[Robot], None]) -> None:
    """Start the program, let a robot act in it, and say how much was pressed.

    Ends the process, with the reason where the robot could not go on.
    """
    pictures = folder / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    app = application()
    CrashReporter(app)
    Appearance(app)
    program = program_for(file)
    program.start()
    failed: list[str] = []

    def go() -> None:
        began = monotonic()
        robot = Robot(pictures)
        try:
            act(robot)
        except Exception as fault:  # the process must end with its reason, whatever happened
            failed.append(f"{type(fault).__name__}: {fault}")
        sys.stdout.write(f"{robot.keys_pressed} keys in {monotonic() - began:.1f} seconds\n")
        app.quit()

    QTimer.singleShot(0, go)
    app.exec()
    program.end()
    sys.exit("\n".join(failed) or 0)


def main() -> None:
    """Go the whole way in the folder that is given, and say how much was pressed."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    # Any small PDF serves as the report that comes to the panel.
    report = pypdfium2.PdfDocument.new()
    report.new_page(595, 842)
    report.save(folder / "report.pdf")

    def act(robot: Robot) -> None:
        journey = Journey(robot, folder)
        for step in STEPS:
            step(journey)

    play(folder, None, act)


STEPS = (
    Journey.start_a_panel,
    Journey.add_people,
    Journey.open_a_case,
    Journey.plan_the_sitting,
    Journey.hold_the_sitting,
    Journey.write_the_minutes,
    Journey.decide,
    Journey.tell_the_applicants,
)

if __name__ == "__main__":
    main()
