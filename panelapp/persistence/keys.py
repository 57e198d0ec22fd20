"""The data key of a file, and the slots that give it to a person who knows their password.

A slot wraps the key with ChaCha20-Poly1305 under a key that Argon2id makes from the password, so
a wrong password is told from a damaged file before the database is touched. The slots stand in a
small file beside the agency file, with a copy inside it.
"""

from __future__ import annotations

import hmac
import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from panelapp.domain.errors import BadInput
from panelapp.persistence import troubles
from panelapp.persistence.durable import write_durably

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

KEY_BYTES = 32
SHORTEST_PASSPHRASE = 12
SLOTS_FORMAT = 1
_SALT_BYTES = 16
_NONCE_BYTES = 12
# A doctored slot must not make the program take all memory or run for hours.
_MOST_MEMORY_KIB = 1024 * 1024
_MOST_PASSES = 32
_MOST_LANES = 16


class DataKey:
    """The 32 random bytes that encrypt one file; they appear in no repr, error or log."""

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        if len(raw) != KEY_BYTES:
            msg = "A data key has 32 bytes."
            raise ValueError(msg)
        self._raw = raw

    @classmethod
    def new(cls) -> Self:
        """A fresh key from the operating system's random source."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def raw(self) -> bytes:
        """The bytes themselves, for wrapping and for the recovery sheet."""
        return self._raw

    def pragma(self) -> str:
        """The statement that gives SQLCipher the raw key, always 64 hexadecimal characters."""
        return f"PRAGMA key = \"x'{self._raw.hex()}'\""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DataKey) and hmac.compare_digest(self._raw, other._raw)

    def __hash__(self) -> int:
        return hash(self._raw)

    def __repr__(self) -> str:
        return "DataKey(hidden)"

    def __reduce__(self) -> tuple[Any, ...]:
        msg = "A data key is never written out."
        raise TypeError(msg)


@dataclass(frozen=True)
class KeyCost:
    """What one guess at a password costs: memory in KiB, passes over it, and lanes."""

    memory_kib: int = 128 * 1024
    passes: int = 4
    lanes: int = 2

    @property
    def is_sane(self) -> bool:
        """Whether this computer may be asked to pay it."""
        return (
            8 * self.lanes <= self.memory_kib <= _MOST_MEMORY_KIB
            and 1 <= self.passes <= _MOST_PASSES
            and 1 <= self.lanes <= _MOST_LANES
        )


STRONG = KeyCost()


@dataclass(frozen=True)
class KeySlot:
    """One person's way to the data key."""

    slot_id: str
    user: str
    cost: KeyCost
    salt: bytes
    nonce: bytes
    wrapped_key: bytes

    def as_json(self) -> dict[str, Any]:
        """The slot as the plain values that JSON knows."""
        return {
            "id": self.slot_id,
            "user": self.user,
            "kdf": {
                "name": "argon2id",
                "memory_kib": self.cost.memory_kib,
                "passes": self.cost.passes,
                "lanes": self.cost.lanes,
            },
            "salt": _text(self.salt),
            "nonce": _text(self.nonce),
            "wrapped_key": _text(self.wrapped_key),
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The slot that ``as_json`` described.

        Raises:
            ValueError: A part is missing or makes no sense (KeyError and TypeError likewise).
        """
        kdf = values["kdf"]
        slot = cls(
            slot_id=str(values["id"]),
            user=str(values["user"]),
            cost=KeyCost(int(kdf["memory_kib"]), int(kdf["passes"]), int(kdf["lanes"])),
            salt=b64decode(values["salt"], validate=True),
            nonce=b64decode(values["nonce"], validate=True),
            wrapped_key=b64decode(values["wrapped_key"], validate=True),
        )
        if kdf["name"] != "argon2id" or not slot.cost.is_sane or len(slot.nonce) != _NONCE_BYTES:
            msg = "The slot asks for something that no version of the program writes."
            raise ValueError(msg)
        return slot


@dataclass(frozen=True)
class KeySlots:
    """Every slot of one file. ``file_id`` is the first 16 bytes of the file, in hexadecimal.

    ``revision`` counts the changes, so that of two copies the newer one is known. An example says
    that it is one before it is opened, so that its published password can be offered.
    """

    file_id: str
    slots: tuple[KeySlot, ...] = ()
    revision: int = 0
    is_example: bool = False

    @property
    def users(self) -> tuple[str, ...]:
        """The people who have a slot, in the order in which they were added."""
        return tuple(slot.user for slot in self.slots)

    def spelling(self, user: str) -> str | None:
        """A user's name as it was first spelt, for whatever capitals and spaces it is given in."""
        return next((name for name in self.users if _same_user(name, user)), None)

    def with_user(
        self, user: str, passphrase: str, key: DataKey, cost: KeyCost = STRONG
    ) -> KeySlots:
        """The slots with a new or changed password for ``user``.

        Raises:
            BadInput: The name is empty or the password is shorter than 12 characters.
        """
        name = " ".join(user.split())
        if not name:
            raise BadInput("A user needs a name. Nothing was changed.")
        _refuse_short(passphrase)
        slot = _wrap(self.file_id, name, passphrase, key, cost)
        slots = tuple(slot if _same_user(old.user, name) else old for old in self.slots)
        if slot not in slots:
            slots = (*slots, slot)
        return replace(self, slots=slots, revision=self.revision + 1)

    def without_user(self, user: str) -> KeySlots:
        """The slots without the one of ``user``, for somebody who has left.

        Raises:
            BadInput: Nobody would be left who can open the file with a password.
        """
        kept = tuple(slot for slot in self.slots if not _same_user(slot.user, user))
        if not kept:
            raise BadInput(
                "The last password of a file cannot be removed. Nothing was changed.",
                remedy="Add another user first.",
            )
        return replace(self, slots=kept, revision=self.revision + 1)

    def unwrap(self, user: str, passphrase: str) -> DataKey:
        """The data key, for the right name with the right password.

        An unknown name costs as much time as a wrong password, so neither can be guessed at.

        Raises:
            FileTrouble: The name or the password is not right (M-02).
        """
        from cryptography.exceptions import InvalidTag

        slot = next((slot for slot in self.slots if _same_user(slot.user, user)), None)
        if slot is None:
            _derived(passphrase, b"\0" * _SALT_BYTES, self.slots[0].cost if self.slots else STRONG)
            raise troubles.wrong_password()
        try:
            return DataKey(
                _cipher(passphrase, slot.salt, slot.cost).decrypt(
                    slot.nonce, slot.wrapped_key, _bound_to(self.file_id, slot.slot_id)
                )
            )
        except InvalidTag:
            raise troubles.wrong_password() from None

    def to_json(self) -> str:
        """The slots as the text that is kept beside the file and inside it."""
        mark = {"example": True} if self.is_example else {}
        return json.dumps(
            {
                "format": SLOTS_FORMAT,
                "file_id": self.file_id,
                "revision": self.revision,
                **mark,
                "slots": [slot.as_json() for slot in self.slots],
            },
            ensure_ascii=False,
            indent=1,
        )

    @classmethod
    def from_json(cls, text: str) -> KeySlots:
        """The slots that ``to_json`` wrote.

        Raises:
            FileTrouble: The text is damaged, or a newer version of the program wrote it.
        """
        try:
            values = json.loads(text)
            found = int(values["format"])
            if found <= SLOTS_FORMAT:
                return cls(
                    file_id=str(values["file_id"]),
                    slots=tuple(map(KeySlot.from_json, values["slots"])),
                    revision=int(values["revision"]),
                    is_example=values.get("example") is True,
                )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise troubles.keys_damaged() from None
        raise troubles.newer_version(found, SLOTS_FORMAT)

    def save(self, path: Path) -> None:
        """Put the slots at ``path``; a crash leaves the old ones or these."""
        write_durably(path, self.to_json())

    @classmethod
    def load(cls, path: Path) -> KeySlots:
        """The slots at ``path``.

        Raises:
            FileTrouble: They are missing, damaged, or written by a newer version.
        """
        try:
            with troubles.translate_store_errors():
                text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise troubles.keys_missing() from None
        except UnicodeDecodeError:
            raise troubles.keys_damaged() from None
        return cls.from_json(text)


@dataclass(frozen=True)
class Unlocked:
    """The data key of one file, with the slots that lead to it."""

    key: DataKey
    slots: KeySlots


def slots_path(path: Path) -> Path:
    """Where the slots of the agency file or backup at ``path`` stand."""
    return path.with_name(f"{path.name}-keys")


def _refuse_short(passphrase: str) -> None:
    if len(_normal(passphrase)) < SHORTEST_PASSPHRASE:
        raise BadInput(
            f"A password needs at least {SHORTEST_PASSPHRASE} characters. Nothing was changed.",
            remedy="Three words that have nothing to do with each other are easy to keep in mind.",
        )


def _wrap(file_id: str, user: str, passphrase: str, key: DataKey, cost: KeyCost) -> KeySlot:
    slot_id = secrets.token_hex(8)
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    wrapped = _cipher(passphrase, salt, cost).encrypt(nonce, key.raw(), _bound_to(file_id, slot_id))
    return KeySlot(slot_id, user, cost, salt, nonce, wrapped)


def _cipher(passphrase: str, salt: bytes, cost: KeyCost) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(_derived(passphrase, salt, cost))


def _derived(passphrase: str, salt: bytes, cost: KeyCost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        # An encoding error would quote the password.
        _normal(passphrase).encode("utf-8", "surrogatepass"),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _normal(passphrase: str) -> str:
    return unicodedata.normalize("NFC", passphrase)


def _same_user(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def _bound_to(file_id: str, slot_id: str) -> bytes:
    return f"panelapp key slot {file_id} {slot_id}".encode()


def _text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")
