"""Every command of the user guide does what the guide says, in the order in which it stands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "user-guide" / "first-steps.md"
SCRIPTS = Path(sys.executable).parent


# Some forty processes, each of which derives a key as slowly as for a real file.
@pytest.mark.timeout(300)
@pytest.mark.skipif(
    not (SCRIPTS / "panelapp").exists(), reason="not run: the panelapp command is not installed"
)
def test_the_commands_of_the_guide_run_as_written(tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "tests" / "data" / "anyshire-2021-2023.xlsx", tmp_path / "history.xlsx")
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    environment = os.environ | {
        "PATH": f"{SCRIPTS}:{os.environ['PATH']}",
        "PANELAPP_PASSPHRASE": "correct horse battery",
        "PANELAPP_NEW_PASSPHRASE": "another horse battery",
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(blocks)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for name in ("agenda.pdf", "minutes.docx", "extract.pdf", "letter.docx", "sheet.txt"):
        assert (tmp_path / name).stat().st_size > 0
    assert len(list((tmp_path / "backups").glob("*.fpanel-backup"))) == 1
