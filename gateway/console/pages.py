"""How a page is declared: who may open it, and what it shows.

    @page("/desk/appeals", may=Action.APPEAL_READ, title=_("诉求办理"), nav="appeals")
    def appeals() -> Shown:
        return shown("workstation/appeals.html", page=api.get("/api/v1/appeals", query))

The table of permissions that guards the interface guards the page. A change answers 303, so that
going back or loading again sends nothing twice, and says once what was done.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast
from urllib.parse import quote, unquote, urlsplit

import flask
from werkzeug.exceptions import HTTPException

from gateway.console import api, forms, guidance, languages, navigation, rendering
from gateway.console.api import Refused
from gateway.console.languages import Sentence, _
from gateway.http import incoming
from gateway.http.errors import CORRELATION, Reply, document_of, reply_to
from gateway.http.routes import dependencies, marked
from gateway.people.callers import CALLER, SESSION
from gateway.people.identity.rules import Caller
from gateway.people.sessions.rules import IDLE
from runtime import clock
from runtime.identifiers import random_id
from vocabulary.accounts import SignInKind
from vocabulary.actors import RESIDENT
from vocabulary.permissions import Action, may_somewhere
from vocabulary.problems import Forbidden, Malformed, Problem, Unauthenticated

View = TypeVar("View", bound=Callable[..., Any])

blueprint = flask.Blueprint("console", __name__)

SIGN_IN, FIRST_STEPS, DESK = "/sign-in", "/desk/first-steps", "/desk"
LETTERS = "linli_letters"
#: 长者版 and 特大: larger letters, one column, one choice a line.
SIZES = ("elder", "large")
#: The community that a resident looked at last.
COMMUNITY = "linli_community"

#: Everything comes from here, and nothing of a page is inline.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    # With `no-referrer` browsers send `Origin: null` with every form, which is refused.
    "Referrer-Policy": "same-origin",
}
_TOLD, _TOLD_SECONDS = "linli_told", 60
#: Set with the first password: the next page of the desk shows once how to begin.
_WELCOME = "linli_welcome"
_YEAR_SECONDS = 365 * 24 * 60 * 60
#: A questionnaire of a hundred long answers, as a browser writes Chinese in a form.
_FORM_LARGEST_BYTES = 512 * 1024
_WITH_FILES = "multipart/form-data"
_FORMS = ("application/x-www-form-urlencoded", _WITH_FILES)
#: Fields that are never carried over a new sign-in.
_SECRET = frozenset({"_csrf", "current_password", "new_password", "password", "code"})
_REFUSED_FROM, _UNKNOWN_OUTCOME = 400, 500


@dataclass(frozen=True)
class Shown:
    """A template with what it shows."""

    template: str
    status: int
    given: dict[str, Any] = field(default_factory=dict)


def shown(template: str, status: int = 200, **given: Any) -> Shown:
    """A page to be rendered."""
    return Shown(template, status, given)


def page(
    rule: str,
    *,
    may: Action,
    title: Sentence,
    nav: str = "",
    methods: tuple[str, ...] = ("GET",),
    takes_files: bool = False,
) -> Callable[[View], View]:
    """Declare a page; `nav` is the entry of the menu to which it belongs."""

    def declare(view: View) -> View:
        @functools.wraps(view)
        def answer(**kwargs: Any) -> flask.Response:
            flask.g.title, flask.g.nav = title, nav
            try:
                made = view(**kwargs)
            except Refused as refused:
                made = refusal(refused.problem)
            return _response(made)

        declared = marked(answer, may)
        cast("Any", declared).is_page = True
        cast("Any", declared).takes_files = takes_files
        # Two rooms may each have a page of the same name.
        room = view.__module__.removeprefix(f"{__package__}.").replace(".", "_")
        blueprint.add_url_rule(rule, f"{room}_{view.__name__}", declared, methods=list(methods))
        return view

    return declare


def leading_to(address: str) -> flask.Response:
    """On to another page of ours."""
    return flask.Response(status=303, headers={"Location": quote(address, safe="/?&=%#:;+,~-._")})


def told(to: str, sentence: Sentence) -> flask.Response:
    """On to the next page, which says once what was done."""
    response = leading_to(to)
    # Not in the address, which would say it again whenever it is loaded.
    _keep(response, _TOLD, quote(str(sentence)), _TOLD_SECONDS)
    return response


def welcome(response: flask.Response) -> flask.Response:
    """Let the reader's first page of the desk show how to begin."""
    keep(response, _WELCOME, "1")
    return response


def keep(response: flask.Response, name: str, value: str) -> None:
    """Let the browser keep a choice of its reader; an empty one is forgotten."""
    _keep(response, name, value, _YEAR_SECONDS if value else 0)


def is_sent() -> bool:
    """Whether the form of this page was sent, and not only asked for another row."""
    return flask.request.method == "POST" and forms.MORE not in flask.request.form


def local(address: str | None, otherwise: str = "/") -> str:
    """An address of our own to go to; anything else leads to `otherwise`."""
    # Browsers read a backslash as a slash, and leave line ends and tabs out.
    if not address or not address.startswith("/") or not address.isprintable():
        return otherwise
    if address.startswith(("//", "/\\")) or "\\" in address or urlsplit(address).netloc:
        return otherwise
    return otherwise if address.startswith("/api/") else address


def is_wanted() -> bool:
    """Whether a person's browser waits for a page."""
    request = flask.request
    if _view() is not None:
        return True
    is_data = request.path.startswith("/api/") or request.url_rule is not None
    return not is_data and "text/html" in request.headers.get("Accept", "")


def lift() -> None:
    """Let the extra fields of a form count as the headers that a form cannot send.

    Raises:
        Malformed: the form does not arrive whole.
        WrongMediaType, TooLarge: it is none, or too large.
    """
    view, request = _view(), flask.request
    if view is None or request.method != "POST":
        return
    _limit(view)
    for name, header in api.CONDITIONS.items():
        if given := request.form.get(name):
            request.environ[header] = f'"{given}"' if name == "_version" else given


def refused_at_the_door(failure: Exception, environ: incoming.Environ) -> Reply:
    """The answer to a caller over the limit; a person's browser gets it in words."""
    plain = reply_to(failure, environ)
    is_data = environ["PATH_INFO"].startswith("/api/")
    if is_data or "text/html" not in environ.get("HTTP_ACCEPT", ""):
        return plain
    text = rendering.rendered("at_the_door.html", {"problem": document_of(failure, environ)})
    headers = {**dict(plain.headers), "Content-Type": "text/html; charset=utf-8", **_HEADERS}
    return Reply(plain.status, tuple(headers.items()), text.encode())


def refused(failure: Problem | HTTPException | Exception) -> flask.Response:
    """The page for errors outside a view."""
    problem = document_of(failure, flask.request.environ)
    if flask.request.url_rule is None and flask.request.path.startswith(DESK):
        # A signed-in reader keeps the menu, even where there is no page.
        with contextlib.suppress(Problem):
            dependencies().admission.caller(flask.request.environ)
    caller = flask.request.environ.get(CALLER)
    if isinstance(failure, Forbidden) and caller is not None and caller.needs:
        return _response(leading_to(FIRST_STEPS))
    try:
        return _response(refusal(problem))
    except Problem as other:
        return _response(refusal(document_of(other, flask.request.environ)))


def refusal(problem: api.Json) -> Shown | flask.Response:
    """The page for a refusal; a reader who is not signed in is sent to sign in, and comes back."""
    flask.g.setdefault("nav", "")
    if problem["status"] == Unauthenticated.status:
        return _signing_in()
    return shown("refused.html", problem["status"], problem=problem)


def _signing_in() -> Shown | flask.Response:
    request = flask.request
    if request.method != "POST":
        here = request.full_path.rstrip("?")
        return leading_to(f"{SIGN_IN}?to={quote(here, safe='')}")
    # Only content sent by our own page returns after a new sign-in.
    dependencies().callers.check_own_page(request.environ)
    flask.g.title = _("请重新登录")
    return shown("sign_in.html", 401, **signing_in(request.path, carried()))


def signing_in(
    to: str, fields: list[tuple[str, str]], problem: api.Json | None = None, login: str = ""
) -> dict[str, Any]:
    """The content of the sign-in page; `fields` were typed when a session had ended."""
    offer = api.get("/api/v1/public/openid")
    return {"to": to, "carried": fields, "problem": problem, "login": login, "openid": offer}


def carried() -> list[tuple[str, str]]:
    """The content typed into the current form, apart from secrets."""
    return [
        (name, value) for name, value in flask.request.form.items(multi=True) if name not in _SECRET
    ]


def _view() -> Any:
    view = flask.current_app.view_functions.get(flask.request.endpoint or "")
    return view if getattr(view, "is_page", False) else None


def _limit(view: Any) -> None:
    request = flask.request
    if request.mimetype not in _FORMS:
        flask.abort(415)
    request.max_content_length = _FORM_LARGEST_BYTES
    request.max_form_memory_size = _FORM_LARGEST_BYTES
    if view.takes_files and request.mimetype == _WITH_FILES:
        request.max_content_length += dependencies().attachment_store.limits.largest
        incoming.give_time(request.environ, incoming.FILE_SECONDS)
    try:
        request.form  # noqa: B018 - reads the body, under these limits
    except TimeoutError:
        raise incoming.too_slow() from None
    except OSError:
        raise Malformed("表单没有完整到达。", "The form did not arrive whole.") from None


def _response(made: Shown | flask.Response) -> flask.Response:
    if isinstance(made, Shown):
        text = rendering.rendered(made.template, _common(made.status) | made.given)
        response = flask.Response(text, made.status, content_type="text/html; charset=utf-8")
        if _TOLD in flask.request.cookies:
            _keep(response, _TOLD, "", 0)
        if _is_welcomed(made.status):
            _keep(response, _WELCOME, "", 0)
        code = flask.g.get("community", "")
        if code.isascii() and code.isdigit() and made.status < _REFUSED_FROM:
            keep(response, COMMUNITY, code)
    else:
        response = made
    response.headers.update(_HEADERS)
    if wait := isinstance(made, Shown) and (made.given.get("problem") or {}).get(
        "retry_after_seconds"
    ):
        response.headers["Retry-After"] = str(wait)
    for cookie in flask.g.get("cookies", []):
        response.headers.add("Set-Cookie", cookie)
    return response


def _tells(status: int) -> bool:
    """Whether this page says what was done before it.

    What was done is done, also where the page to which it led cannot be opened; beside a form
    that was refused it would look as if that had been taken.
    """
    return status < _REFUSED_FROM or flask.request.method != "POST"


def _is_welcomed(status: int) -> bool:
    """Whether this page shows how to begin: the first of the desk after the first steps."""
    request = flask.request
    is_asked = _WELCOME in request.cookies and status < _REFUSED_FROM
    return is_asked and request.path.startswith(DESK) and request.path != FIRST_STEPS


def _common(status: int) -> dict[str, Any]:
    environ, cookies = flask.request.environ, flask.request.cookies
    # Known even where admission refused, before any view ran.
    caller: Caller | None = environ.get(CALLER)
    proven: Any = environ.get(SESSION)  # a row of a sign-in, which is the interface's
    actor = caller.actor if caller is not None else RESIDENT
    size = cookies.get(LETTERS)
    sections = navigation.sections(actor, flask.g.nav) if proven else []
    return {
        "title": flask.g.get("title", _("无法打开")),
        "nav": flask.g.nav,
        "menu": navigation.menu(actor) if proven else [],
        "sections": sections,
        "section": navigation.nearest(sections, flask.request.path),
        "public_menu": navigation.for_residents(),
        "is_staff": proven is not None,
        "may_search": proven is not None and may_somewhere(actor, Action.APPEAL_READ),
        "welcome": guidance.steps(guidance.of(actor)[0]) if proven and _is_welcomed(status) else (),
        "told": unquote(cookies.get(_TOLD, "")) if _tells(status) else "",
        "is_lacking": bool(api.away()) and status < _REFUSED_FROM,
        "lacks_its_past": dependencies().lacks_its_past(),
        "csrf": dependencies().callers.csrf_token(proven.row.id) if proven else None,
        "key": _key(status),
        "ends_in": _seconds_left(proven) if proven else None,
        "letters": size if size in SIZES else "",
        "language": languages.current(),
        "here": flask.request.full_path.rstrip("?"),
        "request_id": environ.get(CORRELATION, ""),
    }


def _key(status: int) -> str:
    """A key for the next sending; the same again where the result of the last is unknown."""
    is_known = status < _UNKNOWN_OUTCOME or flask.request.method != "POST"
    given = None if is_known else flask.request.form.get("_key")
    return given or str(random_id())


def _seconds_left(proven: Any) -> int:
    idle = IDLE[SignInKind.BROWSER].total_seconds()
    return int(min(idle, (proven.row.ends_at - clock.now()).total_seconds()))


def _keep(response: flask.Response, name: str, value: str, seconds: int) -> None:
    response.headers.add(
        "Set-Cookie", dependencies().callers.web.cookie(value, max_age_seconds=seconds, name=name)
    )
