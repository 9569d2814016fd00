"""The two systems on which journeys are made, and how a new journey is written.

One embedded and one deployed system serve all files of this folder that a worker
runs: each starts with the first test that asks for it and stays until the worker has
no more of these files. Workers are given them in any order, but before all others. A
file has a street of its own there (`places`), with two communities and their staff, so
nothing that another file does shows in its lists, figures and documents:

    _HERE = place_of(__file__)
    _STAFF = staff_of(_HERE.community)

    def test_an_appeal_is_accepted(running: Running) -> None:
        receipt = running.submit()

`running` makes a journey on both systems, `embedded` or `deployed` on one; each of them
knows the file's street as `running.home`, where residents submit. `make test` makes those
with `running` on the deployed one alone, as operators run it, and on both what is marked
`both_systems`; the rest of both is for `make thorough` (decision 25). A new file needs
nothing more: its street follows from its name, and a folder below this one, as for
journeys in a browser, shares the same systems. Its tests may count and compare what is
in the file's street. What holds for the whole system they leave as they found it:
holidays, categories, settings, the state of each process. What other files do at
the same time is nothing: a worker makes one journey after the other.

A file starts a system of its own only where it must, and says why in a comment: other
settings, a process that dies, requests that may change anything. It overrides `embedded`
or `deployed` by a fixture of its own, with `in_one_process` (nothing is migrated
again) or `new_system` and `each_a_process`.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.journeys.places import NANSHAN, all_places, last_place, place_of, table
from tests.journeys.running import (
    Running,
    commissioner_of,
    each_a_process,
    everything_in_one_process,
)
from tests.servers.fixtures import Fill, NewSystem
from tests.servers.openid_provider import CLIENT_ID, CLIENT_SECRET, OpenIdProvider
from tests.servers.prepared import Prepared
from tests.servers.processes import linli
from tests.servers.waiting import wait_for
from tests.system import FREELY, SECRET

InOneProcess = Callable[..., AbstractContextManager[Running]]

_ONCE_MORE = "the same journey on the embedded system, after the deployed one"
_AREAS = Path(__file__).parents[2] / "sample" / "areas.csv"


@dataclass(frozen=True)
class Shared:
    """A system for many files, and the city's account system that it asks."""

    running: Running
    #: It listens only while a file serves it.
    provider: OpenIdProvider


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave a journey on the embedded system to `make thorough`, where its other case is enough.

    Raises:
        UsageError: a mark says nothing about why both are wanted.
    """
    for item in items:
        mark = item.get_closest_marker("both_systems")
        if mark is not None and not (mark.args and str(mark.args[0]).strip()):
            raise pytest.UsageError(f"{item.nodeid}: say why it runs on both systems")
        if mark is None and "embedded" in _chosen(item):
            item.add_marker(pytest.mark.thorough(_ONCE_MORE))


def _chosen(item: pytest.Item) -> list[object]:
    """What the cases of a test differ in."""
    case = getattr(item, "callspec", None)
    return [] if case is None else list(case.params.values())


@pytest.fixture(scope="session")
def in_one_process(
    prepared: Prepared, fill: Fill, tmp_path_factory: pytest.TempPathFactory
) -> InOneProcess:
    """Starts everything in one process, with the sample's areas and these settings.

    Areas are brought in once, and copied with the databases.
    """
    before = tmp_path_factory.mktemp("before")
    settings = {
        "LINLI_DATA_DIR": str(before),
        "LINLI_SECRET": SECRET,
        "LINLI_RATE_LIMITS": FREELY,
        "LINLI_CHECK_ANSWERS": "yes",
    }
    fill(before)
    done = linli("areas", "import", str(_AREAS), settings=settings, prepared=prepared)
    assert done.returncode == 0, done.stderr

    def start(**more: str) -> AbstractContextManager[Running]:
        folder = tmp_path_factory.mktemp("embedded")
        data = shutil.copytree(before, folder / "data")
        here = settings | {"LINLI_DATA_DIR": str(data)} | more
        return everything_in_one_process(folder, here, prepared)

    return start


@pytest.fixture(scope="package")
def shared_embedded(
    in_one_process: InOneProcess, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shared]:
    """Everything in one process, as at a first look."""
    with (
        OpenIdProvider(tmp_path_factory.mktemp("provider")) as provider,
        in_one_process(**_settings_with(provider)) as running,
    ):
        _bring_streets_in(running, tmp_path_factory.mktemp("streets"))
        yield Shared(running, provider)


@pytest.fixture(scope="package")
def shared_deployed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shared]:
    """Each service a process, on PostgreSQL and RabbitMQ, with no more rights than a deployment's."""
    new_system: NewSystem = request.getfixturevalue("new_system")
    with (
        OpenIdProvider(tmp_path_factory.mktemp("provider")) as provider,
        new_system(settings=_settings_with(provider), as_deployed=True) as system,
    ):
        running = each_a_process(system)
        _bring_streets_in(running, tmp_path_factory.mktemp("streets"))
        yield Shared(running, provider)


@pytest.fixture(scope="module")
def embedded(request: pytest.FixtureRequest, shared_embedded: Shared) -> Running:
    """Everything in one process, for the people of the file's street."""
    return dataclasses.replace(shared_embedded.running, home=place_of(request.path))


@pytest.fixture(scope="module")
def deployed(request: pytest.FixtureRequest, shared_deployed: Shared) -> Running:
    """Each service a process, for the people of the file's street."""
    return dataclasses.replace(shared_deployed.running, home=place_of(request.path))


@pytest.fixture(params=["embedded", "deployed"])
def running(request: pytest.FixtureRequest) -> Running:
    """A running system; `make test` makes the journey on the deployed one, `make thorough` on both."""
    found: Running = request.getfixturevalue(request.param)
    return found


def _settings_with(provider: OpenIdProvider) -> Mapping[str, str]:
    return {
        "LINLI_OPENID_ISSUER": provider.issuer,
        "LINLI_OPENID_CLIENT_ID": CLIENT_ID,
        "LINLI_OPENID_CLIENT_SECRET": CLIENT_SECRET,
        "LINLI_OPENID_NAME": "统一身份认证",
        "LINLI_OPENID_ASSURANCE": "mfa",
        # Journeys write down papers of 2013, which the clock would erase in their midst.
        "LINLI_RETENTION_DAYS": "appointment=9000,application=9000",
    }


def _bring_streets_in(running: Running, folder: Path) -> None:
    """Import the streets of all files, and wait until every service knows them."""
    path = folder / "streets.csv"
    path.write_text(table())
    running.linli("areas", "import", str(path))
    last = last_place()

    def is_known() -> bool:
        regulations = running.call("GET", f"/public/streets/{last.street}/regulations")
        totals = running.call("GET", "/public/street/totals", params={"area": last.neighbour})
        return regulations.ok and totals.ok

    wait_for(is_known, 60, "recruitment and street know the streets")
    running.bring_into_office(
        *(commissioner_of(place.community) for place in [NANSHAN, *all_places()])
    )
    # The gateway looks for what others wrote only now and then.
    wait_for(lambda: running.submit(community=last.neighbour), 20, "the gateway knows them")
