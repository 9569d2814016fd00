"""The names of the values of incentives (履职评价与激励)."""

from __future__ import annotations

VALUES: dict[str, dict[str, tuple[str, str]]] = {}
