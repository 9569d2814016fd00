"""Signing in by browser, and the list of your sign-ins."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.gateway.sessions import (
    EndSignIn,
    ListSignIns,
    SessionView,
    SignInAttempt,
)
from gateway.http import incoming
from gateway.http.incoming import Environ
from gateway.http.routes import Routes, ask, dependencies
from gateway.people.callers import CALLER, SESSION
from gateway.people.sessions.operations import Proven
from gateway.people.sign_in.operations import Attempt
from runtime import clock
from vocabulary.accounts import SignInKind
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = Routes("sessions", "登录 · Signing in")


@routes.post(
    "/api/v1/sessions",
    may=Action.ANYONE,
    takes=SignInAttempt,
    answers=SessionView,
    keyed=False,
)
def sign_in(body: SignInAttempt) -> SessionView:
    """Sign in by browser; the answer sets the session's cookie, always a new one."""
    environ = flask.request.environ
    dependencies().callers.check_own_page(environ)
    tried = attempt(body, environ)
    begun = dependencies().sign_in.begin(tried, SignInKind.BROWSER)
    set_cookies(
        dependencies().callers.cookie_of(begun.secret, begun.ends_at),
        dependencies().callers.device_cookie(tried.device, tried.name),
    )
    return SessionView(
        id=begun.sign_in,
        account=begun.standing.account_id,
        csrf_token=dependencies().callers.csrf_token(begun.sign_in),
        needs=list(begun.standing.needs(clock.now())),
        ends_at=begun.ends_at,
    )


@routes.get("/api/v1/sessions/current", may=Action.ACCOUNT_OWN, answers=SessionView)
def show_session() -> SessionView:
    """Show the session of this browser, with the token that its pages must send."""
    proven: Proven | None = flask.request.environ.get(SESSION)
    if proven is None:
        raise NotFound("本次请求没有使用登录 Cookie。", "This request uses no session cookie.")
    return SessionView(
        id=proven.row.id,
        account=proven.standing.account_id,
        csrf_token=dependencies().callers.csrf_token(proven.row.id),
        needs=list(proven.standing.needs(clock.now())),
        ends_at=proven.row.ends_at,
    )


routes.asks("GET", "/api/v1/sessions", ListSignIns, may=Action.ACCOUNT_OWN)


@routes.delete("/api/v1/sessions/current", may=Action.ACCOUNT_OWN)
def sign_out() -> None:
    """Sign out: end the session of this browser or the sign-in of this program."""
    sign_in_id: UUID | None = flask.request.environ[CALLER].sign_in
    if sign_in_id is None:
        raise NotFound("本次请求不属于任何登录。", "This request belongs to no sign-in.")
    _end(sign_in_id)
    set_cookies(dependencies().callers.no_cookie())


@routes.delete("/api/v1/sessions/<uuid:sign_in>", may=Action.ACCOUNT_OWN)
def end_sign_in(sign_in: UUID) -> None:
    """End one of your sign-ins, such as that of a lost phone."""
    _end(sign_in)


def attempt(body: SignInAttempt, environ: Environ) -> Attempt:
    """The credentials at the door, and where they come from."""
    return Attempt(
        login=body.login,
        password=body.password,
        code=body.code,
        address=incoming.address(),
        client=incoming.client(environ),
        device=dependencies().callers.device_in(environ),
    )


def _end(sign_in_id: UUID) -> None:
    ask(EndSignIn(sign_in=sign_in_id))
    dependencies().callers.forget()


def set_cookies(*cookies: str) -> None:
    """Let the answer to the current request set these cookies."""

    @flask.after_this_request
    def add(response: flask.Response) -> flask.Response:
        for cookie in cookies:
            response.headers.add("Set-Cookie", cookie)
        return response
