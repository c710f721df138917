"""What holds for every provider. A provider's tests inherit it and say how theirs is made."""

import json
from typing import Any

import pytest

from stoa.kernel.errors import Defect, Forbidden, Invalid, TooMany, Unavailable
from stoa.kernel.locale import Locale
from stoa.services.localization.domain.coded import is_mark, mark
from stoa.services.localization.domain.providers.answer import Answer, Translated
from stoa.services.localization.ports import Provider
from tests.services.localization.providers.counterpart import Counterpart, Reply, Request
from tests.services.localization.providers.documented import KEY

SOURCE = Locale("en")
TARGET = Locale("pt-BR")
_SIGN = "\ue0ff"
_DEEP = b"[" * 100_000 + b"]" * 100_000


def targets(answers: list[Answer]) -> list[str]:
    assert all(isinstance(answer, Translated) for answer in answers), answers
    return [answer.target for answer in answers if isinstance(answer, Translated)]


def _signs_for_texts(said: Any) -> Any:
    """The answer of a service, each of its texts a sign that no service gives."""
    if isinstance(said, dict):
        return {name: _signs_for_texts(one) for name, one in said.items()}
    if isinstance(said, list):
        return [_signs_for_texts(one) for one in said]
    return _SIGN if isinstance(said, str) else said


class ProviderBehaviour:
    """Fixture `provider`: one that works. numbered: texts that it translates so that numbers stay."""

    target = TARGET
    numbered = [f"Chapter {number} is about water." for number in range(12)]

    async def translated(self, provider: Provider, texts: list[str]) -> list[str]:
        return targets(await provider.translate(texts, SOURCE, self.target))

    async def test_is_a_provider_for_its_locales(self, provider: Provider) -> None:
        assert isinstance(provider, Provider)
        assert provider.translates(SOURCE, self.target)

    async def test_answers_stand_in_the_order_of_texts(self, provider: Provider) -> None:
        said = await self.translated(provider, self.numbered)
        numbers = ["".join(filter(str.isdigit, text)) for text in said]
        assert numbers == ["".join(filter(str.isdigit, text)) for text in self.numbered]

    async def test_answers_name_who_made_them(self, provider: Provider) -> None:
        (answer,) = await provider.translate(self.numbered[:1], SOURCE, self.target)
        assert isinstance(answer, Translated)
        assert answer.provider == provider.name

    async def test_nothing_asked_is_nothing_answered(self, provider: Provider) -> None:
        assert await provider.translate([], SOURCE, self.target) == []

    async def test_closing_twice_does_no_harm(self, provider: Provider) -> None:
        await provider.close()
        await provider.close()


class MarksBehaviour(ProviderBehaviour):
    """Of those that translate any text, with marks in it."""

    async def test_every_mark_comes_back_once(self, provider: Provider) -> None:
        source = f"Press {mark(0)}the red button{mark(1)} now {mark(2)}."
        (said,) = await self.translated(provider, [source])
        assert sorted(filter(is_mark, said)) == [mark(0), mark(1), mark(2)]

    async def test_signs_of_mark_up_stay_signs(self, provider: Provider) -> None:
        (said,) = await self.translated(provider, ["Water < ice & 3 > 2 are [good] {0} $x ^y ~ \\ / @ # *"])
        assert [sign for sign in "<&>[]{}" if sign not in said] == []
        assert "&amp;" not in said

    async def test_the_longest_text_comes_back_whole(self, provider: Provider) -> None:
        sentence = "The water is cold. "
        count = min(provider.limits.characters, 20_000) // len(sentence)
        (said,) = await self.translated(provider, [(sentence * count).strip()])
        assert said.count(".") == count

    async def test_as_many_texts_as_its_limit_come_back(self, provider: Provider) -> None:
        count = provider.limits.texts
        room = provider.limits.characters // count
        texts = [f"Room {number}"[:room] for number in range(count)]
        assert len(await self.translated(provider, texts)) == count


class ServiceBehaviour(MarksBehaviour):
    """Fixture `service`: what the provider calls; `impatient`: the provider, waiting a fifth of a second."""

    quota = Reply(429, {"error": "slow down"}, {"Retry-After": "17"})
    wrong_key = Reply(403, {"error": "who are you"})

    async def asked(self, provider: Provider) -> list[Answer]:
        return await provider.translate(["Water"], SOURCE, self.target)

    async def test_silence_is_unavailable(self, impatient: Provider, service: Counterpart) -> None:
        service.quiet.set()
        with pytest.raises(Unavailable):
            await self.asked(impatient)

    async def test_a_service_out_of_order_is_unavailable(
        self, provider: Provider, service: Counterpart
    ) -> None:
        service.answer = lambda _: Reply(503, {"error": "later"})
        with pytest.raises(Unavailable):
            await self.asked(provider)

    async def test_a_used_up_quota_is_named(self, provider: Provider, service: Counterpart) -> None:
        service.answer = lambda _: self.quota
        with pytest.raises(TooMany):
            await self.asked(provider)

    async def test_a_wrong_key_is_forbidden(self, provider: Provider, service: Counterpart) -> None:
        service.answer = lambda _: self.wrong_key
        with pytest.raises(Forbidden):
            await self.asked(provider)

    async def test_texts_that_are_not_taken_are_invalid(
        self, provider: Provider, service: Counterpart
    ) -> None:
        service.answer = lambda _: Reply(400, {"error": "no such language"})
        with pytest.raises(Invalid):
            await self.asked(provider)

    @pytest.mark.parametrize(
        "body", [b"", b"<html>", b"[]", b'{"other": 1}', b"\xff\xfe", _DEEP, b'{"other": ' + _DEEP + b"}"]
    )
    async def test_an_answer_that_cannot_be_read_is_a_defect(
        self, provider: Provider, service: Counterpart, body: bytes
    ) -> None:
        service.answer = lambda _: Reply(200, body)
        try:
            said = await self.asked(provider)
        except Defect:
            return
        # An empty list reads as an answer to nothing; who asks counts the answers.
        assert said == []

    async def test_an_answer_with_bytes_of_no_text_is_a_defect(
        self, provider: Provider, service: Counterpart
    ) -> None:
        sound = service.answer

        def broken(request: Request) -> Reply:
            said = json.dumps(_signs_for_texts(sound(request).body), ensure_ascii=False)
            return Reply(200, said.encode().replace(_SIGN.encode(), b"\xff"))

        service.answer = broken
        with pytest.raises(Defect, match=r"provider\.malformed"):
            await self.asked(provider)

    async def test_no_redirect_is_followed(self, provider: Provider, service: Counterpart) -> None:
        elsewhere = {"Location": service.address + "/elsewhere"}
        service.answer = lambda _: Reply(307, b"", elsewhere)
        with pytest.raises(Defect):
            await self.asked(provider)
        assert [one for one in service.asked if one.path == "/elsewhere"] == []

    async def test_errors_hold_neither_key_nor_text(self, provider: Provider, service: Counterpart) -> None:
        service.answer = lambda _: Reply(400, {"error": f"{KEY} Water"})
        with pytest.raises(Invalid) as refused:
            await self.asked(provider)
        assert KEY not in f"{refused.value!s}{refused.value.data}{provider.__dict__}"
        assert "Water" not in f"{refused.value!s}{refused.value.data}"
