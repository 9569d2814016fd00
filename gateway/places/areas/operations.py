"""Keeping the area tree. Every change is checked as a whole and told to the others."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from bus import outbox
from contracts.complaints import invalid_from
from contracts.gateway.areas import (
    AreaDetail,
    AreaNames,
    AreaPublished,
    ChangedArea,
    DissolveArea,
    ImportAreas,
    ImportReport,
    MergeArea,
    PutArea,
)
from gateway.files import spreadsheets
from gateway.places.areas import queries
from gateway.places.areas.model import AREA
from gateway.places.areas.rules import batch, lines
from gateway.places.areas.rules.area import ONE_DAY, Area, Tree
from gateway.places.areas.rules.batch import Line
from gateway.places.areas.rules.changes import Wanted
from runtime import clock
from runtime.database import lock
from vocabulary.actors import Actor, Grant, Role
from vocabulary.areas import path_of
from vocabulary.periods import day_of
from vocabulary.problems import FieldError, Forbidden, Invalid, NotFound, Problem


def put(session: Session, actor: Actor, request: PutArea) -> AreaDetail:
    """Add an area, or give it another name from a day on; the same again changes nothing.

    Raises:
        Invalid: the area or the name cannot be on that day; names each field.
        Forbidden: the actor is no administrator of an area above.
    """
    batch.check_may_keep(actor, request.code, field="code")
    _check_day(request.from_day)
    wanted = Wanted(
        request.code,
        request.name_zh.strip(),
        request.name_en.strip(),
        valid_from=request.from_day,
        is_sample=request.is_sample,
    )
    return _one(session, actor, wanted, in_files={"valid_from": "from"})


def dissolve(session: Session, actor: Actor, request: DissolveArea) -> AreaDetail:
    """End an area (撤销).

    Raises:
        NotFound: there is no such area.
        Invalid: something still lies in it, or it ended already.
        Forbidden: the actor is no administrator of an area above.
    """
    return _end(session, actor, request.code, request.from_day, None)


def merge(session: Session, actor: Actor, request: MergeArea) -> AreaDetail:
    """End an area that another one takes over (合并).

    Raises:
        NotFound: there is no such area.
        Invalid: the other is not there then or of another level, something still
            lies in this one, or it ended already.
        Forbidden: the actor is no administrator of an area above both.
    """
    return _end(session, actor, request.code, request.from_day, request.into)


def about_names(names: Mapping[str, str]) -> Iterable[FieldError]:
    """Collect the complaints of these lines, one of each."""
    first: dict[str, FieldError] = {}
    try:
        AreaNames.read(names)
    except ValidationError as wrong:
        for one in invalid_from(wrong).fields:
            first.setdefault(one.field, one)
    return first.values()


def import_content(session: Session, actor: Actor | None, request: ImportAreas) -> ImportReport:
    """Import the areas of a file (R65): all of them, or none.

    Without an actor it is the operator at the terminal, who may change everything.

    Raises:
        TooLarge: the file is too large.
        Invalid: with the line and column of everything that is wrong.
        Forbidden: the file would change areas elsewhere.
    """
    try:
        content = base64.b64decode(request.content, validate=True)
    except binascii.Error:
        raise lines.unreadable("文件无法读取。", "The file cannot be read.") from None
    told = lines.told(spreadsheets.rows_of(content), about_names)
    before = _locked(session)
    today = _today()
    others = batch.changed(
        before, told.lines, today=today, actor=actor, wrong=told.wrong, unsure=told.unsure
    )
    if not request.check:
        _keep(session, actor, before, others)
    codes = {line.wanted.code for line in told.lines}
    return ImportReport(
        is_check=request.check,
        areas=len(codes),
        unchanged=len(codes - others.keys()),
        items=[_changed_area(before.get(code), area) for code, area in others.items()],
    )


def import_file(session: Session, path: Path, *, check: bool = False) -> ImportReport:
    """The same for a file on the operator's disk.

    Raises:
        TooLarge, Invalid: as above.
    """
    # One byte more than is read, so that a file without end is not read to its end.
    with path.open("rb") as file:
        content = file.read(spreadsheets.LARGEST_BYTES + 1)
    request = ImportAreas(content=base64.b64encode(content).decode(), check=check)
    return import_content(session, None, request)


def _one(session: Session, actor: Actor, wanted: Wanted, *, in_files: dict[str, str]) -> AreaDetail:
    before = _locked(session)
    today = _today()
    try:
        others = batch.changed(before, [Line(wanted)], today=today, actor=actor)
    except (Invalid, Forbidden) as refusal:
        raise _renamed(refusal, in_files) from None
    _keep(session, actor, before, others)
    return queries.detail(before | others, wanted.code, today)


def _end(
    session: Session, actor: Actor, code: str, from_day: dt.date, successor: str | None
) -> AreaDetail:
    batch.check_may_keep(actor, code, field="code")
    if successor is not None:
        batch.check_may_keep(actor, successor, field="into")
    _check_day(from_day)
    area = _locked(session).get(code)
    if area is None:
        raise NotFound(f"没有区划 {code}，请核对。", f"There is no area {code}.")
    wanted = Wanted(
        code,
        area.name_zh,
        area.name_en,
        valid_to=from_day - ONE_DAY,
        successor=successor,
    )
    return _one(session, actor, wanted, in_files={"valid_to": "from", "successor": "into"})


def _renamed(refusal: Problem, names: dict[str, str]) -> Problem:
    """The refusal in the words of the request rather than of a file."""
    fields = tuple(
        replace(field, field=names.get(field.field, field.field)) for field in refusal.fields
    )
    return type(refusal)(refusal.zh, refusal.en, fields=fields)


def _check_day(day: dt.date | None) -> None:
    found = batch.day_complaint("from", day)
    if found:
        raise Invalid(found[0].zh, found[0].en, fields=tuple(found))


def _today() -> dt.date:
    return day_of(clock.now())


def _locked(session: Session) -> dict[str, Area]:
    """The tree as it is; others cannot change it before this transaction ends."""
    lock(session, AREA)
    return {area.code: area for area in queries.everything(session)}


def _keep(session: Session, actor: Actor | None, before: Tree, others: Tree) -> None:
    kept = [
        replace(area, version=before[code].version + 1 if code in before else 1)
        for code, area in others.items()
    ]
    new = [_row(area) for area in kept if area.code not in before]
    if new:
        session.execute(sa.insert(AREA), new)
    for area in kept:
        if area.code in before:
            session.execute(sa.update(AREA).where(AREA.c.code == area.code).values(_row(area)))
    _publish(session, actor, kept)


def _publish(session: Session, actor: Actor | None, kept: Sequence[Area]) -> None:
    outbox.add_all(session, [(_event(area), None) for area in kept], actor=actor or _operator(kept))


def _operator(kept: Sequence[Area]) -> Actor:
    """The operator at the terminal: an administrator of the whole deployment."""
    provinces = sorted({path_of(area.code)[-1] for area in kept})
    return Actor("operator", tuple(Grant(Role.ADMINISTRATOR, code) for code in provinces))


def _event(area: Area) -> AreaPublished:
    return AreaPublished(
        code=area.code,
        level=area.level,
        names=queries.names(area),
        valid_from=area.valid_from,
        valid_to=area.valid_to,
        successor=area.successor,
        is_sample=area.is_sample,
        version=area.version,
    )


def _row(area: Area) -> dict[str, object]:
    return {
        "code": area.code,
        "name_zh": area.name_zh,
        "name_en": area.name_en,
        "level": area.level.value,
        "valid_from": area.valid_from,
        "valid_to": area.valid_to,
        "is_sample": area.is_sample,
        "successor": area.successor,
        "renamings": [[str(name.since), name.zh, name.en] for name in area.renamings] or None,
        "version": area.version,
    }


def _changed_area(before: Area | None, area: Area) -> ChangedArea:
    newest = area.names[-1]
    return ChangedArea(
        code=area.code,
        name_zh=newest.zh,
        name_en=newest.en,
        what=list(batch.what_became(before, area)),
    )
