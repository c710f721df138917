"""A course with an item of every kind, published and taken, as the other services would tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from stoa.contracts import content
from stoa.contracts.content import CourseDocument, ItemSetObject, RevisionPublished
from stoa.contracts.delivery import Manifest, ManifestActivated, ManifestAsset
from stoa.contracts.localization import LocaleReady
from stoa.contracts.tracking import (
    CourseJudged,
    EnrolmentEnded,
    LearnerEnrolled,
    ObjectCompleted,
    RunScheduled,
)
from stoa.kernel.checksum import checksum
from stoa.kernel.clock import utc_now
from stoa.kernel.ids import new_id
from tests.world import Someone, World

SECRET = "sesame"
"""In every text of a key, so that a leak is seen."""


def choices(*, right: int = 0, count: int = 3) -> list[content.Choice]:
    return [
        content.Choice(
            id=f"{SECRET}-{n}", html=f"<p>Option {n}</p>", correct=n == right, feedback=f"{SECRET} {n}"
        )
        for n in range(count)
    ]


def common(name: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "key": f"quiz/{name}",
        "prompt": f'<p>{name}? <img src="media:eye.png" alt="An eye"></p>',
        "skills": ["seeing"],
        "hints": [f"<p>{SECRET} nudge</p>", f"<p>{SECRET} more</p>"],
        "feedback": content.Feedback(
            correct=f"<p>{SECRET} yes</p>", partial=f"<p>{SECRET} half</p>", incorrect=f"<p>{SECRET} no</p>"
        ),
        "solution": f"<p>{SECRET} solution</p>",
    }


def one_of_each() -> list[content.Item]:
    return [
        content.ChoiceItem(choices=choices(), **common("choice")),
        content.MultipleItem(
            choices=[*choices(count=3), content.Choice(id="x", html="<p>Option 3</p>", correct=True)],
            **common("multiple"),
        ),
        content.TrueFalseItem(answer=True, feedback_false=f"{SECRET} false", **common("true_false")),
        content.NumericItem(value=25, tolerance=0.5, unit="cm", **common("numeric")),
        content.ShortTextItem(patterns=[content.Pattern(text=f"{SECRET} word")], **common("short_text")),
        content.MatchItem(
            pairs=[
                content.MatchPair(id=f"{SECRET}-p{n}", left=f"<p>Left {n}</p>", right=f"<p>Right {n}</p>")
                for n in range(3)
            ],
            distractors=[content.Distractor(id=f"{SECRET}-d", html="<p>Neither</p>")],
            **common("match"),
        ),
        content.OrderItem(
            entries=[content.OrderEntry(id=f"{SECRET}-e{n}", html=f"<p>Entry {n}</p>") for n in range(4)],
            **common("order"),
        ),
        content.ClozeItem(
            text="<p>Light {{verb}} at {{angle}} degrees.</p>",
            gaps=[
                content.Gap(id="verb", choices=choices(count=2), feedback=f"{SECRET} gap"),
                content.Gap(id="angle", value=40),
            ],
            **common("cloze"),
        ),
    ]


def item_set(items: list[content.Item] | None = None, **more: Any) -> content.ItemSet:
    asked = items or one_of_each()
    return content.ItemSet(items=asked, pages=[[item.id for item in asked]], **more)


@dataclass
class School:
    """One course with one item set, one run, and who takes it."""

    world: World
    course: UUID
    run: UUID
    set_id: UUID
    items: list[content.Item]
    instructor: Someone

    def item(self, kind: str) -> UUID:
        return next(item.id for item in self.items if msgspec.to_builtins(item)["kind"] == kind)

    async def publish(
        self,
        asked: content.ItemSet,
        *,
        revision: int = 1,
        activation: int = 1,
        in_video: UUID | bool = False,
        among: Sequence[content.LearningObject] = (),
        **of_quiz: Any,
    ) -> None:
        """in_video: a film, or any. among: the other objects. of_quiz: more of the object with the set."""
        self.items = asked.items
        told = await self.published(asked, revision, in_video, among=among, **of_quiz)
        await self.world.publish(told, await self.activated(revision, activation))
        await self.world.quiet()

    async def translate(self, asked: content.ItemSet, locale: str, *, revision: int = 1) -> None:
        """The same set in another language, as localization and delivery tell it."""
        told = await self.published(asked, revision, locale=locale)
        fields = {name: getattr(told, name) for name in RevisionPublished.__struct_fields__}
        ready = LocaleReady(**fields, source_revision=1, share=1.0)
        await self.world.publish(ready, await self.activated(revision, 1, locale))
        await self.world.quiet()

    async def published(
        self,
        asked: content.ItemSet,
        revision: int,
        in_video: UUID | bool = False,
        locale: str = "en",
        among: Sequence[content.LearningObject] = (),
        **of_quiz: Any,
    ) -> RevisionPublished:
        quiz = ItemSetObject(
            id=self.set_id,
            key="quiz",
            title="Quiz",
            item_set=asked,
            intro="<p>Begin.</p>",
            in_video=new_id() if in_video is True else in_video or None,
            **of_quiz,
        )
        image = content.Media(
            name="eye.png", media_type="image/png", size=3, checksum=checksum(b"eye"), key="x"
        )
        document = CourseDocument(
            course=self.course,
            revision=revision,
            locale=locale,
            title="Light",
            objects=[*among, quiz],
            media=[image],
        )
        data = msgspec.json.encode(document)
        key = f"{self.world.tenant}/documents/{new_id()}"
        await self.world.objects.private.put(key, data)
        return RevisionPublished(
            course=self.course,
            revision=revision,
            locale=locale,
            title="Light",
            document_key=key,
            document_checksum=checksum(data),
            publication=new_id(),
        )

    async def activated(self, revision: int, activation: int, locale: str = "en") -> ManifestActivated:
        manifest = Manifest(
            content=self.course,
            course=self.course,
            locale=locale,
            version=revision,
            revision=revision,
            url=f"http://content.test/content/x/v{revision}/{locale}/",
            tag="t",
            title="Light",
            description="",
            licence="",
            authors=[],
            skills=[],
            completion=content.CompletionRule(),
            objects=[],
            assets=[
                ManifestAsset(path="media/eye.png", checksum=checksum(b"eye"), size=3, media_type="image/png")
            ],
        )
        data = msgspec.json.encode(manifest)
        key = f"{self.world.tenant}/manifests/{new_id()}"
        await self.world.objects.private.put(key, data)
        return ManifestActivated(
            content=self.course,
            course=self.course,
            locale=locale,
            version=revision,
            revision=revision,
            key=key,
            checksum=checksum(data),
            tag="t",
            title="Light",
            activation=activation,
        )

    async def schedule(
        self, *, change: int = 1, starts_at: datetime | None = None, ends_at: datetime | None = None
    ) -> None:
        await self.world.publish(
            RunScheduled(
                run=self.run,
                course=self.course,
                starts_at=starts_at,
                ends_at=ends_at,
                instructors=[self.instructor.person],
                change=change,
            )
        )
        await self.world.quiet()

    async def enrol(self, someone: Someone, registration: UUID | None = None) -> UUID:
        registration = registration or new_id()
        await self.world.publish(
            LearnerEnrolled(
                registration=registration, run=self.run, course=self.course, learner=someone.person, change=1
            )
        )
        await self.world.quiet()
        return registration

    async def complete(self, someone: Someone, registration: UUID, thing: UUID) -> None:
        await self.world.publish(
            ObjectCompleted(
                registration=registration,
                course=self.course,
                learner=someone.person,
                object=thing,
                at=utc_now(),
            )
        )
        await self.world.quiet()

    async def judge(
        self,
        someone: Someone,
        registration: UUID,
        scaled: float | None,
        *,
        completed: bool = False,
        passed: bool | None = None,
        change: int = 1,
    ) -> None:
        await self.world.publish(
            CourseJudged(
                registration=registration,
                run=self.run,
                course=self.course,
                learner=someone.person,
                scaled=scaled,
                completed=completed,
                passed=passed,
                at=utc_now(),
                change=change,
            )
        )
        await self.world.quiet()

    async def end(self, registration: UUID, someone: Someone, *, change: int = 2) -> None:
        await self.world.publish(
            EnrolmentEnded(
                registration=registration,
                run=self.run,
                course=self.course,
                learner=someone.person,
                change=change,
            )
        )
        await self.world.quiet()

    async def start(self, someone: Someone, registration: UUID) -> UUID:
        answer = await someone.post(
            "/api/attempts", json={"registration": str(registration), "item_set": str(self.set_id)}
        )
        assert answer.status_code == 201, answer.text
        return UUID(answer.json()["attempt"])

    async def learner_with_attempt(self) -> tuple[Someone, UUID, UUID]:
        """The learner, the registration, the attempt."""
        learner = await self.world.someone("learner")
        registration = await self.enrol(learner)
        return learner, registration, await self.start(learner, registration)


async def open_school(world: World, asked: content.ItemSet | None = None) -> School:
    instructor = await world.someone("instructor")
    school = School(world, new_id(), new_id(), new_id(), [], instructor)
    await school.schedule()
    await school.publish(asked or item_set())
    return school
