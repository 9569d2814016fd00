from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.recruitment.posts import (
    AdvertisePost,
    ApplyPostTemplate,
    ClosePost,
    EditPost,
    ListPostTemplates,
    OpenPost,
    PostFilled,
    PostView,
    PublicPosts,
    SavePostTemplate,
    TemplateReport,
    TemplateView,
    WithdrawPost,
)
from contracts.recruitment.words import PostCategory, PostState
from groundwork import areas
from runtime.database import Database
from services.recruitment.posts import operations, queries
from services.recruitment.posts.model import Post
from tests.builders import (
    DENGLIANG,
    LILIN,
    STAFF,
    STREET,
    YUELIANGWAN,
    an_actor,
    done,
    field_of,
    refused,
    shanghai,
)
from tests.outboxes import events
from tests.servers.fixtures import OpenDatabase
from tests.services.recruitment.conftest import NAMES, Arranged, an_area
from tests.services.recruitment.posts.builders import (
    OFFICER,
    a_post,
    an_advertised_post,
    an_open_post,
    an_override,
    the_cap,
    the_post,
    today,
)
from vocabulary.actors import RESIDENT, Role
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed, WrongState

ADMINISTRATOR = an_actor(Role.ADMINISTRATOR, STREET)
COMMITTEE = an_actor(Role.PARTY_COMMITTEE)
_NEIGHBOUR = an_actor(Role.WORKSTATION_STAFF, DENGLIANG)


def _told(database: Database, post: PostView) -> list[str]:
    return [type(event).__name__ for event in events(database, post.id)]


def test_a_post_goes_from_draft_to_advertised_and_is_told(arranged: Arranged) -> None:
    recruitment, post = arranged(an_advertised_post)

    assert (post.state, post.version) == (PostState.ADVERTISED, 3)
    assert _told(recruitment, post) == ["PostOpened", "PostAdvertised"]
    assert [step.what for step in post.history or []] == ["created", "opened", "advertised"]
    assert [step.role for step in post.history or []] == ["workstation_staff"] * 3
    assert (post.category_zh, post.number) == ("宠物管理", f"〔{today().year}〕1")


def test_an_eleventh_post_is_refused_with_the_way_out(recruitment: Database) -> None:
    """R8."""
    for _ in range(10):
        a_post(recruitment)

    problem = refused(a_post, recruitment)

    assert isinstance(problem, WrongState)
    assert "上限为 10 个" in problem.zh
    assert "override" in problem.en
    assert the_cap(recruitment).taken == 10
    assert a_post(recruitment, ADMINISTRATOR, community=DENGLIANG).state == PostState.DRAFT


def test_a_closed_post_gives_its_place_back(recruitment: Database) -> None:
    posts = [a_post(recruitment) for _ in range(10)]

    closed = done(
        recruitment, operations.close, STAFF, ClosePost(post_id=posts[3].id, reason="合并")
    )

    assert (closed.state, closed.possible) == (PostState.CLOSED, [])
    assert (closed.history or [])[-1].note == "合并"
    assert the_cap(recruitment).free == 1
    assert a_post(recruitment).number.endswith("11")


@pytest.mark.one_database
@pytest.mark.parametrize("actor", [OFFICER, an_actor(Role.COMMISSIONER), _NEIGHBOUR, RESIDENT])
def test_who_does_not_keep_posts_writes_none(recruitment: Database, actor: Any) -> None:
    assert isinstance(refused(a_post, recruitment, actor), Forbidden)


@pytest.mark.one_database
def test_another_community_does_not_see_a_post(recruitment: Database) -> None:
    post = an_open_post(recruitment)
    request = AdvertisePost(post_id=post.id)

    assert isinstance(
        refused(done, recruitment, operations.advertise, _NEIGHBOUR, request), NotFound
    )
    seen_only = refused(
        done, recruitment, operations.advertise, an_actor(Role.COMMISSIONER), request
    )
    assert isinstance(seen_only, Forbidden)


@pytest.mark.one_database
def test_what_can_be_read_is_not_edited(arranged: Arranged) -> None:
    recruitment, post = arranged(an_advertised_post)
    request = EditPost(
        post_id=post.id,
        category=PostCategory.OTHER,
        title="新名",
        duties="别的",
        promises=[],
        need_reason="调整",
    )

    assert isinstance(refused(done, recruitment, operations.edit, STAFF, request), WrongState)
    done(recruitment, operations.withdraw, STAFF, WithdrawPost(post_id=post.id))
    edited = done(recruitment, operations.edit, STAFF, request)

    assert (edited.title, edited.state, edited.advertised_at) == ("新名", PostState.OPEN, None)


def test_a_change_of_what_was_not_read_is_refused(recruitment: Database) -> None:
    post = an_open_post(recruitment)
    request = AdvertisePost(post_id=post.id, expected_version=1)

    problem = refused(done, recruitment, operations.advertise, STAFF, request)

    assert isinstance(problem, PreconditionFailed)
    assert the_post(recruitment, post.id).version == 2


@pytest.mark.one_database
def test_a_post_without_a_need_is_refused(recruitment: Database) -> None:
    """R7."""
    assert field_of(refused(a_post, recruitment, need_reason=None)) == (
        "need_reason",
        "need_missing",
    )


def test_paper_of_an_earlier_year_is_written_down_late(recruitment: Database) -> None:
    """The programme began in 2012, and its posts are numbered by that year."""
    post = a_post(recruitment, happened_at=shanghai(2012, 3, 1))
    opened, shown = shanghai(2012, 3, 8), shanghai(2012, 4, 1)
    done(recruitment, operations.open_, STAFF, OpenPost(post_id=post.id, happened_at=opened))
    request = AdvertisePost(post_id=post.id, happened_at=shown)

    advertised = done(recruitment, operations.advertise, STAFF, request)

    assert (advertised.number, advertised.advertised_at) == ("〔2012〕1", shown)
    assert [step.happened_at for step in advertised.history or []][1:] == [opened, shown]
    early = WithdrawPost(post_id=post.id, happened_at=opened)
    refusal = refused(done, recruitment, operations.withdraw, STAFF, early)
    assert field_of(refusal) == ("happened_at", "before_previous_step")
    future = refused(a_post, recruitment, happened_at=shanghai(2090, 1, 1))
    assert field_of(future) == ("happened_at", "in_the_future")


def test_two_posts_of_a_community_have_two_names(recruitment: Database) -> None:
    post = a_post(recruitment)

    assert post.title in refused(a_post, recruitment, title=post.title).zh
    assert a_post(recruitment, ADMINISTRATOR, community=DENGLIANG, title=post.title)


def test_a_post_is_filled_and_vacated_by_appointments(arranged: Arranged) -> None:
    """R15, R17."""
    recruitment, post = arranged(an_advertised_post)
    first, second, end = (today() - dt.timedelta(days=days) for days in (60, 30, 1))

    done(recruitment, operations.fill, COMMITTEE, post.id, interim=True, on=first)
    assert (the_post(recruitment, post.id).state, post.id in _public(recruitment)) == (
        PostState.INTERIM_FILLED,
        True,
    )
    done(recruitment, operations.fill, COMMITTEE, post.id, interim=False, on=second)
    held = the_post(recruitment, post.id)
    assert (held.state, held.filled_on, post.id in _public(recruitment)) == (
        PostState.FILLED,
        second,
        False,
    )
    again = refused(done, recruitment, operations.fill, COMMITTEE, post.id, interim=False, on=end)
    assert isinstance(again, WrongState)
    done(recruitment, operations.vacate, RESIDENT, post.id, on=end)
    vacant = the_post(recruitment, post.id)

    assert (vacant.state, vacant.filled_on) == (PostState.OPEN, None)
    assert (vacant.history or [])[-1].role == "system"
    told = [event for event in events(recruitment, post.id) if isinstance(event, PostFilled)]
    assert [(event.interim, event.filled_on) for event in told] == [(True, first), (False, second)]
    assert _told(recruitment, post)[-1] == "PostVacated"


def _public(database: Database) -> list[Any]:
    with database.reading() as session:
        found = queries.public_page(session, PublicPosts.read({"area": LILIN}))
    return [post.id for post in found.items]


def test_a_post_is_not_renamed_to_another_ones_name(recruitment: Database) -> None:
    a_post(recruitment, title="甲")
    post = a_post(recruitment, title="乙")
    words: dict[str, Any] = {
        "category": PostCategory.OTHER,
        "duties": "别的",
        "promises": [],
        "need_reason": "调整",
    }

    renamed = EditPost(post_id=post.id, title="甲", **words)
    assert "甲" in refused(done, recruitment, operations.edit, STAFF, renamed).zh
    same = EditPost(post_id=post.id, title="乙", **words)
    assert done(recruitment, operations.edit, STAFF, same).duties == "别的"


def _apply(
    database: Database, template: str, community: str = DENGLIANG, **changed: Any
) -> TemplateReport:
    usual: dict[str, Any] = {"template": template, "community": community, "need_reason": "参照"}
    request = ApplyPostTemplate(**usual | changed)
    return done(database, operations.apply_template, ADMINISTRATOR, request)


def _save(
    database: Database, name: str = "荔林岗位", expected_version: int | None = None
) -> TemplateView:
    request = SavePostTemplate(community=LILIN, name=name, expected_version=expected_version)
    return done(database, operations.save_template, STAFF, request)


def test_a_community_is_set_up_from_another_one(recruitment: Database) -> None:
    """R65."""
    a_post(recruitment, title="甲")
    a_post(recruitment, title="乙")
    template = _save(recruitment)

    tried = _apply(recruitment, template.id, check=True)
    assert (the_cap(recruitment, DENGLIANG).taken, len(tried.posts)) == (0, 2)
    made = _apply(recruitment, template.id)

    assert [(post.title, post.number) for post in made.posts] == [
        (post.title, post.number) for post in tried.posts
    ]
    assert the_cap(recruitment, DENGLIANG).taken == 2
    assert the_post_of(recruitment, made).need_reason == "参照"
    assert "甲" in refused(_apply, recruitment, template.id).zh


def the_post_of(database: Database, made: TemplateReport) -> PostView:
    with database.reading() as session:
        return queries.show(session, ADMINISTRATOR, made.posts[0].id)


def test_a_template_is_applied_whole_or_not_at_all(recruitment: Database) -> None:
    for _ in range(8):
        a_post(recruitment, ADMINISTRATOR, community=YUELIANGWAN)

    assert isinstance(refused(_apply, recruitment, "yueliangwan", YUELIANGWAN), WrongState)
    assert isinstance(
        refused(_apply, recruitment, "yueliangwan", YUELIANGWAN, check=True), WrongState
    )
    assert the_cap(recruitment, YUELIANGWAN).taken == 8


def test_a_template_saved_again_is_replaced(recruitment: Database) -> None:
    a_post(recruitment)
    first = _save(recruitment)
    a_post(recruitment)

    assert isinstance(refused(_save, recruitment), WrongState)
    assert isinstance(refused(_save, recruitment, expected_version=2), PreconditionFailed)
    second = _save(recruitment, expected_version=1)

    assert (second.id, second.version, len(second.posts)) == (first.id, 2, 2)


def test_a_template_of_another_street_is_not_there(recruitment: Database) -> None:
    a_post(recruitment)
    template = _save(recruitment)
    stranger = an_actor(Role.WORKSTATION_STAFF, "440306001001")
    with recruitment.reading() as session:
        asked = ListPostTemplates()
        seen = queries.templates(session, stranger, asked)
        assert template.id not in {one.id for one in seen.items}
        near = queries.templates(session, _NEIGHBOUR, asked)
        assert template.id in {one.id for one in near.items}
        assert all(one.is_from_source for one in seen.items)
        assert isinstance(refused(queries.template_of, session, stranger, template.id), NotFound)
        assert isinstance(refused(queries.template_of, session, STAFF, "nonsense"), NotFound)


def test_templates_come_in_pages_the_built_in_ones_first(recruitment: Database) -> None:
    a_post(recruitment)
    template = _save(recruitment)
    with recruitment.reading() as session:
        whole = queries.templates(session, STAFF, ListPostTemplates(total=True))
        first = queries.templates(session, STAFF, ListPostTemplates(limit=len(whole.items) - 1))
        rest = queries.templates(session, STAFF, ListPostTemplates(cursor=first.next_cursor))

    assert whole.total == len(whole.items)
    assert all(one.street is None for one in first.items)
    assert [one.id for one in rest.items] == [template.id]


def test_the_database_itself_refuses_a_second_post_in_one_place(recruitment: Database) -> None:
    """R8: code without the lock meets the constraint."""
    a_post(recruitment)
    second = a_post(recruitment)
    moved = sa.update(Post).where(Post.id == second.id).values(slot=1)

    with recruitment.writing() as session, pytest.raises(sa.exc.IntegrityError):
        session.execute(moved)


def test_many_clerks_at_once_never_get_past_the_cap(migrated_database: OpenDatabase) -> None:
    """R8: sixteen clerks, thirty-two attempts, ten places and one granted meanwhile."""
    database = migrated_database("recruitment")
    with database.writing() as session:
        areas.keep(session, [an_area(code) for code in NAMES])

    def attempt(turn: int) -> bool:
        if turn == 9:
            an_override(database)
        try:
            a_post(database)
        except WrongState:
            return False
        return True

    with ThreadPoolExecutor(16) as threads:
        outcomes = list(threads.map(attempt, range(32)))

    cap = the_cap(database)
    assert (cap.taken, cap.allowed) == (sum(outcomes), 11)
    assert cap.taken in {10, 11}
    with database.reading() as session:
        slots = session.scalars(sa.select(Post.slot)).all()
        numbers = session.scalars(sa.select(Post.number)).all()
    assert sorted(slot or 0 for slot in slots) == list(range(1, cap.taken + 1))
    assert len(set(numbers)) == cap.taken
