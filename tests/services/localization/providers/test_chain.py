"""The chain of providers, as the core calls it."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from stoa.kernel.errors import Defect, StoaError, TooMany, Unavailable
from stoa.kernel.locale import Locale
from stoa.services.localization.adapters.providers.asking import Asking
from stoa.services.localization.adapters.providers.chain import AS_IT_IS, Chain
from stoa.services.localization.adapters.providers.ledger import MemoryLedger
from stoa.services.localization.domain.coded import Code, CodedText, CodeKind, mark
from stoa.services.localization.domain.providers.answer import Answer, Failed, Reason, Translated
from stoa.services.localization.domain.providers.budget import Budget
from stoa.services.localization.domain.providers.limits import Limits
from stoa.services.localization.domain.providers.routes import route_of
from stoa.services.localization.domain.terms.term import Term
from stoa.services.localization.ports import MachineTranslation

EN, ES = Locale("en"), Locale("es")
BOLD = (Code(CodeKind.OPEN, "<b>", 0), Code(CodeKind.CLOSE, "</b>", 0))


class Capitals:
    """A provider that answers in capitals, or with the troubles that it is told to have."""

    def __init__(self, name: str = "capitals", limits: Limits | None = None) -> None:
        self.name = name
        self.limits = limits or Limits(texts=10, characters=1_000, abroad=True)
        self.asked: list[str] = []
        self.requests = 0
        self.trouble: StoaError | None = None
        self.poison = ""
        self.slow_s = 0.0
        self.together = self.most_together = 0

    def translates(self, source: Locale, target: Locale) -> bool:
        return source != target

    async def translate(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Answer]:
        self.requests += 1
        self.asked += texts
        self.together += 1
        self.most_together = max(self.most_together, self.together)
        await asyncio.sleep(self.slow_s)
        self.together -= 1
        if self.trouble is not None:
            raise self.trouble
        if self.poison and any(self.poison in text for text in texts):
            raise Defect("provider.malformed", provider=self.name)
        return [Translated(self.said(text), self.name, "1") for text in texts]

    def said(self, text: str) -> str:
        return text.upper()

    async def close(self) -> None:
        """Nothing was started."""


class Clock:
    def __init__(self) -> None:
        self.at_s = 0.0

    def __call__(self) -> float:
        return self.at_s


def chain(
    *providers: Capitals, budgets: dict[str, Budget] | None = None, clock: Clock | None = None
) -> Chain:
    ledger = MemoryLedger(budgets or {}, lambda: datetime(2026, 3, 1, tzinfo=UTC))
    askings = [Asking(one, ledger, clock or Clock()) for one in providers]
    return Chain(askings, [route_of(" ".join(["*>*", *(one.name for one in providers)]))])


def plain(*texts: str) -> list[CodedText]:
    return [CodedText(text) for text in texts]


def said(answers: Sequence[Answer]) -> list[str]:
    return [one.target if isinstance(one, Translated) else one.reason for one in answers]


def test_the_chain_is_what_the_core_asks_for() -> None:
    assert isinstance(chain(Capitals()), MachineTranslation)


async def test_the_same_text_is_asked_once_and_paid_once() -> None:
    provider = Capitals(limits=Limits(10, 1_000, microusd_per_character=20))
    answers = await chain(provider).translate(plain("one", "two", "one"), EN, ES)
    assert said(answers) == ["ONE", "TWO", "ONE"]
    assert provider.asked == ["one", "two"]
    assert [one.cost_microusd for one in answers if isinstance(one, Translated)] == [60, 60, 0]


async def test_what_has_no_words_is_asked_nobody() -> None:
    provider = Capitals()
    answers = await chain(provider).translate(plain("", " 12 ", "→"), EN, ES)
    assert said(answers) == ["", " 12 ", "→"]
    assert {one.provider for one in answers} == {AS_IT_IS}
    assert provider.asked == []


async def test_white_space_around_a_text_stays() -> None:
    provider = Capitals()
    assert said(await chain(provider).translate(plain(" one\n"), EN, ES)) == [" ONE\n"]
    assert provider.asked == ["one"]


async def test_the_next_is_asked_for_what_one_could_not() -> None:
    first, second = Capitals("first"), Capitals("second")
    first.poison = "bad"
    answers = await chain(first, second).translate(plain("good", "bad", "fine"), EN, ES)
    assert [one.provider for one in answers] == ["first", "second", "first"]
    assert second.asked == ["bad"]


async def test_one_text_at_fault_is_found_among_many_and_the_breaker_stays_closed() -> None:
    provider = Capitals(limits=Limits(64, 10_000))
    provider.poison = "t37"
    translation = chain(provider)
    answers = await translation.translate(plain(*(f"t{number}" for number in range(64))), EN, ES)
    assert [place for place, one in enumerate(answers) if isinstance(one, Failed)] == [37]
    assert provider.requests <= 14
    assert said(await translation.translate(plain("more"), EN, ES)) == ["MORE"]


async def test_a_provider_that_is_out_of_order_is_left_alone_and_asked_again_later() -> None:
    provider, clock = Capitals(), Clock()
    provider.trouble = Unavailable("provider.silent", provider="capitals")
    translation = chain(provider, clock=clock)
    for _ in range(8):
        answers = await translation.translate(plain("one"), EN, ES)
    assert provider.requests == 3
    assert answers == [Failed(Reason.UNAVAILABLE, "capitals", 5.0)]
    clock.at_s, provider.trouble = 5.0, None
    assert said(await translation.translate(plain("one"), EN, ES)) == ["ONE"]


async def test_a_used_up_quota_is_named_and_waited_for() -> None:
    provider = Capitals()
    provider.trouble = TooMany("provider.quota", provider="capitals", retry_after_s=17)
    translation = chain(provider)
    assert await translation.translate(plain("one"), EN, ES) == [Failed(Reason.QUOTA, "capitals", 17.0)]
    await translation.translate(plain("one"), EN, ES)
    assert provider.requests == 1


async def test_a_budget_is_never_gone_beyond() -> None:
    provider = Capitals(limits=Limits(1, 100, microusd_per_character=10))
    translation = chain(provider, budgets={"capitals": Budget(microusd=100)})
    answers = await translation.translate(plain("four", "five", "six6"), EN, ES)
    assert said(answers) == ["FOUR", "FIVE", Reason.QUOTA]


async def test_what_came_to_nothing_is_not_counted_as_spent() -> None:
    provider = Capitals(limits=Limits(1, 100, microusd_per_character=10))
    translation = chain(provider, budgets={"capitals": Budget(characters=4)})
    provider.trouble = Unavailable("provider.silent", provider="capitals")
    await translation.translate(plain("four"), EN, ES)
    provider.trouble = None
    assert said(await translation.translate(plain("four"), EN, ES)) == ["FOUR"]


async def test_too_long_texts_are_named_and_not_sent() -> None:
    provider = Capitals(limits=Limits(10, 20))
    assert said(await chain(provider).translate(plain("a" * 21, "b"), EN, ES)) == [Reason.TOO_LONG, "B"]


async def test_nobody_for_a_pair_is_named() -> None:
    translation = chain(Capitals())
    assert said(await translation.translate(plain("one"), EN, EN)) == [Reason.PAIR]
    assert not translation.translates(EN, EN)


async def test_personal_data_does_not_leave_and_comes_back() -> None:
    provider = Capitals()
    text = "Write to ada@school.example or call +34 600 123 456, Dr. Ada Lovelace."
    (answer,) = said(await chain(provider).translate(plain(text), EN, ES))
    assert answer == "WRITE TO ada@school.example OR CALL +34 600 123 456, DR. Ada Lovelace."
    sent = provider.asked[0]
    assert not any(part in sent for part in ("ada@", "600", "Lovelace"))


async def test_what_stays_on_this_machine_is_handed_over_whole() -> None:
    provider = Capitals(limits=Limits(10, 1_000, abroad=False))
    await chain(provider).translate(plain("Write to ada@school.example"), EN, ES)
    assert provider.asked == ["Write to ada@school.example"]


class Careless(Capitals):
    """Loses all marks where there are words between them."""

    def said(self, text: str) -> str:
        return "".join(sign for sign in text.upper() if sign < "\ue000")


async def test_lost_marks_are_put_back_piece_by_piece() -> None:
    text = CodedText(f"Press the {mark(0)}red{mark(1)} button now", BOLD)
    assert said(await chain(Careless()).translate([text], EN, ES)) == [
        f"PRESS THE {mark(0)}RED{mark(1)} BUTTON NOW"
    ]


class Crossing(Capitals):
    def said(self, text: str) -> str:
        return text.upper().translate({0xE000: 0xE001, 0xE001: 0xE000})


async def test_marks_that_cross_never_leave_the_chain() -> None:
    text = CodedText(f"Press {mark(0)}red{mark(1)} now", BOLD)
    (answer,) = said(await chain(Crossing()).translate([text], EN, ES))
    assert answer.index(mark(0)) < answer.index(mark(1))


async def test_words_that_are_not_translated_are_held_back() -> None:
    provider = Capitals()
    answers = await chain(provider).translate(
        plain("Open Stoa now"), EN, ES, [Term("Stoa", "Stoa", case=True)]
    )
    assert said(answers) == ["OPEN Stoa NOW"]


class Plural(Capitals):
    def said(self, text: str) -> str:
        return text.replace("memories", "recuerdos").replace("course", "cursos")


async def test_a_term_that_was_not_kept_is_asked_for_anew_and_kept() -> None:
    terms = [Term("memory", "memoria de traducción"), Term("course", "curso")]
    answers = await chain(Plural()).translate(plain("Two memories in a course"), EN, ES, terms)
    assert answers == [Translated("Two memoria de traducción in a cursos", "capitals", "1", broken_terms=())]


async def test_a_slow_provider_holds_little_and_the_queue_keeps_the_rest() -> None:
    provider = Capitals(limits=Limits(5, 500, at_once=2))
    provider.slow_s = 0.01
    ledger = MemoryLedger({}, lambda: datetime(2026, 3, 1, tzinfo=UTC))
    translation = Chain([Asking(provider, ledger)], [route_of("*>* capitals")], most_waiting=200)
    async with asyncio.TaskGroup() as group:
        asked = [
            group.create_task(translation.translate(plain(f"text number {number}"), EN, ES))
            for number in range(100)
        ]
    told = [one.result()[0] for one in asked]
    refused = [one for one in told if isinstance(one, Failed)]
    assert {(one.reason, one.wait_s) for one in refused} == {(Reason.UNAVAILABLE, 2.0)}
    assert 80 < len(refused) < 100
    assert provider.most_together == 2
    assert said(await translation.translate(plain("room again"), EN, ES)) == ["ROOM AGAIN"]


@pytest.mark.parametrize("count", [0, 1, 10, 11, 35])
async def test_every_text_has_its_answer_whatever_the_batches(count: int) -> None:
    texts = [f"text {number}" for number in range(count)]
    assert said(await chain(Capitals()).translate(plain(*texts), EN, ES)) == [one.upper() for one in texts]
