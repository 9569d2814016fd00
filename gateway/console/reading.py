"""How a reader reads: the size of the letters and the language, kept by the browser."""

from __future__ import annotations

import flask

from gateway.console import languages, pages
from gateway.console.languages import _
from gateway.console.pages import page
from vocabulary.permissions import Action

_STANDARD = "standard"


@page("/reading", may=Action.ANYONE, title=_("阅读方式"))
def reading() -> flask.Response:
    """Change how pages are read, and return to the page before."""
    asked = flask.request.args
    response = pages.leading_to(pages.local(asked.get("to")))
    if asked.get("letters") in {_STANDARD, *pages.SIZES}:
        chosen = asked["letters"]
        pages.keep(response, pages.LETTERS, "" if chosen == _STANDARD else chosen)
    if asked.get("language") in languages.LANGUAGES:
        pages.keep(response, languages.COOKIE, asked["language"])
    return response
