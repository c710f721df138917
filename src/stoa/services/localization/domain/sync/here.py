"""What stands here of a course that is joined to a component."""

from collections.abc import Mapping
from dataclasses import dataclass

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.sync.kept import KeptUnit
from stoa.services.localization.domain.sync.stand import Stand, source_checksum
from stoa.services.localization.domain.sync.tagged import tagged
from stoa.services.localization.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class Here:
    """segments: by id, those of now. known: ids of all there ever were. units, kept: by locale, segment."""

    source_locale: str
    segments: Mapping[str, Segment]
    known: set[str]
    units: Mapping[str, Mapping[str, Unit]]
    kept: Mapping[str, Mapping[str, KeptUnit]]

    def sources(self) -> dict[str, str]:
        return {key: tagged(one.coded) for key, one in self.segments.items()}

    def stands(self, locale: str, sources: Mapping[str, str]) -> dict[str, Stand]:
        """Of every segment, whether it has a unit yet or not."""
        units = self.units[locale]
        return {key: _stand(one, units.get(key), sources[key]) for key, one in self.segments.items()}


def _stand(segment: Segment, unit: Unit | None, source: str) -> Stand:
    """A target of a former source says nothing of the present one."""
    sum_ = source_checksum(source)
    if unit is None or not unit.target or unit.source != segment.checksum:
        return Stand(sum_)
    return Stand(sum_, tagged(CodedText(unit.target, segment.coded.codes)), unit.state)
