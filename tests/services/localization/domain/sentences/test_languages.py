"""Cases of our own, a few for every language with rules."""

import pytest

from tests.services.localization.domain.sentences.sentences_of import sentences

SPACED = [
    ("es", ["La Sra. Ruiz abrió la caja.", "¿Qué había dentro?", "¡Un espejo!"]),
    ("es", ["Véase la pág. 12 del vol. 3.", "Ahí está todo."]),
    ("fr", ["M. Petit ouvre la boîte.", "« Que voyez-vous ? » demande-t-il.", "Un miroir, etc."]),
    ("fr", ["Voir art. 5 et p. 12.", "Tout est là\u00a0!", "Vraiment\u00a0?"]),
    ("de", ["Am 3. Oktober kam Dr. Weiß.", "Er blieb bis zum 2. Advent.", "Das war schön."]),
    ("de", ["Man nimmt z. B. Glas.", "Es bricht das Licht, d. h. es lenkt es ab."]),
    ("pt", ["O Sr. Lima abriu a caixa.", "O que havia na pág. 3?"]),
    ("it", ["Il Dott. Neri aprì la scatola.", "Cosa c'era a pag. 3?"]),
    ("nl", ["Dhr. Bakker opende de doos.", "Daarin lag o.a. Glas."]),
    ("ru", ["В 2010 г. Иванов жил на ул. Мира.", "Потом он уехал.", "Куда?"]),
    ("uk", ["У м. Київ жив проф. Коваль.", "Потім він поїхав."]),
    ("pl", ["Prof. Nowak przyszedł 3. Maja.", "To było wczoraj."]),
    ("ar", ["الضوء ينكسر في الماء.", "لماذا يحدث ذلك؟", "انظر إلى الصورة."]),
    ("hi", ["प्रकाश मुड़ता है।", "क्यों?", "डॉ. राव बताते हैं।"]),
    ("el", ["Το φως λυγίζει.", "Γιατί;", "Δεν ξέρω."]),
    ("sw", ["Mwanga hupinda.", "Kwa nini?", "Angalia picha."]),
]


@pytest.mark.parametrize(("locale", "expected"), SPACED, ids=lambda one: str(one)[:24])
def test_joined_sentences_of_a_language_are_found_again(locale: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), locale) == expected


UNSPACED = [
    ("ja", ["光は曲がる。", "「なぜですか。」と聞いた。", "答えは３．５だ！", "本当（多分。）か？"]),
    ("zh", ["光会弯曲。", "“为什么？”", "他看《光！影！》这本书。", "你呢?", "我也是."]),
    ("my", ["အလင်းကွေးသည်။", "အဘယ်ကြောင့်နည်း။"]),
    ("km", ["ពន្លឺកោង។", "ហេតុអ្វី។"]),
]


@pytest.mark.parametrize(("locale", "expected"), UNSPACED, ids=lambda one: str(one)[:24])
def test_sentences_without_spaces_are_found_again(locale: str, expected: list[str]) -> None:
    assert sentences("".join(expected), locale) == expected


def test_thai_and_lao_are_cut_at_lines_and_at_marks_only() -> None:
    assert sentences("แสงหักเห เพราะอะไร\nดูภาพ", "th") == ["แสงหักเห เพราะอะไร", "ดูภาพ"]
    assert sentences("ແສງງໍ ຍ້ອນຫຍັງ? ເບິ່ງຮູບ", "lo") == ["ແສງງໍ ຍ້ອນຫຍັງ?", "ເບິ່ງຮູບ"]


@pytest.mark.parametrize("locale", ["de", "de-AT", "de_CH", "DE"])
def test_a_language_is_known_with_region_and_without(locale: str) -> None:
    assert sentences("Am 3. Oktober war es.", locale) == ["Am 3. Oktober war es."]
