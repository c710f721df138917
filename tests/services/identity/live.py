"""A page that asks for a pass and connects with it."""

from typing import Any
from uuid import UUID

from stoa.contracts.tracking import RunScheduled
from stoa.kernel.ids import PersonId, new_id
from tests.line import Line
from tests.services.identity.school import School
from tests.world import Someone


class Pages:
    """Of one school. Connections go to NATS past the edge, which has tests of its own."""

    def __init__(self, school: School) -> None:
        self.school = school
        self._websocket = school.world.process.platform.settings.live.websocket or ""

    async def granted(self, browser: Someone, *runs: UUID) -> dict[str, Any]:
        answer = await browser.post("/api/live/credentials", json={"runs": [str(run) for run in runs]})
        assert answer.status_code == 200, answer.text
        given: dict[str, Any] = answer.json()
        return given

    def line(self, token: str) -> Line:
        return Line(self._websocket, token)

    async def run_taught_by(self, *instructors: PersonId, run: UUID | None = None, change: int = 1) -> UUID:
        """As tracking tells it."""
        scheduled = RunScheduled(
            run=run or new_id(),
            course=new_id(),
            starts_at=None,
            ends_at=None,
            instructors=list(instructors),
            change=change,
        )
        await self.school.world.publish(scheduled)
        await self.school.world.quiet()
        return scheduled.run
