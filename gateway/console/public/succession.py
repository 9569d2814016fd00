"""Whether a volunteer agrees to be shown as a possible successor of a commissioner. R46."""

from __future__ import annotations

import flask

from contracts.volunteers.succession import ChooseOwnSuccession
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from vocabulary.permissions import Action

_WISH = ChooseOwnSuccession.body()


@page(
    "/volunteers/<code>/succession",
    may=Action.ANYONE,
    title=_("愿意接任专员吗"),
    nav="follow",
    methods=("GET", "POST"),
)
def succession(code: str) -> Shown | flask.Response:
    """Say yes, or take it back; only people who said yes are shown."""
    return succession_of(code, f"/volunteers/{code}")


def succession_of(code: str, here: str) -> Shown | flask.Response:
    """The same below the page at this address."""
    at = f"/api/v1/public/volunteers/{code}/succession"
    tried = forms.filled(_WISH)
    if pages.is_sent():
        try:
            api.send("PUT", at, tried.body)
            return told(f"{here}/succession", _("已保存。"))
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
    else:
        tried = forms.filled_with(_WISH, api.get(at))
    form = forms.form(_WISH, tried, labels={"may_succeed": _("我愿意，可以给社区综合党委看到")})
    return shown("public/succession.html", tried.status, here=here, form=form)
