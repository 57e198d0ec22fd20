"""Where the program starts: a command goes to the command line, anything else opens the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from panelapp.cli.main import COMMANDS, run

NO_SCREEN = (
    "There is no screen to open a window on. Nothing was changed. Run panelapp --help for what can "
    "be done without one."
)
NO_QT = (
    "The window cannot be opened: a system library that it needs is missing ({}). Nothing was "
    "changed. Ask IT to install it, or run panelapp --help for what can be done without a window."
)


def main() -> None:
    """Do what was asked, and leave with its exit code."""
    arguments = sys.argv[1:]
    if not arguments:
        sys.exit(_open_window(None))
    if _names_a_file(arguments):
        sys.exit(_open_window(Path(arguments[0])))
    code = run(arguments)
    if code == 0 and arguments[0] == "demo" and (file := _demonstration(arguments[1:])):
        code = _open_window(file)
    sys.exit(code)


def _names_a_file(arguments: list[str]) -> bool:
    """Whether an agency's file is all that was given; a word of another kind is a command."""
    (first, *others) = arguments
    is_command = first in COMMANDS or first.startswith("-") or others
    return not is_command and (first.endswith(".fpanel") or Path(first).is_file())


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_window(file: Path | None) -> int:
    if not has_screen():
        sys.stderr.write(NO_SCREEN + "\n")
        return 1
    try:
        from ui.bootstrap import run as run_window
    except ImportError as missing:
        sys.stderr.write(NO_QT.format(missing) + "\n")
        return 1
    return run_window(file)


def _demonstration(arguments: list[str]) -> Path | None:
    """The file that the demonstration made, where its window is wanted and can be shown."""
    from panelapp.cli.demo import FILE_NAME, demo

    asked = demo.make_context("demo", arguments).params
    return asked["folder"] / FILE_NAME if has_screen() and not asked["no_window"] else None


if __name__ == "__main__":
    main()
