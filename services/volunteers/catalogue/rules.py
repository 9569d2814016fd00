"""What includes what, and what a person has on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from contracts.recruitment.words import PostCategory
from contracts.volunteers.words import CatalogueKind
from vocabulary.problems import wrong_field

#: Code → the codes that it includes.
Inclusion = Mapping[str, Sequence[str]]

_NAMES = {CatalogueKind.SKILL: ("技能", "skill"), CatalogueKind.INTEREST: ("兴趣", "interest")}


def with_included(codes: Iterable[str], inclusion: Inclusion) -> set[str]:
    """These, and everything that they include, however far."""
    found: set[str] = set()
    left = list(codes)
    while left:
        code = left.pop()
        if code not in found:
            found.add(code)
            left += inclusion.get(code, ())
    return found


def that_include(code: str, inclusion: Inclusion) -> set[str]:
    """This one, and everything that includes it, however far."""
    found = {code}
    is_more = True
    while is_more:
        above = {one for one, included in inclusion.items() if not found.isdisjoint(included)}
        is_more = not above <= found
        found |= above
    return found


def check_inclusion(code: str, includes: Sequence[str], inclusion: Inclusion) -> None:
    """Let an entry pass that includes known ones, and never itself.

    Raises:
        Invalid: one is unknown, or includes this one, directly or by others.
    """
    for place, one in enumerate(includes):
        field = f"includes.{place}"
        if code in with_included([one], inclusion):
            raise wrong_field(
                field,
                "includes_itself",
                zh=f"“{one}”本身就包含“{code}”，不能互相包含。",
                en=f"{one} includes {code} already, so {code} cannot include it.",
            )
        if one not in inclusion:
            raise wrong_field(
                field,
                "unknown_entry",
                zh=f"目录中没有“{one}”，请先添加。",
                en=f"The catalogue has no {one}; add it first.",
            )


def check_known(
    kind: CatalogueKind, field: str, codes: Sequence[str], offered: Collection[str]
) -> None:
    """Let codes pass that the catalogue offers; a street without a catalogue takes any.

    Raises:
        Invalid: names the first that it does not.
    """
    wrong = [(place, code) for place, code in enumerate(codes) if code not in offered]
    if offered and wrong:
        place, code = wrong[0]
        zh, en = _NAMES[kind]
        raise wrong_field(
            f"{field}.{place}",
            "not_in_catalogue",
            zh=f"本街道的目录中没有{zh}“{code}”，只能是其中之一：{'、'.join(sorted(offered))}。",
            en=f"The street's catalogue has no {en} {code}; choose one of: "
            f"{', '.join(sorted(offered))}.",
        )


def check_categories(kind: CatalogueKind, categories: Collection[PostCategory]) -> None:
    """Let an interest pass with fields of work; a skill is asked for by its code.

    Raises:
        Invalid: a skill has some; names `categories`.
    """
    if kind is CatalogueKind.SKILL and categories:
        raise wrong_field(
            "categories",
            "not_for_skills",
            zh="只有兴趣对应工作领域；技能按其代码匹配，请留空。",
            en="Only an interest belongs to fields of work; leave them out for a skill.",
        )


def categories_of(
    interests: Iterable[str], inclusion: Inclusion, categories: Mapping[str, Sequence[str]]
) -> set[str]:
    """The fields of work that interests belong to, with those of all that they include.

    An interest whose code is that of a field of work belongs to it anyway.
    """
    found = with_included(interests, inclusion)
    return found.union(*(categories.get(code, ()) for code in found))


def held_on(
    day: dt.date,
    told: Iterable[str],
    proved: Mapping[str, dt.date | None],
    valid_months: Mapping[str, int | None],
    inclusion: Inclusion,
) -> set[str]:
    """The skills that a person has on a day, with all that they include.

    `proved`: last day of the newest training in a skill; None: it proves it for good. What the
    street wants proved counts with a training only.
    """
    own = {code for code in told if valid_months.get(code) is None}
    own |= {code for code, last in proved.items() if last is None or last >= day}
    return with_included(own, inclusion)
