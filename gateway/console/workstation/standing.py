"""Nominations (推选) and residents' committees (居委会换届), written down with their source. R51, R52."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.incentives.committee_elections import (
    CorrectCommitteeElection,
    ListCommitteeElections,
    RecordCommitteeElection,
)
from contracts.incentives.nominations import (
    ListNominations,
    RecordNomination,
    RecordNominationOutcome,
)
from contracts.incentives.words import NominationOutcome
from gateway.console import api, forms, naming, pages
from gateway.console.api import Refused
from gateway.console.deeds import Deed, Deeds, created
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown, told
from gateway.console.rights import may_somewhere
from gateway.console.workstation import in_office, territory
from vocabulary.areas import street_of
from vocabulary.permissions import Action

_NOMINATIONS, _ELECTIONS = "/api/v1/nominations", "/api/v1/committee-elections"
_HERE, _VOTES = "/desk/nominations", "/desk/committee-elections"
_TABS = (
    Tab("pending", _("尚无结果"), {"outcome": "pending"}),
    Tab("known", _("已有结果"), {"outcome": "elected,not_elected,withdrawn"}),
)
_OUTCOMES = {
    "outcome": [
        (one.value, naming.choice(one))
        for one in NominationOutcome
        if one is not NominationOutcome.PENDING
    ]
}


@page(_HERE, may=Action.NOMINATION_READ, title=_("推选人大代表、政协委员"), nav="standing")
def nominations() -> Shown:
    """The nominations that were written down, those without an outcome first."""
    places = territory.communities()
    filters = ["nominated_for", *territory.narrowing(places)]
    found = listed(
        _NOMINATIONS, ListNominations, tabs=_TABS, filters=filters, options={"area": places}
    )
    return shown(
        "workstation/nominations.html",
        found.status,
        listed=found,
        may_record=may_somewhere(Action.NOMINATION_RECORD),
    )


@page(
    f"{_HERE}/new",
    may=Action.NOMINATION_RECORD,
    title=_("登记推选"),
    nav="standing",
    methods=("GET", "POST"),
)
def new_nomination() -> Shown | flask.Response:
    """The person nominated, for what, and where it is written."""
    places = territory.communities()
    people = in_office.commissioners(places)
    shape = RecordNomination.body()
    tried = forms.filled(shape)
    about = tried.given.get("appointment_id", "")
    is_missing = pages.is_sent() and about not in dict(people)
    if pages.is_sent() and not is_missing:
        try:
            made = api.send("POST", f"/api/v1/commissioners/{about}/nominations", tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(f"{_HERE}/{made['id']}", _("已登记。有结果后再补登结果。"))
    return shown(
        "workstation/new_nomination.html",
        422 if is_missing else tried.status,
        people=people,
        places=places,
        about=about,
        is_missing=is_missing,
        form=forms.form(shape, tried),
    )


@page(
    f"{_HERE}/<uuid:nomination_id>",
    may=Action.NOMINATION_READ,
    title=_("推选记录"),
    nav="standing",
    methods=("GET", "POST"),
)
def nomination(nomination_id: UUID) -> Shown | flask.Response:
    """One nomination, and what became of it."""
    here = f"{_HERE}/{nomination_id}"
    known = Deeds(here, [Deed(RecordNominationOutcome)], {"nomination_id": str(nomination_id)})
    if done := known.sent():
        return done
    one = api.get(f"{_NOMINATIONS}/{nomination_id}")
    return shown(
        "workstation/nomination.html",
        known.status,
        one=one,
        offers=known.offered(one, options=_OUTCOMES),
        reads_people=may_somewhere(Action.COMMISSIONER_READ),
    )


@page(_VOTES, may=Action.COMMITTEE_ELECTION_READ, title=_("居委会换届选举"), nav="standing")
def committee_elections() -> Shown:
    """Commissioners' seats in each committee against the target, and all elections."""
    places = territory.communities()
    seats = (
        api.get(f"/api/v1/streets/{street_of(places[0][0])}/committee-seats") if places else None
    )
    found = listed(
        _ELECTIONS,
        ListCommitteeElections,
        tabs=(Tab("all", _("全部")),),
        filters=territory.narrowing(places),
        options={"area": places},
    )
    return shown(
        "workstation/committee_elections.html",
        found.status,
        seats=seats,
        listed=found,
        may_record=may_somewhere(Action.COMMITTEE_ELECTION_RECORD),
    )


@page(
    f"{_VOTES}/new",
    may=Action.COMMITTEE_ELECTION_RECORD,
    title=_("登记居委会换届选举"),
    nav="standing",
    methods=("GET", "POST"),
)
def new_committee_election() -> Shown | flask.Response:
    """Seats, how many of them commissioners won, and where it is written."""
    places = territory.communities()
    chosen = flask.request.values.get("community") or (places[0][0] if places else "")
    deed = Deed(RecordCommitteeElection, leads=f"{_VOTES}/{{id}}")
    done, form, status = created(deed, {"community": chosen})
    if done:
        return done
    return shown(
        "workstation/new_standing.html",
        status,
        form=form,
        back=_VOTES,
        up=_("居委会换届选举"),
        places=places,
        chosen=chosen,
    )


@page(
    f"{_VOTES}/<uuid:election_id>",
    may=Action.COMMITTEE_ELECTION_READ,
    title=_("居委会换届选举"),
    nav="standing",
    methods=("GET", "POST"),
)
def committee_election(election_id: UUID) -> Shown | flask.Response:
    """One election, to be corrected where it was written down wrongly."""
    here = f"{_VOTES}/{election_id}"
    known = Deeds(here, [Deed(CorrectCommitteeElection)], {"election_id": str(election_id)})
    if done := known.sent():
        return done
    one = api.get(f"{_ELECTIONS}/{election_id}")
    return shown(
        "workstation/committee_election.html",
        known.status,
        one=one,
        offers=known.offered(one, begun={CorrectCommitteeElection: one}),
    )
