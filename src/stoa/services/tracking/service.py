"""Tracking: catalogue, runs, enrolments, registrations, progress."""

from collections.abc import Mapping
from typing import Any

from stoa.contracts.tracking import (
    AnnouncementPosted,
    AnnouncementWithdrawn,
    CourseCompleted,
    CourseGraded,
    CourseJudged,
    CourseReopened,
    EnrolmentEnded,
    LearnerEnrolled,
    MessageSent,
    ObjectCompleted,
    PrerequisitesChosen,
    RunScheduled,
)
from stoa.runtime.names import Names
from stoa.runtime.service import Nav, Platform, Service
from stoa.runtime.vouchers import Vouchers
from stoa.services.tracking import consumers, tables
from stoa.services.tracking.adapters.shelf import ObjectShelf
from stoa.services.tracking.domain.followed import FOLLOWERS
from stoa.services.tracking.domain.run import TEACHING_STAFF
from stoa.services.tracking.domain.version import CourseRenewed, PilotTurned
from stoa.services.tracking.http.announcements import Announcements, OwnAnnouncements
from stoa.services.tracking.http.enrolments import Enrolments
from stoa.services.tracking.http.followed import MyPeople
from stoa.services.tracking.http.learning import Learning
from stoa.services.tracking.http.messages import Conversations, RegistrationConversations, RunConversations
from stoa.services.tracking.http.prerequisites import Prerequisites
from stoa.services.tracking.http.registrations import Notes, Registrations
from stoa.services.tracking.http.runs import Runs
from stoa.services.tracking.pages.announcements import AnnouncementPages, BoardPages
from stoa.services.tracking.pages.catalogue import Catalogue, CoursePage, Join
from stoa.services.tracking.pages.enrol import EnrolPages
from stoa.services.tracking.pages.followed import MyPeoplePages
from stoa.services.tracking.pages.home import Home
from stoa.services.tracking.pages.messages import AskPages, InboxPages, MessagePages, OwnMessages
from stoa.services.tracking.pages.notes import NotePages
from stoa.services.tracking.pages.player import Player
from stoa.services.tracking.pages.prerequisites import PrerequisitePages
from stoa.services.tracking.pages.roster import RosterPages
from stoa.services.tracking.pages.runs import TaughtRuns
from stoa.services.tracking.pages.scores import LearnerPages, OwnScorePages


def _provide(platform: Platform) -> Mapping[str, Any]:
    vouchers = Vouchers(platform.settings.web.token_key)
    names = Names(platform.bus.client)
    return {"shelf": ObjectShelf(platform.objects), "vouchers": vouchers, "names": names}


SERVICE = Service(
    name="tracking",
    metadata=tables.METADATA,
    migrations="stoa.services.tracking",
    doors=[
        Enrolments,
        Learning,
        Registrations,
        Notes,
        Runs,
        MyPeople,
        Prerequisites,
        Announcements,
        OwnAnnouncements,
        Conversations,
        RegistrationConversations,
        RunConversations,
        Home,
        Catalogue,
        CoursePage,
        PrerequisitePages,
        Join,
        Player,
        BoardPages,
        OwnMessages,
        MessagePages,
        AskPages,
        NotePages,
        OwnScorePages,
        TaughtRuns,
        MyPeoplePages,
        RosterPages,
        LearnerPages,
        EnrolPages,
        AnnouncementPages,
        InboxPages,
    ],
    consumers=[
        consumers.on_manifest_activated,
        consumers.on_manifest_withdrawn,
        consumers.on_pilot_activated,
        consumers.on_pilot_ended,
        consumers.on_course_renewed,
        consumers.on_pilot_turned,
        consumers.on_course_archived,
        consumers.on_course_restored,
        consumers.on_attempt_submitted,
        consumers.on_score_overridden,
        consumers.on_person_registered,
        consumers.on_roles_changed,
        consumers.on_person_deactivated,
        consumers.on_person_reactivated,
        consumers.on_group_changed,
        consumers.on_managers_changed,
        consumers.on_wards_changed,
    ],
    emits=[
        RunScheduled,
        AnnouncementPosted,
        AnnouncementWithdrawn,
        MessageSent,
        PrerequisitesChosen,
        LearnerEnrolled,
        EnrolmentEnded,
        ObjectCompleted,
        CourseCompleted,
        CourseReopened,
        CourseGraded,
        CourseJudged,
        CourseRenewed,
        PilotTurned,
    ],
    nav=[
        Nav(label="Home", href="/", icon="house", order=10),
        Nav(label="Catalogue", href="/catalogue", icon="library", order=20),
        Nav(label="Progress", href="/progress", icon="chart-line", order=30),
        Nav(label="Messages", href="/messages", icon="message-circle", roles=("learner",), order=35),
        Nav(label="Teaching", href="/teach", icon="users", roles=TEACHING_STAFF, order=40),
        Nav(label="My people", href="/my-people", icon="user-round", roles=FOLLOWERS, order=45),
    ],
    provide=_provide,
)
