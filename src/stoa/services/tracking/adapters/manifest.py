"""From delivery's manifest to a course version of ours."""

from typing import Any

from stoa.contracts.content import Translated
from stoa.contracts.delivery import Manifest, ManifestObject
from stoa.kernel.markup import words
from stoa.services.tracking.domain.completion import CompletionRule
from stoa.services.tracking.domain.learning_object import (
    Checkpoint,
    Kind,
    LearningObject,
    Level,
    MoveOn,
    Video,
)
from stoa.services.tracking.domain.outline import Outline
from stoa.services.tracking.domain.version import CourseVersion


def course_version(manifest: Manifest) -> CourseVersion:
    return CourseVersion(
        content=manifest.content,
        course=manifest.course,
        locale=manifest.locale,
        version=manifest.version,
        url=manifest.url if manifest.url.endswith("/") else f"{manifest.url}/",
        tag=manifest.tag,
        title=manifest.title,
        description=words(manifest.description),
        licence=manifest.licence,
        authors=tuple(manifest.authors),
        skills={skill.id: skill.title for skill in manifest.skills},
        completion=CompletionRule(
            required_share=manifest.completion.required_share,
            passed=frozenset(manifest.completion.passed),
            mastery_score=manifest.completion.mastery_score,
        ),
        outline=Outline(_learning_object(thing) for thing in manifest.objects),
        checksums={asset.path: asset.checksum for asset in manifest.assets},
        source_locale=manifest.source_locale,
        **_translated(manifest.translated),
    )


def _learning_object(thing: ManifestObject) -> LearningObject:
    return LearningObject(
        id=thing.id,
        kind=Kind(thing.kind),
        title=thing.title,
        description=thing.description,
        parent=thing.parent,
        skills=tuple(thing.skills),
        minutes=thing.minutes,
        required=thing.required,
        requires=tuple(thing.requires),
        move_on=MoveOn(thing.move_on.value),
        pages={Level(level): path for level, path in thing.pages.items()},
        video=_video(thing) if thing.playlist else None,
        in_video=thing.in_video,
        items=thing.items,
        points=thing.points,
        file=thing.file,
        filename=thing.filename,
        url=thing.url,
        **_translated(thing.translated),
    )


def _translated(told: Translated | None) -> dict[str, Any]:
    return {"lacking": frozenset(told.lacking), "machine": told.machine} if told else {}


def _video(thing: ManifestObject) -> Video:
    return Video(
        playlist=thing.playlist or "",
        poster=thing.poster,
        duration_s=thing.duration_s,
        captions=dict(thing.captions),
        checkpoints=tuple(
            Checkpoint(check.at_s, check.title, check.item_set, check.required) for check in thing.checkpoints
        ),
    )
