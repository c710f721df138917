"""Finding courses and seeing what they are."""

from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import QueryParameter

from stoa.kernel.clock import Clock
from stoa.kernel.errors import Invalid, Refusal
from stoa.kernel.locale import tongue as in_language
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import Form, first_answer, go_on
from stoa.runtime.http import signed_in
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.services.tracking.commands.enrolments import Admitted, accept_invite, enrol_self
from stoa.services.tracking.commands.prerequisites import WHO_MAY_CHOOSE
from stoa.services.tracking.domain.catalogue import MOST_PAGES, Starts, Wanted
from stoa.services.tracking.domain.run import TEACHING_STAFF
from stoa.services.tracking.pages.wording import (
    Outlined,
    in_locale,
    language_name,
    languages_of,
    told_languages,
)
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.queries import catalogue

Text = Annotated[str, QueryParameter(max_length=200)]
Number = Annotated[int, QueryParameter(ge=1, le=MOST_PAGES)]


class Catalogue(Controller):
    path = "/catalogue"

    @get("/", opt=signed_in())
    async def find(
        self,
        request: AnyRequest,
        caller: Caller,
        db: Database,
        clock: Clock,
        pages: Pages,
        q: Text = "",
        language: Annotated[str, QueryParameter(max_length=35)] = "",
        starts: Starts = Starts.ANY,
        page: Number = 1,
    ) -> Response[bytes]:
        """A script that types along gets the list alone."""
        wanted = Wanted(q, language, starts, page, staff=caller.has(*TEACHING_STAFF))
        found, languages = await catalogue.search(db, clock, caller, wanted)
        filters = {"q": q, "language": language, "starts": "" if starts is Starts.ANY else starts.value}
        query = urlencode({name: value for name, value in filters.items() if value})
        values: dict[str, Any] = {
            "found": found,
            "wanted": wanted,
            "href": f"/catalogue?{query}{'&' if query else ''}page={{page}}",
            "staff": wanted.staff,
            "in_language": in_language,
        }
        if scripted(request):
            return pages.fragment("tracking/_courses.html", caller, **values)
        names = [{"value": tag, "label": language_name(tag, caller.locale)} for tag in languages]
        title = pages.gettext("Catalogue", caller.locale)
        return pages.show(
            "tracking/catalogue.html", caller, page={"title": title, "wide": True}, languages=names, **values
        )


class CoursePage(Controller):
    path = "/courses/{course:uuid}"

    @get("/", opt=signed_in())
    async def see(
        self,
        course: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        clock: Clock,
        pages: Pages,
        locale: Annotated[str | None, QueryParameter(max_length=35)] = None,
    ) -> Response[bytes]:
        """What it is, where one stands in it, when it can be taken."""
        return await show_course(course, caller, db, shelf, clock, pages, locale)

    @get("/outline/{block:uuid}", opt=signed_in())
    async def branch(
        self,
        course: UUID,
        block: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        clock: Clock,
        pages: Pages,
        locale: Annotated[str | None, QueryParameter(max_length=35)] = None,
    ) -> Response[bytes]:
        """A branch of a long outline, when it is opened."""
        view = await catalogue.see_course(db, shelf, clock, caller, course, locale)
        nodes = _outlined(view, caller, pages).nodes(block)
        return pages.fragment(
            "tracking/_branch.html", caller, nodes=nodes, tongue=in_language(view.version.locale)
        )

    @post("/enrol", opt=signed_in())
    async def enrol(
        self, form: Form, course: UUID, caller: Caller, db: Database, shelf: Shelf, clock: Clock, pages: Pages
    ) -> Response[Any]:
        """By oneself, then on to the first object."""
        try:
            run = _chosen_run(form.text("run"))
            admitted = await first_answer(enrol_self(db, caller, run), Admitted)
        except Refusal as refusal:
            if scripted(form.request):
                raise
            said = pages.words(refusal, caller)
            return await show_course(course, caller, db, shelf, clock, pages, None, said)
        return go_on(form.request, f"/learn/{admitted.registration}{in_locale(form.text('locale'))}")


def _chosen_run(given: str) -> UUID:
    """Raises Invalid naming the field."""
    try:
        return UUID(given)
    except ValueError:
        raise Invalid("run.malformed", field="run") from None


class Join(Controller):
    path = "/join/{code:str}"

    @get("/", opt=signed_in())
    async def see(
        self, code: str, caller: Caller, db: Database, clock: Clock, pages: Pages
    ) -> Response[bytes]:
        """Where an invite leads, before it is used."""
        invite, run, title = await catalogue.see_invite(db, caller, code)
        return pages.show(
            "tracking/join.html",
            caller,
            page={"title": title},
            invite=invite,
            run=run,
            good=invite.still_good(clock()),
            said=None,
        )

    @post("/", opt=signed_in())
    async def accept(self, request: AnyRequest, code: str, caller: Caller, db: Database) -> Response[Any]:
        admitted = await first_answer(accept_invite(db, caller, code), Admitted)
        return go_on(request, f"/learn/{admitted.registration}")


async def show_course(
    course: UUID,
    caller: Caller,
    db: Database,
    shelf: Shelf,
    clock: Clock,
    pages: Pages,
    locale: str | None,
    said: str | None = None,
) -> Response[bytes]:
    """said: why an enrolment was refused."""
    view = await catalogue.see_course(db, shelf, clock, caller, course, locale)
    version, say = view.version, partial(pages.gettext, locale=caller.locale)
    return pages.show(
        "tracking/course.html",
        caller,
        status=409 if said else 200,
        page={
            "title": version.title,
            "tongue": in_language(version.locale_of(version)),
            "crumbs": [{"label": say("Catalogue"), "href": "/catalogue"}],
        },
        described=in_language(version.locale_of(version, "description")),
        view=view,
        nodes=_outlined(view, caller, pages).nodes(),
        said=said,
        staff=caller.has(*TEACHING_STAFF),
        may_choose=caller.has(*WHO_MAY_CHOOSE),
        attributes=in_language(version.locale),
        in_language=in_language,
        languages=languages_of(view.versions, version.locale),
        locale_asked=locale and version.locale,
        go_on=f"/learn/{view.there.registration.id}{in_locale(locale)}" if view.there else None,
        **told_languages(version, caller.locale),
    )


def _outlined(view: catalogue.CourseView, caller: Caller, pages: Pages) -> Outlined:
    registration = view.there.registration.id if view.there else None
    current = view.there.registration.place_object if view.there else None
    return Outlined(
        view.standing,
        partial(pages.gettext, locale=caller.locale),
        load=lambda block: f"/courses/{view.version.course}/outline/{block}?locale={view.version.locale}",
        under=f"/learn/{registration}" if registration else None,
        current=current,
        source=view.version.source_locale,
    )
