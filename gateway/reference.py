"""Areas and categories in memory: what intake checks against, also when everything is away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from contracts.appeals.categories import Category
from gateway.areas import queries as areas
from gateway.areas.rules import Area
from gateway.categories import queries as categories
from vocabulary.problems import Unavailable


@dataclass(frozen=True)
class Known:
    """The reference data of one moment, by code."""

    areas: Mapping[str, Area]
    categories: Mapping[str, Category]

    @property
    def lack(self) -> str | None:
        """What is missing before an appeal can be checked at all."""
        if not self.areas:
            return "no areas were imported yet"
        if not self.categories:
            return "no category was published yet"
        return None


class Reference:
    """Keeps what was read last, for as long as nothing newer can be read."""

    def __init__(self, known: Known | None = None) -> None:
        self._known = known

    def refresh(self, session: Session) -> None:
        """Read everything anew; the tables are small."""
        self._known = Known(
            {area.code: area for area in areas.everything(session)},
            {category.code: category for category in categories.everything(session)},
        )

    def known(self) -> Known:
        """What is known now.

        Raises:
            Unavailable: nothing could be read yet, so nothing can be checked.
        """
        if self._known is None or self._known.lack is not None:
            raise Unavailable(
                "系统正在启动，基础数据尚未就绪，请稍后再试。",
                "The reference data is not loaded yet; try again shortly.",
                retry_after_seconds=5,
            )
        return self._known

    def trouble(self) -> str | None:
        """For readiness."""
        return "not loaded yet" if self._known is None else self._known.lack
