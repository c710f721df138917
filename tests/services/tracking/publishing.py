"""Courses as delivery publishes them: pages and a manifest in the store, then the activation."""

from dataclasses import dataclass, field
from uuid import UUID, uuid5

import msgspec

from stoa.contracts.content import CompletionRule, MoveOn, Skill, Translated
from stoa.contracts.delivery import (
    Manifest,
    ManifestActivated,
    ManifestAsset,
    ManifestCheckpoint,
    ManifestObject,
    PilotActivated,
)
from stoa.kernel.checksum import checksum
from stoa.kernel.ids import new_id
from tests.world import Someone, World

_NAMES = UUID("7a0b4f5e-54a5-4d7b-9f5e-1c7f7c0c9a11")


@dataclass
class Course:
    """A course to publish. Ids of objects come from their names, so that they are stable over versions."""

    title: str = "Light and colour"
    description: str = "Where rainbows come from."
    locale: str = "en"
    id: UUID = field(default_factory=new_id)
    objects: list[ManifestObject] = field(default_factory=list)
    completion: CompletionRule = field(default_factory=CompletionRule)
    version: int = 1
    pages: dict[str, bytes] = field(default_factory=dict)
    source_locale: str | None = None
    translated: Translated | None = None

    def at(self, name: str) -> UUID:
        return uuid5(_NAMES, f"{self.id}/{name}")

    def block(self, name: str, *, parent: str | None = None) -> "Course":
        return self._add(name, "block", parent=parent)

    def text(
        self,
        name: str,
        *,
        parent: str | None = None,
        requires: tuple[str, ...] = (),
        levels: tuple[str, ...] = (),
        minutes: float = 2,
        skills: tuple[str, ...] = ("seeing",),
        required: bool = True,
    ) -> "Course":
        pages = {level: f"{name}/{level}.html" for level in ("standard", *levels)}
        for level, path in pages.items():
            self.pages[path] = f'<p id="p-1">{name} at level {level}, version {self.version}.</p>'.encode()
        return self._add(
            name,
            "text",
            parent=parent,
            requires=requires,
            pages=pages,
            minutes=minutes,
            skills=list(skills),
            required=required,
        )

    def items(
        self,
        name: str,
        *,
        in_video: str | None = None,
        move_on: MoveOn = MoveOn.PASSED,
        exam: bool = False,
    ) -> "Course":
        path = f"{name}/standard.html"
        self.pages[path] = b"<p>Check yourself.</p>"
        video = self.at(in_video) if in_video else None
        return self._add(
            name,
            "items",
            pages={"standard": path},
            in_video=video,
            exam=exam,
            move_on=move_on,
            items=3,
            points=3,
            minutes=5,
            skills=["seeing"],
        )

    def video(self, name: str, *, checks: tuple[str, ...] = (), duration_s: float = 100) -> "Course":
        path = f"{name}/standard.html"
        self.pages[path] = b'<p id="p-1">A film.</p>'
        return self._add(
            name,
            "video",
            pages={"standard": path},
            playlist=f"{name}/master.m3u8",
            poster=f"{name}/poster.webp",
            duration_s=duration_s,
            captions={"en": f"{name}/captions.en.vtt"},
            checkpoints=[
                ManifestCheckpoint(at_s=20.0 + place, title="Look closely", item_set=self.at(check))
                for place, check in enumerate(checks)
            ],
            minutes=3,
        )

    def link(self, name: str) -> "Course":
        path = f"{name}/standard.html"
        self.pages[path] = b"<p>Read on.</p>"
        return self._add(name, "link", pages={"standard": path}, url="https://example.org/light", minutes=1)

    def _add(
        self,
        name: str,
        kind: str,
        *,
        parent: str | None = None,
        requires: tuple[str, ...] = (),
        **more: object,
    ) -> "Course":
        self.objects.append(
            ManifestObject(
                id=self.at(name),
                kind=kind,
                title=name.replace("-", " ").capitalize(),
                parent=self.at(parent) if parent else None,
                requires=[self.at(need) for need in requires],
                **more,  # type: ignore[arg-type]
            )
        )
        return self

    def manifest(self) -> Manifest:
        assets = [
            ManifestAsset(path=path, checksum=checksum(data), size=len(data), media_type="text/html")
            for path, data in self.pages.items()
        ]
        return Manifest(
            content=self.id,
            course=self.id,
            locale=self.locale,
            version=self.version,
            revision=self.version,
            url=f"http://127.0.0.1:8081/content/{self.id}/v{self.version}/{self.locale}/",
            tag=f"tag-{self.version}",
            title=self.title,
            description=self.description,
            licence="CC-BY-4.0",
            authors=["The Stoa authors"],
            skills=[Skill(id="seeing", title="See how light travels")],
            completion=self.completion,
            objects=self.objects,
            assets=assets,
            source_locale=self.source_locale,
            translated=self.translated,
        )


async def store(world: World, course: Course, *, activation: int | None = None) -> ManifestActivated:
    """Pages and manifest lie in the store; the event that says so."""
    prefix = f"content/{course.id}/v{course.version}/{course.locale}"
    for path, data in course.pages.items():
        await world.objects.assets.put(f"{prefix}/{path}", data, "text/html")
    document = msgspec.json.encode(course.manifest())
    key = f"{world.tenant}/manifests/{checksum(document)}"
    await world.objects.private.put(key, document, "application/json")
    return ManifestActivated(
        content=course.id,
        course=course.id,
        locale=course.locale,
        version=course.version,
        revision=course.version,
        key=key,
        checksum=checksum(document),
        tag=f"tag-{course.version}",
        title=course.title,
        activation=activation or course.version,
    )


async def activate(world: World, course: Course, *, activation: int | None = None) -> Course:
    await world.publish(await store(world, course, activation=activation))
    await world.quiet()
    return course


async def pilot(world: World, course: Course, *runs: UUID, turn: int = 1) -> Course:
    """For the learners of these runs first."""
    stored = await store(world, course)
    await world.publish(
        PilotActivated(
            content=course.id,
            course=course.id,
            locale=course.locale,
            runs=list(runs),
            version=course.version,
            revision=course.version,
            key=stored.key,
            checksum=stored.checksum,
            title=course.title,
            turn=turn,
        )
    )
    await world.quiet()
    return course


def small_course() -> Course:
    """Two texts, of which the second needs the first; a video with a checkpoint; a set to pass; a link."""
    return (
        Course()
        .block("light")
        .text("rays", parent="light", levels=("simpler", "deeper"))
        .text("mirrors", parent="light", requires=("rays",))
        .video("prism", checks=("bend",))
        .items("bend", in_video="prism", move_on=MoveOn.COMPLETED)
        .items("check")
        .link("more")
    )


async def schedule(teacher: Someone, course: Course, **dates: object) -> UUID:
    answer = await teacher.post("/api/runs", json={"course": str(course.id), **dates})
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["run"])


async def enrol(learner: Someone, run: UUID) -> UUID:
    answer = await learner.post("/api/enrolments", json={"run": str(run)})
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["registration"])
