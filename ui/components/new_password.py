"""A password that somebody makes up: its one rule, and a remark on how it would stand up."""

from __future__ import annotations

from panelapp.closed_file import SHORTEST_PASSWORD
from ui.components.caps_lock import CapsLockWatch
from ui.components.fields import PasswordField, WrongValue
from ui.components.words import Words

RULE = (
    f"At least {SHORTEST_PASSWORD} characters. Three or four words that have nothing to do with "
    "each other are strong and easy to keep in mind."
)
LONG = 20
FEWEST_DIFFERENT = 6
_COMMON = ("password", "passw0rd", "123456", "qwerty", "letmein", "fostering")


class NewPasswordField(PasswordField):
    """A password field that holds its text to the rule."""

    def __init__(self, *, required: str = "Enter a password.") -> None:
        """``required`` is the sentence shown when nothing was typed."""
        super().__init__(required=required)
        CapsLockWatch(self)
        self.remark = Words(kind="hint", wrap=False)
        self.layout().insertWidget(2, self.remark)  # type: ignore[union-attr]  # a box, made by the base
        self.edit.textChanged.connect(self._on_text)

    def value(self) -> str:
        text = super().value()
        if len(text) < SHORTEST_PASSWORD:
            raise WrongValue(f"The password must have at least {SHORTEST_PASSWORD} characters.")
        return text

    def _on_text(self, text: str) -> None:
        self.remark.setText(remark_on(text))


def remark_on(password: str) -> str:
    """How a password would stand up, in a word or two; nothing while none is typed."""
    if not password:
        return ""
    lacking = SHORTEST_PASSWORD - len(password)
    if lacking > 0:
        return f"{lacking} more character{'' if lacking == 1 else 's'}"
    plain = password.casefold()
    if len(set(plain)) < FEWEST_DIFFERENT or any(word in plain for word in _COMMON):
        return "Easy to guess"
    is_phrase = len(plain.split()) > 2  # noqa: PLR2004 - three words make a phrase
    return "Strong" if len(plain) >= LONG or is_phrase else "Good"
