"""Signing in and out; what an account must do before its roles count."""

from __future__ import annotations

from urllib.parse import quote

import flask

from contracts.gateway.accounts import PasswordChange, SecondFactorConfirmation
from contracts.gateway.openid import OpenIdCode
from contracts.gateway.proofs import OwnersProof
from contracts.gateway.sessions import SignInAttempt
from gateway.console import api, forms, navigation, pages
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.http.routes import dependencies
from gateway.people.sign_in import rules
from runtime import clock
from vocabulary.accounts import Need
from vocabulary.permissions import Action

#: What an address says when the provider is content and the second factor is missing.
_CODE_WANTED, _BY_CODE = "openid=code_wanted", "/sign-in/code"
_FACTOR = "/api/v1/accounts/me/second-factor"


@page(pages.SIGN_IN, may=Action.ANYONE, title=_("工作人员登录"), methods=("GET", "POST"))
def sign_in() -> Shown | flask.Response:
    """The door for everybody who has an account."""
    if not pages.is_sent():
        to = pages.local(flask.request.args.get("to"), pages.DESK)
        if _CODE_WANTED in to:
            return pages.leading_to(f"{_BY_CODE}?to={quote(to.partition('?')[0], safe='')}")
        return shown("sign_in.html", **pages.signing_in(to, []))
    form = flask.request.form
    to, typed = pages.local(form.get("_to"), pages.DESK), _carried()
    try:
        begun = api.send("POST", "/api/v1/sessions", forms.read(SignInAttempt, form))
    except Refused as refusal:
        given = pages.signing_in(to, typed, refusal.problem, form.get("login", ""))
        return shown("sign_in.html", forms.status_of(refusal.problem), **given)
    if begun["needs"]:
        return pages.leading_to(pages.FIRST_STEPS)
    if not typed:
        return pages.leading_to(to)
    return shown("signed_in_again.html", to=to, carried=typed, csrf=begun["csrf_token"])


@page(_BY_CODE, may=Action.ANYONE, title=_("动态验证码"), methods=("GET", "POST"))
def code_wanted() -> Shown | flask.Response:
    """The second factor of a person whom the city's account system knows already."""
    to = pages.local(flask.request.values.get("to"), pages.DESK)
    tried = forms.filled(OpenIdCode)
    if pages.is_sent():
        try:
            api.send("POST", "/api/v1/sessions/openid/code", tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return pages.leading_to(to)
    return shown("own/code.html", tried.status, form=forms.form(OpenIdCode, tried), to=to)


@page(pages.DESK, may=Action.ACCOUNT_OWN, title=_("工作台"))
def desk() -> flask.Response:
    """The first page of each role."""
    return pages.leading_to(navigation.start(flask.g.actor))


@page("/desk/sign-out", may=Action.ACCOUNT_OWN, title=_("退出"), methods=("POST",))
def sign_out() -> flask.Response:
    """End the session."""
    api.send("DELETE", "/api/v1/sessions/current")
    response = told("/", _("您已退出登录。"))
    # Pages of the session that the browser still keeps are forgotten with it.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@page(
    pages.FIRST_STEPS,
    may=Action.ACCOUNT_OWN,
    title=_("开始使用前"),
    methods=("GET", "POST"),
)
def first_steps() -> Shown | flask.Response:
    """The first password, then the second factor, as far as the account needs them."""
    needs = api.get("/api/v1/accounts/me")["needs"]
    if Need.CHANGE_PASSWORD in needs:
        return _first_password()
    if Need.ENROL_SECOND_FACTOR in needs:
        return enrolling(pages.FIRST_STEPS)
    return pages.leading_to(pages.DESK)


def _first_password() -> Shown | flask.Response:
    tried = forms.filled(PasswordChange)
    if pages.is_sent():
        try:
            api.send("POST", "/api/v1/accounts/me/password", tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return pages.welcome(told(pages.FIRST_STEPS, _("密码已修改。")))
    form = forms.form(PasswordChange, tried, only=("current_password", "new_password"))
    return shown("own/first_password.html", tried.status, form=form)


def enrolling(to: str) -> Shown | flask.Response:
    """Bind an authenticator app: password, QR code, a code of it, recovery codes."""
    sent = flask.request.form
    if "secret" in sent:
        return _confirming(to)
    tried = forms.filled(OwnersProof)
    if pages.is_sent():
        try:
            begun = api.send("POST", _FACTOR, tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            form = forms.form(SecondFactorConfirmation, forms.unfilled(SecondFactorConfirmation))
            now = _code_of_demo(begun["secret"])
            return shown("own/second_factor.html", form=form, code_now=now, **begun)
    form = forms.form(OwnersProof, tried, without=not_asked())
    return shown("own/second_factor.html", tried.status, form=form, secret=None, uri=None)


def not_asked() -> tuple[str, ...]:
    """What an owner without a second factor cannot prove."""
    return () if api.get("/api/v1/accounts/me")["has_second_factor"] else ("code",)


def _confirming(to: str) -> Shown | flask.Response:
    tried = forms.filled(SecondFactorConfirmation)
    try:
        codes = api.send("POST", f"{_FACTOR}/confirmation", tried.body)["codes"]
    except Refused as refusal:
        tried = tried.refused(refusal.problem)
    else:
        return shown("own/recovery_codes.html", codes=codes, to=to)
    form = forms.form(SecondFactorConfirmation, tried)
    kept = {name: flask.request.form.get(name, "") for name in ("secret", "uri")}
    now = _code_of_demo(kept["secret"])
    return shown("own/second_factor.html", tried.status, form=form, code_now=now, **kept)


def _code_of_demo(secret: str) -> str | None:
    """What an app would show: nobody needs one to look around in the demo, and nowhere else."""
    return rules.code_at(secret, clock.now()) if dependencies().is_demo else None


def _carried() -> list[tuple[str, str]]:
    """What was typed when the session had ended, under names that no field here has."""
    return [
        (name.removeprefix("carried."), value)
        for name, value in flask.request.form.items(multi=True)
        if name.startswith("carried.")
    ]
