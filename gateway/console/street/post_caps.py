"""The cap of posts (岗位职数): what stands in each community, overrides granted and ended."""

from __future__ import annotations

from collections.abc import Sequence

import flask

from contracts.recruitment.post_cap import EndPostOverride, OverridePostCap
from gateway.console import api
from gateway.console.api import Json
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from gateway.console.street import streets
from vocabulary.permissions import Action

_HERE = "/desk/post-caps"
_GRANT = Deed(
    OverridePostCap,
    hints={
        "to": _("到这一天为止。到期以后已有的岗位保留，但不能再超过上限新开。"),
        "reason": _("依据哪次会议或哪份文件，为什么需要。"),
    },
)


@page(_HERE, may=Action.POST_READ, title=_("岗位职数"), nav="regulations")
def choose_caps() -> Shown | flask.Response:
    """Which street's?"""
    return streets.chosen(f"{_HERE}/streets")


@page(f"{_HERE}/streets/<street>", may=Action.POST_READ, title=_("岗位职数"), nav="regulations")
def post_caps(street: str) -> Shown:
    """Each community: its cap, what is granted above it, and what is taken."""
    found = api.get(f"/api/v1/streets/{street}/post-caps")["items"]
    return shown("street/post_caps.html", street=street, found=found)


@page(
    f"{_HERE}/<community>",
    may=Action.POST_READ,
    title=_("岗位职数"),
    nav="regulations",
    methods=("GET", "POST"),
)
def post_cap(community: str) -> Shown | flask.Response:
    """One community: grant more posts for a time, or end what was granted."""
    at = f"/api/v1/communities/{community}/post-cap"
    before = api.get(at)
    known = Deeds(f"{_HERE}/{community}", [_GRANT, *_ending(before)], {"community": community})
    if done := known.sent():
        return done
    of_overrides = {word for one in before["overrides"] for word in one["possible"]}
    return shown(
        "street/post_cap.html",
        known.status,
        one=before,
        deeds=known,
        offers=known.offered(before | {"possible": [*before["possible"], *of_overrides]}),
    )


def _ending(before: Json) -> Sequence[Deed]:
    """Ending each override that counts."""
    return [
        Deed(
            EndPostOverride,
            label=_("提前终止%(number)s（增设 %(n)s 个）", number=one["number"], n=one["extra"]),
            hints={"to": _("新的最后一天；不填就是马上终止。")},
            path={"override_id": one["id"]},
            version=one["version"],
            is_final=True,
        )
        for one in before["overrides"]
        if one["possible"]
    ]
