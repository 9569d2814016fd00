"""Applications (报名) for posts of a campaign (R1, R2, R12).

An application asks for what the work needs: ability, experience, time, supporters, motivation. It
has no other fields about the person, and unknown fields are refused (R2).
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.recruitment.back_entries import BackEntered
from contracts.recruitment.words import (
    ApplicationSource,
    ApplicationState,
    AskedInWay,
    ReceivedHow,
    Recommender,
)
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

NAME_LONGEST, ADDRESS_LONGEST, WORDS_LONGEST, REASON_LONGEST = 60, 200, 2000, 500
ASKED_MOST = 100_000
RESERVE_MONTHS_MOST = 36
CODE_LONGEST = NUMBER_LONGEST = 40


@shape
class Applicant(Shape):
    """An applicant: name and phone."""

    name: str = fields.name("Name.", longest=NAME_LONGEST, example="陈秀英")
    phone: str = fields.phone(
        "Phone; one person applies once for a post of a campaign.",
        example="13800138000",
    )


@shape
class Words(Shape):
    """What a person says about the work and their ability to do it."""

    address: str = fields.line(
        "The person's address or building in the community.",
        longest=ADDRESS_LONGEST,
        example="荔林花园 3 栋",
    )
    ability: str = fields.words(
        "What the person can do for the post (履职能力).",
        longest=WORDS_LONGEST,
        example="会用灭火器，做过物业巡查。",
    )
    experience: str | None = fields.words(
        "What the person has done for others so far.", longest=WORDS_LONGEST, default=None
    )
    time_available: str = fields.text(
        "When the person has time.", longest=REASON_LONGEST, example="每周二、四晚上和周末。"
    )
    motivation: str = fields.words(
        "Why the person wants to (热心公益).",
        longest=WORDS_LONGEST,
        example="想让楼里的老人住得安心。",
    )
    supporter_groups: str | None = fields.text(
        "Groups that support the person, by name.", longest=REASON_LONGEST, default=None
    )
    supporter_residents: int = fields.number(
        "How many residents support the person.", least=0, most=100_000, default=0
    )


@shape
class Declarations(Shape):
    """What the person declares and agrees to."""

    is_voluntary: bool = fields.plain(
        "Applies of free will, and knows that the work is unpaid; must be true.", example=True
    )
    lives_in_community: bool = fields.plain(
        "Lives in the community; must be true (R1).", example=True
    )
    consents_to_notice: bool = fields.plain(
        "Agrees that the name appears in the public notice of candidates.", default=False
    )
    reserve_months: int = fields.number(
        "How long the person agrees to stay on the reserve list (后备人才) if not selected, in "
        "months after the decision; 0: not at all.",
        least=0,
        most=RESERVE_MONTHS_MOST,
        default=0,
    )


@shape
class ApplicationBody(Applicant, Words, Declarations):
    """An application."""

    post_id: UUID = fields.plain("The post of the campaign.")


@shape
class RecordedApplication(ApplicationBody):
    """An application that a clerk writes down."""

    how: ReceivedHow = fields.choice("How it was submitted.")
    received_at: dt.datetime | None = fields.moment(
        "When it was submitted, if it is written down later; now, if left out.", default=None
    )
    account: UUID | None = fields.plain("The person's account, where there is one.", default=None)


@shape
class EditedApplication(Words, Declarations):
    """A rewritten application, until the deadline; name, phone and post stay."""


@shape
class NoticeWish(Shape):
    """Whether the public notice may name the person (公示姓名); they may change it at any time."""

    consents_to_notice: bool = fields.plain(
        "Whether the name may appear in the public notice; false counts at once.", example=False
    )


@shape
class ApplicationReceipt(Answer):
    """The receipt for the sender."""

    id: UUID = fields.plain("The application.")
    number: str = fields.plain("Receipt number, by community and year.", example="〔2013〕12")
    code: str | None = fields.plain(
        "The code with which the person follows and changes the application; null if you "
        "recommend somebody else: the code is theirs alone.",
        default=None,
    )
    status_url: str | None = fields.plain("Where to follow it.", default=None)


@shape
class Opinion(Shape):
    """What residents think of an applicant (居民意见): how many were asked, and what they said.

    The number asked includes residents who gave no opinion.
    """

    way: AskedInWay = fields.choice("How they were asked.", example="meeting")
    asked: int = fields.number("How many residents.", least=1, most=ASKED_MOST, example=36)
    in_favour: int = fields.number("How many agreed.", least=0, most=ASKED_MOST, example=31)
    against: int = fields.number("How many objected.", least=0, most=ASKED_MOST, example=2)


@shape
class ApplicationStep(BackEntered):
    """One line of an application's history."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done, as `stage_passed`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account; null: the person, or the clock.", default=None)
    role: str = fields.plain("In which role.")
    stage: str | None = fields.plain("The stage of the screening.", default=None)
    opinion: Opinion | None = fields.plain(
        "The residents' opinion, in a stage that asks for it.", default=None
    )
    note: str | None = fields.plain("The reason.", default=None)


@shape
class ApplicationSummary(Answer):
    """One application in a list: the person is masked."""

    id: UUID = fields.plain("The application.")
    number: str = fields.plain("Number by community and year.")
    campaign_id: UUID = fields.plain("The campaign.")
    campaign: str = fields.plain("Its title.")
    post_id: UUID = fields.plain("The post.")
    post: str = fields.plain("Its name.")
    community: str = fields.place("The community.")
    name: str | None = fields.plain("Masked; null: erased.", default=None)
    phone: str | None = fields.plain("Masked; null: erased.", default=None)
    source: ApplicationSource = fields.choice("How it came.")
    state: ApplicationState = fields.choice("Where it stands.")
    possible: list[str] = fields.possible()
    stages_passed: int = fields.plain("Number of screening stages passed.")
    received_at: dt.datetime = fields.moment("When it was submitted.")
    decided_at: dt.datetime | None = fields.moment("When it was decided.", default=None)
    reserve_until: dt.date | None = fields.plain(
        "Last day on the reserve list; null: not on it.", default=None
    )
    erased_at: dt.datetime | None = fields.moment("When it was erased.", default=None)
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class ApplicationView(ApplicationSummary):
    """One application, the person masked; screeners ask for a disclosure to see more."""

    address: str | None = fields.plain(
        "Where the person lives; masked like name and phone.", default=None
    )
    code: str | None = fields.plain(
        "The person's code, for the workstation alone and only while the application is "
        "`recommended`, to bring it to the person.",
        default=None,
    )
    account: str | None = fields.plain("The person's account.", default=None)
    ability: str | None = fields.plain("What the person can do.", default=None)
    experience: str | None = fields.plain("What the person has done.", default=None)
    time_available: str | None = fields.plain("When the person has time.", default=None)
    motivation: str | None = fields.plain("Why the person wants to.", default=None)
    supporter_groups: str | None = fields.plain(
        "Supporting groups; masked for callers who only oversee.", default=None
    )
    supporter_residents: int = fields.plain("Supporting residents.")
    recommender: Recommender | None = fields.choice("The recommender.", default=None)
    recommended_by: str | None = fields.plain(
        "The people who recommended; residents are masked except for the workstation.", default=None
    )
    recommendation: str | None = fields.plain("Why.", default=None)
    consent_how: str | None = fields.plain(
        "How the recommended person agreed: `code`, or as a clerk wrote down.", default=None
    )
    consents_to_notice: bool = fields.plain("Whether the name may appear in the public notice.")
    reserve_months: int = fields.plain("How long the person agrees to the reserve list.")
    history: list[ApplicationStep] = fields.plain("What happened to it, oldest first.")


@shape
class OwnApplication(Answer):
    """An application for the holder of its code; name and phone are masked here."""

    number: str = fields.plain("Receipt number.")
    campaign_id: UUID = fields.plain("The campaign.")
    campaign: str = fields.plain("Its title.")
    post_id: UUID = fields.plain("The post.")
    post: str = fields.plain("Its name.")
    community: str = fields.place("The community.")
    name: str | None = fields.plain("Masked.", default=None)
    phone: str | None = fields.plain("Masked.", default=None)
    state: ApplicationState = fields.choice("Where it stands.")
    possible: list[str] = fields.possible()
    received_at: dt.datetime = fields.moment("When it was submitted.")
    address: str | None = fields.plain("Masked.", default=None)
    ability: str | None = fields.plain("Own words.", default=None)
    experience: str | None = fields.plain("Own words.", default=None)
    time_available: str | None = fields.plain("Own words.", default=None)
    motivation: str | None = fields.plain("Own words.", default=None)
    supporter_groups: str | None = fields.plain("Supporting groups.", default=None)
    supporter_residents: int = fields.plain("Supporting residents.")
    recommended_by: str | None = fields.plain("The recommender.", default=None)
    consents_to_notice: bool = fields.plain("Whether the name may appear in the public notice.")
    reserve_months: int = fields.plain("How long the person agrees to the reserve list.")
    reserve_until: dt.date | None = fields.plain("Last day on the reserve list.", default=None)
    may_edit: bool = fields.plain("Whether it can be changed now.")
    may_withdraw: bool = fields.plain("Whether it can be withdrawn now.")
    may_consent: bool = fields.plain("Whether the person is asked to agree.")
    erased_at: dt.datetime | None = fields.moment("When it was erased.", default=None)
    steps: list[ApplicationStep] = fields.plain("What was decided, and why; oldest first.")
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class ApplicationFilter(Listing):
    """Filters of a list of applications; each narrows the caller's own scope."""

    area: str | None = fields.area("Only this area.", default=None)
    campaign_id: UUID | None = fields.plain("Only of this campaign.", default=None)
    post_id: UUID | None = fields.plain("Only for this post.", default=None)
    number: str | None = fields.text(
        "Only with this receipt number; each community has its own.",
        longest=NUMBER_LONGEST,
        example="〔2012〕17",
        default=None,
    )
    state: list[ApplicationState] | None = fields.several("Only in these states.", ApplicationState)
    source: list[ApplicationSource] | None = fields.several("Only from these.", ApplicationSource)
    received_from: dt.date | None = fields.plain("Submitted on this day or later.", default=None)
    received_to: dt.date | None = fields.plain("Submitted on this day or earlier.", default=None)
    sort: str | None = fields.sorting("received_at", "decided_at")


@shape
class ApplicationPage(Page):
    """A page of applications, newest first unless sorted otherwise."""

    items: list[ApplicationSummary] = fields.plain("The applications.")


@shape
class OneApplication(Change):
    """A change of one application."""

    application_id: UUID = fields.path("The application.")


@shape
class ByCode(Change):
    """A change of your own application."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))


@request("recruitment", "submit_application", ApplicationReceipt)
class SubmitApplication(ApplicationBody, Request[ApplicationReceipt]):
    """Apply for a post."""

    campaign_id: UUID = fields.plain("The campaign.")
    code: str = fields.text("The code that the gateway made for it.", longest=CODE_LONGEST)


@request("recruitment", "record_application", ApplicationReceipt)
class RecordApplication(RecordedApplication, Request[ApplicationReceipt]):
    """Write down an application for a person."""

    campaign_id: UUID = fields.plain("The campaign.")
    code: str = fields.text("The code that the gateway made for it.", longest=CODE_LONGEST)


@request("recruitment", "show_own_application", OwnApplication)
class ShowOwnApplication(Request[OwnApplication]):
    """Show your own application: where it stands, what was decided, and why."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))


@request("recruitment", "edit_own_application", OwnApplication)
class EditOwnApplication(EditedApplication, ByCode, Request[OwnApplication]):
    """Rewrite your own application, until the deadline."""


@request("recruitment", "withdraw_own_application", OwnApplication)
class WithdrawOwnApplication(ByCode, Request[OwnApplication]):
    """Withdraw your application; you need no reason."""


@request("recruitment", "set_own_reserve", OwnApplication)
class SetOwnReserve(ByCode, Request[OwnApplication]):
    """Say how long you stay on the reserve list, or leave it."""

    reserve_months: int = fields.number(
        "Months after the decision; 0: not at all, at once.",
        least=0,
        most=RESERVE_MONTHS_MOST,
        example=12,
    )


@request("recruitment", "set_own_notice_consent", OwnApplication)
class SetOwnNoticeConsent(NoticeWish, ByCode, Request[OwnApplication]):
    """Agree to be named in the public notice, or withdraw that consent (撤回公示姓名的同意) at once."""


@request("recruitment", "record_notice_consent", ApplicationView)
class RecordNoticeConsent(NoticeWish, OneApplication, Request[ApplicationView]):
    """Write down whether the person agrees to be named in the public notice."""

    how: ReceivedHow = fields.choice("How the person said so.")


@request("recruitment", "show_application", ApplicationView)
class ShowApplication(Request[ApplicationView]):
    """Show one application, the person masked; see disclosures for the full details."""

    application_id: UUID = fields.path("The application.")


@request("recruitment", "list_applications", ApplicationPage)
class ListApplications(ApplicationFilter, Request[ApplicationPage]):
    """List the applications that the caller may see, the people masked."""


@request("recruitment", "edit_application", ApplicationView)
class EditApplication(EditedApplication, OneApplication, Request[ApplicationView]):
    """Rewrite an application for the person, until the deadline."""


@request("recruitment", "withdraw_application", ApplicationView)
class WithdrawApplication(OneApplication, Request[ApplicationView]):
    """Write down that the person withdraws the application."""

    how: ReceivedHow = fields.choice("How the person said so.")
    happened_at: dt.datetime | None = fields.moment("When; now, if left out.", default=None)


@shape
class ApplicationFact(Event):
    """The facts in every event of an application; it names no person."""

    application_id: UUID = fields.plain("The application.")
    campaign_id: UUID = fields.plain("The campaign.")
    post_id: UUID = fields.plain("The post.")
    community: str = fields.area("The community.")
    source: ApplicationSource = fields.choice("How it came.")
    state: ApplicationState = fields.choice("Where it stands now.")
    happened_at: dt.datetime = fields.moment("When it came there.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="application_id")
class ApplicationReceived(ApplicationFact):
    """A person applies; a recommended person, as soon as they agree."""


@event("recruitment", subject="application_id")
class ApplicationWithdrawn(ApplicationFact):
    """A person withdrew the application."""


@event("recruitment", subject="application_id")
class ApplicationDecided(ApplicationFact):
    """A person was selected, or was not."""


@event("recruitment", subject="application_id")
class NoticeConsentChanged(ApplicationFact):
    """An applicant agrees to be named in the public notice from now on, or no longer does."""

    consents_to_notice: bool = fields.plain("Whether they agree now.")
