"""Pictures of an activity for residents (活动照片公示): who is on each, and whether all agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

import flask

from contracts.gateway.pictures import PublishPicture, TakePictureBack
from contracts.gateway.words import Purpose
from gateway.console import api
from gateway.console.deeds import Deed, Deeds, Offer
from gateway.console.forms import Option
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation.activities import ALL, HERE
from gateway.console.workstation.consents import people_of
from vocabulary.areas import covers
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_MOST = 200
_LABELS = {
    "consent_ids": _("照片上能辨认出的人，每人一份同意书"),
    "shows_nobody": _("照片上没有人能辨认出"),
}
_PUBLISH = Deed(
    PublishPicture,
    label=_("给居民看"),
    labels=_LABELS,
    says=lambda _answer: _("居民现在可以看到这张照片。"),
)
_BACK = Deed(TakePictureBack, label=_("撤下"), says=lambda _answer: _("照片已撤下，居民看不到了。"))


@page(
    f"{HERE}/<uuid:activity_id>/pictures",
    may=Action.ACTIVITY_DECIDE,
    title=_("给居民看的照片"),
    nav="activities",
    methods=("GET", "POST"),
)
def activity_pictures(activity_id: UUID) -> Shown | flask.Response:
    """The pictures of an activity: which of them residents see, and on whose word."""
    at, here = f"{ALL}/{activity_id}", f"{HERE}/{activity_id}/pictures"
    wanted = flask.request.form.get("_picture", "")
    deeds = Deeds(here, (_PUBLISH, _BACK), {"attachment_id": wanted})
    if done := deeds.sent():
        return done
    one = api.get(at)
    options = {"consent_ids": _consents(one["community"])}
    published = {each["id"]: each for each in api.get(f"{at}/pictures")["items"]}
    others = Deeds(here, deeds.known, {})
    return shown(
        "workstation/activity_pictures.html",
        deeds.status,
        one=one,
        pictures=[
            (
                each,
                published.get(each["id"]),
                _offered(
                    deeds if each["id"] == wanted else others, published.get(each["id"]), options
                ),
            )
            for each in api.get(f"{at}/attachments")["items"]
            if (each["kind"], each["state"]) == ("image", "kept")
        ],
        may_record=may_somewhere(Action.CONSENT_RECORD),
    )


def _offered(
    deeds: Deeds, published: api.Json | None, options: Mapping[str, Sequence[Option]]
) -> list[Offer]:
    every = deeds.offered({"possible": ["publication"]}, options=options)
    return [one for one in every if published or one.deed is not _BACK]


def _consents(community: str) -> Sequence[Option]:
    """The consents to photos that hold in the community today, newest first, as people know them."""
    wanted = {"purpose": Purpose.PUBLISH_PHOTO.value, "limit": _MOST, "sort": "-given_at"}
    found = [
        one
        for one in api.get("/api/v1/consents", wanted)["items"]
        if one["holds"] and covers(one["area"], community)
    ]
    people = people_of(found)
    return [
        (
            one["id"],
            " · ".join(
                text
                for text in (people[one["id"]], one["guardian"], one["paper"], _day(one))
                if text
            ),
        )
        for one in found
    ]


def _day(consent: api.Json) -> str:
    return str(day_of(dt.datetime.fromisoformat(consent["given_at"])))
