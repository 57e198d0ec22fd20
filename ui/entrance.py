"""The window before a file is open: unlock one, recover one, or start a new panel."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from panelapp.config import user_folder
from panelapp.domain.errors import FileTrouble
from ui.components.progress import Progress
from ui.errands import Errands
from ui.frame.entrance_frame import NAME, EntranceBar, EntranceFoot
from ui.recent import note_opened, recent_files
from ui.screens.unlock.attempts import Attempts
from ui.screens.unlock.page import UnlockPage
from ui.theme.appearance import read_with
from ui.theme.reading import Reading
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QShowEvent

    from panelapp.domain.errors import PanelappError
    from panelapp.office import Office, Sheet
    from ui.components.entrance_page import EntrancePage

USUAL_SIZE = QSize(980, 760)
SMALLEST_SIZE = QSize(640, 520)
LOAD_AFTER = 50
EXAMPLE_FOLDER = "Training example"


class EntranceWindow(QMainWindow):
    """One page at a time, until a file is open."""

    opened = Signal(object)
    """Emitted with the office of the file that was opened."""

    def __init__(self, file: Path | None = None, errands: Errands | None = None) -> None:
        """Begin with ``file``, else with the one that was opened last, else with a welcome."""
        super().__init__()
        self.errands = errands or Errands(parent=self)
        self._attempts: dict[Path, Attempts] = {}
        self._file = file or next((one.path for one in recent_files() if one.path.is_file()), None)
        self._made: Office | None = None
        self._is_closing = False
        self._pages = QStackedWidget()
        self.progress = Progress()
        self.setMinimumSize(SMALLEST_SIZE)
        self.resize(USUAL_SIZE)
        self._lay_out()
        self._add_keys()
        self.start()

    @property
    def page(self) -> EntrancePage:
        """The page that is shown."""
        page: EntrancePage = self._pages.currentWidget()  # type: ignore[assignment]  # only such pages are added
        return page

    def start(self) -> None:
        """Show where somebody begins."""
        if self._file is None:
            self.welcome()
        else:
            self.unlock(self._file)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The rest of the program is loaded while somebody types their password.
        QTimer.singleShot(LOAD_AFTER, self, self._load_the_rest)

    def _load_the_rest(self) -> None:
        if not self._is_closing:
            self.errands.work(self, _load, lambda _: None, lambda _: None)

    def show_problem(self, problem: PanelappError) -> None:
        """Show a refusal on the page that is shown."""
        self.page.show_problem(problem)

    def show_locked(self, *, holds_text: bool = False, was_given_up: bool = False) -> None:
        """Say that the file was locked, and that nothing that was typed is lost (M-21).

        ``was_given_up`` says that long work was under way, of which nothing was kept.
        """
        said = (
            ["Your unsaved text is kept and will be there when you unlock."] if holds_text else []
        )
        if was_given_up:
            said.append("What was under way was stopped. Nothing of it was kept: begin it again.")
        self.page.banner.show_message(
            " ".join(said) or "The file is locked.",
            Tone.INFO,
            heading="Locked",
        )

    # --- the pages

    def welcome(self) -> None:
        """Show what there is to begin with."""
        from ui.screens.unlock.welcome import WelcomePage

        page = WelcomePage(self.errands)
        page.new_wanted.connect(self.begin_panel)
        page.choose_wanted.connect(self.choose)
        page.example_wanted.connect(self.open_example)
        self._show(page)

    def unlock(self, path: Path) -> None:
        """Show the page that unlocks a file."""
        self._file = path
        page = UnlockPage(self.errands, path, self._attempts.setdefault(path, Attempts()))
        page.opened.connect(self._on_opened)
        page.stuck.connect(lambda: self.help_in(path))
        page.others.chosen.connect(self.unlock)
        page.others.choose_wanted.connect(self.choose)
        page.others.new_wanted.connect(self.begin_panel)
        page.others.example_wanted.connect(self.open_example)
        self._show(page)
        page.load()

    def choose(self) -> None:
        """Let somebody choose a file, and show the page that unlocks it."""
        from ui.components.file_choice import choose_panel_file

        path = choose_panel_file(self, self._file)
        if path is not None:
            self.unlock(path)

    def help_in(self, path: Path) -> None:
        """Show the ways in besides the password."""
        from ui.screens.unlock.ways import WaysPage

        page = WaysPage(self.errands, path)
        page.try_again.connect(lambda: self.unlock(path))
        page.sheet_wanted.connect(lambda: self.use_sheet(path))
        page.backup_wanted.connect(lambda: self.restore(path))
        page.choose_wanted.connect(self.choose)
        page.back.connect(lambda: self.unlock(path))
        self._show(page)

    def use_sheet(self, path: Path) -> None:
        """Ask for the recovery sheet."""
        from ui.screens.unlock.sheet import SheetPage

        page = SheetPage(self.errands, path)
        page.opened.connect(self._on_opened)
        page.back.connect(lambda: self.help_in(path))
        self._show(page)
        page.load()

    def restore(self, path: Path) -> None:
        """Offer to bring a backup back."""
        from ui.screens.unlock.backup import BackupPage

        page = BackupPage(self.errands, path)
        page.unlock_wanted.connect(self.unlock)
        page.back.connect(lambda: self.help_in(path))
        self._show(page)
        page.load()

    def begin_panel(self) -> None:
        """Show the first step of a new panel."""
        from ui.screens.new_file.details import DetailsPage

        page = DetailsPage(self.errands)
        page.made.connect(self._on_made)
        page.back.connect(self.start)
        self._show(page)

    def open_example(self) -> None:
        """Unlock the training example, which is made where it is not there yet."""
        folder = user_folder() / EXAMPLE_FOLDER
        path = folder / "demo.fpanel"
        if path.is_file():
            self.unlock(path)
            return
        self.progress.begin("Making the training example. This takes a few seconds.")
        self.errands.work(
            self, lambda: _make_example(folder), self._on_example, self._on_no_example
        )

    # --- how

    def closeEvent(self, event: QCloseEvent) -> None:
        self._is_closing = True
        self._give_back()
        self.errands.finish()
        super().closeEvent(event)

    def _on_opened(self, office: Office) -> None:
        self._made = None
        if self._is_closing:
            office.close()
        else:
            self.opened.emit(office)

    def _on_made(self, office: Office) -> None:
        """A new file is there; it is handed on only with its recovery sheet on paper."""
        self._made = office
        self.errands.work(
            self,
            lambda: (office.recovery_page(), office.who().path),
            lambda answer: self._show_sheet(*answer),
            self.show_problem,
        )

    def _show_sheet(self, sheet: Sheet, path: Path) -> None:
        from ui.screens.new_file.sheet import SheetShownPage

        self._file = path
        page = SheetShownPage(self.errands, sheet)
        page.noted.connect(lambda: self._ask_words(sheet, path))
        self._show(page)

    def _ask_words(self, sheet: Sheet, path: Path) -> None:
        from ui.screens.new_file.sheet import SheetCheckPage

        page = SheetCheckPage(self.errands, sheet.words)
        page.back.connect(lambda: self._show_sheet(sheet, path))
        page.proved.connect(lambda: self._on_proved(path))
        self._show(page)

    def _on_proved(self, path: Path) -> None:
        office = self._made
        if office is not None:
            note_opened(path, office.user_name)
            self._on_opened(office)

    def _on_example(self, path: Path) -> None:
        self.progress.end()
        self.unlock(path)

    def _on_no_example(self, problem: PanelappError) -> None:
        self.progress.end()
        self.show_problem(problem)

    def _show(self, page: EntrancePage) -> None:
        """Show a page in place of the one that is shown, which goes."""
        before = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()
        self.setWindowTitle(f"{page.title.text()} – {NAME}")
        page.focus_start()

    def _give_back(self) -> None:
        """Close the file that was made and is not handed on."""
        office, self._made = self._made, None
        if office is not None:
            self.errands.work(self, office.close, lambda _: None, self.show_problem)

    def _lay_out(self) -> None:
        ground = QWidget()
        ground.setProperty("kind", "canvas")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(ground)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(EntranceBar(self._help))
        layout.addWidget(self.progress)
        layout.addWidget(self._pages, 1)
        layout.addWidget(EntranceFoot())
        self.setCentralWidget(ground)

    def _add_keys(self) -> None:
        for words, keys, act in (
            ("Larger type", ("Ctrl++", "Ctrl+="), lambda: read_with(Reading.larger)),
            ("Smaller type", ("Ctrl+-",), lambda: read_with(Reading.smaller)),
            ("Press the main button", ("Ctrl+Return", "Ctrl+Enter"), self._press_primary),
            ("Help with this page", ("F1",), self._help),
            ("Choose a file", ("Ctrl+O",), self.choose),
            ("Back", ("Alt+Left",), self._go_back),
            ("Back, where nothing is typed", ("Escape",), self._escape),
            ("Quit", ("Ctrl+Q",), self.close),
        ):
            self.addAction(_action(self, words, keys, act))

    def _press_primary(self) -> None:
        if (button := self.page.primary()) is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            button.click()

    def _go_back(self) -> None:
        if not self.page.back_link.isHidden():
            self.page.back.emit()

    def _escape(self) -> None:
        if self.page.escape_leaves:
            self._go_back()

    def _help(self) -> None:
        from ui.components.help import HelpWindow

        HelpWindow(self.page.help_page, self).show()


def _action(
    window: QMainWindow, words: str, keys: tuple[str, ...], act: Callable[[], object]
) -> QAction:
    action = QAction(words, window)
    action.setShortcuts([QKeySequence(key) for key in keys])
    action.triggered.connect(lambda: act())
    return action


def _make_example(folder: Path) -> Path:
    """Make the training example in its folder, all or nothing, and return where its file stands.

    Raises :class:`FileTrouble` where it cannot be made.
    """
    from panelapp.cli.demo import FILE_NAME, make_example

    if folder.is_dir() and any(folder.iterdir()):
        raise FileTrouble(
            "The folder of the training example holds other files. Nothing was changed.",
            remedy=f"Move what is in {folder} elsewhere, then try again.",
        )
    make_example(folder)
    return folder / FILE_NAME


def _load() -> None:
    """Load what the window needs once a file is open."""
    for module in ("panelapp.access", "panelapp.office", "panelapp.queries.today"):
        import_module(module)
