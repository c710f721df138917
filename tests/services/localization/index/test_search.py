"""What the index finds, held against looking at every text."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stoa.services.localization.adapters.index import search
from stoa.services.localization.domain.memory.similarity import similarity
from tests.services.localization.index.shelving import SCOPE, learn, opened

WORDS = st.sampled_from(["a", "the", "file", "files", "open", "opens", "12", "3.5", "é", "日本", "語", "🎓"])
TEXTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=12).map(" ".join),
    st.text("ab c", min_size=1, max_size=30),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
)


@settings(max_examples=300, deadline=None)
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=40),
    late=st.lists(TEXTS, max_size=3),
    query=TEXTS,
    most=st.integers(1, 4),
    least=st.sampled_from([0.5, 0.75, 0.9]),
)
def test_proven_search_finds_what_looking_at_every_text_finds(
    texts: list[str], late: list[str], query: str, most: int, least: float
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(search, "POSTINGS", 5)
        patched.setattr(search, "CANDIDATES", 2)
        drawer = opened(Path(folder))
        learn(drawer, texts)
        drawer.settle()
        learn(drawer, late, first=len(texts))
        [hits] = drawer.look_up([SCOPE], [query], least, most, True)
    assert [score for score, _ in hits] == pytest.approx(best(query, [*texts, *late], least, most))


@settings(max_examples=100, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=40), data=st.data())
def test_quick_search_never_gives_a_wrong_similarity(texts: list[str], data: st.DataObject) -> None:
    query = data.draw(st.sampled_from(texts)) + data.draw(st.sampled_from(["", "s", " 7"]))
    with TemporaryDirectory() as folder:
        drawer = opened(Path(folder))
        learn(drawer, texts)
        drawer.settle()
        [hits] = drawer.look_up([SCOPE], [query], 0.75, 5, False)
    for score, record in hits:
        assert score == pytest.approx(similarity(query, texts[int(record)]))


def test_each_text_of_a_batch_gets_its_own_finds(tmp_path: Path) -> None:
    drawer = opened(tmp_path)
    learn(drawer, ["The first text of three", "A second one, unlike it", "Nothing of the kind"])
    drawer.settle()
    hits = drawer.look_up([SCOPE], ["A second one, unlike", "", "The first text of 3"], 0.75, 1, True)
    assert [[int(record) for _, record in some] for some in hits] == [[1], [], [0]]


def best(query: str, texts: Sequence[str], least: float, most: int) -> list[float]:
    scores = sorted((similarity(query, text) for text in texts), reverse=True)
    return [score for score in scores if score >= least][:most]
