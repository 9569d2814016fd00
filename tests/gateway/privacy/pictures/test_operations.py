"""Pictures of activities: shown while everybody on them agrees, removed with a person's data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from contracts.gateway.attachments import FindAttachment, KeepAttachment, ReserveAttachment
from contracts.gateway.consents import RecordConsent, WithdrawConsent
from contracts.gateway.pictures import (
    FindPublicPicture,
    ListPictures,
    PictureView,
    PublicPictures,
    PublishPicture,
    TakePictureBack,
)
from contracts.gateway.words import AttachedTo, AttachmentKind, AttachmentState, GivenHow, Purpose
from gateway.files.attachments import operations as attachments
from gateway.files.attachments import queries as attachments_found
from gateway.people.consents import operations as consents
from gateway.people.consents.model import CONSENT
from gateway.privacy.pictures import operations, queries
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from tests.builders import (
    COMMISSIONER,
    DENGLIANG,
    LILIN,
    STAFF,
    an_actor,
    done,
    field_of,
    refused,
)
from tests.servers.fixtures import OpenDatabase
from vocabulary.actors import RESIDENT, Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, WrongState

_PHONE = "13800138000"


@dataclass(frozen=True)
class Album:
    """Pictures of one activity of 荔林."""

    database: Database
    activity: UUID

    def file(self, **changed: Any) -> UUID:
        """A file of the activity."""
        facts: dict[str, Any] = {
            "attached_to": AttachedTo.ACTIVITY,
            "thing_id": self.activity,
            "area": LILIN,
            "kind": AttachmentKind.IMAGE,
            "media_type": "image/jpeg",
            "size_bytes": 1000,
            "sha256": "0" * 64,
            "name": "a.jpg",
        }
        made = done(self.database, attachments.reserve, STAFF, ReserveAttachment(**facts | changed))
        done(self.database, attachments.keep, STAFF, KeepAttachment(attachment_id=made.id))
        return made.id

    def agreed(self, phone: str = _PHONE, **changed: Any) -> UUID:
        """A consent on paper."""
        told: dict[str, Any] = {
            "purpose": Purpose.PUBLISH_PHOTO,
            "text_version": "photo-1",
            "community": LILIN,
            "phone": phone,
            "how": GivenHow.PAPER,
        }
        return done(self.database, consents.record, STAFF, RecordConsent(**told | changed)).id

    def withdrawn(self, consent_id: UUID) -> None:
        """The person agrees no longer."""
        done(self.database, consents.withdraw, STAFF, WithdrawConsent(consent_id=consent_id))

    def published(self, picture: UUID, *consent_ids: UUID, **more: Any) -> PictureView:
        """The picture, for residents."""
        wanted = PublishPicture(attachment_id=picture, consent_ids=[*consent_ids], **more)
        return done(self.database, operations.publish, STAFF, wanted)

    def shown(self) -> list[UUID]:
        """The pictures that residents see, each of which they can fetch."""
        with self.database.reading() as session:
            found = queries.public(session, PublicPictures(activity_id=self.activity)).items
            for one in found:
                assert queries.find_public(session, FindPublicPicture(attachment_id=one.id))
        return [one.id for one in found]

    def state(self, picture: UUID) -> AttachmentState:
        """Where its file stands."""
        with self.database.reading() as session:
            return attachments_found.find(session, FindAttachment(attachment_id=picture)).state


@pytest.fixture
def album(migrated_database: OpenDatabase) -> Album:
    return Album(migrated_database("gateway"), new_id())


def test_a_picture_is_shown_until_one_of_the_people_on_it_withdraws(album: Album) -> None:
    """PIPL art. 15 and 25: the consent to photographs is asked each time, and ends at once."""
    picture, other = album.file(), album.file()
    one, two = album.agreed(), album.agreed("13900139000")
    album.published(picture, one, two)
    album.published(other, one)
    before = album.shown()

    album.withdrawn(two)

    assert (before, album.shown()) == ([picture, other], [other])
    with album.database.reading() as session:
        hidden = refused(queries.find_public, session, FindPublicPicture(attachment_id=picture))
        listed = queries.listed(session, STAFF, ListPictures(activity_id=album.activity)).items
    assert isinstance(hidden, NotFound)
    assert [(each.is_shown, [named.holds for named in each.agreed]) for each in listed] == [
        (False, [named.consent_id == one for named in listed[0].agreed]),
        (True, [True]),
    ]


def test_a_picture_without_anybody_needs_no_consent_and_can_be_taken_back(album: Album) -> None:
    picture = album.file()
    seen = album.published(picture, shows_nobody=True)
    before = album.shown()

    done(album.database, operations.take_back, STAFF, TakePictureBack(attachment_id=picture))
    again = refused(
        done, album.database, operations.take_back, STAFF, TakePictureBack(attachment_id=picture)
    )

    assert (seen.is_shown, before, album.shown()) == (True, [picture], [])
    assert (type(again), album.state(picture)) == (WrongState, AttachmentState.KEPT)


def test_a_consent_that_runs_out_or_is_deleted_hides_the_picture(
    album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = day_of(clock.now())
    short, gone = album.file(), album.file()
    album.published(short, album.agreed(valid_until=today))
    lost = album.agreed()
    album.published(gone, lost)
    before = album.shown()
    with album.database.writing() as session:
        session.execute(CONSENT.delete().where(CONSENT.c.id == lost))
    tomorrow = clock.now() + dt.timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)

    assert (before, album.shown()) == ([short, gone], [])


def test_a_picture_whose_consent_is_kept_no_longer_is_removed_by_and_by(album: Album) -> None:
    """Nobody could agree to it again, and it would lie hidden for ever."""
    old, standing = album.file(), album.file()
    album.published(standing, album.agreed("13900139000"))
    consent = album.agreed()
    album.published(old, consent)
    album.withdrawn(consent)

    with album.database.writing() as session:
        hidden = operations.clean(session), operations.due(session)
        session.execute(CONSENT.delete().where(CONSENT.c.id == consent))
    with album.database.writing() as session:
        cleaned = operations.due(session), operations.clean(session), operations.due(session)

    assert [one["picture_without_consent"] for one in (*hidden, *cleaned)] == [0, 0, 1, 1, 0]
    assert (album.state(old), album.state(standing)) == (
        AttachmentState.REMOVED,
        AttachmentState.KEPT,
    )
    assert album.shown() == [standing]


@pytest.mark.one_database
def test_only_consents_to_photos_that_hold_here_count(album: Album) -> None:
    picture = album.file()
    withdrawn, named = album.agreed(), album.agreed(purpose=Purpose.PUBLISH_NAME)
    album.withdrawn(withdrawn)
    elsewhere = done(
        album.database,
        consents.record,
        an_actor(Role.WORKSTATION_STAFF, DENGLIANG),
        RecordConsent(
            purpose=Purpose.PUBLISH_PHOTO,
            text_version="photo-1",
            community=DENGLIANG,
            phone=_PHONE,
            how=GivenHow.PAPER,
        ),
    ).id

    codes = [
        field_of(refused(album.published, picture, one))
        for one in (withdrawn, named, elsewhere, new_id())
    ]
    neither = field_of(refused(album.published, picture))
    both = field_of(refused(album.published, picture, album.agreed(), shows_nobody=True))

    assert set(codes) == {("consent_ids", "no_consent")}
    assert {neither, both} == {("consent_ids", "one_of_two")}
    assert album.shown() == []


@pytest.mark.one_database
def test_only_the_workstation_shows_pictures_of_its_activities(album: Album) -> None:
    picture = album.file()
    wanted = PublishPicture(attachment_id=picture, shows_nobody=True)
    paper = album.file(kind=AttachmentKind.PDF, media_type="application/pdf")
    elsewhere = an_actor(Role.WORKSTATION_STAFF, DENGLIANG)
    of_group = album.file(attached_to=AttachedTo.GROUP, thing_id=new_id())

    refusals = [
        refused(done, album.database, operations.publish, actor, wanted)
        for actor in (COMMISSIONER, elsewhere, RESIDENT)
    ]
    others = [refused(album.published, one, shows_nobody=True) for one in (paper, of_group)]

    assert [type(one) for one in refusals] == [Forbidden, NotFound, NotFound]
    assert [type(one) for one in others] == [WrongState, WrongState]


def test_pictures_go_with_the_data_of_a_person_on_them(album: Album) -> None:
    """PIPL art. 47: files of activities stayed when a volunteer was erased."""
    theirs, others = album.file(), album.file()
    withdrawn = album.agreed()
    holding = album.agreed()
    album.published(theirs, holding, withdrawn)
    album.withdrawn(withdrawn)
    album.published(others, album.agreed("13900139000"))

    consents_of_person = CONSENT.c.id.in_([holding, withdrawn])
    removed = done(album.database, operations.remove_with, RESIDENT, consents_of_person)
    again = done(album.database, operations.remove_with, RESIDENT, consents_of_person)

    assert (removed, again) == (1, 0)
    assert (album.state(theirs), album.shown()) == (AttachmentState.REMOVED, [others])
