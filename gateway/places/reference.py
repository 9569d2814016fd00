"""Areas and categories in memory: what intake checks against, even when everything else is away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from contracts.appeals.categories import CategoryView
from gateway.places.areas import queries as areas
from gateway.places.areas.rules import Area, Name
from gateway.places.areas.rules.area import heir_of, successions
from gateway.places.categories import queries as categories
from runtime import clock
from vocabulary.actors import Actor, Grant
from vocabulary.areas import Level, covers, predecessors_of
from vocabulary.periods import day_of
from vocabulary.problems import FieldError, Invalid, Unavailable


@dataclass(frozen=True)
class Known:
    """The reference data of one moment, by code."""

    areas: Mapping[str, Area]
    categories: Mapping[str, CategoryView]

    @property
    def lack(self) -> str | None:
        """The data missing before an appeal can be checked."""
        if not self.areas:
            return "no areas were imported yet"
        if not self.categories:
            return "no category was published yet"
        return None

    def wrong_area(self, code: str | None) -> list[FieldError]:
        """Complaints about the code of an area whose figures are asked for.

        Zeros would look like a quiet community.
        """
        if code is None or code in self.areas:
            return []
        zh, en = f"没有这个区划：{code}。", f"There is no area {code}."
        return [FieldError("area", "unknown_area", zh, en)]

    def wrong_community(self, code: str, day: dt.date) -> list[FieldError]:
        """Complaints about the code as a community in force on that day."""
        area = self.areas.get(code)
        if area is None:
            zh, en = f"没有这个社区：{code}。", f"There is no community {code}."
            return [FieldError("community", "unknown_community", zh, en)]
        if area.level is not Level.COMMUNITY:
            zh, en = f"{code} 不是社区，请填写社区代码。", f"{code} is not a community."
            return [FieldError("community", "not_a_community", zh, en)]
        if not area.exists_on(day):
            return [_not_in_force(area, heir_of(area, self.areas, day), day)]
        return []

    def wrong_category(self, code: str) -> list[FieldError]:
        """Complaints about the code as a category of a new appeal."""
        category = self.categories.get(code)
        if category is None:
            zh = "没有这个诉求分类，见 /api/v1/public/categories。"
            en = "There is no such category; see /api/v1/public/categories."
            return [FieldError("category", "unknown_category", zh, en)]
        if not category.active:
            zh, en = f"分类 {code} 已停用。", f"Category {code} is no longer in use."
            return [FieldError("category", "inactive_category", zh, en)]
        return []


def _not_in_force(area: Area, heir: Area | None, day: dt.date) -> FieldError:
    name = area.name_on(day)
    if heir is not None:
        new = heir.name_on(day)
        zh = (
            f"{name.zh}（{area.code}）已于 {area.valid_to} 之后并入{new.zh}，"
            f"请改用社区代码 {heir.code}。"
        )
        en = (
            f"{name.en} ({area.code}) ended on {area.valid_to}; this community is now "
            f"{new.en}: use {heir.code}."
        )
        return FieldError("community", "taken_over", zh, en)
    zh = f"社区 {area.code}（{name.zh}）当时不存在。"
    en = f"Community {area.code} ({name.en}) did not exist at that time."
    return FieldError("community", "not_in_force", zh, en)


def refuse_any(wrong: Sequence[FieldError]) -> None:
    """Pass if there are no complaints.

    Raises:
        Invalid: with everything that is wrong, at once.
    """
    if wrong:
        zh = " ".join(found.zh for found in wrong)
        en = " ".join(found.en for found in wrong)
        raise Invalid(zh, en, fields=tuple(wrong))


def _newest(categories: Iterable[CategoryView]) -> dict[str, CategoryView]:
    """Each at its highest version, of equal ones the last, in the order in which they are read."""
    newest: dict[str, CategoryView] = {}
    for found in categories:
        if found.code not in newest or newest[found.code].version <= found.version:
            newest[found.code] = found
    return {code: newest[code] for code in sorted(newest)}


class Reference:
    """Keeps what was read last, for as long as nothing newer can be read."""

    def __init__(self, known: Known | None = None) -> None:
        self._known = known
        self._stamp: tuple[int, int] | None = None
        self._successions: tuple[dt.date, Mapping[str, str]] | None = None

    def refresh(self, session: Session) -> None:
        """Notice what changed; the areas are only counted when nothing did."""
        stamp = areas.stamp(session)
        if self._known is not None and stamp == self._stamp:
            tree = self._known.areas
        else:
            tree = {area.code: area for area in areas.everything(session)}
            self._successions = None
        found = categories.everything(session)
        # Meanwhile somebody may have taken over a change that the session did not see.
        taken = {} if self._known is None else self._known.categories
        self._known, self._stamp = Known(tree, _newest([*taken.values(), *found])), stamp

    def refresh_at_once(self, session: Session) -> None:
        """Read what a transaction has changed, before it is committed.

        It may still fail; then the next `refresh` reads again what is really there.
        """
        self._stamp = None
        self.refresh(session)
        self._stamp = None

    def take(self, category: CategoryView) -> None:
        """Take over a category that was just changed through this process."""
        if self._known is None:
            return
        newest = _newest([category, *self._known.categories.values()])
        self._known = replace(self._known, categories=newest)

    def with_predecessors(self, actor: Actor) -> Actor:
        """The actor, also at the areas that their own ones took over.

        Successors finish what their predecessors left open. Without reference data nothing is
        added.
        """
        if self._known is None or not actor.grants:
            return actor
        today = day_of(clock.now())
        if self._successions is None or self._successions[0] != today:
            self._successions = today, successions(self._known.areas, today)
        merged = self._successions[1]
        if not merged:
            return actor
        more = tuple(
            Grant(grant.role, old)
            for grant in actor.grants
            for old in predecessors_of(grant.area, merged)
            if not covers(grant.area, old)
        )
        return replace(actor, grants=tuple(dict.fromkeys((*actor.grants, *more))))

    def name_of(self, code: str) -> Name | None:
        """The name of an area today; the last name of an ended one."""
        area = None if self._known is None else self._known.areas.get(code)
        return None if area is None else area.name_on(day_of(clock.now()))

    def known(self) -> Known:
        """What is known now.

        Raises:
            Unavailable: no data could be read yet, so nothing can be checked.
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
