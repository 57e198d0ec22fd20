"""The ground of the mapped records: portable column types and a repr that names nobody."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, registry

from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import PlacementType


class UtcInstant(TypeDecorator[datetime]):
    """An instant, stored as UTC without a zone, since SQLite drops zones, and read back aware."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "An instant needs a time zone."
            raise ValueError(msg)
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class TermsColumn(TypeDecorator[Terms]):
    """Terms of approval, stored as one JSON object of the parts that are known."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Terms | None, dialect: Dialect) -> dict[str, Any] | None:
        if value is None:
            return None
        known = {
            field.name: getattr(value, field.name)
            for field in dataclasses.fields(Terms)
            if getattr(value, field.name) != field.default
        }
        if value.time_limit_on is not None:
            known["time_limit_on"] = value.time_limit_on.isoformat()
        return known

    def process_result_value(self, value: dict[str, Any] | None, dialect: Dialect) -> Terms | None:
        if value is None:
            return None
        parts = dict(value)
        if "time_limit_on" in parts:
            parts["time_limit_on"] = date.fromisoformat(parts["time_limit_on"])
        parts["placement_types"] = tuple(map(PlacementType, parts.get("placement_types", ())))
        parts["named_children"] = tuple(parts.get("named_children", ()))
        return Terms(**parts)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """The base of every record. Its repr shows class and id only, so that no log names a child."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    registry = registry(
        type_annotation_map={
            str: Text(),
            datetime: UtcInstant(),
            Terms: TermsColumn(),
            dict[str, Any]: JSON(),
            # Codes are stored by value, never by name, in a width that leaves room for longer ones.
            StrEnum: Enum(
                StrEnum,
                native_enum=False,
                length=40,
                values_callable=lambda codes: [code.value for code in codes],
                validate_strings=True,
            ),
        }
    )

    def __repr__(self) -> str:
        """Class and primary key, and nothing that could name a person."""
        return f"<{type(self).__name__} {getattr(self, 'id', '?')}>"


Ref = String(64)
