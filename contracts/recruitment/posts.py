"""Posts (岗位) of commissioners: what a community needs done, and how many it may open."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import WORDS_SOUGHT_LONGEST, Listing, Page
from contracts.recruitment.back_entries import BackEntered
from contracts.recruitment.words import PostCategory, PostState
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

TITLE_LONGEST = 40
DUTIES_LONGEST = 2000
PROMISES_MOST, PROMISE_LONGEST = 20, 200
REASON_LONGEST = 500
#: The most posts that one template holds; no cap is higher.
TEMPLATE_POSTS_MOST = 50


@shape
class PostWords(Shape):
    """What a post is for, in any community."""

    category: PostCategory = fields.choice("Field of work (岗位类别).")
    title: str = fields.line("Name of the post.", longest=TITLE_LONGEST, example="消防安全社区专员")
    duties: str = fields.words(
        "What its holder does.",
        longest=DUTIES_LONGEST,
        example="巡查楼道消防设施，督促整改隐患，收集居民意见。",
    )
    promises: list[str] = fields.texts(
        "Promises of service (服务承诺), which others can check; may be empty.",
        most=PROMISES_MOST,
        longest=PROMISE_LONGEST,
        example="每月巡查一次楼道消防设施。",
    )


@shape
class PostBody(PostWords):
    """A post as a clerk writes it; it names the need behind it (R7)."""

    need_survey: UUID | None = fields.plain(
        "The survey of this community that shows the need.", default=None
    )
    need_question: str | None = fields.text(
        "Key of the question in it, as `needs`.", longest=24, default=None
    )
    need_option: str | None = fields.text(
        "Key of the answer in it, as `fire`.", longest=24, default=None
    )
    need_reason: str | None = fields.words(
        "The reason for the post, where no survey shows the need.",
        longest=REASON_LONGEST,
        default=None,
        example="需求问卷中三成居民反映消防设施过期。",
    )


@shape
class PostStepBody(Shape):
    """A step that may have happened on an earlier day."""

    happened_at: dt.datetime | None = fields.moment(
        "When; now, if left out. Not in the future and not before the last step; earlier than "
        "the street's `back_entry_days` only with its consent to back entries.",
        default=None,
    )


@shape
class NewPost(PostBody, PostStepBody):
    """A post to be opened in a community."""

    community: str = fields.area("The community.")


@shape
class PostStep(BackEntered):
    """One line of a post's history."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done, as `opened`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account that did it.", default=None)
    role: str = fields.plain("The role in which it was done.")
    note: str | None = fields.plain("Why.", default=None)


@shape
class PostView(Answer):
    """One post as its community sees it."""

    id: UUID = fields.plain("The post.")
    community: str = fields.place("The community.")
    number: str = fields.plain("Number by community and year.", example="〔2013〕3")
    category: PostCategory = fields.choice("Field of work.")
    category_zh: str = fields.plain("The same in Chinese.")
    category_en: str = fields.plain("The same in English.")
    title: str = fields.plain("Name of the post.")
    duties: str = fields.plain("What its holder does.")
    promises: list[str] = fields.plain("Promises of service.")
    need_survey: UUID | None = fields.plain("The survey that shows the need.", default=None)
    need_question: str | None = fields.plain("The question in it.", default=None)
    need_option: str | None = fields.plain("The answer in it.", default=None)
    need_reason: str | None = fields.plain("The reason for the post.", default=None)
    state: PostState = fields.choice("Where it stands.")
    created_at: dt.datetime = fields.moment("When it was written down.")
    advertised_at: dt.datetime | None = fields.moment(
        "When it was advertised; null: it is not.", default=None
    )
    filled_on: dt.date | None = fields.plain(
        "First day of its holder, also of an interim one; null: it is vacant.", default=None
    )
    version: int = fields.plain("Counts the changes, from 1.")
    possible: list[str] = fields.possible()
    history: list[PostStep] | None = fields.plain(
        "What happened to it, oldest first; in the view of one post.", default=None
    )


@shape
class PostPage(Page):
    """A page of posts, newest first unless sorted otherwise."""

    items: list[PostView] = fields.plain("The posts.")


@shape
class PublicPost(BackEntered):
    """An advertised post as the public sees it; personal numbers in its words are hidden."""

    id: UUID = fields.plain("The post.")
    community: str = fields.place("The community.")
    number: str = fields.plain("Number by community and year.", example="〔2013〕3")
    category: PostCategory = fields.choice("Field of work.")
    category_zh: str = fields.plain("The same in Chinese.")
    category_en: str = fields.plain("The same in English.")
    title: str = fields.plain("Name of the post.")
    duties: str = fields.plain("What its holder does.")
    promises: list[str] = fields.plain("Promises of service.")
    advertised_at: dt.datetime = fields.moment("When it was advertised.")
    is_interim_filled: bool = fields.plain(
        "Whether staff of the workstation look after it until a resident is found."
    )


@shape
class PublicPostPage(Page):
    """A page of advertised posts, newest first unless sorted otherwise."""

    items: list[PublicPost] = fields.plain("The posts.")


@shape
class TemplateView(Answer):
    """A template of posts: one named post, or those of a whole community."""

    id: str = fields.plain("Its code if it is built in, otherwise its id.", example="fire_safety")
    name_zh: str = fields.plain("Name in Chinese.")
    name_en: str | None = fields.plain("Name in English.", default=None)
    is_from_source: bool = fields.plain(
        "Whether Nanshan Street's own practice names these posts (R9); the duties and promises "
        "are our proposal."
    )
    is_community: bool = fields.plain("Whether it stands for a whole community.")
    street: str | None = fields.place("The street that owns it; null: built in.", default=None)
    posts: list[PostWords] = fields.plain("The posts.")
    version: int = fields.plain("Counts the changes, from 1; 0: built in.")


@shape
class TemplateList(Page):
    """A page of the templates that the actor may use."""

    items: list[TemplateView] = fields.plain("The templates, built-in ones first.")


@shape
class TemplateReport(Answer):
    """The posts that a template made, or would make."""

    check: bool = fields.plain("Whether this was only a check.")
    posts: list[PostView] = fields.plain("All the posts; after a check they are not stored.")


@shape
class LeftOut(Answer):
    """A need that got no post."""

    category: PostCategory = fields.choice("Field of work.")
    code: str = fields.plain("Why: post_exists, no_template or no_place.")
    zh: str = fields.plain("The same in Chinese.")
    en: str = fields.plain("The same in English.")


@shape
class ProposalReport(Answer):
    """Posts that a survey suggests, as drafts with the need filled in."""

    check: bool = fields.plain("Whether this was only a check.")
    posts: list[PostView] = fields.plain("The drafts, the strongest need first.")
    left_out: list[LeftOut] = fields.plain("Needs that got no post, and why.")


@request("recruitment", "create_post", PostView)
class CreatePost(NewPost, Request[PostView]):
    """Write down a post as a draft; it takes a place under the cap."""


@request("recruitment", "edit_post", PostView)
class EditPost(PostBody, Change, Request[PostView]):
    """Rewrite a post that is not advertised yet."""

    post_id: UUID = fields.path("The post.")


@shape
class OnePost(Change):
    """A change of one post."""

    post_id: UUID = fields.path("The post.")


@request("recruitment", "open_post", PostView)
class OpenPost(PostStepBody, OnePost, Request[PostView]):
    """Open a post that the community has decided on."""


@request("recruitment", "advertise_post", PostView)
class AdvertisePost(PostStepBody, OnePost, Request[PostView]):
    """Advertise a post to the public."""


@request("recruitment", "withdraw_post", PostView)
class WithdrawPost(PostStepBody, OnePost, Request[PostView]):
    """Stop advertising a post."""


@request("recruitment", "close_post", PostView)
class ClosePost(PostStepBody, OnePost, Request[PostView]):
    """Close a post that is no longer needed; this frees its place under the cap."""

    reason: str = fields.words(
        "Why it is no longer needed.", longest=REASON_LONGEST, example="与另一岗位合并。"
    )


@request("recruitment", "show_post", PostView)
class ShowPost(Request[PostView]):
    """Show one post with its history."""

    post_id: UUID = fields.path("The post.")


@request("recruitment", "list_posts", PostPage)
class ListPosts(Listing, Request[PostPage]):
    """List the posts that the caller may see, newest first."""

    area: str | None = fields.area("Only this area.", default=None)
    category: list[PostCategory] | None = fields.several("Only of these fields.", PostCategory)
    state: list[PostState] | None = fields.several("Only in these states.", PostState)
    need_survey: UUID | None = fields.plain("Only what this survey showed.", default=None)
    created_from: dt.date | None = fields.plain("Written down on this day or later.", default=None)
    created_to: dt.date | None = fields.plain("Written down on this day or earlier.", default=None)
    words: str | None = fields.text(
        "Only those with all of these words, with blanks between them, in title or duties.",
        longest=WORDS_SOUGHT_LONGEST,
        default=None,
    )
    sort: str | None = fields.sorting("created_at", "community", "filled_on")


@request("recruitment", "public_posts", PublicPostPage)
class PublicPosts(Listing, Request[PublicPostPage]):
    """List the posts that are advertised, newest first."""

    area: str | None = fields.area("Only this area.", default=None)
    category: list[PostCategory] | None = fields.several("Only of these fields.", PostCategory)
    sort: str | None = fields.sorting("advertised_at", "community")


@request("recruitment", "list_post_templates", TemplateList)
class ListPostTemplates(Listing, Request[TemplateList]):
    """List the templates: Nanshan Street's named posts and communities, and the street's own."""


@request("recruitment", "save_post_template", TemplateView)
class SavePostTemplate(Change, Request[TemplateView]):
    """Keep the posts of a community as a template of its street."""

    community: str = fields.area("The community whose open posts are kept.")
    name: str = fields.line(
        "Name of the template; to replace one of the same name, send its version as If-Match.",
        longest=40,
        example="荔林社区岗位设置",
    )


@request("recruitment", "apply_post_template", TemplateReport)
class ApplyPostTemplate(PostStepBody, Request[TemplateReport]):
    """Give a community the posts of a template: all or none. With check=true it only checks."""

    template: str = fields.path(fields.text("Its code or id.", longest=40))
    community: str = fields.area("The community that gets the posts, as drafts.")
    need_reason: str = fields.words(
        "The reason for these posts here (R7).",
        longest=REASON_LONGEST,
        example="新建社区参照荔林社区设岗，待问卷后调整。",
    )
    check: bool = fields.plain("Only check: nothing is stored.", default=False)


@request("recruitment", "propose_posts", ProposalReport)
class ProposePosts(PostStepBody, Request[ProposalReport]):
    """Make drafts of posts from a survey's ranking of needs. With check=true it only checks."""

    survey_id: UUID = fields.path("The survey.")
    most: int = fields.number(
        "The most posts to make.", least=1, most=TEMPLATE_POSTS_MOST, example=5
    )
    least_percent: int = fields.number(
        "Only needs with at least this share of the sheets, in percent.",
        least=0,
        most=100,
        default=0,
    )
    check: bool = fields.plain("Only check: nothing is stored.", default=False)


@shape
class PostFact(Event):
    """The facts in every event of a post."""

    post_id: UUID = fields.plain("The post.")
    community: str = fields.area("The community.")
    number: str = fields.plain("Number by community and year.")
    category: PostCategory = fields.choice("Field of work.")
    title: str = fields.plain("Name of the post.")
    state: PostState = fields.choice("Where it stands now.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="post_id")
class PostOpened(PostFact):
    """A community has decided on a post."""


@event("recruitment", subject="post_id")
class PostAdvertised(PostFact):
    """A post is advertised to the public."""


@event("recruitment", subject="post_id")
class PostWithdrawn(PostFact):
    """A post is advertised no longer."""


@event("recruitment", subject="post_id")
class PostFilled(PostFact):
    """The post has a holder."""

    filled_on: dt.date = fields.plain("First day.")
    interim: bool = fields.plain("Whether the holder is staff in the interim.")


@event("recruitment", subject="post_id")
class PostVacated(PostFact):
    """The post no longer has a holder."""

    vacated_on: dt.date = fields.plain("First day without a holder.")


@event("recruitment", subject="post_id")
class PostClosed(PostFact):
    """A post is no longer needed."""
