"""A learner as the instructor's page sees them."""

from stoa.contracts.adaptive import LearnerLive
from stoa.services.adaptive.commands.fold.deciding import moment_of, reasons
from stoa.services.adaptive.commands.fold.standing import Standing
from stoa.services.adaptive.domain.course import CourseMap
from stoa.services.adaptive.domain.items import Items
from stoa.services.adaptive.domain.observed import observe
from stoa.services.adaptive.domain.risk import risk


def learner_live(standing: Standing, course: CourseMap, items: Items) -> LearnerLive:
    learning = standing.learning
    known = standing.features if standing.features_at == learning.sequence else None
    features = known or observe(learning, learning.at, course, items)
    found = risk(features)
    return LearnerLive(
        registration=standing.registration,
        learner=standing.learner,
        sequence=learning.sequence,
        object=learning.visit.object,
        seen_at=moment_of(learning.at),
        here=learning.visit.object is not None and learning.visit.visible and standing.kept.active,
        engagement=features.engagement,
        accuracy=features.accuracy,
        hesitation=features.hesitation,
        progress=features.progress,
        risk=found.value,
        reasons=reasons(found.reasons),
        responses=learning.totals.responses,
    )
