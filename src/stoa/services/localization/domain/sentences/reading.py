"""SRX 2.0 files into rule sets. They come from anywhere, so nothing in them is believed."""

from xml.etree.ElementTree import Element, ParseError

import regex
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from stoa.kernel.errors import Invalid
from stoa.services.localization.domain.sentences.srx import LanguageMap, Rule, RuleSet

MOST_BYTES = 2_000_000
MOST_RULES = 5_000
MOST_MAPS = 300
LONGEST_EXPRESSION = 20_000
"""Signs."""

NAMESPACE = "{http://www.lisa.org/srx20}"

_REACHES_OUT = regex.compile(
    r"\\[1-9]|\\[gGKL]|\(\?P[=>&]|\(\?[(&R0-9|]|\(\?P?<[A-Za-z_]|\(\*|\(\?[a-wyz-]*x"
)
"""Back-references, names, recursion, verbs, free spacing: what would reach beyond its expression when
rules are joined to one."""

_FUZZY = regex.compile(r"\{[^}]*[<=eisdc][^}]*\}(?<!\\[pPN]\{[^}]*\})")


def read_srx(data: bytes) -> RuleSet:
    """Rules that are not trusted: their time is limited where they are used. Which side of a break inline
    codes go to (`formathandle`) is ours to say and is not read. Raises Invalid."""
    if len(data) > MOST_BYTES:
        raise Invalid("localization.srx.too_large", limit_mb=MOST_BYTES // 1_000_000)
    root = _parsed(data)
    header = root.find(f"{NAMESPACE}header")
    body = root.find(f"{NAMESPACE}body")
    if root.tag != f"{NAMESPACE}srx" or root.get("version") != "2.0" or header is None or body is None:
        raise Invalid("localization.srx.not_srx")
    languages = {
        _named(one, "languagerulename"): tuple(_rule(rule) for rule in one.iter(f"{NAMESPACE}rule"))
        for one in body.iter(f"{NAMESPACE}languagerule")
    }
    if sum(len(rules) for rules in languages.values()) > MOST_RULES:
        raise Invalid("localization.srx.too_many", limit=MOST_RULES)
    if sum(1 for _ in body.iter(f"{NAMESPACE}languagemap")) > MOST_MAPS:
        raise Invalid("localization.srx.too_many", limit=MOST_MAPS)
    maps = tuple(_map(one, languages) for one in body.iter(f"{NAMESPACE}languagemap"))
    return RuleSet(languages, maps, cascade=header.get("cascade") == "yes")


def _parsed(data: bytes) -> Element:
    try:
        root: Element = fromstring(data, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise Invalid("localization.srx.entity") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Invalid("localization.srx.broken", why=str(error)) from error
    return root


def _rule(element: Element) -> Rule:
    """A rule without the attribute breaks. Source: SRX 2.0, chapter 3.2.3."""
    before, after = (
        _expression(element.findtext(f"{NAMESPACE}{name}") or "") for name in ("beforebreak", "afterbreak")
    )
    return Rule(element.get("break", "yes") == "yes", before, after)


def _map(element: Element, languages: dict[str, tuple[Rule, ...]]) -> LanguageMap:
    name = _named(element, "languagerulename")
    if name not in languages:
        raise Invalid("localization.srx.unknown_rules", name=name)
    return LanguageMap(_expression(_named(element, "languagepattern")), name)


def _named(element: Element, attribute: str) -> str:
    value = element.get(attribute)
    if not value:
        raise Invalid("localization.srx.nameless", attribute=attribute)
    return value


def _expression(text: str) -> str:
    if len(text) > LONGEST_EXPRESSION:
        raise Invalid("localization.srx.long_expression", limit=LONGEST_EXPRESSION)
    if _REACHES_OUT.search(text) or _FUZZY.search(text):
        raise Invalid("localization.srx.reaching_expression", expression=text[:80])
    try:
        regex.compile(text, regex.MULTILINE | regex.VERSION1)
        regex.compile(f"(?<={text})(?={text})", regex.MULTILINE | regex.VERSION1)
    except (regex.error, OverflowError, RecursionError, ValueError) as error:
        raise Invalid("localization.srx.bad_expression", expression=text[:80], why=str(error)) from error
    return text
