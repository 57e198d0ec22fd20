"""Opens a file in a process of its own and holds it until it is ended."""

from __future__ import annotations

import sys
from pathlib import Path

from panelapp import config
from panelapp.persistence import agency_file

if __name__ == "__main__":
    bundle, path, user, passphrase = sys.argv[1:]
    config.bundle_root = lambda: Path(bundle)
    with agency_file.open_with_passphrase(Path(path), user, passphrase):
        print("HELD", flush=True)  # noqa: T201
        sys.stdin.read()
