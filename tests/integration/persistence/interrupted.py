"""Writes far more than the memory allowed, sorts it, and dies before anything is committed."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import text

from panelapp import config
from panelapp.persistence import agency_file

if __name__ == "__main__":
    bundle, path, user, passphrase, name = sys.argv[1:]
    config.bundle_root = lambda: Path(bundle)
    file = agency_file.open_with_passphrase(Path(path), user, passphrase)
    with file.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA cache_size = 2")
        for number in range(10, 3000):
            connection.execute(
                text("INSERT INTO carer VALUES (:id, :name, 1)"),
                {"id": number, "name": name + "x" * 200},
            )
        connection.exec_driver_sql("CREATE TEMP TABLE t AS SELECT * FROM carer ORDER BY name DESC")
        os.kill(os.getpid(), signal.SIGKILL)
