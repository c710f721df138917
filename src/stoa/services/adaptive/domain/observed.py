"""Features out of a state: read, never changed."""

from stoa.services.adaptive.domain.calibration import UNKNOWN
from stoa.services.adaptive.domain.course import CourseMap
from stoa.services.adaptive.domain.elo import Elo
from stoa.services.adaptive.domain.engagement import engagement
from stoa.services.adaptive.domain.features import Features
from stoa.services.adaptive.domain.film_view import FilmView
from stoa.services.adaptive.domain.items import Items
from stoa.services.adaptive.domain.knowledge import KnowledgeModel
from stoa.services.adaptive.domain.learning import Learning
from stoa.services.adaptive.domain.responding import MOST_OCTAVES, octaves
from stoa.services.adaptive.domain.risk import risk

_ELO = Elo()
_NO_FILM = FilmView()
_LEVELS = {"simpler": -1.0, "deeper": 1.0}
_MOST_OBJECT_TIME = 10.0
_SHORTEST_SESSION_H = 0.1


def observe(
    learning: Learning, at: int, course: CourseMap, items: Items, model: KnowledgeModel = _ELO
) -> Features:
    """at: milliseconds, not before the learner's last action."""
    visit, session = learning.visit, learning.session
    responding, accuracy = learning.responding, learning.responding.accuracy
    film = learning.films.get(visit.object) if visit.object else None
    shown = film or _NO_FILM
    seen = learning.objects.get(visit.object) if visit.object else None
    here = course.get(visit.object)
    ability = learning.knowledge.ability(here.skills if here else ())
    item = learning.waiting.item
    calibration = items.of(item) if item else UNKNOWN
    waiting_ms = learning.waiting.for_ms(at)
    features = Features(
        engagement=engagement(learning, film),
        visible_share=learning.attention.visible_share,
        attended_share=learning.attention.attended_share,
        in_sight=float(visit.visible and visit.object is not None),
        focused=float(visit.focused and visit.object is not None),
        idle_s=(at - session.touched_at) / 1000,
        depth=visit.depth,
        object_s=(at - visit.at) / 1000 if visit.object else 0.0,
        object_time=min(_MOST_OBJECT_TIME, visit.slowness or 0.0),
        visits=float(seen.visits) if seen else 0.0,
        level=_LEVELS.get(visit.level, 0.0),
        film_watched=shown.watched_share,
        film_rewatched=shown.rewatched_share,
        film_rate=shown.rate,
        film_back=float(shown.back),
        film_stalled_s=shown.stalled_ms / 1000,
        responses=float(learning.totals.responses),
        responses_here=float(visit.responses),
        items_open=float(len(learning.waiting.open)),
        accuracy=accuracy.slow,
        accuracy_lately=accuracy.fast,
        accuracy_change=accuracy.fast - accuracy.slow,
        wrong_in_row=float(responding.wrong_in_row),
        right_in_row=float(responding.right_in_row),
        hesitation=responding.hesitation.value,
        waiting_s=waiting_ms / 1000,
        waiting=octaves(waiting_ms, calibration.median_ms) if waiting_ms else -MOST_OCTAVES,
        hints=responding.hints.value,
        skips=responding.skips.value,
        changes=responding.changes.value,
        haste=responding.haste.value,
        ability=ability.mean,
        ability_sd=ability.sd,
        chance=model.chance(ability, calibration),
        pace=learning.pace.value,
        session_min=session.length_ms / 60_000,
        since_break_min=session.since_rest_ms / 60_000,
        breaks=float(session.breaks),
        objects_an_hour=session.objects / max(_SHORTEST_SESSION_H, session.length_ms / 3_600_000),
        sessions=float(session.number),
        away_h=session.away_ms / 3_600_000,
        progress=min(1.0, len(learning.objects) / max(1, course.on_the_way)),
    )
    features.risk = risk(features).value
    return features
