"""The basis of every service's mapped tables: types of columns, and closed vocabularies."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from runtime.database import Moment

#: Room for the longest word of any closed vocabulary.
WORD_LONGEST = 24

#: Python type → column type, for the declarative base of a service.
COLUMN_TYPES: Final[dict[Any, Any]] = {dt.datetime: Moment(), UUID: sa.Uuid()}


def word(vocabulary: type[StrEnum]) -> sa.Enum:
    """A column type for one word of a closed vocabulary, stored by its value."""
    return sa.Enum(
        vocabulary,
        native_enum=False,
        length=WORD_LONGEST,
        values_callable=lambda members: [member.value for member in members],
    )
