"""The steps of an import, each with a small workbook of its own, so that pictures show them all."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ui.screens.workbook.page import WorkbookPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.components.page import Page

_numbers = count(1)
_BAD = {
    "members": """member_ref,name,category,joined_on,independent
X1,Chair Example,independent,01/04/2019,yes
X2,Member Example,panel person,1st of April,perhaps
,Carer Example,foster_carer,2019-04-01,yes
""",
    "households": """household_ref,carer_1,carer_kind,shoe size
XH1,First Carer Example,mainstream,7
XH1,Second Carer Example,mainstreem,5
""",
    "cases": """case_ref,household_ref,case_type,carer_kind,application_on
XC1,XH9,mainstream_approval,mainstream,2022-01-10
""",
}


def begin(page: Page) -> None:
    """The first step."""
    _of_workbook(page).choose()


def with_problems(page: Page) -> None:
    """What the check says of a workbook with problems."""
    _check(page, _BAD)


def sound(page: Page) -> None:
    """What the check says of a workbook without a problem, but with a warning."""
    _check(page, _sound())


def before_import(page: Page) -> None:
    """What is looked at before the import."""
    with TemporaryDirectory() as folder:
        _of_workbook(page).check(_written(Path(folder), _sound()))
        _go_on(page)


def imported(page: Page) -> None:
    """What was imported, with its warning."""
    with TemporaryDirectory() as folder:
        _of_workbook(page).check(_written(Path(folder), _sound()))
        _go_on(page)
        _go_on(page)


def _of_workbook(page: Page) -> WorkbookPage:
    if not isinstance(page, WorkbookPage):
        raise TypeError(page.place.screen)
    return page


def _go_on(page: Page) -> None:
    button = page.primary()
    if button is not None:
        button.click()


def _check(page: Page, sheets: Mapping[str, str]) -> None:
    with TemporaryDirectory() as folder:
        _of_workbook(page).check(_written(Path(folder), sheets))


def _written(folder: Path, sheets: Mapping[str, str]) -> Path:
    """A folder of CSV files that is called as an agency would call it."""
    history = folder / "History 2019 to 2023"
    history.mkdir()
    for sheet, text in sheets.items():
        (history / f"{sheet}.csv").write_text(text, encoding="utf-8")
    return history


def _sound() -> dict[str, str]:
    """Rows that no file has yet: a member who left, and a sitting at which too few were present."""
    number = next(_numbers)
    return {
        "members": f"""member_ref,name,category,joined_on,left_on
X-{number},Former Member {number:04} (synthetic),independent,01/04/2019,31/03/2023
""",
        "sittings": f"""sitting_ref,date,mode,present
XS-{number},2022-05-04,virtual,X-{number}
""",
    }
