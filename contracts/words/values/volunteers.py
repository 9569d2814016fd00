"""The names of the values of volunteers, teams, activities and hours."""

from __future__ import annotations

VALUES: dict[str, dict[str, tuple[str, str]]] = {}
