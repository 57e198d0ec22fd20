"""Where the program starts."""

from __future__ import annotations


def main() -> None:
    """Hand every argument to the command line, which leaves with its exit code."""
    from panelapp.cli.main import main as run_command_line

    run_command_line()


if __name__ == "__main__":
    main()
