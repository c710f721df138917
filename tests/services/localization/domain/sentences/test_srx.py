import pytest

from stoa.kernel.errors import Invalid, Refusal
from stoa.services.localization.domain.sentences.cut import Span, cut
from stoa.services.localization.domain.sentences.reading import MOST_BYTES, MOST_RULES, read_srx
from stoa.services.localization.domain.sentences.rules.ours import ours
from stoa.services.localization.domain.sentences.srx import LanguageMap, Rule, RuleSet
from stoa.services.localization.domain.sentences.writing import written_srx

FILE = """<?xml version="1.0"?>{prologue}
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="{cascade}"/>
<body><languagerules>
<languagerule languagerulename="Ours">
<rule break="no"><beforebreak>{before}</beforebreak><afterbreak>\\s</afterbreak></rule></languagerule>
<languagerule languagerulename="All">
<rule><beforebreak>\\.</beforebreak><afterbreak>\\s</afterbreak></rule></languagerule>
</languagerules><maprules>
<languagemap languagepattern="en.*" languagerulename="Ours"/>
<languagemap languagepattern="{pattern}" languagerulename="All"/></maprules></body></srx>"""


def file(before: str = r"\bDr\.", prologue: str = "", cascade: str = "yes", pattern: str = ".*") -> bytes:
    return FILE.format(before=before, prologue=prologue, cascade=cascade, pattern=pattern).encode()


def test_a_tenants_file_cuts_as_it_says() -> None:
    rules = read_srx(file())
    assert cut("Dr. A. b", "en-GB", rules) == [Span(0, 6), Span(6, 8)]
    assert cut("Dr. A. b", "fr", rules) == [Span(0, 3), Span(3, 6), Span(6, 8)]


def test_without_cascade_only_the_first_map_speaks() -> None:
    assert cut("Dr. A. b", "en", read_srx(file(cascade="no"))) == [Span(0, 8)]


def test_the_first_rule_that_speaks_of_a_place_holds() -> None:
    stop, never = Rule(True, r"\.", " "), Rule(False, r"B\.", " ")
    assert cut("A. B. C", "en", of(stop, never)) == [Span(0, 2), Span(2, 5), Span(5, 7)]
    assert cut("A. B. C", "en", of(never, stop)) == [Span(0, 2), Span(2, 7)]


def of(*rules: Rule) -> RuleSet:
    return RuleSet({"all": rules}, (LanguageMap(".*", "all"),))


def test_a_locale_without_a_map_is_not_cut() -> None:
    assert cut("A. b", "fr", read_srx(file(pattern="de"))) == [Span(0, 4)]


def test_our_rules_written_and_read_are_the_same() -> None:
    again = read_srx(written_srx(ours()))
    assert (again.languages, again.maps, again.cascade) == (ours().languages, ours().maps, ours().cascade)
    assert not again.trusted


BOMB = '<!DOCTYPE srx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE srx SYSTEM "http://127.0.0.1/srx.dtd">'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (file(prologue=BOMB), "entity"),
        (file(prologue=OUTSIDE), "entity"),
        (b"<srx", "broken"),
        (b"<srx version='2.0'/>", "not_srx"),
        (b" " * (MOST_BYTES + 1), "too_large"),
        (file(before="(a"), "bad_expression"),
        (file(before="a)|(b"), "bad_expression"),
        (file(before=r"(a)\1"), "reaching_expression"),
        (file(before=r"(?P&lt;n&gt;a)"), "reaching_expression"),
        (file(before=r"(?R)"), "reaching_expression"),
        (file(before=r"(?x)a#"), "reaching_expression"),
        (file(before=r"(?:abc){e}"), "reaching_expression"),
        (file(before="a" * 20_001), "long_expression"),
        (file().replace(b'languagerulename="All"/>', b'languagerulename="None"/>'), "unknown_rules"),
        (file().replace(b' languagerulename="All">', b">"), "nameless"),
        (file().replace(b"<rule>", b"<rule/>" * (MOST_RULES + 1) + b"<rule>"), "too_many"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_hostile_or_broken_file_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_srx(data)
    assert refused.value.code == f"localization.srx.{code}"


@pytest.mark.parametrize("before", [r"b(?:a|aa)+\.", r"b(?:a|aa|aaa)+\."])
def test_an_expression_that_never_comes_to_an_end_is_stopped(before: str) -> None:
    with pytest.raises(Refusal) as refused:
        cut(
            "a" * 5_000 + ". " + "a" * 5_000 + ". b", "en", read_srx(file(before=f"(?:{before})?\\.{before}"))
        )
    assert refused.value.code == "localization.srx.too_slow"
