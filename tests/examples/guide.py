"""What docs/guides/events.md promises to programs outside, to be tried on a log of events."""

from __future__ import annotations

import functools
import gzip
import re
import runpy
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import orjson

from contracts import asyncapi

Json = dict[str, Any]

_ROOT = Path(__file__).parents[2]
_GUIDE = (_ROOT / "docs" / "guides" / "events.md").read_text()
_EXAMPLE = runpy.run_path(str(_ROOT / "examples" / "street_feed.py"))
#: Where no rule says otherwise, the first ones of a type are as good as all of them.
_CHECKED_OF_A_TYPE = 5
RECORDING = _ROOT / "examples" / "recorded_feed.jsonl.gz"
DIGESTED = "linli.street.totals_digested"


@functools.cache
def recording(path: Path) -> Sequence[Json]:
    """The events of a file that `linli street record` wrote."""
    with gzip.open(path) as lines:
        return [orjson.loads(line) for line in lines]


def told_types() -> tuple[frozenset[str], frozenset[str]]:
    """The types in the guide's table, and the names that it has for every source."""
    types, of_every_source, prefix = set(), set(), ""
    for row in re.findall(r"^\| (.*?) \|", _GUIDE, re.MULTILINE):
        for name in re.findall(r"`((?:linli\.|…)[\w.]+)`", row):
            if name.startswith("…."):
                of_every_source.add(name[2:])
                continue
            if name.startswith("…"):
                name = prefix + name[1:]  # noqa: PLW2901 - the rest of a name like the one before
            prefix = name[: name.rindex(".") + 1]
            types.add(name)
    return frozenset(types), frozenset(of_every_source)


def untold(types: Iterable[str]) -> list[str]:
    """Those that the table does not have."""
    told, of_every_source = told_types()
    return sorted(
        one for one in types if one not in told and one.rpartition(".")[2] not in of_every_source
    )


def gaps(events: Sequence[Json]) -> list[str]:
    """Where numbers of a source do not follow each other, from 1 on, or an id comes twice."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for one in events:
        places[one["source"]].append(int(one["sequence"]))
    found = [
        f"{source}: {number} after {before}"
        for source, numbers in places.items()
        for before, number in pairwise([0, *sorted(numbers)])
        if number != before + 1
    ]
    if len({one["id"] for one in events}) != len(events):
        found.append("an id comes twice")
    return found


def falls(events: Sequence[Json]) -> list[str]:
    """Where the version of a subject does not rise, but for the parts of one change."""
    histories: defaultdict[tuple[str, str], list[Json]] = defaultdict(list)
    for one in sorted(events, key=lambda one: (one["source"], one["sequence"])):
        if not _is_of_the_log(one):
            histories[one["source"], one["subject"]].append(one)
    return [
        f"{before['type']} {before['data']['version']}, then {after['type']} "
        f"{after['data']['version']} of {after['subject']}"
        for history in histories.values()
        for before, after in pairwise(history)
        if not (_version(before) < _version(after) or _is_same_change(before, after))
    ]


def _version(event: Json) -> int:
    version: int = event["data"]["version"]
    return version


def _is_same_change(one: Json, other: Json) -> bool:
    return (
        _version(one) == _version(other)
        and one["type"] != other["type"]
        and one["correlationid"] == other["correlationid"]
    )


def _is_of_the_log(event: Json) -> bool:
    """What tells of the log itself has days and hours as subjects."""
    return event["type"].rpartition(".")[2] in {"day_digested", "audit_sealed"}


def refused(events: Iterable[Json]) -> list[str]:
    """What a checker made from the AsyncAPI document says against them: digests, some of others."""
    document = asyncapi.document()
    feed = {
        reference["$ref"].rpartition("/")[2]
        for reference in document["channels"]["office.street.feed"]["messages"].values()
    }
    checks: dict[str, Any] = {}
    seen: defaultdict[str, int] = defaultdict(int)
    found = []
    for one in events:
        name = one["type"].removeprefix("linli.")
        seen[name] += 1
        if name not in feed:
            found.append(f"{name} is no message of the feed")
        elif one["type"] == DIGESTED or seen[name] <= _CHECKED_OF_A_TYPE:
            if name not in checks:
                payload = document["components"]["messages"][name]["payload"]
                checks[name] = jsonschema.Draft202012Validator({**payload, **document})
            found += [f"{name}: {wrong.message}" for wrong in checks[name].iter_errors(one)]
    return found


def counted(events: Iterable[Json]) -> tuple[int, int, int]:
    """Appeals, closed and settled, as the guide counts them in the copy of the example."""
    (count,) = re.findall(r"```sql\n(.*?)```", _GUIDE, re.DOTALL)
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.executescript(_EXAMPLE["TABLES"])
        for offset, one in enumerate(events):
            _EXAMPLE["store"](copy, orjson.dumps(one), offset)
        found: list[tuple[int, int, int]] = copy.execute(count).fetchall()
    return found[0]


def newest_digests(events: Iterable[Json]) -> Mapping[str, Json]:
    """Of each area the data of the digest that holds."""
    newest: dict[str, Json] = {}
    for one in events:
        data = one["data"]
        if one["type"] == DIGESTED and (
            data["area"] not in newest or newest[data["area"]]["version"] <= data["version"]
        ):
            newest[data["area"]] = data
    return newest


def unequal_sums(events: Iterable[Json]) -> list[str]:
    """Where the communities' figures do not add up to those of their street, and so upwards."""
    digests = newest_digests(events)
    return [
        f"{area} {span}: {whole}, but its parts {parts}"
        for level, below in (("street", "community"), ("district", "street"), ("city", "district"))
        for area, digest in digests.items()
        if digest["level"] == level
        for span, whole in _figures(digest)
        if (parts := _sum(digests, area, below, span)) != whole
    ]


def _sum(digests: Mapping[str, Json], area: str, level: str, span: str) -> tuple[int, ...]:
    inside = [
        dict(_figures(one))[span]
        for code, one in digests.items()
        if one["level"] == level and code.startswith(area.rstrip("0"))
    ]
    return tuple(map(sum, zip(*inside, strict=True)))


def _figures(digest: Json) -> Iterator[tuple[str, tuple[int, ...]]]:
    for one in digest["periods"]:
        names = ("receptions", "appeals", "closed", "settled", "appointed", "honours")
        yield one["span"], tuple(one.get(name) or 0 for name in names)


def of_unknown_type(events: Iterable[Json]) -> list[str]:
    """Types that the guide does not tell of."""
    return untold({one["type"] for one in events})


def of_another_year(events: Iterable[Json]) -> list[str]:
    """Campaigns of an earlier year with a number of the year in which they were written down."""
    return [
        f"{data['number']} of {data['opens_on']}"
        for one in events
        if one["type"] == "linli.recruitment.campaign_announced"
        and not (data := one["data"])["number"].startswith(f"〔{data['opens_on'][:4]}〕")
    ]


RULES = (gaps, falls, refused, unequal_sums, of_unknown_type, of_another_year)
