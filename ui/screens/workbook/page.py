"""The page on which a workbook is chosen, checked and imported, one step after the other."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from panelapp.actions.imports import ImportReport, ImportWorkbook, import_workbook
from panelapp.domain.events import Topic
from panelapp.queries.problem_list import save_problems
from panelapp.queries.workbook_guide import (
    EXAMPLE_NAME,
    WorkbookQuestion,
    save_example,
    workbook_guide,
)
from ui.components.place import Place
from ui.components.saved_copy import ask_place, write_copy
from ui.screens.workbook.choose import ChooseStep
from ui.screens.workbook.confirm import ConfirmStep
from ui.screens.workbook.done import DoneStep
from ui.screens.workbook.found import FoundStep, Ways, problem_words
from ui.screens.workbook.steps import StepPage, WorkingStep
from ui.screens.workbook.way_out import export

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from panelapp.domain.errors import PanelappError
    from panelapp.queries.workbook_guide import WorkbookGuide
    from ui.desk import Desk

EXCEL, CSV = "Excel workbook", "CSV file"
CHANGED_SINCE = "The workbook changed after it was checked."


class WorkbookPage(StepPage):
    """A workbook comes in: choose, check, look, import."""

    heading = "Import and export"
    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.AGENCY})

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self.set_back("Records", Place("records"))
        self.setAcceptDrops(True)
        self._guide: WorkbookGuide | None = None
        self._path = Path()
        self._report: ImportReport | None = None

    def reload(self) -> None:
        """Ask what a workbook may hold."""
        self.ask(workbook_guide, WorkbookQuestion(), self._show)

    def check(self, path: Path) -> None:
        """Check a workbook, and show what was found."""
        self._path = path
        self.banner.dismiss()
        self._run(
            f"{path.name} is being checked",
            "Every row is compared with the file. Nothing is imported yet.",
            ImportWorkbook(path=path, dry_run=True),
            self._checked,
            self.choose,
        )

    def choose(self) -> None:
        """Show the first step again."""
        if self._guide is not None:
            ways_out = self._export_as_excel, self._export_as_csv
            step = ChooseStep(self._guide, self.check, self._save_example, ways_out)
            self.put(step, "Choose a workbook")

    # --- a workbook that is dropped on the page

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file or folder, unless work is under way."""
        if _dropped(event) is not None and not isinstance(self.step, WorkingStep | None):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.check(path)

    # --- the steps

    def _show(self, guide: WorkbookGuide) -> None:
        self._guide = guide
        if self.step is None:
            self.choose()

    def _run(
        self,
        heading: str,
        words: str,
        command: ImportWorkbook,
        then: Callable[[ImportReport], None],
        back: Callable[[], None],
    ) -> None:
        """Check or import; ``back`` shows the step to which somebody returns who stops it."""
        work = self.working(heading, words)
        self.desk.submit(
            self, import_workbook, command, then, self.given_up(back, "imported"), work
        )

    def _checked(self, report: ImportReport) -> None:
        self._report = report
        if _is_no_workbook(report):
            self.choose()
            self.refuse(f"{self._path.name} was not imported. {report.errors[0].accepted}")
            return
        self._show_found()
        if report.errors:
            self.refuse(problem_words(report))

    def _show_found(self) -> None:
        assert self._report is not None  # noqa: S101 - the step follows a check
        ways = Ways(
            go_on=self._confirm,
            check_again=lambda: self.check(self._path),
            choose=self._choose_another,
            save_list=self._save_list,
        )
        self.put(FoundStep(self._path.name, self._report, ways), "The check is done")

    def _choose_another(self) -> None:
        self.banner.dismiss()
        self.choose()

    def _confirm(self) -> None:
        assert self._report is not None and self._guide is not None  # noqa: S101, PT018 - as above
        self.banner.dismiss()
        step = ConfirmStep(
            self._path, self._report, self._guide.last_backup, self._send, self._show_found
        )
        self.put(step, "Check before the import")

    def _send(self, backup_folder: Path | None) -> None:
        self.banner.dismiss()
        if backup_folder is None:
            self._import()
            return
        heading = "The file is being backed up"
        self.put(WorkingStep(heading, "The import begins when the backup is checked."), heading)
        back_up = partial(self.desk.office.back_up, backup_folder)
        self.desk.work(self, back_up, lambda _: self._backed_up(), self._not_backed_up)

    def _backed_up(self) -> None:
        self.desk.changed.emit(frozenset({Topic.AGENCY}))
        self._import()

    def _not_backed_up(self, problem: PanelappError) -> None:
        self._confirm()
        self.refuse(
            f"{problem.sentence} {problem.remedy} Nothing was imported. Choose another folder, or"
            " import without a backup."
        )

    def _import(self) -> None:
        self._run(
            f"{self._path.name} is being imported",
            "All rows go in together. If you stop, or the program ends, nothing is imported.",
            ImportWorkbook(path=self._path),
            self._imported,
            self._confirm,
        )

    def _imported(self, report: ImportReport) -> None:
        if report.errors:
            self._checked(report)
            self.refuse(f"{CHANGED_SINCE} {self.banner.text}")
            return
        self._report = report
        ways = (
            ("Go to Today", lambda: self.go(Place("today"))),
            ("Go to cases", lambda: self.go(Place("cases"))),
            ("Import another workbook", self._choose_another),
        )
        self.put(DoneStep(self._path.name, report, ways, self._save_list), "The import is done")

    # --- everything as a workbook

    def _export_as_excel(self) -> None:
        assert self._guide is not None  # noqa: S101 - the first step has it
        name = f"{self._guide.copy_name}.xlsx"
        ask_place(self, "Export everything", (EXCEL,), name, self.export)

    def _export_as_csv(self, folder: Path) -> None:
        assert self._guide is not None  # noqa: S101 - the first step has it
        self.export(folder / self._guide.copy_name)

    def export(self, to: Path) -> None:
        """Write everything as an Excel workbook, or as text into a folder of that name."""
        export(self, to, self.choose)

    # --- what is saved beside the file

    def _save_example(self) -> None:
        ask_place(
            self,
            "Save an example workbook",
            (EXCEL,),
            EXAMPLE_NAME,
            lambda to: write_copy(self, to, save_example),
        )

    def _save_list(self) -> None:
        assert self._report is not None  # noqa: S101 - the list is that of a report
        write = partial(save_problems, self._report.errors, self._report.warnings)
        ask_place(
            self,
            "Save the list",
            (EXCEL, CSV),
            f"Problems in {self._path.stem}.xlsx",
            lambda to: write_copy(self, to, write),
            endings=("xlsx", "csv"),
        )


def _is_no_workbook(report: ImportReport) -> bool:
    """Whether nothing in the file could be read, so that there is no list to work through."""
    return bool(report.errors) and not any(one.sheet for one in report.errors)


def _dropped(event: QDropEvent) -> Path | None:
    """The one file or folder of this computer that is dropped."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
