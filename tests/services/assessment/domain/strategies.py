"""Items of every kind, made by hypothesis. Every text of a key carries `SECRET`, so that a leak is seen."""

from uuid import UUID

from hypothesis import strategies as st

from stoa.services.assessment.domain.choice import Choice, ChoiceItem, Choices
from stoa.services.assessment.domain.cloze import ClozeItem, Gap
from stoa.services.assessment.domain.item import Feedback, Item
from stoa.services.assessment.domain.match import Distractor, MatchItem, Pair
from stoa.services.assessment.domain.multiple import MultipleItem
from stoa.services.assessment.domain.number import NearMiss, NumberKey, Range
from stoa.services.assessment.domain.numeric import NumericItem
from stoa.services.assessment.domain.order import Entry, OrderItem
from stoa.services.assessment.domain.short_text import ShortTextItem
from stoa.services.assessment.domain.shuffle import Shuffle
from stoa.services.assessment.domain.text import Pattern, TextKey
from stoa.services.assessment.domain.true_false import TrueFalseItem

SECRET = "sesame"

shuffles = st.binary(min_size=16, max_size=16).map(Shuffle)
sizes = st.integers(2, 8)
booleans = st.booleans()

COMMON = {
    "prompt": "<p>Well?</p>",
    "hints": (f"<p>{SECRET} hint</p>",),
    "feedback": Feedback(f"{SECRET} yes", f"{SECRET} half", f"{SECRET} no"),
    "solution": f"{SECRET} solution",
}


def names(count: int) -> list[str]:
    return [f"{SECRET}-{index}" for index in range(count)]


@st.composite
def choices(draw: st.DrawFn, single: bool) -> Choices:
    count = draw(sizes)
    right = (
        {draw(st.integers(0, count - 1))} if single else draw(st.sets(st.integers(0, count - 1), min_size=1))
    )
    entries = tuple(
        Choice(name, f"<p>Option {index}</p>", index in right, f"{SECRET} because")
        for index, name in enumerate(names(count))
    )
    return Choices(entries, draw(booleans))


@st.composite
def number_keys(draw: st.DrawFn) -> NumberKey:
    value = draw(st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 3)))
    width = draw(st.sampled_from([0.0, 0.5, 2.0]))
    near = NearMiss(Range.around(value + 100, 1), 0.5, f"{SECRET} nearly")
    return NumberKey(Range.around(value, width), (near,), "cm", draw(st.sampled_from(["en", "de", "ar"])))


text_keys = booleans.map(
    lambda case: TextKey(
        (
            Pattern.exact(f"{SECRET} exact", case_sensitive=case),
            Pattern.matching("[a-z]+ ?[0-9]*", 0.5, f"{SECRET} nearly", case_sensitive=case),
        ),
        case,
    )
)


@st.composite
def clozes(draw: st.DrawFn) -> ClozeItem:
    keys = draw(st.lists(st.one_of(choices(single=True), number_keys(), text_keys), min_size=1, max_size=5))
    gaps = tuple(Gap(name, key, f"{SECRET} wrong") for name, key in zip(names(len(keys)), keys, strict=True))
    text = "<p>" + " and ".join(f"{{{{{gap.id}}}}}" for gap in gaps) + "</p>"
    return ClozeItem(id=UUID(int=8), text=text, gaps=gaps, partial=draw(booleans), **COMMON)  # type: ignore[arg-type]


@st.composite
def matches(draw: st.DrawFn) -> MatchItem:
    count = draw(sizes)
    pairs = tuple(
        Pair(name, f"<p>Left {index}</p>", f"<p>Right {index}</p>", f"{SECRET} mismatch")
        for index, name in enumerate(names(count))
    )
    distractors = (
        (Distractor(f"{SECRET}-d", "<p>Neither</p>", f"{SECRET} nothing"),) if draw(booleans) else ()
    )
    return MatchItem(id=UUID(int=6), pairs=pairs, distractors=distractors, partial=draw(booleans), **COMMON)  # type: ignore[arg-type]


@st.composite
def orders(draw: st.DrawFn) -> OrderItem:
    entries = tuple(Entry(name, f"<p>Entry {index}</p>") for index, name in enumerate(names(draw(sizes))))
    return OrderItem(id=UUID(int=7), entries=entries, partial=draw(booleans), **COMMON)  # type: ignore[arg-type]


items: st.SearchStrategy[Item] = st.one_of(
    choices(single=True).map(lambda some: ChoiceItem(id=UUID(int=1), choices=some, **COMMON)),  # type: ignore[arg-type]
    st.tuples(choices(single=False), booleans).map(
        lambda both: MultipleItem(id=UUID(int=2), choices=both[0], partial=both[1], **COMMON)  # type: ignore[arg-type]
    ),
    booleans.map(lambda answer: TrueFalseItem(id=UUID(int=3), answer=answer, **COMMON)),  # type: ignore[arg-type]
    number_keys().map(lambda key: NumericItem(id=UUID(int=4), number=key, **COMMON)),  # type: ignore[arg-type]
    text_keys.map(lambda key: ShortTextItem(id=UUID(int=5), text=key, **COMMON)),  # type: ignore[arg-type]
    matches(),
    orders(),
    clozes(),
)


def some_given(draw: st.DrawFn, item: Item, shuffle: Shuffle) -> object:
    """What a browser could send: right, wrong or in part."""
    face = item.face(shuffle)
    places = [option.place for option in face.options]
    targets = [option.place for option in face.targets]
    if item.kind == "choice":
        return draw(st.sampled_from(places))
    if item.kind == "multiple":
        return draw(st.lists(st.sampled_from(places), min_size=1, unique=True))
    if item.kind == "true_false":
        return draw(booleans)
    if item.kind == "numeric":
        return draw(st.floats(-1e6, 1e6).map(lambda number: f"{number:.6f}"))
    if item.kind == "short_text":
        return draw(st.text(min_size=1, max_size=60).filter(str.strip))
    if item.kind == "match":
        return draw(st.dictionaries(st.sampled_from(places), st.sampled_from(targets), min_size=1))
    if item.kind == "order":
        return draw(st.permutations(places))
    return {
        gap.place: draw(st.sampled_from([option.place for option in gap.options])) if gap.options else "12"
        for gap in face.text
        if not isinstance(gap, str)
    }


@st.composite
def answered(draw: st.DrawFn) -> tuple[Item, Shuffle, object]:
    item, shuffle = draw(items), draw(shuffles)
    return item, shuffle, some_given(draw, item, shuffle)
