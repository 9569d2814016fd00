"""Chinese and English on pages: Chinese is the source, `en.po` holds the English.

{{ _('查询进度') }}                     in a template
title=_("查询进度")                     in Python, said in the reader's language when it is shown
_("还有 %(n)s 分钟", n=2)
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import flask
from babel.messages.pofile import read_po
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

CHINESE, ENGLISH = "zh", "en"
LANGUAGES = (CHINESE, ENGLISH)
COOKIE = "linli_language"


@dataclass(frozen=True, init=False)
class Sentence:
    """A sentence of ours in the language of its reader."""

    zh: str
    values: tuple[tuple[str, Any], ...]

    def __init__(self, zh: str, **values: Any) -> None:
        object.__setattr__(self, "zh", zh)
        object.__setattr__(self, "values", tuple(values.items()))

    def __str__(self) -> str:
        said = translated(self.zh)
        return said % dict(self.values) if self.values else said


#: As gettext writes it, so that its tools find the sentences.
_ = Sentence


def translated(zh: str) -> str:
    """A sentence of a page in the reader's language."""
    return zh if current() == CHINESE else catalogue().get(zh, zh)


def translated_one_or_more(one: str, more: str, number: int) -> str:
    """The same where the number decides; Chinese has one form."""
    return translated(one if number == 1 and current() != CHINESE else more)


def current() -> str:
    """The reader's choice, otherwise the first of the browser's languages that we support."""
    if not flask.has_request_context():
        return CHINESE
    if "language" not in flask.g:
        flask.g.language = of(flask.request.cookies, flask.request.environ)
    return str(flask.g.language)


def of(cookies: Any, environ: Any) -> str:
    """The language of a request."""
    chosen = cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return str(chosen)
    header = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    accepted = parse_accept_header(header, LanguageAccept)
    return accepted.best_match(LANGUAGES, CHINESE) or CHINESE


@functools.cache
def catalogue() -> Mapping[str, str]:
    """Chinese → English, read once."""
    with files("gateway.console").joinpath("en.po").open("rb") as file:
        return {
            str(message.id): str(message.string)
            for message in read_po(file, locale=ENGLISH)
            if message.id and message.string
        }
