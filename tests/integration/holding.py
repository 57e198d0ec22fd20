"""Opens a file in a process of its own and holds it until it is ended."""

from __future__ import annotations

import sys
from pathlib import Path

from panelapp.office import Office
from tests.integration.command_line import PASSPHRASE

if __name__ == "__main__":
    with Office.open(Path(sys.argv[1]), user=None, passphrase=PASSPHRASE):
        print("HELD", flush=True)  # noqa: T201
        sys.stdin.read()
