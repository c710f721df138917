"""The engagement index: how much of a learner's attention the page has, in [0, 1].

    E = Σ weight · part ÷ Σ weight, over the parts of which something is known

| part | weight | value | why |
|---|---|---|---|
| in sight | 2 | share of the time on the page that it was visible | a hidden page teaches nobody |
| attended | 4 | a ÷ 0.6, at most 1 | readers rest their hands: three fifths is full attention |
| watched | 2 | w + (1 - w) · r ÷ 2, times the rate factor | jumping over loses, watching again seeks |
| answering | 2 | 1 - share of items skipped | an item left open is the page left |

a: share of the time on the page that it was attended. w: share of the film not jumped over; r: of it watched
again. The rate factor is 1 up to twice as fast and falls evenly to 0.6 at three times. Source: Murphy et al.:
Learning in double time, Applied Cognitive Psychology 36, 2022: 1.5 and 2 times cost little understanding, 2.5
times much.
"""

from stoa.services.adaptive.domain.film_view import FilmView
from stoa.services.adaptive.domain.learning import Learning

FULL_ATTENTION = 0.6
_IN_SIGHT, _ATTENDED, _WATCHED, _ANSWERING = 2.0, 4.0, 2.0, 2.0
_FAST, _TOO_FAST, _LOST = 2.0, 3.0, 0.4


def engagement(learning: Learning, film: FilmView | None) -> float:
    attention = learning.attention
    weight = _IN_SIGHT + _ATTENDED
    attended = attention.visible_share * attention.attended_share
    total = _IN_SIGHT * attention.visible_share + _ATTENDED * min(1.0, attended / FULL_ATTENTION)
    if film is not None and film.furthest:
        weight += _WATCHED
        total += _WATCHED * _watched(film)
    if learning.responding.skips.count:
        weight += _ANSWERING
        total += _ANSWERING * (1 - learning.responding.skips.value)
    return total / weight


def _watched(film: FilmView) -> float:
    share = film.watched_share
    share += (1 - share) * film.rewatched_share / 2
    return share * rate_factor(film.rate)


def rate_factor(rate: float) -> float:
    hurry = (rate - _FAST) / (_TOO_FAST - _FAST)
    return 1 - _LOST * max(0.0, min(1.0, hurry))
