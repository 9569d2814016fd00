from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from contracts.gateway.areas import (
    AreaDetail,
    AreaPublished,
    DissolveArea,
    MergeArea,
    PutArea,
)
from gateway.places.areas import operations, queries
from runtime import clock
from runtime.database import Database
from tests.areas import AROUND, SAMPLE, a_file, imported
from tests.builders import an_actor, field_of, refused
from tests.outboxes import events
from tests.servers.fixtures import OpenDatabase
from vocabulary.actors import Actor, Role
from vocabulary.areas import AreaChange
from vocabulary.problems import Forbidden, Invalid, NotFound

STREET, LILIN, YUELIANGWAN, DENGLIANG = (
    "440305007000",
    "440305007001",
    "440305007002",
    "440305007003",
)
ADMINISTRATOR = an_actor(Role.ADMINISTRATOR, STREET)
OF_DISTRICT = an_actor(Role.ADMINISTRATOR, "440305000000")


@pytest.fixture
def tree(migrated_database: OpenDatabase) -> Database:
    """The sample: a street with five communities."""
    database = migrated_database("gateway")
    imported(database, SAMPLE.read_bytes())
    return database


def _put(
    tree: Database, code: str, zh: str, from_day: str | None = None, by: Actor = ADMINISTRATOR
) -> AreaDetail:
    request = PutArea(
        code=code,
        name_zh=zh,
        name_en=f"{zh} Community",
        from_day=dt.date.fromisoformat(from_day) if from_day else None,
    )
    with tree.writing() as session:
        return operations.put(session, by, request)


def _merge(
    tree: Database, code: str, into: str, from_day: str, by: Actor = ADMINISTRATOR
) -> AreaDetail:
    request = MergeArea(code=code, into=into, from_day=dt.date.fromisoformat(from_day))
    with tree.writing() as session:
        return operations.merge(session, by, request)


def _dissolve(tree: Database, code: str, from_day: str, by: Actor = ADMINISTRATOR) -> AreaDetail:
    request = DissolveArea(code=code, from_day=dt.date.fromisoformat(from_day))
    with tree.writing() as session:
        return operations.dissolve(session, by, request)


def _detail(tree: Database, code: str, day: str) -> AreaDetail:
    with tree.reading() as session:
        areas = {area.code: area for area in queries.everything(session)}
        return queries.detail(areas, code, dt.date.fromisoformat(day))


def _told(tree: Database, code: str) -> list[AreaPublished]:
    return [event for event in events(tree, code) if isinstance(event, AreaPublished)]


def test_a_renamed_community_keeps_its_older_names(tree: Database) -> None:
    _put(tree, LILIN, "荔林新村", "2015-03-01")
    _put(tree, LILIN, "荔林花园", "2012-01-01")

    assert [_detail(tree, LILIN, day).name_zh for day in ("2011-12-31", "2012-01-01")] == [
        "荔林社区",
        "荔林花园",
    ]
    found = _detail(tree, LILIN, "2026-01-01")
    assert found.name_zh == "荔林新村"
    assert [(name.name_zh, str(name.valid_from)) for name in found.names] == [
        ("荔林社区", "None"),
        ("荔林花园", "2012-01-01"),
        ("荔林新村", "2015-03-01"),
    ]


def test_a_name_without_a_day_corrects_the_first_one(tree: Database) -> None:
    _put(tree, LILIN, "荔枝林社区")

    assert [name.name_zh for name in _detail(tree, LILIN, "2026-01-01").names] == ["荔枝林社区"]


def test_a_new_community_lies_in_its_street_and_above(tree: Database) -> None:
    """R38: what lies around it is the way of a proposal."""
    found = _put(tree, "440305007006", "新社区", "2020-01-01")

    assert [upper.name_zh for upper in found.path] == ["南山街道", "南山区", "深圳市", "广东省"]
    inside = [child.code for child in _detail(tree, STREET, "2020-01-01").children]
    assert "440305007006" in inside
    assert "440305007006" not in [
        child.code for child in _detail(tree, STREET, "2019-12-31").children
    ]


def test_others_hear_the_whole_state_with_every_change(tree: Database) -> None:
    _put(tree, LILIN, "荔林新村", "2015-03-01")
    _put(tree, LILIN, "荔林新村", "2015-03-01")  # the same again
    _merge(tree, LILIN, DENGLIANG, "2016-01-01")

    first, second, third = _told(tree, LILIN)

    assert [first.version, second.version, third.version] == [1, 2, 3]
    assert [name.name_zh for name in third.names] == ["荔林社区", "荔林新村"]
    assert (third.valid_to, third.successor) == (dt.date(2015, 12, 31), DENGLIANG)


def test_what_was_merged_is_a_predecessor_for_ever(tree: Database) -> None:
    _merge(tree, LILIN, YUELIANGWAN, "2014-01-01")
    _merge(tree, YUELIANGWAN, DENGLIANG, "2018-01-01")

    assert _detail(tree, DENGLIANG, "2018-01-01").predecessors == [LILIN, YUELIANGWAN]
    assert _detail(tree, DENGLIANG, "2017-12-31").predecessors == []
    assert _detail(tree, YUELIANGWAN, "2017-12-31").predecessors == [LILIN]
    assert _detail(tree, LILIN, "2020-01-01").successor == YUELIANGWAN


def test_a_planned_end_can_be_put_off_but_what_has_ended_stays_ended(
    tree: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = dt.datetime(2026, 11, 24, 4, tzinfo=dt.UTC)
    monkeypatch.setattr(clock, "now", lambda: noon)
    _dissolve(tree, LILIN, "2027-01-01")
    assert _dissolve(tree, LILIN, "2027-07-01").valid_to == dt.date(2027, 6, 30)
    _dissolve(tree, YUELIANGWAN, "2026-11-24")

    assert field_of(refused(_dissolve, tree, YUELIANGWAN, "2027-01-01")) == (
        "from",
        "ended_already",
    )
    # A code is never given to another place.
    assert field_of(refused(_put, tree, YUELIANGWAN, "别的社区", "2027-01-01")) == (
        "from",
        "after_its_end",
    )


def test_who_took_over_may_be_told_later_but_only_once(tree: Database) -> None:
    _dissolve(tree, LILIN, "2014-01-01")

    assert _merge(tree, LILIN, DENGLIANG, "2014-01-01").successor == DENGLIANG
    assert isinstance(refused(_merge, tree, LILIN, YUELIANGWAN, "2014-01-01"), Invalid)


@pytest.mark.parametrize(
    ("into", "from_day", "field", "code"),
    [
        ("440305007099", "2014-01-01", "into", "no_successor"),
        (LILIN, "2014-01-01", "into", "another_level"),
        (STREET, "2014-01-01", "into", "another_level"),
        (YUELIANGWAN, "2019-12-31", "into", "successor_absent"),
        (DENGLIANG, "1012-01-01", "from", "out_of_range"),
    ],
)
def test_a_merger_that_cannot_be_names_the_field(
    tree: Database, into: str, from_day: str, field: str, code: str
) -> None:
    imported(tree, a_file(f"{YUELIANGWAN},月亮湾社区,Yueliangwan Community,,2019-12-30"))

    refusal = refused(_merge, tree, LILIN, into, from_day, OF_DISTRICT)

    assert field_of(refusal) == (field, code)
    assert len(_told(tree, LILIN)) == 1


def test_a_street_with_communities_cannot_end(tree: Database) -> None:
    refusal = refused(_dissolve, tree, STREET, "2014-01-01", OF_DISTRICT)

    assert field_of(refusal) == ("from", "children_remain")
    assert LILIN in refusal.en


def test_a_successor_of_others_cannot_end_before_it_took_over(tree: Database) -> None:
    _merge(tree, LILIN, DENGLIANG, "2014-01-01")

    refusal = refused(_dissolve, tree, DENGLIANG, "2013-06-01")

    assert field_of(refusal) == ("from", "successor_absent")


def test_only_administrators_above_may_change_an_area(tree: Database) -> None:
    for actor, code in (
        (ADMINISTRATOR, STREET),  # not above, but there
        (an_actor(Role.ADMINISTRATOR, LILIN), LILIN),
        (an_actor(Role.ADMINISTRATOR, "440306001000"), LILIN),
        (an_actor(Role.STREET_OFFICER, STREET), LILIN),
    ):
        refusal = refused(_put, tree, code, "别的", "2014-01-01", actor)
        assert isinstance(refusal, Forbidden)
        assert field_of(refusal) == ("code", "not_yours")
    assert _put(tree, STREET, "别的", "2014-01-01", OF_DISTRICT).name_zh == "别的"


def test_a_merger_needs_a_right_at_both_places(tree: Database) -> None:
    """Merging a neighbour's community into one's own would open its appeals to an administrator."""
    imported(
        tree,
        a_file("440305008000,别的街道,Other Street", "440305008001,别的社区,Other Community"),
    )

    outwards = refused(_merge, tree, LILIN, "440305008001", "2014-01-01")
    inwards = refused(_merge, tree, "440305008001", LILIN, "2014-01-01")

    assert field_of(outwards) == ("into", "not_yours")
    assert field_of(inwards) == ("code", "not_yours")
    assert _merge(tree, LILIN, "440305008001", "2014-01-01", OF_DISTRICT).successor


def test_who_may_not_learns_nothing_else(tree: Database) -> None:
    """403 comes before anything that is wrong with the request."""
    stranger = an_actor(Role.ADMINISTRATOR, "440306001000")

    for refusal in (
        refused(_put, tree, LILIN, "别的", "1014-01-01", stranger),
        refused(_dissolve, tree, "440305007077", "2014-01-01", stranger),
        refused(_merge, tree, LILIN, "440306001001", "2014-01-01"),
    ):
        assert isinstance(refusal, Forbidden)


def test_what_is_not_there_cannot_end(tree: Database) -> None:
    assert isinstance(refused(_dissolve, tree, "440305007077", "2014-01-01"), NotFound)


def test_importing_again_changes_nothing_and_a_rename_survives_it(tree: Database) -> None:
    """A deployment imports its file at every start."""
    _put(tree, LILIN, "荔林新村", "2015-03-01")
    _dissolve(tree, YUELIANGWAN, "2016-01-01")

    report = imported(tree, SAMPLE.read_bytes())

    assert (report.areas, report.unchanged, report.items) == (9, 9, [])
    assert _detail(tree, LILIN, "2026-01-01").name_zh == "荔林新村"


def test_a_file_tells_the_whole_story_in_any_order(migrated_database: OpenDatabase) -> None:
    database = migrated_database("gateway")
    lines = [
        f"{DENGLIANG},登良社区,Dengliang Community,2005-01-01",
        f"{LILIN},荔林新村,Lilin New Village,2010-01-01,2013-12-31,{DENGLIANG}",
        f"{LILIN},荔林社区,Lilin Community,2001-01-01,2009-12-31",
    ]

    report = imported(database, a_file(*lines, *reversed(AROUND)))

    assert [(one.code, one.what) for one in report.items][-2:] == [
        (LILIN, [AreaChange.ADDED, AreaChange.ENDED]),
        (DENGLIANG, [AreaChange.ADDED]),
    ]
    found = _detail(database, LILIN, "2013-12-31")
    assert [name.name_zh for name in found.names] == ["荔林社区", "荔林新村"]
    assert (found.valid_from, found.valid_to, found.successor) == (
        dt.date(2001, 1, 1),
        dt.date(2013, 12, 31),
        DENGLIANG,
    )
    assert imported(database, a_file(*lines, *AROUND)).items == []


def test_a_file_is_imported_as_a_whole_or_not_at_all(tree: Database) -> None:
    content = a_file(
        f"{LILIN},荔林新村,Lilin,2015-01-01",
        "440305009001,没有街道,No Street",
        "4403,短,Short",
    )

    refusal = refused(imported, tree, content)

    assert [(found.field, found.code) for found in refusal.fields] == [
        ("line 4.code", "not_an_area_code"),
        ("line 3.code", "no_parent"),
    ]
    assert len(_told(tree, LILIN)) == 1


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        # The second line says that the area ends before the first one's name begins.
        (
            [
                f"{LILIN},荔林社区,Lilin Community,2005-01-01",
                f"{LILIN},荔林社区,Lilin Community,2000-01-01,2003-01-01",
            ],
            ("line 2.valid_from", "after_its_end"),
        ),
        (
            [f"{LILIN},荔,L,2000-01-01,2030-01-01", f"{LILIN},荔,L,2001-01-01,2010-01-01"],
            ("line 3.valid_to", "two_ends"),
        ),
        ([f"{LILIN},荔,L,,,{DENGLIANG}"], ("line 2.successor", "end_missing")),
        ([f"{STREET},街,S,,2010-12-31"], ("line 2.valid_to", "children_remain")),
    ],
)
def test_a_file_that_contradicts_itself_or_the_tree_is_refused(
    tree: Database, lines: list[str], complaint: tuple[str, str]
) -> None:
    refusal = refused(imported, tree, a_file(*lines))

    assert complaint in [(found.field, found.code) for found in refusal.fields]


def test_a_check_says_what_would_change_and_changes_nothing(tree: Database) -> None:
    content = a_file(
        f"{LILIN},荔林新村,Lilin,2015-01-01",
        f"{YUELIANGWAN},月亮弯社区,Yueliangwan Community",
        f"{DENGLIANG},登良社区,Dengliang Community,,2015-12-31,{LILIN}",
    )

    report = imported(tree, content, ADMINISTRATOR, check=True)

    assert report.is_check
    assert [one.what for one in report.items] == [
        [AreaChange.RENAMED],
        [AreaChange.CORRECTED],
        [AreaChange.ENDED],
    ]
    assert imported(tree, SAMPLE.read_bytes()).items == []


def test_an_administrator_imports_what_lies_below(tree: Database) -> None:
    content = a_file(
        *AROUND,  # known already, so nothing of them changes
        f"{LILIN},荔林新村,Lilin,2015-01-01",
        "440305008000,别的街道,Other Street",
    )

    refusal = refused(imported, tree, content, ADMINISTRATOR)

    assert isinstance(refusal, Forbidden)
    assert field_of(refusal) == ("line 7.code", "not_yours")


def test_an_older_beginning_than_was_known_keeps_both_names(tree: Database) -> None:
    _put(tree, "440305007006", "新社区", "2020-01-01")

    _put(tree, "440305007006", "老社区", "2010-01-01")

    found = _detail(tree, "440305007006", "2015-01-01")
    assert (found.name_zh, found.valid_from) == ("老社区", dt.date(2010, 1, 1))
    assert _detail(tree, "440305007006", "2020-01-01").name_zh == "新社区"


def test_two_who_change_the_tree_at_once_come_one_after_the_other(tree: Database) -> None:
    """Each would be right alone: a community for the street, and the end of the street."""
    for code in (LILIN, YUELIANGWAN, DENGLIANG, "440305007004", "440305007005"):
        _dissolve(tree, code, "2014-01-01")

    def outcome(action: object) -> bool:
        try:
            action()  # type: ignore[operator]  # one of the two below
        except Invalid:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        done = list(
            threads.map(
                outcome,
                [
                    lambda: _put(tree, "440305007009", "新社区", "2014-06-01", OF_DISTRICT),
                    lambda: _dissolve(tree, STREET, "2015-01-01", OF_DISTRICT),
                ],
            )
        )

    assert sorted(done) == [False, True]
