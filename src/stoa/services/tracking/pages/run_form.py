"""The form of a run: what was typed, and the schedule that it means."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from stoa.kernel.errors import Invalid, InvalidInput
from stoa.runtime.caller import Caller
from stoa.runtime.forms import Typed
from stoa.runtime.pages import Pages
from stoa.services.tracking.domain.run import LARGEST_RUN, Admission, Run, Schedule, instant, local_text


@dataclass(frozen=True, slots=True)
class RunForm:
    """As the fields show it.

    instructors: ids; None when the form did not ask for them. known: those that the form showed at first,
    joined by blanks; empty when it did not say.
    """

    title: str = ""
    pace: str = "own"
    starts_at: str = ""
    ends_at: str = ""
    enrol_until: str = ""
    time_zone: str = "UTC"
    admission: str = Admission.EVERYONE.value
    places: str = ""
    instructors: tuple[str, ...] | None = None
    known: str = ""

    def teachers(self) -> list[UUID] | None:
        """Raises Invalid."""
        if self.instructors is None:
            return None
        return parse_ids(" ".join(self.instructors), "instructors")

    def known_teachers(self) -> list[UUID] | None:
        """Raises Invalid."""
        return parse_ids(self.known, "instructors") or None

    def schedule(self) -> Schedule:
        """Raises InvalidInput with every fault that a field has by itself."""
        faults: list[Invalid] = []

        def attempt(read: Any, *given: Any) -> Any:
            try:
                return read(*given)
            except Invalid as fault:
                faults.append(fault)
                return None

        dated = self.pace == "dated"
        moments = {
            name: attempt(
                instant, getattr(self, name) if dated or name == "enrol_until" else "", self.time_zone, name
            )
            for name in ("starts_at", "ends_at", "enrol_until")
        }
        places = attempt(_places, self.places)
        admission = attempt(_admission, self.admission)
        if faults:
            raise InvalidInput(list({fault.field: fault for fault in faults}.values()))
        return Schedule(
            title=self.title.strip()[:120],
            time_zone=self.time_zone,
            admission=admission,
            places=places,
            **moments,
        )


_TEXTS = RunForm.__dataclass_fields__.keys() - {"instructors"}


def read_form(typed: Typed) -> RunForm:
    """A field that is missing or empty is as in a fresh form. An empty teacher: they are asked for."""
    texts = {name: text for name in _TEXTS if (text := typed.text(name))}
    teachers = typed.several("instructors")
    return RunForm(**texts, instructors=tuple(filter(None, teachers)) if teachers else None)


def shown(run: Run) -> RunForm:
    """The schedule of a run as the form shows it."""
    schedule = run.schedule
    teachers = tuple(str(one) for one in sorted(run.instructors))
    return RunForm(
        title=schedule.title,
        pace="dated" if schedule.starts_at or schedule.ends_at else "own",
        starts_at=local_text(schedule.starts_at, schedule.time_zone),
        ends_at=local_text(schedule.ends_at, schedule.time_zone),
        enrol_until=local_text(schedule.enrol_until, schedule.time_zone),
        time_zone=schedule.time_zone,
        admission=schedule.admission.value,
        places=str(schedule.places or ""),
        instructors=teachers,
        known=" ".join(teachers),
    )


def run_page(pages: Pages, caller: Caller, title: str, run: Run) -> dict[str, Any]:
    """Heading of a run's pages: the course, and which run of it."""
    return {
        "title": title,
        "lead": run.schedule.title,
        "wide": True,
        "crumbs": [{"label": pages.gettext("Teaching", caller.locale), "href": "/teach"}],
    }


def parse_ids(text: str, field: str = "ids") -> list[UUID]:
    """Ids in a text, separated by blanks, commas, semicolons or lines. Raises Invalid naming what is none."""
    found: list[UUID] = []
    for part in text.replace(",", " ").replace(";", " ").split():
        try:
            found.append(UUID(part))
        except ValueError as error:
            raise Invalid("enrolment.id_malformed", field=field, given=part[:80]) from error
    return found


def _places(text: str) -> int | None:
    if not text.strip():
        return None
    try:
        return int(text)
    except ValueError as error:
        raise Invalid("run.places_out_of_range", field="places", least=1, most=LARGEST_RUN) from error


def _admission(text: str) -> Admission:
    try:
        return Admission(text)
    except ValueError as error:
        raise Invalid("run.admission_unknown", field="admission", given=text) from error
