"""What is refused says where it is and what would be right; what tries to trick is refused at once."""

import tomllib
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from stoa.kernel.errors import Invalid, StoaError
from stoa.kernel.locale import Locale
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.exchange.files import Format, export, read
from stoa.services.localization.domain.exchange.languages import locale_of
from stoa.services.localization.domain.exchange.limits import ExchangeLimits
from stoa.services.localization.domain.exchange.parts import Fault, units
from stoa.services.localization.domain.exchange.unit import ExchangedUnit

SMALL = ExchangeLimits(element=300_000, inside=1_000)
_TMX = '<tmx version="1.4"><header srclang="en"/><body>{}</body></tmx>'
_XLIFF = '<xliff version="1.2"><file original="a" source-language="en" datatype="html"><body>\n{}</body></file></xliff>'  # noqa: E501
_XLIFF_2 = '<xliff version="2.1" srcLang="en" trgLang="es"><file id="f">\n{}</file></xliff>'
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "entity": f'<!DOCTYPE tmx [<!ENTITY l0 "ha">{_LAUGHS}]><tmx version="1.4">&l9;</tmx>',
    "outside": '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx version="1.4">&x;</tmx>',
    "parameter": '<!DOCTYPE tmx [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]><tmx version="1.4"/>',
    "undeclared": '<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header a="1">&nbsp;</header></tmx>',
    "defaults": '<!DOCTYPE tmx [<!ATTLIST tu tuid CDATA "x">]><tmx version="1.4"/>',
    "deep": _TMX.format("<tu>" * 100),
    "many": _TMX.format("<tu>" + "<a/>" * 2_000),
    "endless tag": _TMX.format("<tu " + "a" * 1_000_000),
    "endless text": _TMX.format("<tu><tuv>" + "a" * 1_000_000),
    "endless comment": _TMX.format("<!--" + "a" * 1_000_000),
    "broken": "<tmx version='1.4'><body></tmx>",
    "empty": "",
    "encoding": '<?xml version="1.0" encoding="hex"?><tmx/>',
    "zero": _TMX.format("\x00"),
    "prefix": '<tmx version="1.4"><a:b/></tmx>',
    "root": "<html/>",
    "version": '<xliff version="3.0"/>',
    "namespace": '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>',
    "language": '<xliff version="2.1" srcLang="not a language"/>',
    "text": _TMX.format("words"),
}
FAULTS = [
    (_TMX, "\n\n<tu/>", "element_missing", {"line": 3, "element": "tu", "wanted": "tuv"}),
    (_TMX, '<tu><tuv xml:lang="en"/></tu>', "element_missing", {"element": "tuv", "wanted": "seg"}),
    (_TMX, "<tu><tuv><seg/></tuv></tu>", "attribute_missing", {"element": "tuv", "attribute": "xml:lang"}),
    (_TMX, '<tu><tuv xml:lang="??"><seg/></tuv></tu>', "attribute_wrong", {"found": "??"}),
    (_TMX, '<tu><tuv xml:lang="fr"><seg/></tuv></tu>', "element_missing", {"wanted": 'tuv xml:lang="en"'}),
    (_TMX, '<tu><tuv xml:lang="en"><seg>\n<bpt/></seg></tuv></tu>', "attribute_missing", {"line": 2}),
    (_TMX, '<tu><tuv xml:lang="en"><seg><it/></seg></tuv></tu>', "attribute_wrong", {"attribute": "pos"}),
    (_XLIFF, "<trans-unit><source/></trans-unit>", "attribute_missing", {"line": 2, "attribute": "id"}),
    (_XLIFF, '<trans-unit id="1"/>', "element_missing", {"wanted": "source"}),
    (_XLIFF, '<trans-unit id="1"><source><x/></source></trans-unit>', "attribute_missing", {"element": "x"}),
    (_XLIFF_2, '<unit id="1"/>', "element_missing", {"line": 2, "wanted": "segment"}),
    (_XLIFF_2, '<unit id="1"><segment state="done"><source/><target/></segment></unit>', "attribute_wrong",
     {"element": "segment", "wanted": "initial, translated, reviewed, final"}),
    (_XLIFF_2, '<unit id="1"><segment><source><ph id="1" dataRef="d"/></source></segment></unit>',
     "attribute_wrong", {"attribute": "dataRef", "found": "d"}),
]  # fmt: skip


def encoded(text: str) -> Iterator[bytes]:
    data = text.encode()
    yield from (data[start : start + 100_000] for start in range(0, len(data), 100_000))
    yield b""


@pytest.mark.parametrize("name", HOSTILE)
def test_file_that_tricks_or_breaks_is_refused(name: str) -> None:
    with pytest.raises(StoaError) as refused:
        list(read(encoded(HOSTILE[name]), SMALL))
    assert refused.value.code.startswith("localization.exchange.")
    assert "line" in refused.value.data


def test_endless_text_takes_no_endless_memory() -> None:
    def endless() -> Iterator[bytes]:
        yield _TMX.partition("{}")[0].encode() + b"<tu><tuv><seg>"
        while True:
            yield b"word " * 10_000

    tracemalloc.start()
    with pytest.raises(StoaError, match="too_large"):
        list(read(endless(), SMALL))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3_000_000


@pytest.mark.parametrize(("frame", "text", "code", "data"), FAULTS)
def test_fault_of_a_unit_says_where_and_what_would_be_right(
    frame: str, text: str, code: str, data: dict[str, object]
) -> None:
    (fault,) = (part for part in read([frame.format(text).encode()]) if isinstance(part, Fault))
    assert fault.error.code == f"localization.exchange.{code}"
    assert fault.error.data | data == fault.error.data
    assert fault.error.data["wanted"]


def test_one_broken_unit_does_not_cost_the_others() -> None:
    good = '<tu><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="es"><seg>b</seg></tuv></tu>'
    parts = list(read([_TMX.format(f"{good}<tu/>{good}").encode()]))
    assert len([part for part in parts if isinstance(part, ExchangedUnit)]) == 2
    with pytest.raises(Invalid):
        list(units(parts))


def test_every_refusal_has_words_for_all_it_says() -> None:
    words = tomllib.loads(Path("src/stoa/web/errors/localization.toml").read_text(encoding="utf-8"))
    for name, text in HOSTILE.items():
        with pytest.raises(StoaError) as refused:
            list(read(encoded(text), SMALL))
        assert str(refused.value.data["line"]) in words[refused.value.code].format(**refused.value.data), name


@pytest.mark.parametrize("wanted", list(Format))
def test_memory_of_any_length_is_written_and_read_in_bounded_memory(wanted: Format) -> None:
    def many() -> Iterator[ExchangedUnit]:
        for number in range(5_000):
            text = CodedText(f"Sentence number {number} of many more.")
            yield ExchangedUnit(str(number), Locale("en"), Locale("es"), text, text)

    tracemalloc.start()
    count = sum(1 for _ in units(read(export(many(), wanted, Locale("en"), Locale("es")))))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 5_000
    assert peak < 2_500_000


@pytest.mark.parametrize(
    ("tag", "canonical"),
    [
        ("EN_us", "en-US"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419"),
        ("ca-VALENCIA", "ca-valencia"),
        ("sr-latn", "sr-Latn"), ("de-CH-1996", "de-CH-1996"), ("en-x-P", "en-x-p"), ("zh-yue", "zh-yue"),
        ("", None), ("e", None), ("en us", None), ("english language", None), ("*all*", None),
    ],
)  # fmt: skip
def test_language_tags_are_canonical(tag: str, canonical: str | None) -> None:
    assert locale_of(tag) == canonical
