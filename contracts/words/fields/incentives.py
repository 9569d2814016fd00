"""The names of the fields of incentives (履职评价与激励)."""

from __future__ import annotations

FIELDS: dict[str, tuple[str, str]] = {}
