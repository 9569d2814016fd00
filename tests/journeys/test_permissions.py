"""Nobody sees what is not theirs: every route, every role, every other community.

Design §5; issue of many trackers: list and detail under different rules. What may be
done is read from the table of permissions; a route that is not in it fails.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from tests.gateway.media import files
from tests.journeys.neighbours import ABROAD, ACTORS, HOME, NEXT_DOOR, settle
from tests.journeys.running import Json, Running, everything_in_one_process
from tests.journeys.walking import Answer, Ask, Place, Walk, unwalked, walk
from vocabulary.actors import Actor, Grant, Role

_TARGETS = (HOME, NEXT_DOOR, ABROAD)
_SHOWN = 30
#: What is ready or not ready answers so to everybody.
_HEALTH = frozenset({"GET /readyz"})


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A system of its own: the walk does everything that can be done."""
    folder = tmp_path_factory.mktemp("permissions")
    with everything_in_one_process(folder, LINLI_RPC_DEADLINE_SECONDS="60") as found:
        yield found


@pytest.fixture(scope="module")
def places(running: Running, tmp_path_factory: pytest.TempPathFactory) -> list[Place]:
    """Two streets with two communities each."""
    return settle(running, tmp_path_factory.mktemp("areas"))


@pytest.fixture(scope="module")
def document(running: Running) -> Json:
    """What the running gateway says of itself."""
    found: Json = requests.get(f"{running.address}/openapi.json", timeout=20).json()
    return found


@pytest.fixture(scope="module")
def walked(running: Running, places: list[Place], document: Json) -> Walk:
    """Everything asked by everybody."""
    picture = files.a_picture()
    tokens = {actor: running.token(actor) for actor in ACTORS if not actor.is_anonymous}
    with requests.Session() as session:

        def ask(request: Ask) -> Answer:
            headers = dict(request.headers)
            if request.actor in tokens:
                headers["Authorization"] = f"Bearer {tokens[request.actor]}"
            answer = session.request(
                request.operation.method,
                f"{running.address}{request.path}",
                params=dict(request.query),
                headers=headers,
                json=request.body,
                files={"file": ("灯.jpg", picture)} if request.operation.takes_file else None,
                timeout=90,
            )
            return Answer(answer.status_code, answer.text)

        targets = [place for place in places if place.community in _TARGETS]
        return walk(document, actors=ACTORS, places=places, targets=targets, ask=ask)


def test_what_comes_back_is_what_the_table_says_and_nothing_leaks(walked: Walk) -> None:
    assert not walked.complaints, "\n".join(walked.complaints[:_SHOWN])


def test_every_operation_was_done_by_somebody_and_refused_to_somebody(
    walked: Walk, document: Json
) -> None:
    """What always fails or always passes has shown nothing."""
    assert unwalked(document, walked) - _HEALTH == set()


@pytest.mark.usefixtures("walked")
def test_everything_that_happened_was_done_by_those_who_may(
    running: Running, places: list[Place]
) -> None:
    """The histories tell of nobody from elsewhere, whatever the answers said."""
    everywhere = Actor("inspector", (Grant(Role.ADMINISTRATOR, "440300000000"),))
    known = {actor.account: actor for actor in ACTORS if not actor.is_anonymous}
    for place in places:
        for thing in place.things.values():
            shown = running.call("GET", f"/appeals/{thing.name}", actor=everywhere)
            steps = shown.json()["history"] if shown.ok else []
            for step in steps:
                actor = known.get(step["by"])
                is_at_home = actor is None or actor.holds(*Role, at=place.community)
                assert is_at_home, (place.community, step)
