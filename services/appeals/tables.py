"""The ground on which every table of this service stands."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase

from runtime.database import Moment, table_metadata

#: Room for the longest word of any closed vocabulary.
WORD_LONGEST = 24


class Record(DeclarativeBase):
    """One row of the appeals database."""

    metadata = table_metadata()
    type_annotation_map: ClassVar[dict[Any, Any]] = {dt.datetime: Moment(), UUID: sa.Uuid()}


def word(vocabulary: type[StrEnum]) -> sa.Enum:
    """A column type for one word of a closed vocabulary, stored by its value."""
    return sa.Enum(
        vocabulary,
        native_enum=False,
        length=WORD_LONGEST,
        values_callable=lambda members: [member.value for member in members],
    )
