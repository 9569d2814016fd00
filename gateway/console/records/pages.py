"""The two pages: what there is to look at, and whatever stands at an address."""

from __future__ import annotations

from collections.abc import Mapping

import flask

from contracts.registry import Shape
from gateway.console import api, known, pages, resources, things
from gateway.console.api import Refused
from gateway.console.known import HERE, Known
from gateway.console.languages import Sentence, _, current
from gateway.console.pages import Shown, page, shown
from gateway.console.records.filters import (
    PAGING,
    filters_of,
    lacks,
    next_page,
    query_of,
    reading_of,
    shape_of,
)
from gateway.console.records.found import Found, found_at
from gateway.console.records.offers import is_offered, offer
from gateway.console.records.sending import Sent, done, sent_to
from gateway.console.records.tables import part_of, table_of
from gateway.console.records.ways import (
    Way,
    by_hand,
    called,
    is_open,
    may_do,
    subject_of,
    way_back,
    ways_from,
)
from gateway.console.resources import Place
from vocabulary.permissions import Action

#: What is kept for each community and each street.
_KEPT_FOR: Mapping[str, Sentence] = {"communities": _("按社区"), "streets": _("按街道")}


@page(HERE, may=Action.ACCOUNT_OWN, title=_("登记簿"), nav="records")
def registers() -> Shown:
    """Everything that the reader may look at, by what it is about."""
    groups: dict[str, list[Way]] = {}
    for resource in resources.root().everything():
        reading = resource.reading
        if reading is not None and "{" not in resource.path and is_open(resource):
            way = Way(called(reading), f"{HERE}/{resource.path}")
            groups.setdefault(subject_of(reading), []).append(way)
    for path, label in _KEPT_FOR.items():
        name = {"communities": "community", "streets": "street"}[path]
        ways = [Way(str(called), f"{HERE}/{path}/{code}") for code, called in known.areas(name)]
        groups[str(label)] = ways
    return shown(
        "records/index.html", groups={about: ways for about, ways in groups.items() if ways}
    )


@page(
    f"{HERE}/<path:at>",
    may=Action.ACCOUNT_OWN,
    title=_("登记簿"),
    nav="records",
    methods=("GET", "POST"),
    takes_files=True,
)
def record(at: str) -> Shown | flask.Response:
    """A list, or a thing in it, with everything that its reader can do there."""
    here = resources.place(at)
    sent = sent_to(here)
    if sent.operation is not None and pages.is_sent():
        try:
            return done(here, sent.operation, sent.filled)
        except Refused as refusal:
            sent = sent.refused(refusal.problem)
    return _list(here, sent) if here.resource.line is not None else _one(here, sent)


def _list(here: Place, sent: Sent) -> Shown:
    reading, line = reading_of(here), here.resource.line
    query = query_of(reading)
    offered = resources.offered(here.resource, reading.answers)
    # Some may add to a list that they may not read.
    is_read = may_do(reading) or not any(may_do(deed.operation) for deed in offered)
    is_asked = is_read and not lacks(reading, query)
    whole = Found(api.get(here.address(reading), query) if is_asked else {}, reading.answers)
    names = Known(here.said.get("community"))
    facts = things.lines(shape_of(reading), {**whole.thing, "items": None}, names)
    flask.g.title = called(reading)
    return shown(
        "records/list.html",
        sent.filled.status,
        table=table_of(here, line or Shape, whole.thing.get("items", ()), names),
        facts=[one for one in facts if one.field not in {"total", "more_than_total"}],
        filters=filters_of(reading, names, here) if is_read else None,
        is_filtered=any(name not in PAGING for name in query),
        is_asked=is_asked,
        next=next_page(query, whole.thing.get("next_cursor")),
        desk=by_hand(here),
        offers=[
            offer(here, deed, Found({}, line), sent, names)
            for deed in offered
            if is_offered(deed, whole.possible)
        ],
        ways=list(ways_from(here, whole.thing)),
        above=way_back(here),
        sent=sent,
    )


def _one(here: Place, sent: Sent) -> Shown:
    found = found_at(here)
    names = Known(found.thing.get("community") or here.said.get("community"))
    facts = things.lines(found.shape, found.thing, names) if found.shape is not None else []
    flask.g.title = _title(here, found)
    reading = here.resource.reading
    return shown(
        "records/one.html",
        sent.filled.status,
        facts=[one for one in facts if not one.rows],
        found_parts=[part_of(here, one, found) for one in facts if one.rows],
        filters=filters_of(reading, names, here) if reading is not None else None,
        offers=[
            offer(here, deed, found, sent, names)
            for deed in resources.offered(here.resource, found.shape)
            if is_offered(deed, found.possible)
        ],
        ways=list(ways_from(here, found.thing)),
        desk=by_hand(here),
        above=way_back(here),
        sent=sent,
    )


def _title(here: Place, found: Found) -> str:
    """What the thing is called by people, else what kind of thing it is."""
    name = things.name_of(found.shape, found.thing)[0] if found.shape is not None else ""
    if name:
        return name
    reading = here.resource.reading
    if reading is not None:
        return called(reading)
    names = {str(area["code"]): str(area[f"name_{current()}"]) for area in known.reached()}
    return names.get(here.key) or way_back(here).label
