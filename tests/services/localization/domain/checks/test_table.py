"""What each check says, and what it lets pass."""

import re

import pytest

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.checks.finding import Rendering, Severity
from stoa.services.localization.domain.checks.table import CHECKS, findings, stops
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.inline.plain import take_plain
from stoa.services.localization.domain.inline.skeleton import take_apart

MARKED = "Take <b>two</b> of {x} and <i>one</i> now."
"""Marks 0 and 1 around `two`, 2 for the placeholder, 3 and 4 around `one`."""


def said(source: str, target: str, locale: str = "es", room: int | None = None) -> set[str]:
    pair = Rendering(take_plain(source), take_plain(target), Locale("en"), Locale(locale), room)
    return {finding.check for finding in findings(pair)}


def of_marked(target: str) -> set[str]:
    """target: with `[0]` for marks."""
    source = take_apart(MARKED).texts[0].coded
    text = re.sub(r"\[(\d)\]", lambda found: chr(0xE000 + int(found[1])), target)
    pair = Rendering(source, CodedText(text, source.codes), Locale("en"), Locale("es"))
    return {finding.check for finding in findings(pair)}


def test_a_translation_with_all_codes_passes() -> None:
    assert of_marked("Toma [3]uno[4] y [0]dos[1] de [2] ahora.") == set()


@pytest.mark.parametrize(
    ("target", "check"),
    [
        ("Toma [0]dos[1] y [3]uno[4] ahora.", "codes_missing"),
        ("Toma [0]dos[1] de [2] y uno[4] ahora.", "codes_missing"),
        ("Toma [0]dos[1] de [2] [2] y [3]uno[4] ahora.", "codes_added"),
        ("Toma [0]dos[1] de [2] y [3]uno[4] ahora[9].", "codes_added"),
        ("Toma [0]dos de [3]uno[1] y [2][4] ahora.", "codes_crossed"),
        ("Toma [1]dos[0] de [2] y [3]uno[4] ahora.", "codes_crossed"),
        ("Toma [0]dos[1] y [3]uno[4] ahora.", "placeholders"),
    ],
)
def test_codes_that_are_lost_added_or_crossed_stop(target: str, check: str) -> None:
    assert check in of_marked(target)


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        ("It weighs 1,234.5 kg", "Pesa 1.234,5 kg", "es"),
        ("It weighs 1,234.5 kg", "Il pèse 1\u202f234,5 kg", "fr"),
        ("It weighs 12 kg today", "يزن ١٢ كيلوغراما اليوم", "ar"),
        ("It weighs 12 kg today", "आज इसका वज़न १२ किलो है", "hi"),
        ("It took 3 days in June", "Tomó tres días en junio", "es"),
        ("It took three days to do", "Il a fallu 3 jours pour le faire", "fr"),
        ("It began on June 7", "6月7日に始まりました", "ja"),
        ("In the 19th century they left", "Au XIXe siècle ils sont partis", "fr"),
        ("In the 19th century they left", "غادروا في القرن التاسع عشر", "ar"),
        ("It cost 1.2 million euros", "费用为 120 万欧元", "zh"),
        ("There are 340 million speakers", "話者は3億4千万人います", "ja"),
        ("It has 54 million users", "利用者は5千4百万人います", "ja"),
        ("About three thousand years later", "約3,000年後", "ja"),
        ("It took twenty-five thousand people", "Se necesitaron 25.000 personas", "es"),
        ("It owes two trillion dollars, 2,000,000,000,000 in all", "总计欠款 2万亿 美元", "zh"),
        ("The G20 summit begins", "20国集团（G20）峰会开始", "zh"),
        ("It comes once a fortnight", "Il vient toutes les 2 semaines", "fr"),
        ("On Sept. 5 it begins", "9月5日に始まります", "ja"),
        ("Only in summer, Nov-Feb", "11月～2月の夏季のみ", "ja"),
        ("Select a file in the list", "リスト中のファイルを 1 つ選択します", "ja"),
        ("It opens at 3 p.m. today", "Hoy abre a las 15 horas", "es"),
        ("It opens at 10:30 today", "Es öffnet heute um 10.30 Uhr", "de"),
        ("The function HEX2DEC helps", "La función HEX.A.DEC ayuda", "es"),
    ],
)
def test_numbers_said_otherwise_pass(source: str, target: str, locale: str) -> None:
    assert "numbers" not in said(source, target, locale)


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        ("It weighs 12 kg", "Pesa 13 kg", "es"),
        ("It weighs 1.5 kg", "Pesa 15 kg", "es"),
        ("It weighs 1,234 kg", "Pesa 1.243 kg", "es"),
        ("It weighs 12 kg", "Pesa mucho", "es"),
        ("It weighs a lot", "Pesa 12 kg", "es"),
        ("It weighs 12 kg", "يزن ١٣ كيلوغراما", "ar"),
        ("Open cell A4 now", "Abra la celda A5 ahora", "es"),
        ("Select a file in the list", "リスト中のファイルを 2 つ選択します", "ja"),
        ("Only one percent work there", "Solo el 2% trabaja allí", "es"),
        ("It is 3,000 m long", "Mide tres milímetros de largo", "es"),
        ("Two scientists found 200 bones", "Dos científicos hallaron huesos", "es"),
        ("Go to the single cell and press F2", "2 つのセルに移動して F2 を押します", "ja"),
    ],
)
def test_numbers_that_changed_stop(source: str, target: str, locale: str) -> None:
    assert "numbers" in said(source, target, locale)


@pytest.mark.parametrize(
    ("source", "target", "locale", "check"),
    [
        ("See https://example.org/a?b", "Vea https://example.org/a", "es", "links"),
        ("Mail info@example.org", "Escriba a inf@example.org", "es", "e_mail"),
        ("Hello {name}", "Hola {nombre}", "es", "placeholders"),
        ("You have %d apples", "Tienes %s manzanas", "es", "placeholders"),
        ("The sun is a big star.", "The sun is a big star.", "es", "untranslated"),
        ("The sun is a big star.", "The sun is a large star.", "ar", "wrong_script"),
        ("The sun is a big star.", "El sol es una 大 estrella.", "es", "foreign_letters"),
        ("The sun is a star.", "Солнце — это звеzда.", "ru", "mixed_word"),
        ("The sun is a big star.", "El sol es una una estrella grande.", "es", "doubled_word"),
        ("The sun is a star", "太陽は星です太陽は星です", "ja", "doubled_word"),
        ("The sun is big.", "El sol es grande. El sol es grande.", "es", "doubled_stretch"),
        ("The sun is a big star.", "El sol es una", "es", "unfinished"),
        ("The sun is a big star.", "सूर्य एक", "hi", "unfinished"),
        ("To add a colour to the sun:", "Para añadir un color", "es", "unfinished"),
        ("The sun (a big star) shines.", "El sol (una estrella brilla.", "es", "unclosed"),
        ("Is the sun a star?", "El sol es una estrella.", "es", "ends_otherwise"),
        ("The sun is the star that gives us light and warmth", "El sol es", "es", "too_short"),
        (
            "Sun and stars",
            "El sol y las estrellas y todo lo que hay en el cielo de noche y de día",
            "es",
            "too_long",
        ),
        (" The sun", "El sol", "es", "begins_with_space"),
        ("The sun ", "El sol", "es", "ends_with_space"),
        ("The sun\nThe moon", "El sol, la luna", "es", "lines"),
        ("The water", "L&#39;eau", "fr", "encoded"),
        ("The water", 'El agua <x id="2"/>', "es", "left_over"),
        ("The water", "…", "es", "empty"),
        ("The water", "\u2067الماء", "ar", "bidi_unclosed"),
        ("The water", "\u202eالماء\u202c", "ar", "bidi_override"),
    ],
)
def test_what_is_wrong_is_found(source: str, target: str, locale: str, check: str) -> None:
    assert check in said(source, target, locale)


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        ("Is the sun a star?", "هل الشمس نجم؟", "ar"),
        ("Is the sun a star?", "太陽は星ですか。", "ja"),
        ("The sun is a big star.", "सूर्य एक बड़ा तारा है।", "hi"),
        ("The sun is a big star.", "太阳是一颗大恒星。", "zh"),
        ("LibreOffice Writer", "LibreOffice Writer", "es"),
        ("Press Ctrl+F7", "Ctrl+F7 キーを押します", "ja"),
        ("We see ourselves in it", "Nous nous y voyons", "fr"),
        ("Learning outcomes", "Lernziele", "de"),
        ("Sign in to your account", "Iniciar sesión", "es"),
        ("For more, see this page of the manual:", "詳しくは、マニュアルのこのページを参照", "ja"),
        ("Version 1.2.3千", "Versión 1.2.3千", "es"),
        ("Slowly it rises", "धीरे धीरे वह उठता है", "hi"),
        ("The water", "\u2067الماء\u2069", "ar"),
    ],
)
def test_good_translations_pass(source: str, target: str, locale: str) -> None:
    assert said(source, target, locale) - {"ends_otherwise"} == set()


def test_what_is_longer_than_its_place_stops() -> None:
    assert "does_not_fit" in said("Save", "Guardar", room=6)
    assert "does_not_fit" not in said("Save", "Guardar", room=7)
    assert "does_not_fit" not in said("Save", "सहेजें", "hi", room=4)


def test_every_plural_form_of_the_language_is_there() -> None:
    source = "{count, plural, one {# item} other {# items}}"
    few = "{count, plural, one {# предмет} few {# предмета} many {# предметов} other {# предмета}}"
    assert "plurals" not in said(source, few, "ru")
    assert "plurals" in said(source, "{count, plural, one {# предмет} other {# предметов}}", "ru")
    assert "plurals" not in said(source, "{count, plural, other {# 個}}", "ja")
    assert "plurals" in said(source, "{count, plural, uno {# cosa} other {# cosas}}", "es")


def test_names_are_unique_and_only_what_stops_stops() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    warned = Rendering(take_plain("Sun "), take_plain("Sol"), Locale("en"), Locale("es"))
    assert {finding.severity for finding in findings(warned)} == {Severity.WARNS}
    assert not stops(findings(warned))
    changed = Rendering(take_plain("2 suns"), take_plain("3 soles"), Locale("en"), Locale("es"))
    assert stops(findings(changed))
