"""The names of the fields of volunteers, teams, activities and hours."""

from __future__ import annotations

FIELDS: dict[str, tuple[str, str]] = {}
