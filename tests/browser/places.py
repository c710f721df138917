"""Every page of the application, and its states that look different.

A page that is not here fails a test.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import Page

from stoa.compose.documents.application import routes, unconnected
from stoa.compose.registry import SERVICES
from tests.browser import doings
from tests.browser.school import School
from tests.browser.visitors import NOBODY


@dataclass(frozen=True)
class Place:
    """route: as the application has it; at: an address, fields of School in braces; status: of the answer."""

    name: str
    route: str
    at: str
    who: str = NOBODY
    status: int = 200
    prepare: Callable[[Page], Awaitable[None]] = doings.nothing

    def address(self, school: School) -> str:
        return self.at.format_map(vars(school))

    def __str__(self) -> str:
        return self.name


PARTS = frozenset(
    {
        "/assess/attempts/{attempt}/items/{item}",
        "/courses/{course}/outline/{block}",
        "/editor/courses/{course}/policy/trial",
        "/editor/courses/{course}/languages/progress",
        "/editor/courses/{course}/versions/live",
        "/editor/courses/{course}/versions/progress",
        "/learn/{registration}/finished",
        "/learn/{registration}/outline/{block}",
        "/learn/{registration}/{thing}/notes",
        "/messages/{conversation}/{number}",
        "/teach/runs/{run}/announcements/{announcement}/shown",
        "/teach/runs/{run}/people/{learner}/row",
        "/translated",
        "/translation/glossary/{term}/row",
    }
)
"""Fragments: seen within the pages that fetch them."""

ELSEWHERE = frozenset(
    {
        "/admin/people/export.csv",
        "/editor/courses/{course}/media/{name}",
        "/editor/courses/{course}/revisions/{number}/media/{name}",
        "/learn/{registration}",
        "/session/refresh",
        "/teach/runs/{run}/export.csv",
        "/translation/units/{unit}/pictures/{name}",
    }
)
"""Files, and addresses that only send on."""

_BOARD = "/learn/{registration}/announcements"
_ASK = "/learn/{registration}/ask"
_CONVERSATION = "/messages/{conversation}"
_PLAYER = "/learn/{registration}/{thing}"
_QUESTIONS = "/assess/{registration}/{item_set}"
_RUN = "/teach/runs/{run}"
_COURSE = "/editor/courses/{course}"
_REVISION = _COURSE + "/revisions/{number}"
_VERSIONS = _COURSE + "/versions"
_LANGUAGES = _COURSE + "/languages"
_UNITS = "/translation/courses/{course}/{locale}/units"
_ADAPTATION = "/adaptive/registrations/{registration}"
_OBJECT = _COURSE + "/objects/{about}"

PLACES = (
    Place("sign-in", "/sign-in", "/sign-in"),
    Place("signed-out", "/sign-in", "/sign-in?left=1"),
    Place("invitation", "/invite/{token}", "/invite/{invitation}"),
    Place("invitation-over", "/invite/{token}", "/invite/of-nobody", status=404),
    Place("privacy", "/privacy", "/privacy"),
    Place("accessibility", "/accessibility", "/accessibility"),
    Place("not-found", "/styleguide/{part}", "/styleguide/nothing", status=404),
    Place("styleguide", "/styleguide", "/styleguide", "editor"),
    Place("home", "/", "/", "learner"),
    Place("home-empty", "/", "/", "guardian"),
    Place("home-staff", "/", "/", "administrator"),
    Place("catalogue", "/catalogue", "/catalogue", "learner"),
    Place("catalogue-nothing", "/catalogue", "/catalogue?q=xyzzy", "learner"),
    Place("course", "/courses/{course}", "/courses/{course}", "learner"),
    Place("course-to-enrol", "/courses/{course}", "/courses/{course}", "translator"),
    Place(
        "prerequisites",
        "/courses/{course}/prerequisites",
        "/courses/{course}/prerequisites",
        "editor",
    ),
    Place("join", "/join/{code}", "/join/{join_code}", "translator"),
    Place("player-text", _PLAYER, "/learn/{registration}/{text}", "learner"),
    Place(
        "player-outline",
        _PLAYER,
        "/learn/{registration}/{text}",
        "learner",
        prepare=doings.open_outline,
    ),
    Place("player-film", _PLAYER, "/learn/{registration}/{film}", "learner"),
    Place("player-waiting", _PLAYER, "/learn/{registration}/{questions}", "learner"),
    Place("questions", _QUESTIONS, "/assess/{registration}/{checkpoint}", "learner"),
    Place("item-open", _QUESTIONS, "/assess/{registration}/{checkpoint}", "learner", prepare=doings.begin),
    Place(
        "item-answered",
        _QUESTIONS,
        "/assess/{registration}/{second_checkpoint}",
        "learner",
        prepare=doings.answer_wrongly,
    ),
    Place(
        "checkpoint-open", _PLAYER, "/learn/{registration}/{film}", "learner", prepare=doings.open_checkpoint
    ),
    Place(
        "player-offer",
        _PLAYER,
        "/learn/{registration}/{text}",
        "learner",
        prepare=doings.be_offered_help,
    ),
    Place(
        "player-passage",
        _PLAYER,
        "/learn/{registration}/{text}",
        "learner",
        prepare=doings.translate_a_passage,
    ),
    Place("player-empty", "/learn/{registration}/empty", "/learn/{registration}/empty", "learner"),
    Place("announcements", _BOARD, _BOARD, "learner"),
    Place("announcements-nothing-more", _BOARD, _BOARD + "?page=9", "learner"),
    Place("announcement-translated", _BOARD, _BOARD, "learner", prepare=doings.translate),
    Place("messages", "/messages", "/messages", "learner"),
    Place("messages-empty", "/messages", "/messages", "guardian"),
    Place("messages-nothing-more", "/messages", "/messages?page=9", "learner"),
    Place("ask", _ASK, _ASK + "?about={text}", "learner"),
    Place("conversation", _CONVERSATION, _CONVERSATION, "learner"),
    Place("conversation-translated", _CONVERSATION, _CONVERSATION, "learner", prepare=doings.translate),
    Place("conversation-taught", _CONVERSATION, _CONVERSATION, "instructor"),
    Place("conversation-closed", _CONVERSATION, "/messages/{closed}", "learner"),
    Place("conversation-closed-taught", _CONVERSATION, "/messages/{closed}", "instructor"),
    Place("scores", "/learn/{registration}/scores", "/learn/{registration}/scores", "learner"),
    Place("progress", "/progress", "/progress", "learner"),
    Place("progress-empty", "/progress", "/progress", "guardian"),
    Place("my-people", "/my-people", "/my-people", "manager"),
    Place("my-people-nothing-more", "/my-people", "/my-people?page=9", "manager"),
    Place("my-people-found", "/my-people", "/my-people", "guardian", prepare=doings.find_one),
    Place("my-person", "/my-people/{person}", "/my-people/{learner}", "guardian"),
    Place("account", "/account", "/account", "learner"),
    Place("learning-data", "/account/learning-data", "/account/learning-data", "learner"),
    Place("adaptation", _ADAPTATION, "/adaptive/registrations/{registration}", "learner"),
    Place("teach", "/teach", "/teach", "instructor"),
    Place("run-new-course", "/teach/runs/new", "/teach/runs/new", "instructor"),
    Place("run-new", "/teach/runs/new", "/teach/runs/new?course={course}", "instructor"),
    Place("run-people", _RUN, _RUN, "instructor"),
    Place(
        "run-learner",
        _RUN + "/people/{learner}",
        _RUN + "/people/{learner}",
        "instructor",
    ),
    Place("run-dates", _RUN + "/dates", _RUN + "/dates", "instructor"),
    Place("run-enrol", _RUN + "/enrol", _RUN + "/enrol", "instructor"),
    Place("run-announcements", _RUN + "/announcements", _RUN + "/announcements", "instructor"),
    Place(
        "announcement-edit",
        _RUN + "/announcements/{announcement}",
        _RUN + "/announcements/{announcement}",
        "instructor",
    ),
    Place("run-messages", _RUN + "/messages", _RUN + "/messages", "instructor"),
    Place("run-messages-of-others", _RUN + "/messages", _RUN + "/messages", "administrator"),
    Place("run-live", _RUN + "/live", _RUN + "/live", "instructor", prepare=doings.connect),
    Place("gradebook", _RUN + "/gradebook", _RUN + "/gradebook", "instructor"),
    Place(
        "gradebook-cell",
        _RUN + "/gradebook/{registration}/{item_set}",
        _RUN + "/gradebook/{registration}/{questions}",
        "instructor",
    ),
    Place("editor", "/editor", "/editor", "editor"),
    Place("import", "/editor/import", "/editor/import", "editor"),
    Place("import-done", "/editor/imports/{about}", "/editor/imports/{imported}", "editor"),
    Place("outline", _COURSE, _COURSE, "editor"),
    Place("course-settings", _COURSE + "/settings", _COURSE + "/settings", "editor"),
    Place("edit-text", _OBJECT, _COURSE + "/objects/{text}", "editor"),
    Place("edit-film", _OBJECT, _COURSE + "/objects/{film}", "editor"),
    Place("edit-items", _OBJECT, _COURSE + "/objects/{questions}", "editor"),
    Place("edit-item", _OBJECT + "/items/{item}", _COURSE + "/objects/{questions}/items/{item}", "editor"),
    Place("item-new", _OBJECT + "/items/new", _COURSE + "/objects/{questions}/items/new", "editor"),
    Place("preview", _COURSE + "/preview", _COURSE + "/preview?shown={text}", "editor"),
    Place("preview-items", _COURSE + "/preview", _COURSE + "/preview?shown={questions}", "editor"),
    Place("policy", _COURSE + "/policy", _COURSE + "/policy", "editor"),
    Place("policy-edit", _COURSE + "/policy/edit", _COURSE + "/policy/edit", "editor"),
    Place("publish", _COURSE + "/publish", _COURSE + "/publish", "editor"),
    Place("history", _COURSE + "/history", _COURSE + "/history", "editor"),
    Place("revision", _REVISION, _COURSE + "/revisions/1", "editor"),
    Place("revision-read", _REVISION + "/preview", _COURSE + "/revisions/1/preview?shown={text}", "editor"),
    Place("versions", _VERSIONS, _VERSIONS, "editor"),
    Place(
        "version-activate",
        _VERSIONS + "/{version}/activate",
        _VERSIONS + "/{version}/activate?locale=en",
        "editor",
    ),
    Place("languages", _LANGUAGES, _LANGUAGES, "editor"),
    Place("language-new", _LANGUAGES + "/new", _LANGUAGES + "/new", "editor"),
    Place("language", _LANGUAGES + "/{locale}", _LANGUAGES + "/ar", "editor"),
    Place("queue", "/translation", "/translation", "translator"),
    Place("queue-nothing", "/translation", "/translation?kind=review", "translator"),
    Place("units", _UNITS, "/translation/courses/{course}/ar/units", "translator"),
    Place("units-nothing", _UNITS, "/translation/courses/{course}/ar/units?words=xyzzy", "translator"),
    Place("bulk-where", "/translation/bulk", "/translation/bulk", "translator"),
    Place("bulk", "/translation/bulk", "/translation/bulk?course={course}&locale=ar", "editor"),
    Place(
        "bulk-nothing",
        "/translation/bulk",
        "/translation/bulk?course={course}&locale=ar&only=final",
        "translator",
    ),
    Place("bulk-done", "/translation/bulk/{bulk}", "/translation/bulk/{bulk}", "translator"),
    Place("problem", "/translation/problems/{problem}", "/translation/problems/{problem}", "translator"),
    Place("memory", "/translation/memory", "/translation/memory", "translator"),
    Place("memory-units", "/translation/memory/units", "/translation/memory/units", "translator"),
    Place(
        "memory-units-nothing",
        "/translation/memory/units",
        "/translation/memory/units?words=xyzzy",
        "translator",
    ),
    Place(
        "memory-unit",
        "/translation/memory/units/{unit}",
        "/translation/memory/units/{memory_unit}",
        "translator",
    ),
    Place("memory-import", "/translation/memory/import", "/translation/memory/import", "translator"),
    Place("file", "/translation/files/{file}", "/translation/files/{file}", "translator"),
    Place(
        "another-tool",
        "/translation/courses/{course}/{locale}/file",
        "/translation/courses/{course}/ar/file",
        "translator",
    ),
    Place(
        "weblate",
        "/translation/courses/{course}/{locale}/weblate",
        "/translation/courses/{course}/ar/weblate",
        "editor",
    ),
    Place("figures", "/translation/figures", "/translation/figures", "translator"),
    Place("figures-course", "/translation/figures", "/translation/figures?course={course}", "editor"),
    Place("repairs", "/translation/repairs", "/translation/repairs", "editor"),
    Place("desk", "/translation/units/{unit}", "/translation/units/{unit}", "translator"),
    Place(
        "desk-preview",
        "/translation/units/{unit}/preview",
        "/translation/units/{unit}/preview",
        "translator",
    ),
    Place(
        "concordance",
        "/translation/units/{unit}/concordance",
        "/translation/units/{unit}/concordance?words=light",
        "translator",
    ),
    Place("glossary", "/translation/glossary", "/translation/glossary", "translator"),
    Place("glossary-nothing", "/translation/glossary", "/translation/glossary?q=xyzzy", "translator"),
    Place("glossary-file", "/translation/glossary/file", "/translation/glossary/file", "translator"),
    Place("term-new", "/translation/glossary/new", "/translation/glossary/new", "translator"),
    Place("term", "/translation/glossary/{term}", "/translation/glossary/{term}", "translator"),
    Place("people", "/admin/people", "/admin/people", "administrator"),
    Place("person-new", "/admin/people/new", "/admin/people/new", "administrator"),
    Place("person", "/admin/people/{person}", "/admin/people/{learner}", "administrator"),
    Place("person-guardian", "/admin/people/{person}", "/admin/people/{guardian}", "administrator"),
    Place("people-import", "/admin/people/import", "/admin/people/import", "administrator"),
    Place(
        "people-import-preview",
        "/admin/people/import/{roster}",
        "/admin/people/import/{roster}",
        "administrator",
    ),
    Place("groups", "/admin/groups", "/admin/groups", "administrator"),
    Place("group", "/admin/groups/{group}", "/admin/groups/{group}", "administrator"),
    Place("health", "/admin/health", "/admin/health", "administrator"),
)


def pages() -> set[str]:
    """The address of every page for people, from the application itself."""
    return {each.path for each in routes(unconnected(SERVICES)) if each.page and each.method == "GET"}
