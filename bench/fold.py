"""What folding an action, observing the features and deciding cost on one core.

`python -m bench.fold`. Learners with states of their own act in turn, so that no state is warm in the caches
for longer than it would be. Each act is timed by itself, in processor time of the thread, so that other work
on the machine does not count; the cost of the clock itself is taken off.
"""

import gc
import random
from collections.abc import Callable, Iterator
from statistics import mean, median, quantiles
from time import thread_time_ns
from typing import Any
from uuid import UUID

from bench.results import keep
from stoa.services.adaptive.domain.calibration import UNKNOWN
from stoa.services.adaptive.domain.chance import drawn
from stoa.services.adaptive.domain.course import CourseMap
from stoa.services.adaptive.domain.course_object import CourseObject
from stoa.services.adaptive.domain.decide import decide
from stoa.services.adaptive.domain.default_policy import DEFAULT
from stoa.services.adaptive.domain.items import Items
from stoa.services.adaptive.domain.kept import Kept, decode, encode
from stoa.services.adaptive.domain.learning import Learning
from stoa.services.adaptive.domain.observed import observe
from stoa.services.adaptive.domain.policy_reading import read
from stoa.services.adaptive.domain.possible import possible
from stoa.services.adaptive.domain.response import Response

LEARNERS = 2_000
ACTIONS = 200_000
OBJECTS = 60
ITEMS = 120
START = 1_800_000_000_000
FILM_S = 420.0
MIX = {
    "spent": 30, "watched": 15, "reached": 10, "visible": 4, "focused": 4, "played": 4, "paused": 4,
    "sought": 3, "rated": 1, "stalled": 1, "opened": 4, "left": 3, "item_shown": 5, "item_begun": 4,
    "item_changed": 3, "hint_asked": 1, "item_skipped": 1, "answered": 5,
}  # fmt: skip
"""How often each comes, of about a hundred."""


class World:
    """Objects, items and states; the same in every run."""

    def __init__(self) -> None:
        self.chance = random.Random(1)
        self.objects = [UUID(int=self.chance.getrandbits(128)) for _ in range(OBJECTS)]
        self.items = [UUID(int=self.chance.getrandbits(128)) for _ in range(ITEMS)]
        self.captures = [UUID(int=self.chance.getrandbits(128)) for _ in range(LEARNERS)]
        self.learners = [Learning() for _ in range(LEARNERS)]
        self.course = CourseMap(
            tuple(
                CourseObject(
                    thing,
                    "video" if place % 3 == 0 else "text",
                    minutes=5,
                    skills=(f"skill-{place % 12}",),
                    levels=frozenset({"standard", "simpler"}),
                )
                for place, thing in enumerate(self.objects)
            )
        )

    def arguments(self, act: str) -> tuple[Any, ...]:
        pick = self.chance.choice
        second = self.chance.random() * FILM_S
        film, item = self.objects[3 * self.chance.randrange(OBJECTS // 3)], pick(self.items)
        return {
            "opened": (pick(self.objects), "standard", 300.0),
            "left": (pick(self.objects),),
            "visible": (self.chance.random() < 0.5,),
            "focused": (True,),
            "reached": (pick(self.objects), self.chance.random()),
            "spent": (pick(self.objects), 10_000, 9_000, 5_000, 12, 3),
            "played": (film, second),
            "paused": (film, second),
            "sought": (film, second, second - 20),
            "rated": (film, second, 1.5),
            "stalled": (film, second, 300),
            "watched": (film, second, min(FILM_S, second + 10), FILM_S, 1.0),
            "item_shown": (item,),
            "item_begun": (item, 6_000, UNKNOWN),
            "item_changed": (1,),
            "hint_asked": (),
            "item_skipped": (item,),
            "answered": (self._response(item), UNKNOWN),
        }[act]

    def _response(self, item: UUID) -> Response:
        skills = (f"skill-{self.chance.randrange(12)}", f"skill-{self.chance.randrange(12)}")
        return Response(item=item, skills=skills, share=float(self.chance.random() < 0.6), tries=1)


def main() -> None:
    world = World()
    clock_us = mean(timed(lambda: None) for _ in range(20_000))
    gc.disable()
    by_act = folding(world, clock_us)
    everything = [time for times in by_act.values() for time in times]
    print(f"{'':14}{'n':>8}{'mean':>8}{'p50':>8}{'p99':>8}   microseconds")
    for act, times in sorted(by_act.items(), key=lambda one: -mean(one[1])):
        say(act, times)
    say("any action", everything)
    rest = {name: [time - clock_us for time in times] for name, times in reading(world)}
    for name, times in rest.items():
        say(name, times)
    sizes = [len(encode(Kept(learning))) for learning in world.learners]
    print(f"a state of {mean(sizes):.0f} bytes after {ACTIONS // LEARNERS} actions")
    keep(
        "fold",
        clock="thread",
        action_mean_us=round(mean(everything), 2),
        action_p50_us=round(median(everything), 2),
        action_p99_us=round(quantiles(everything, n=100)[98], 2),
        **{f"{name}_mean_us": round(mean(times), 2) for name, times in rest.items()},
        **{f"{name}_p50_us": round(median(times), 2) for name, times in rest.items()},
        state_bytes=round(mean(sizes)),
    )


def folding(world: World, clock_us: float) -> dict[str, list[float]]:
    """Each act with its look into the sequence of its capture, as it is folded."""
    acts = world.chance.choices(list(MIX), weights=list(MIX.values()), k=ACTIONS)
    by_act: dict[str, list[float]] = {act: [] for act in MIX}
    for number, act in enumerate(acts):
        place = number % LEARNERS
        learning, capture = world.learners[place], world.captures[place]
        seq, at = number // LEARNERS + 1, START + number * 3
        took = timed(fold, learning, capture, seq, getattr(learning, act), at, world.arguments(act))
        by_act[act].append(took - clock_us)
    return by_act


def fold(
    learning: Learning,
    capture: UUID,
    seq: int,
    act: Callable[..., object],
    at: int,
    arguments: tuple[Any, ...],
) -> None:
    if learning.is_fresh(capture, seq):
        act(at, *arguments)


def reading(world: World) -> Iterator[tuple[str, list[float]]]:
    policy, items, at = read(DEFAULT), Items(), START + ACTIONS * 3
    features = [observe(learning, at, world.course, items) for learning in world.learners]
    heres = [possible(world.course, learning) for learning in world.learners]
    data = [encode(Kept(learning)) for learning in world.learners]
    reads: dict[str, Callable[[int, Learning], object]] = {
        "observe": lambda _, learning: observe(learning, at, world.course, items),
        "possible": lambda _, learning: possible(world.course, learning),
        "decide": lambda place, learning: decide(
            policy, features[place], learning.decided, heres[place], at, drawn(world.captures[place], at)
        ),
        "encode": lambda _, learning: encode(Kept(learning)),
        "decode": lambda place, _: decode(data[place]),
    }
    for name, act in reads.items():
        yield name, [timed(act, place, learning) for place, learning in enumerate(world.learners)]


def timed(act: Callable[..., object], *arguments: object) -> float:
    """Microseconds."""
    begun = thread_time_ns()
    act(*arguments)
    return (thread_time_ns() - begun) / 1000


def say(name: str, times: list[float]) -> None:
    cuts = quantiles(times, n=100)
    print(f"{name:14}{len(times):8}{mean(times):8.2f}{cuts[49]:8.2f}{cuts[98]:8.2f}")


if __name__ == "__main__":
    main()
