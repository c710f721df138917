"""Batches, breakers, budgets, routes, codes of languages, and marks in elements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.providers.batches import batches
from stoa.services.localization.domain.providers.breaker import Breaker
from stoa.services.localization.domain.providers.budget import Budget, Spent, cost_microusd
from stoa.services.localization.domain.providers.language_codes import code_of
from stoa.services.localization.domain.providers.limits import Limits
from stoa.services.localization.domain.providers.marks import (
    as_signs,
    in_elements,
    out_of_elements,
    out_of_signs,
)
from stoa.services.localization.domain.providers.prepared import prepare, restored
from stoa.services.localization.domain.providers.routes import providers_for, route_of

_TEXT = st.text(alphabet=st.sampled_from("ab <>&;⟦⟧0\ue000\ue001\ue010é日\n"), max_size=30)


@given(st.lists(st.text(max_size=12)), st.integers(1, 5), st.integers(12, 30))
def test_batches_hold_every_text_once_in_order_and_within_limits(
    texts: list[str], most: int, characters: int
) -> None:
    found = list(batches(texts, Limits(most, characters)))
    assert [place for batch in found for place in batch] == list(range(len(texts)))
    assert all(len(batch) <= most for batch in found)
    assert all(sum(len(texts[place]) for place in batch) <= characters for batch in found)


@given(_TEXT)
def test_marks_come_out_of_elements_as_they_went_in(text: str) -> None:
    assert out_of_elements(in_elements(text, '<span translate="no">')) == text


@given(st.text(alphabet="ab <>&\ue000\ue001\ue010é日", max_size=30))
def test_marks_come_out_of_signs_as_they_went_in(text: str) -> None:
    assert out_of_signs(as_signs(text)) == text


@given(st.text(alphabet="ab @.+1234567890Dr A\n", max_size=60))
def test_what_is_held_back_comes_back(text: str) -> None:
    prepared = prepare(CodedText(text), "en", abroad=True, fixed=[])
    assert restored(prepared, prepared.coded.text) == text


def test_a_breaker_opens_after_three_troubles_and_waits_longer_each_time() -> None:
    breaker = Breaker()
    waits = []
    for _ in range(5):
        breaker = breaker.failed(0)
        waits.append(breaker.wait_s(0))
    assert waits == [0, 0, 5, 10, 20]
    assert breaker.wait_s(20) == 0
    assert breaker.answered() == Breaker()


def test_a_breaker_waits_as_long_as_it_was_asked_to_and_never_for_ever() -> None:
    assert Breaker().failed(0, 17).wait_s(0) == 17
    assert Breaker().failed(0, 1e9).wait_s(0) == 300
    assert Breaker(troubles=1000).failed(0).wait_s(0) == 300


def test_a_month_begins_at_nothing() -> None:
    spent = Spent("2026-03", 90, 900).more("2026-04", 5, 50)
    assert spent == Spent("2026-04", 5, 50)
    assert spent.within(Budget(characters=5, microusd=50))
    assert not spent.more("2026-04", 1, 0).within(Budget(characters=5))
    assert not spent.more("2026-04", 0, 1).within(Budget(microusd=50))


@given(st.integers(0, 10_000), st.floats(0, 100))
def test_a_cost_is_rounded_up(characters: int, price: float) -> None:
    assert characters * price <= cost_microusd(characters, price) <= characters * price + 1


def test_the_route_that_says_most_is_taken() -> None:
    routes = [route_of(one) for one in ("*>* a", "en>pt b", "*>pt-BR c d", "en-GB>pt-BR e")]
    asked = [("en", "fr"), ("en", "pt-PT"), ("en", "pt-BR"), ("en-GB", "pt-BR")]
    assert [providers_for(routes, *pair) for pair in asked] == [("a",), ("b",), ("c", "d"), ("e",)]
    assert providers_for(routes[1:], "en", "fr") == ()


@pytest.mark.parametrize("text", ["en>es", "en a", ">es a", "en> a", "en es a b"])
def test_a_route_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        route_of(text)


def test_locales_are_called_as_the_service_calls_them() -> None:
    codes = ("zh-Hans", "zh-Hant")
    asked = ["pt-BR", "pt-PT", "zh-CN", "zh-TW", "zh-Hant-HK", "en-GB"]
    assert [code_of(one, ("PT-PT",), codes) for one in asked] == ["pt", "PT-PT", *codes, codes[1], "en"]
