"""Signing in by the city's account system, and linking identities with accounts."""

from __future__ import annotations

from uuid import UUID

import flask
from werkzeug.http import parse_cookie

from audit import context
from contracts.gateway.openid import (
    IdentityList,
    LinkIdentity,
    LinkingStart,
    LinkingStarted,
    ListIdentities,
    ListOwnIdentities,
    NewIdentity,
    OpenIdCode,
    OpenIdOffer,
    OpenIdStart,
    RemoveIdentity,
    RemoveOwnIdentity,
)
from contracts.gateway.proofs import OwnersProof
from contracts.gateway.sessions import SessionView
from gateway.api.sessions import set_cookies
from gateway.http import incoming
from gateway.http.owners_proof import shown
from gateway.http.redirect_routes import RedirectRoutes
from gateway.http.routes import ask, dependencies
from gateway.people.callers import CALLER, SESSION
from gateway.people.openid.operations import Browser, OpenId
from gateway.people.openid.rules import HALF_WAY, TRIP
from gateway.people.sessions.operations import Begun
from runtime import clock
from vocabulary.permissions import Action
from vocabulary.problems import FieldError, NotFound, WrongState

routes = RedirectRoutes("openid", "统一身份认证 · The city's account system")

_START = "/api/v1/sessions/openid"
_CALLBACK = f"{_START}/callback"


@routes.get("/api/v1/public/openid", may=Action.ANYONE, answers=OpenIdOffer)
def show_open_id_offer() -> OpenIdOffer:
    """Show whether you can sign in by the city's account system."""
    found = dependencies().openid
    if found is None:
        return OpenIdOffer(offered=False)
    return OpenIdOffer(offered=True, name=found.provider.name, address=_START)


@routes.leading(
    _START,
    may=Action.ANYONE,
    where="To the provider; the answer sets a cookie that only this browser has.",
    refuses=(404,),
    filters=OpenIdStart,
)
def start_open_id_sign_in(query: OpenIdStart) -> flask.Response:
    """Begin to sign in by the city's account system; open this address in a browser."""
    away = _offered().begin(_redirect_uri(), query.next)
    response = _to(away.address)
    response.headers.add("Set-Cookie", _kept(away.cookie, int(TRIP.total_seconds())))
    return response


@routes.leading(
    _CALLBACK,
    may=Action.ANYONE,
    where="To `next`: signed in; or with `?openid=code_wanted`, or `?openid=linked`.",
    refuses=(400, 401, 403, 404, 409),
    query={
        "code": "The code that the provider exchanges for the identity.",
        "state": "The state that the sign-in began with.",
        "iss": "The provider's name for itself.",
        "error": "Why the provider refused.",
    },
)
def finish_open_id_sign_in() -> flask.Response:
    """Return from the provider, which sends the browser here."""
    found, environ = _offered(), flask.request.environ
    browser, sign_in = _browser(), None
    if found.is_linking(browser.cookie):
        caller = dependencies().callers.caller(environ)
        context.acted_by(caller.actor, "gateway.link_identity")
        sign_in = caller.sign_in
    ended = found.end(browser, flask.request.args.to_dict(), sign_in=sign_in)
    response = _to(ended.next)
    if ended.half_way is not None:
        kept = _kept(ended.half_way, int(HALF_WAY.total_seconds()))
        response.headers.add("Set-Cookie", kept)
        return response
    response.headers.add("Set-Cookie", _kept("", 0))
    if ended.begun is not None:
        cookie = dependencies().callers.cookie_of(ended.begun.secret, ended.begun.ends_at)
        response.headers.add("Set-Cookie", cookie)
    return response


@routes.post(
    f"{_START}/code",
    may=Action.ANYONE,
    takes=OpenIdCode,
    answers=SessionView,
    refuses=(404,),
    keyed=False,
)
def confirm_open_id_sign_in(body: OpenIdCode) -> SessionView:
    """Sign in with your second factor, after `?openid=code_wanted`."""
    dependencies().callers.check_own_page(flask.request.environ)
    begun = _offered().confirm(_browser(), body.code)
    set_cookies(dependencies().callers.cookie_of(begun.secret, begun.ends_at), _kept("", 0))
    return _view(begun)


routes.asks("GET", "/api/v1/accounts/me/identities", ListOwnIdentities, may=Action.ACCOUNT_OWN)


@routes.post(
    "/api/v1/accounts/me/identities",
    may=Action.ACCOUNT_OWN,
    takes=LinkingStart,
    answers=LinkingStarted,
    keyed=False,
)
def begin_linking(body: LinkingStart) -> LinkingStarted:
    """Begin to link your identity; send the browser to the address in the answer."""
    found, environ = _offered(), flask.request.environ
    sign_in: UUID | None = environ[CALLER].sign_in
    if sign_in is None or SESSION not in environ:
        raise WrongState(
            "请在浏览器中登录后再绑定。", "You can do this only in a browser that is signed in."
        )
    away = found.begin_linking(
        flask.g.actor,
        sign_in,
        shown(body),
        redirect_uri=_redirect_uri(),
        next_path=body.next,
    )
    set_cookies(_kept(away.cookie, int(TRIP.total_seconds())))
    return LinkingStarted(address=away.address)


@routes.post(
    "/api/v1/accounts/me/identities/<uuid:identity_id>/confirmation",
    may=Action.ACCOUNT_OWN,
    takes=OwnersProof,
    answers=IdentityList,
)
def confirm_identity(body: OwnersProof, identity_id: UUID) -> IdentityList:
    """Confirm an identity that an administrator linked; you can then sign in by it."""
    return _offered().confirm_link(flask.g.actor, identity_id, shown(body))


@routes.delete(
    "/api/v1/accounts/me/identities/<uuid:identity_id>",
    may=Action.ACCOUNT_OWN,
    answers=IdentityList,
)
def remove_own_identity(identity_id: UUID) -> IdentityList:
    """Remove an identity from your account; all your other sign-ins end."""
    sign_in: UUID | None = flask.request.environ[CALLER].sign_in
    answer = ask(RemoveOwnIdentity(identity_id=identity_id, sign_in=sign_in))
    dependencies().callers.forget()
    return answer


routes.asks(
    "GET",
    "/api/v1/accounts/<uuid:account>/identities",
    ListIdentities,
    may=Action.ACCOUNT_MANAGE,
)


@routes.put(
    "/api/v1/accounts/<uuid:account>/identities",
    may=Action.ACCOUNT_MANAGE,
    takes=NewIdentity,
    answers=IdentityList,
)
def link_identity(body: NewIdentity, account: UUID) -> IdentityList:
    """Link an identity to an account for its owner, who then confirms it."""
    issuer = _offered().provider.issuer
    return ask(LinkIdentity(account=account, issuer=issuer, subject=body.subject))


@routes.delete(
    "/api/v1/accounts/<uuid:account>/identities/<uuid:identity_id>",
    may=Action.ACCOUNT_MANAGE,
    answers=IdentityList,
)
def remove_identity(account: UUID, identity_id: UUID) -> IdentityList:
    """Remove an identity from an account; all its sign-ins end."""
    answer = ask(RemoveIdentity(account=account, identity_id=identity_id))
    dependencies().callers.forget()
    return answer


def _offered() -> OpenId:
    found = dependencies().openid
    if found is None:
        zh = "本系统未启用统一身份认证登录，请用密码登录。"
        en = "Signing in by the city's account system is not offered here; use your password."
        raise NotFound(zh, en, fields=(FieldError("openid", "not_offered", zh, en),))
    return found


def _browser() -> Browser:
    environ = flask.request.environ
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    return Browser(
        cookies.get(dependencies().callers.web.trip_name),
        incoming.address(),
        incoming.client(environ),
    )


def _redirect_uri() -> str:
    """The address that the provider sends browsers back to; it must be registered there."""
    web = dependencies().callers.web
    [origin] = web.own_origins(flask.request.environ)
    return f"{origin}{_CALLBACK}"


def _kept(cookie: str, max_age_seconds: int) -> str:
    web = dependencies().callers.web
    return web.cookie(cookie, max_age_seconds=max_age_seconds, name=web.trip_name)


def _to(address: str) -> flask.Response:
    response = flask.Response(status=303)
    response.headers["Location"] = address
    return response


def _view(begun: Begun) -> SessionView:
    return SessionView(
        id=begun.sign_in,
        account=begun.standing.account_id,
        csrf_token=dependencies().callers.csrf_token(begun.sign_in),
        needs=list(begun.standing.needs(clock.now())),
        ends_at=begun.ends_at,
    )
