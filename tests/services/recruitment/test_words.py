"""Finding posts and campaigns by words."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.recruitment.campaigns import ListCampaigns
from contracts.recruitment.posts import ListPosts
from runtime.database import Database
from services.recruitment.campaigns import queries as campaigns
from services.recruitment.posts import queries as posts
from tests.builders import ABROAD, STAFF, an_actor
from tests.services.recruitment.campaigns.builders import an_open_campaign
from tests.services.recruitment.posts.builders import a_post
from vocabulary.actors import Role

_STRANGER = an_actor(Role.WORKSTATION_STAFF, ABROAD)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("消防", ["消防AED专员"]),
        ("专员 灭火器", ["消防AED专员"]),
        ("aed", ["消防AED专员"]),
        ("专员", ["宠物专员", "消防AED专员"]),
        ("消防 牵绳", []),
        ("%", []),
        ("_", []),
    ],
)
def test_every_word_stands_in_title_or_duties_of_a_post(
    recruitment: Database, words: str, found: list[str]
) -> None:
    a_post(recruitment, title="消防AED专员", duties="巡查灭火器。")
    a_post(recruitment, title="宠物专员", duties="劝导遛犬牵绳。")
    asked: dict[str, Any] = {"words": words}

    with recruitment.reading() as session:
        page = posts.page(session, STAFF, ListPosts(**asked))
        elsewhere = posts.page(session, _STRANGER, ListPosts(**asked))

    assert sorted(one.title for one in page.items) == sorted(found)
    assert elsewhere.items == []


def test_every_word_stands_in_title_or_text_of_a_campaign(recruitment: Database) -> None:
    an_open_campaign(recruitment, title="春季招募", text="欢迎懂急救的居民。")

    with recruitment.reading() as session:
        for words, found in (("招募 急救", 1), ("秋季", 0)):
            asked: dict[str, Any] = {"words": words, "total": True}
            assert campaigns.page(session, STAFF, ListCampaigns(**asked)).total == found
