"""Year-end selections (年终评选): from the criteria to the award, step by step. R48, R49."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.incentives.places import FIRST_YEAR, LAST_YEAR, Place, WeightedCriterion
from contracts.incentives.reports import NamedAppointment
from contracts.incentives.words import Criterion, SelectionState
from contracts.lists import Listing, Page
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

TITLE_LONGEST = 40
REASON_LONGEST = 500
#: The most commissioners of a community; it has fewer posts.
CANDIDATES_MOST = 500
HONOURS_MOST = 50
BOX_MOST = 99


def year(description: str) -> Any:
    """A year of selections, also as a text of an address."""
    return fields.number(description, least=FIRST_YEAR, most=LAST_YEAR, example=2013, strict=False)


@shape
class SelectionTerms(Shape):
    """By what, among which commissioners and for how many honours a selection is held."""

    title: str = fields.line(
        "What the honour is called.", longest=TITLE_LONGEST, example="年度优秀社区专员"
    )
    criteria: list[WeightedCriterion] = fields.parts(
        "The criteria, each once; the weights add to 100.", fewest=1, most=len(Criterion)
    )
    honours: int = fields.number(
        "How many are honoured at most.", least=1, most=HONOURS_MOST, example=3
    )
    least_days: int = fields.number(
        "Days in office in the year at least.", least=0, most=366, default=180
    )
    least_cases: int = fields.number(
        "A share of fewer cases has no data.", least=1, most=1000, default=5
    )
    is_without_money: bool = fields.plain(
        "Whether you have checked that the title promises no money or goods; asked for where it "
        "names an amount.",
        default=False,
    )


@shape
class SelectionCandidate(Answer):
    """A commissioner who may be chosen."""

    appointment_id: UUID = fields.plain("The appointment.")
    post: str | None = fields.plain("Title of the post; null: not known.", default=None)
    category: PostCategory | None = fields.choice("Field of work; null: not known.", default=None)
    days_in_office: int = fields.plain("Days in office in the year.")
    is_own: bool = fields.plain("Whether it is you; nobody judges themselves.")


@shape
class PassedOver(Shape):
    """A commissioner with a better place who is not nominated, and the reason."""

    appointment_id: UUID = fields.plain("The appointment.")
    reason: str = fields.words(
        "Why; the street office reads it.", longest=REASON_LONGEST, example="本人书面放弃评选。"
    )


@shape
class HonouredApart(Shape):
    """Staff in the interim (过渡) who are honoured apart: without a place, with a reason."""

    appointment_id: UUID = fields.plain("The appointment.")
    reason: str = fields.words(
        "Why; the street office reads it.", longest=REASON_LONGEST, example="空岗期间坚持接待。"
    )


@shape
class ApartNominee(Answer):
    """Somebody who is honoured apart, as those at work read it."""

    appointment_id: UUID = fields.plain("The appointment.")
    post: str | None = fields.plain("Title of the post; null: not known.", default=None)
    reason: str | None = fields.plain("Why; null: not for you.", default=None)


@shape
class BallotCount(Answer):
    """How many slips there are, and how many were used by which way."""

    issued: int = fields.plain("Slips that were issued.")
    web: int = fields.plain("Used on the web.")
    paper: int = fields.plain("Taken in with a paper sheet.")
    sheets: int = fields.plain("Paper sheets in the boxes on which two counts agree.")
    spoilt: int = fields.plain("Of these, sheets that do not count.")
    boxes: list[int] = fields.plain("The boxes on which two counts agree.")
    recounts: list[int] = fields.plain("Boxes to be counted again, as two counts differ.")
    waiting: list[int] = fields.plain("Boxes that a second person still has to count.")
    batches: int = fields.plain("How many batches of slips were issued.")


@shape
class SelectionView(Answer):
    """A selection, as far as its reader may see it now."""

    id: UUID = fields.plain("The selection.")
    community: str = fields.place("The community.")
    year: int = fields.plain("The year.")
    title: str = fields.plain("What the honour is called.")
    state: SelectionState = fields.choice("Where it stands.")
    possible: list[str] = fields.possible()
    criteria: list[WeightedCriterion] = fields.plain("The criteria and their weights.")
    honours: int = fields.plain("How many are honoured at most.")
    least_days: int = fields.plain("Days in office in the year at least.")
    least_cases: int = fields.plain("A share of fewer cases has no data.")
    candidates: list[SelectionCandidate] = fields.plain(
        "The commissioners who may be chosen, empty in lists.", default=()
    )
    has_judged: bool = fields.plain("Whether you gave your points.", default=False)
    committee_sheets: int = fields.plain("Members of the committee who gave points.", default=0)
    peer_sheets: int = fields.plain("Commissioners who gave points.", default=0)
    abstentions: int = fields.plain("How often somebody abstained.", default=0)
    ballot: BallotCount | None = fields.plain("The ballot; null in lists.", default=None)
    places: list[Place] = fields.plain(
        "The places, line by line, once they are counted and you may see them.", default=()
    )
    nominees: list[UUID] = fields.plain("The appointments that are nominated.", default=())
    passed_over: list[PassedOver] = fields.plain(
        "Better places that are not nominated, with the reason, for those who prepare it.",
        default=(),
    )
    interim: list[SelectionCandidate] = fields.plain(
        "Staff in the interim, who have no place and may be honoured apart; empty in lists.",
        default=(),
    )
    apart: list[ApartNominee] = fields.plain("Those of them who are.", default=())
    notice_from: dt.date | None = fields.plain("First day of the notice.", default=None)
    notice_to: dt.date | None = fields.plain(
        "Last day on which people can object, to 24:00.", default=None
    )
    open_objections: int = fields.plain("Objections that wait for an answer.", default=0)
    returned_because: str | None = fields.plain(
        "Why the street office sent it back; null: it did not.", default=None
    )
    awarded_on: dt.date | None = fields.plain("When it was awarded.", default=None)
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class SelectionPage(Page):
    """A page of selections, the newest year first."""

    items: list[SelectionView] = fields.plain("The selections.")


@request("incentives", "draft_selection", SelectionView)
class DraftSelection(SelectionTerms, Request[SelectionView]):
    """Draft the selection of a community for a year; there is one."""

    community: str = fields.path(fields.area("The community."))
    year: int = year("The year.")


@request("incentives", "list_selections", SelectionPage)
class ListSelections(Listing, Request[SelectionPage]):
    """List the selections that you may see, the newest year first."""

    area: str | None = fields.area("Only this area.", default=None)
    state: list[SelectionState] | None = fields.several("Only in these states.", SelectionState)
    sort: str | None = fields.sorting("year", default=None)


@request("incentives", "show_selection", SelectionView)
class ShowSelection(Request[SelectionView]):
    """Show one selection."""

    selection_id: UUID = fields.path("The selection.")


@request("incentives", "edit_selection", SelectionView)
class EditSelection(SelectionTerms, Change, Request[SelectionView]):
    """Change the terms of a draft."""

    selection_id: UUID = fields.path("The selection.")


@request("incentives", "open_selection", SelectionView)
class OpenSelection(Change, Request[SelectionView]):
    """Open the selection: committee, peers and residents give their opinion from now on."""

    selection_id: UUID = fields.path("The selection.")


@shape
class Points(Shape):
    """Your points for one commissioner."""

    appointment_id: UUID = fields.plain("The appointment.")
    points: int = fields.number("0 to 100.", least=0, most=100, example=85)


@shape
class SelectionAbstention(Shape):
    """A commissioner whom you do not judge, and the reason (回避)."""

    appointment_id: UUID = fields.plain("The appointment.")
    reason: str = fields.words(
        "Why: kinship, a dispute, work for the same employer.",
        longest=REASON_LONGEST,
        example="与本人有亲属关系。",
    )


@request("incentives", "judge_candidates", SelectionView)
class JudgeCandidates(Change, Request[SelectionView]):
    """Give your points for every candidate but yourself, or abstain; send again to change them.

    Nobody else sees them. After the count their mean counts, as the committee's or the peers'.
    """

    selection_id: UUID = fields.path("The selection.")
    points: list[Points] = fields.parts("One for each you judge.", most=CANDIDATES_MOST)
    abstains: list[SelectionAbstention] = fields.parts(
        "One for each from whom you abstain.", most=CANDIDATES_MOST, default=()
    )


@request("incentives", "count_selection", SelectionView)
class CountSelection(Change, Request[SelectionView]):
    """Count the selection: opinions and ballot are closed, and the places stand."""

    selection_id: UUID = fields.path("The selection.")


@shape
class TriedPlace(Place):
    """A place under other weights, beside the one that was counted."""

    place_counted: int | None = fields.plain(
        "The place under the selection's weights; null: there is no data at all.", default=None
    )


@shape
class TriedPlaces(Answer):
    """The candidates under other weights, the best first."""

    items: list[TriedPlace] = fields.plain("The places.")


@request("incentives", "try_selection", TriedPlaces)
class TrySelection(Request[TriedPlaces]):
    """Try other weights on a counted selection (试算): what would change. Nothing is kept."""

    selection_id: UUID = fields.path("The selection.")
    criteria: list[WeightedCriterion] = fields.parts(
        "The criteria, each once.", fewest=1, most=len(Criterion)
    )


@request("incentives", "nominate", SelectionView)
class Nominate(Change, Request[SelectionView]):
    """Nominate those to be honoured (提名); leaving the order takes a reason each time."""

    selection_id: UUID = fields.path("The selection.")
    nominees: list[UUID] = fields.parts("The appointments.", fewest=1, most=HONOURS_MOST)
    passed_over: list[PassedOver] = fields.parts(
        "The reason for each better place that is not nominated.",
        most=CANDIDATES_MOST,
        default=(),
    )
    apart: list[HonouredApart] = fields.parts(
        "Staff in the interim, who are honoured apart and beside the number of honours.",
        most=HONOURS_MOST,
        default=(),
    )


@request("incentives", "publish_nomination", SelectionView)
class PublishNomination(Change, Request[SelectionView]):
    """Put the nomination into public notice (公示) for the street's number of working days."""

    selection_id: UUID = fields.path("The selection.")


@request("incentives", "return_selection", SelectionView)
class ReturnSelection(Change, Request[SelectionView]):
    """Send the nomination back to the committee (退回), which nominates anew."""

    selection_id: UUID = fields.path("The selection.")
    reason: str = fields.words(
        "Why.", longest=REASON_LONGEST, example="异议经核实成立，请重新提名。"
    )


@request("incentives", "check_selection", SelectionView)
class CheckSelection(Change, Request[SelectionView]):
    """Check the nomination (审核) once the notice is over and every objection is answered."""

    selection_id: UUID = fields.path("The selection.")


@request("incentives", "award_selection", SelectionView)
class AwardSelection(Change, Request[SelectionView]):
    """Award the honours (表彰), as the street's party committee."""

    selection_id: UUID = fields.plain("The selection.")
    names: list[NamedAppointment] = fields.plain(
        "The names for the certificates, from recruitment; kept sealed."
    )


@shape
class PublicNominee(Answer):
    """A commissioner who is nominated or honoured, as anyone may see it."""

    appointment_id: UUID = fields.plain("The appointment.")
    post: str | None = fields.plain("Title of the post; null: not known.", default=None)
    category: PostCategory | None = fields.choice("Field of work; null: not known.", default=None)
    name: str | None = fields.plain(
        "The name; null: the person did not agree, or not any more.", default=None
    )
    place: int | None = fields.plain(
        "The place among the candidates; null: without data, or honoured apart.", default=None
    )
    is_apart: bool = fields.plain(
        "Whether they are staff in the interim, who are honoured apart.", default=False
    )


@shape
class PublicSelection(Answer):
    """A selection in notice, or afterwards, as anyone reads it."""

    community: str = fields.place("The community.")
    year: int = fields.plain("The year.")
    title: str = fields.plain("What the honour is called.")
    state: SelectionState = fields.choice("Where it stands.")
    criteria: list[WeightedCriterion] = fields.plain("The criteria and their weights.")
    nominees: list[PublicNominee] = fields.plain("Those who are nominated or honoured.")
    candidates: int = fields.plain("Among how many.")
    web: int = fields.plain("Residents who voted on the web.")
    paper: int = fields.plain("Residents who voted on paper.")
    notice_from: dt.date = fields.plain("First day of the notice.")
    notice_to: dt.date = fields.plain("Last day on which people can object, to 24:00.")
    takes_objections: bool = fields.plain("Whether people can object today.")
    awarded_on: dt.date | None = fields.plain("When it was awarded.", default=None)
    objections_to: dt.date | None = fields.plain(
        "Last day of objections after the award.", default=None
    )


@shape
class PublicSelections(Answer):
    """The selections of a community that are public, the newest year first."""

    items: list[PublicSelection] = fields.plain("The selections.")


@request("incentives", "list_public_selections", PublicSelections)
class ListPublicSelections(Request[PublicSelections]):
    """List the selections of a community that are in public notice or over."""

    community: str = fields.path(fields.area("The community."))
    names: list[NamedAppointment] = fields.plain("Names by the consent of today.", default=())


@event("incentives", subject="selection_id")
class SelectionOpened(Event):
    """A year's selection is open."""

    selection_id: UUID = fields.plain("The selection.")
    community: str = fields.area("The community.")
    year: int = fields.plain("The year.")
    title: str = fields.text("What the honour is called.", longest=TITLE_LONGEST)
    honours: int = fields.plain("How many are honoured at most.")
    candidates: int = fields.plain("How many may be chosen.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
