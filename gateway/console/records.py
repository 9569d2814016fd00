"""The registers (登记簿): pages that follow from the interface alone.

Every list, every thing and every deed of the interface that an account may do has a page on the
day its route lands: words come from `contracts/words`, questions from the shapes, and what can
be done now from `possible`. What is done daily gets a page by hand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import flask
from marshmallow import fields
from werkzeug.exceptions import HTTPException

from contracts import words
from contracts.gateway.accounts import Nothing
from contracts.registry import Shape
from gateway.console import api, forms, known, naming, pages, resources, shapes, things
from gateway.console.api import Json, Refused
from gateway.console.forms import Filled
from gateway.console.known import HERE, Known
from gateway.console.languages import CHINESE, Sentence, _, current
from gateway.console.pages import Shown, page, shown, told
from gateway.console.resources import Deed, Place
from gateway.console.rights import may_somewhere
from gateway.console.things import Line
from gateway.http.operations import FILE_FORM, JSON, Operation
from gateway.http.routes import permission_of
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

#: How many lines a page has, so that it stays light.
_LINES = 25
_COLUMNS = 6
#: Of a long text a line of a list shows its beginning.
_LONGEST = 60
#: What a list takes besides filters.
_PAGING = ("cursor", "limit", "total", "sort")
#: Deeds that no `possible` names: whether they can be done does not hang on a state.
_UNGOVERNED = frozenset({"ProposePosts", "LinkIdentity"})
#: What is kept for each community and each street.
_KEPT_FOR: Mapping[str, Sentence] = {"communities": _("按社区"), "streets": _("按街道")}
_FILE = "file"


@dataclass(frozen=True)
class Offer:
    """A deed that can be done here, and its questions."""

    name: str
    label: str
    #: What the address of the interface still asks for, then what its body does.
    forms: Sequence[forms.Form]
    takes_file: bool
    version: int | None
    is_tried: bool
    is_removal: bool


@dataclass(frozen=True)
class Row:
    """A line of a list: what the thing is called, where it is found, and what else it says."""

    name: str
    address: str
    cells: Sequence[Line]


@dataclass(frozen=True)
class Table:
    """A list as it is shown; without `has_names` its lines are called nothing."""

    columns: Sequence[str]
    rows: Sequence[Row]
    has_names: bool


@dataclass(frozen=True)
class Part:
    """What belongs to a thing: each with where it is found, if anywhere, and what it says."""

    label: str
    rows: Sequence[tuple[str, Sequence[Line]]]


@dataclass(frozen=True)
class Way:
    """Somewhere to go on to from here, or a file to keep."""

    label: str
    address: str
    is_file: bool = False


@dataclass(frozen=True)
class _Sent:
    """What came with a form: for which deed, and as what it was filled in."""

    operation: Operation | None
    filled: Filled

    def refused(self, problem: Json) -> _Sent:
        return _Sent(self.operation, self.filled.refused(problem))


@dataclass(frozen=True)
class _Found:
    """What stands at an address, with its shape."""

    thing: Mapping[str, Any]
    shape: type[Shape] | None = None

    @property
    def possible(self) -> Sequence[str] | None:
        """What can be done with it now; None: it does not say."""
        return self.thing.get("possible", []) if resources.has_possible(self.shape) else None


@page(HERE, may=Action.ACCOUNT_OWN, title=_("登记簿"), nav="records")
def registers() -> Shown:
    """Everything that the reader may look at, by what it is about."""
    groups: dict[str, list[Way]] = {}
    for resource in resources.root().everything():
        reading = resource.reading
        if reading is not None and "{" not in resource.path and _is_open(resource):
            way = Way(_called(reading), f"{HERE}/{resource.path}")
            groups.setdefault(_about(reading), []).append(way)
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
    sent = _sent(here)
    if sent.operation is not None and pages.is_sent():
        try:
            return _done(here, sent.operation, sent.filled)
        except Refused as refusal:
            sent = sent.refused(refusal.problem)
    return _list(here, sent) if here.resource.line is not None else _one(here, sent)


def _list(here: Place, sent: _Sent) -> Shown:
    reading, line = _reading(here), here.resource.line
    query = _query(reading)
    offered = resources.offered(here.resource, reading.answers)
    # Some may add to a list that they may not read.
    is_read = _may(reading) or not any(_may(deed.operation) for deed in offered)
    is_asked = is_read and not _lacks(reading, query)
    whole = _Found(api.get(here.address(reading), query) if is_asked else {}, reading.answers)
    names = Known(here.said.get("community"))
    facts = things.lines(_shape(reading), {**whole.thing, "items": None}, names)
    flask.g.title = _called(reading)
    return shown(
        "records/list.html",
        sent.filled.status,
        table=_table(here, line or Shape, whole.thing.get("items", ()), names),
        facts=[one for one in facts if one.field not in {"total", "more_than_total"}],
        filters=_filters(reading, names, here) if is_read else None,
        is_filtered=any(name not in _PAGING for name in query),
        is_asked=is_asked,
        next=_next(query, whole.thing.get("next_cursor")),
        desk=_by_hand(here),
        offers=[
            _offer(here, deed, _Found({}, line), sent, names)
            for deed in offered
            if _is_offered(deed, whole.possible)
        ],
        ways=list(_ways(here, whole.thing)),
        above=_back(here),
        sent=sent,
    )


def _one(here: Place, sent: _Sent) -> Shown:
    found = _found(here)
    names = Known(found.thing.get("community") or here.said.get("community"))
    facts = things.lines(found.shape, found.thing, names) if found.shape is not None else []
    flask.g.title = _title(here, found)
    reading = here.resource.reading
    return shown(
        "records/one.html",
        sent.filled.status,
        facts=[one for one in facts if not one.rows],
        found_parts=[_part(here, one, found) for one in facts if one.rows],
        filters=_filters(reading, names, here) if reading is not None else None,
        offers=[
            _offer(here, deed, found, sent, names)
            for deed in resources.offered(here.resource, found.shape)
            if _is_offered(deed, found.possible)
        ],
        ways=list(_ways(here, found.thing)),
        desk=_by_hand(here),
        above=_back(here),
        sent=sent,
    )


def _found(here: Place) -> _Found:
    """What stands here, or as a line of what stands above.

    Raises:
        Refused: the interface has it not, or not for this reader.
        NotFound: no line of the list above is it.
    """
    reading = here.resource.reading
    if reading is not None:
        query = _query(reading)
        is_asked = not _lacks(reading, query)
        return _Found(api.get(here.address(reading), query) if is_asked else {}, reading.answers)
    above = here.above if here.resource.named else None
    if above is None:
        return _Found({})
    shape, among = _lines_at(above)
    if shape is None:
        return _Found({})
    for one in among:
        if resources.address_of(above, one) == here.at:
            return _Found(one, shape)
    raise NotFound("没有找到这一条。", "There is no such entry.")


def _lines_at(above: Place) -> tuple[type[Shape] | None, Sequence[Mapping[str, Any]]]:
    """Among which lines a thing stands that has no address of its own at the interface."""
    if above.resource.line is not None:
        reading = _reading(above)
        return above.resource.line, api.get(above.address(reading), _query(reading))["items"]
    whole = above.above
    if whole is None or whole.resource.reading is None:
        return None, ()
    shape, name = _shape(whole.resource.reading), above.key.replace("-", "_")
    if not isinstance(shape.schema().fields.get(name), fields.List):
        return None, ()
    return shapes.inner(shape, name), api.get(whole.address(whole.resource.reading))[name]


def _sent(here: Place) -> _Sent:
    form = flask.request.form
    if flask.request.method == "POST":
        at_hand = [here.resource, *([here.twin] if here.twin is not None else [])]
        offered = [deed.operation for one in at_hand for deed in _every_deed(one)]
        for operation in offered:
            if operation.name == form.get("_deed"):
                return _Sent(operation, Filled(_takes(operation), form))
        raise NotFound("没有这项操作。", "There is no such deed.")
    return _Sent(None, forms.unfilled(Nothing))


def _every_deed(resource: resources.Resource) -> Iterator[Deed]:
    yield from resources.deeds(resource, is_governed=True)
    yield from resources.deeds(resource, is_governed=False)
    yield from (Deed(one, "") for one in resources.creations(resource))


def _done(here: Place, operation: Operation, tried: Filled) -> Shown | flask.Response:
    """Do it, and go where it led; what is told only in the answer is shown."""
    body = tried.body
    more = {
        name: str(body.get(name) or flask.request.form.get(f"at.{name}") or "-")
        for name in here.asks(operation)
    }
    answer = _answer(operation, here.address(operation, more), body)
    sentence = _("已办理：%(name)s", name=naming.operation(operation.name))
    address = _led_to(here, operation, answer)
    if address is not None:
        return told(address, sentence)
    flask.g.title = naming.operation(operation.name)
    shape = operation.answers or Nothing
    listed = resources.line_of(shape)
    names = Known(here.said.get("community"))
    items = answer.get("items", ()) if listed is not None else ()
    return shown(
        "records/answer.html",
        facts=things.lines(
            shape, {**answer, "items": None} if listed is not None else answer, names
        ),
        table=_table(here, listed, items, names) if listed is not None else None,
        above=Way(str(_("返回")), f"{HERE}/{here.at}"),
    )


def _answer(operation: Operation, address: str, body: Json) -> Json:
    file = flask.request.files.get(_FILE)
    if operation.consumes == FILE_FORM and file is not None:
        return api.send_file(address, file, 1)
    if operation.consumes != JSON and file is not None:
        return api.send_table(address, body, file)
    return api.send(operation.method, address, body if operation.takes is not None else None)


def _led_to(here: Place, operation: Operation, answer: Json) -> str | None:
    """Where the reader goes on; None: the answer says what is found nowhere else."""
    if operation.answers is None:
        return _back(here).address
    shows = here.resource.reading.answers if here.resource.reading is not None else None
    if operation.answers is shows:
        return f"{HERE}/{here.at}"
    line = here.resource.line or _line_above(here)
    if operation.answers is not line:
        return None
    if here.resource.line is None:
        return f"{HERE}/{here.at}" if operation.method != "DELETE" else _back(here).address
    return f"{HERE}/{resources.address_of(here, answer)}"


def _line_above(here: Place) -> type[Shape] | None:
    return here.above.resource.line if here.above is not None else None


def _is_offered(deed: Deed, possible: Sequence[str] | None) -> bool:
    if possible is None or deed.operation.name in _UNGOVERNED:
        return _may(deed.operation)
    return bool(_sayable(deed, possible)) if deed.says else deed.word in possible


def _sayable(deed: Deed, possible: Sequence[str]) -> list[str]:
    """What can be said in the address of a deed now."""
    kind = deed.operation.asked.schema().fields.get(deed.says) if deed.operation.asked else None
    if not isinstance(kind, fields.Enum):
        return []
    return [str(one.value) for one in kind.enum if one in possible]


def _offer(here: Place, deed: Deed, found: _Found, sent: _Sent, names: Known) -> Offer:
    operation, shape = deed.operation, _takes(deed.operation)
    is_tried = sent.operation is not None and sent.operation.name == operation.name
    filled = sent.filled if is_tried else _as_it_is(deed, found.thing)
    options = names.options(shape, here)
    asked = [
        _name_form(here, deed, one, filled, found, names)
        for one in here.asks(operation)
        if one not in shape.schema().fields
    ]
    body = forms.form(shape, filled, options=options, without=("cursor", "limit", "total", "sort"))
    is_same = operation.answers is found.shape and found.shape is not None
    return Offer(
        operation.name,
        naming.operation(operation.name),
        [*asked, body],
        takes_file=operation.consumes != JSON,
        version=found.thing.get("version") if is_same else None,
        is_tried=is_tried,
        is_removal=operation.method == "DELETE",
    )


def _name_form(
    here: Place, deed: Deed, name: str, filled: Filled, found: _Found, names: Known
) -> forms.Form:
    """The question for what the address of the interface names."""
    asked = deed.operation.asked
    if asked is None:
        raise LookupError(f"{deed.operation.name} does not say what {name} is")
    options = names.options(asked, here)
    if name == deed.says and found.possible is not None:
        kind = asked.schema().fields[name]
        said = _sayable(deed, found.possible)
        options = {name: [(one, naming.choice(kind.enum(one))) for one in said]}  # type: ignore[attr-defined]  # an enumeration, as `_sayable` found
    kept = Filled(asked, filled.given)
    return forms.form(asked, kept, only=[name], options=options, prefix="at.")


def _as_it_is(deed: Deed, thing: Mapping[str, Any]) -> Filled:
    """What stands in a form before anybody fills it in: what is changed, as it is now."""
    shape = _takes(deed.operation)
    if deed.operation.method != "PUT":
        return forms.unfilled(shape)
    part = thing.get(deed.word.replace("-", "_"))
    kept = part if isinstance(part, dict) else thing
    # What is masked is asked anew: nobody writes the mask back.
    return forms.filled_with(
        shape,
        {name: one for name, one in kept.items() if not (isinstance(one, str) and "*" in one)},
    )


def _takes(operation: Operation) -> type[Shape]:
    if operation.takes is not None:
        return operation.takes
    return Nothing if operation.filters is None else operation.filters


def _table(
    here: Place, line: type[Shape], items: Sequence[Mapping[str, Any]], names: Known
) -> Table:
    query = urlencode(list(flask.request.args.items(multi=True)))
    found = [(one, *things.name_of(line, one), things.lines(line, one, names)) for one in items]
    flat = [
        (one, name, {cell.field: cell for cell in cells if not cell.rows and cell.field != by})
        for one, name, by, cells in found
    ]
    order = list(dict.fromkeys(field for _one, _name, cells in flat for field in cells))
    order = sorted(order, key=lambda field: field != "state")[:_COLUMNS]
    labels = {field: cell.label for _one, _name, cells in flat for field, cell in cells.items()}
    rows = []
    for one, name, cells in flat:
        address = resources.address_of(here, one)
        is_line = address.rpartition("/")[0] == here.at and here.resource.things is None
        rows.append(
            Row(
                name,
                f"{HERE}/{address}{f'?{query}' if is_line and query else ''}" if address else "",
                [_short(cells.get(field), labels[field]) for field in order],
            )
        )
    return Table([labels[field] for field in order], rows, any(row.name for row in rows))


def _short(cell: Line | None, label: str) -> Line:
    if cell is None:
        return Line(label, naming.NOTHING)
    text = cell.text if len(cell.text) <= _LONGEST else f"{cell.text[:_LONGEST]}…"
    return Line(label, text, address=cell.address, field=cell.field)


def _part(here: Place, line: Line, found: _Found) -> Part:
    inside = here.resource.below.get(line.field.replace("_", "-"))
    listed = found.thing.get(line.field)
    if inside is None or inside.things is None or not isinstance(listed, list):
        return Part(line.label, [("", row) for row in line.rows])
    below = resources.place(f"{here.at}/{inside.segments[-1]}")
    addresses = [f"{HERE}/{resources.address_of(below, one)}" for one in listed]
    return Part(line.label, list(zip(addresses, line.rows, strict=True)))


def _query(reading: Operation) -> dict[str, Any]:
    """What the address of the page asks of the list."""
    takes = reading.filters.schema().fields if reading.filters is not None else {}
    known_names = {kind.data_key or name for name, kind in takes.items()}
    given = flask.request.args
    found = {
        name: [one for one in given.getlist(name) if one] for name in given if name in known_names
    }
    query: dict[str, Any] = {name: values for name, values in found.items() if values}
    return query | ({"limit": _LINES} if "limit" in known_names else {})


def _lacks(reading: Operation, query: Mapping[str, Any]) -> bool:
    """Whether something must be said before anything can be shown."""
    takes = reading.filters.schema().fields if reading.filters is not None else {}
    return any(
        kind.required and (kind.data_key or name) not in query for name, kind in takes.items()
    )


def _filters(reading: Operation, names: Known, here: Place) -> forms.Form | None:
    if reading.filters is None:
        return None
    options = names.options(reading.filters, here)
    yes_or_no = [("", _("不限")), ("true", _("是")), ("false", _("否"))]
    for name, kind in reading.filters.schema().fields.items():
        if isinstance(kind, fields.Boolean):
            options[kind.data_key or name] = yes_or_no
    filled = Filled(reading.filters, flask.request.args)
    form = forms.form(reading.filters, filled, options=options, without=_PAGING)
    return form if form.fields else None


def _next(query: Mapping[str, Any], cursor: str | None) -> str:
    if not cursor:
        return ""
    kept = {name: one for name, one in query.items() if name not in {"cursor", "limit"}}
    return f"?{urlencode({**kept, 'cursor': cursor}, doseq=True)}"


def _ways(here: Place, thing: Mapping[str, Any]) -> Iterator[Way]:
    """What lies below: lists, things that are there, and files to keep."""
    for resource in [here.resource, *([here.twin] if here.twin is not None else [])]:
        for child in resource.words:
            operation = child.operations.get("GET")
            if operation is None or not _may(operation):
                continue
            address = here.address(operation)
            if operation.is_download:
                yield Way(naming.operation(operation.name), address, is_file=True)
            elif not here.resource.named or _is_there(operation, address):
                yield Way(_called(operation), f"{HERE}/{here.at}/{child.segments[-1]}")
    own = here.twin.download if here.twin is not None else None
    if own is not None and _may(own) and thing:
        yield Way(naming.operation(own.name), here.address(own), is_file=True)


def _by_hand(here: Place) -> str:
    """The page made by hand for what stands here, if there is one that the reader may open."""
    address = f"{pages.DESK}/{here.at}"
    try:
        endpoint, _said = flask.current_app.url_map.bind("").match(address)
    except HTTPException:
        return ""
    may = permission_of(flask.current_app.view_functions[endpoint])
    return address if may_somewhere(may) else ""


def _is_there(operation: Operation, address: str) -> bool:
    """Whether it exists by now, as a handover does only once an office has ended."""
    if operation.filters is not None:
        return True
    try:
        return api.found(address) is not None
    except Refused:
        return False


def _back(here: Place) -> Way:
    """The page from which one comes here."""
    above = here.above
    while above is not None:
        reading = above.resource.reading
        if reading is not None and _may(reading):
            return Way(_called(reading), f"{HERE}/{above.at}")
        if above.resource.words and above.resource.named:
            return Way(str(_("返回")), f"{HERE}/{above.at}")
        above = above.above
    return Way(str(_("登记簿")), HERE)


def _title(here: Place, found: _Found) -> str:
    """What the thing is called by people, else what kind of thing it is."""
    name = things.name_of(found.shape, found.thing)[0] if found.shape is not None else ""
    if name:
        return name
    reading = here.resource.reading
    if reading is not None:
        return _called(reading)
    names = {str(area["code"]): str(area[f"name_{current()}"]) for area in known.reached()}
    return names.get(here.key) or _back(here).label


def _reading(here: Place) -> Operation:
    if here.resource.reading is None:
        raise LookupError(f"nothing is read at {here.at}")
    return here.resource.reading


def _shape(reading: Operation) -> type[Shape]:
    if reading.answers is None:
        raise LookupError(f"the answer of {reading.name} is a file")
    return reading.answers


def _called(reading: Operation) -> str:
    return naming.called(words.operation_name(reading.name))


def _about(operation: Operation) -> str:
    """What the capability is about, in the reader's language."""
    zh, _dot, en = operation.capability.partition(" · ")
    return zh if current() == CHINESE else en


def _is_open(resource: resources.Resource) -> bool:
    """Whether its page has anything for the reader."""
    shape = resource.reading.answers if resource.reading is not None else None
    offered = [deed.operation for deed in resources.offered(resource, shape)]
    return any(_may(one) for one in [*resource.operations.values(), *offered])


def _may(operation: Operation) -> bool:
    return may_somewhere(operation.may)
