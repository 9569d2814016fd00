"""Finding the words of a kind in an area: its own, those of the nearest one above, or ours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts import notice_kinds
from contracts.gateway.notice_templates import (
    NoticePreview,
    NoticeTemplateList,
    NoticeTemplateView,
    PreviewNotice,
    TemplateParameter,
)
from contracts.notice_kinds import NoticeKind, Words
from contracts.words import names_of
from gateway.messages.templates import rules
from gateway.messages.templates.model import NOTICE_TEMPLATE
from gateway.places.areas import queries as areas
from runtime import clock
from vocabulary import permissions
from vocabulary.accounts import Language
from vocabulary.actors import Actor
from vocabulary.areas import is_area_code, path_of
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

_T = NOTICE_TEMPLATE.c

notice_kinds.load_all()


@dataclass(frozen=True)
class Worded:
    """A wording, and whose it is; None: ours."""

    words: Words
    area: str | None = None


def listed(session: Session, actor: Actor, area: str) -> NoticeTemplateList:
    """Every kind in both languages, in the area's wording.

    Raises:
        Forbidden: the actor does not administer it.
    """
    check_may_word(actor, area)
    kinds = notice_kinds.KINDS.values()
    found = wordings(session, {area}, {kind.name for kind in kinds})
    own = _own(session, area)
    return NoticeTemplateList(
        items=[
            _view(kind, language, area, found[area, kind.name, language], own)
            for kind in kinds
            for language in Language
        ]
    )


def one(session: Session, actor: Actor, area: str, kind: str, language: str) -> NoticeTemplateView:
    """One wording.

    Raises:
        NotFound: no such kind or language, or the area is not one.
        Forbidden: the actor does not administer it.
    """
    known = kind_named(kind)
    spoken = language_named(language)
    check_may_word(actor, area)
    found = wordings(session, {area}, {kind})[area, kind, spoken]
    return _view(known, spoken, area, found, _own(session, area))


def preview(session: Session, actor: Actor, request: PreviewNotice) -> NoticePreview:
    """A preview of a wording in an area.

    Raises:
        NotFound: no such kind.
        Forbidden: the actor does not administer the area.
        Invalid: the words use an unknown parameter, or lack a required one.
    """
    kind = kind_named(request.kind)
    check_may_word(actor, request.area)
    current = wordings(session, {request.area}, {kind.name})
    usual = current[request.area, kind.name, request.language].words
    words = Words(
        request.title or usual.title, request.text or usual.text, request.short or usual.short
    )
    check_words(kind, words)
    facts = {parameter.name: parameter.example for parameter in kind.known}
    name = area_names(session, {request.area}, request.language)[request.area]
    made = rendered(kind, words, request.language, facts | {notice_kinds.AREA.name: name})
    return NoticePreview(
        title=made.title, text=made.text, short=made.short, short_length=len(made.short)
    )


def wordings(
    session: Session, places: Collection[str], kinds: Collection[str]
) -> Mapping[tuple[str, str, Language], Worded]:
    """The words of these kinds in these areas, by area, kind and language."""
    around = {code for place in places for code in path_of(place)}
    chosen = sa.select(NOTICE_TEMPLATE).where(
        _T.area.in_(around), _T.kind.in_(kinds), _T.title.is_not(None)
    )
    own = {(row.area, row.kind, row.language): row for row in session.execute(chosen)}
    return {
        (place, kind, language): _nearest(own, place, notice_kinds.KINDS[kind], language)
        for place in places
        for kind in kinds
        if kind in notice_kinds.KINDS
        for language in Language
    }


def rendered(
    kind: NoticeKind, words: Words, language: Language, values: Mapping[str, str]
) -> rules.Rendered:
    """The words with these facts, each told in the language."""
    return rules.render(words.title, words.text, words.short, told(kind, language, values))


def told(kind: NoticeKind, language: Language, values: Mapping[str, str]) -> dict[str, str]:
    """The kind's parameters among these values; a fact with few values by its word."""
    return {
        parameter.name: parameter.words.get(value, {}).get(language, value)
        for parameter in kind.known
        if (value := values.get(parameter.name)) is not None
    }


def area_names(session: Session, codes: Collection[str], language: Language) -> Mapping[str, str]:
    """The names of these areas today; an unknown code stays a code."""
    names = areas.names_on(session, codes, day_of(clock.now()))
    return {
        code: (names[code].zh if language is Language.ZH else names[code].en)
        if code in names
        else code
        for code in codes
    }


def check_words(kind: NoticeKind, words: Words) -> None:
    """Let pass words that fit the kind.

    Raises:
        Invalid: with everything that is wrong.
    """
    needed = [parameter.name for parameter in kind.parameters[:1]]
    if kind.has_code:
        needed.append(notice_kinds.TRACKING_CODE.name)
    rules.check_words(vars(words), [parameter.name for parameter in kind.known], needed)


def check_may_word(actor: Actor, area: str) -> None:
    """Let administrators of the area pass.

    Raises:
        NotFound: it is no area at all.
        Forbidden: the actor does not.
    """
    if not is_area_code(area):
        raise NotFound(f"没有区划 {area[:20]}，请核对。", f"There is no area {area[:20]}.")
    may = permissions.may(actor, Action.NOTICE_TEMPLATE_MANAGE, area=area)
    rules.check_may_word(may=may, area=area)


def kind_named(name: str) -> NoticeKind:
    """The kind.

    Raises:
        NotFound: there is none.
    """
    if name not in notice_kinds.KINDS:
        raise NotFound(f"没有通知类型“{name[:40]}”。", f"There is no kind of notice {name[:40]}.")
    return notice_kinds.KINDS[name]


def language_named(name: str) -> Language:
    """The language.

    Raises:
        NotFound: it is not a language of notices.
    """
    try:
        return Language(name)
    except ValueError:
        raise NotFound(
            f"没有语言“{name[:10]}”；有：{names_of(Language).zh}。",
            f"There is no language “{name[:10]}”; there are: {', '.join(Language)}.",
        ) from None


def row_of(session: Session, area: str, kind: str, language: str) -> Any:
    """The area's own row, locked; none if it never had words of its own."""
    chosen = sa.select(NOTICE_TEMPLATE).where(
        _T.area == area, _T.kind == kind, _T.language == language
    )
    return session.execute(chosen.with_for_update()).one_or_none()


def _nearest(
    own: Mapping[tuple[str, str, str], Any], place: str, kind: NoticeKind, language: Language
) -> Worded:
    for code in path_of(place):
        row = own.get((code, kind.name, language.value))
        if row is not None:
            return Worded(Words(row.title, row.text, row.short), code)
    return Worded(kind.words[language])


def _own(session: Session, area: str) -> Mapping[tuple[str, str], int]:
    chosen = sa.select(_T.kind, _T.language, _T.version).where(_T.area == area)
    return {(row.kind, row.language): row.version for row in session.execute(chosen)}


def _view(
    kind: NoticeKind,
    language: Language,
    area: str,
    worded: Worded,
    own: Mapping[tuple[str, str], int],
) -> NoticeTemplateView:
    return NoticeTemplateView(
        kind=kind.name,
        name_zh=kind.zh,
        name_en=kind.en,
        language=language,
        area=area,
        title=worded.words.title,
        text=worded.words.text,
        short=worded.words.short,
        parameters=[
            TemplateParameter(name=one.name, zh=one.zh, en=one.en, example=one.example)
            for one in kind.known
        ],
        worded_by=worded.area,
        version=own.get((kind.name, language.value), 0),
    )
