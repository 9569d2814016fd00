"""The base of every table of this service."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy.orm import DeclarativeBase

from runtime.database import table_metadata
from runtime.records import COLUMN_TYPES


class Record(DeclarativeBase):
    """One row of the volunteers database."""

    metadata = table_metadata()
    type_annotation_map: ClassVar[dict[Any, Any]] = COLUMN_TYPES
