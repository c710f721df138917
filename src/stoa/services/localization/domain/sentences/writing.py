"""Rule sets into SRX 2.0 files, for other programs and for tenants who want to change them."""

from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from stoa.services.localization.domain.sentences.srx import Rule, RuleSet

NAMESPACE = "http://www.lisa.org/srx20"

_CODES = {"start": "no", "end": "yes", "isolated": "yes"}
"""Whether a code at a break goes with the sentence before it: as `coded_text` places them."""


def written_srx(rules: RuleSet) -> bytes:
    register_namespace("", NAMESPACE)
    root = Element(f"{{{NAMESPACE}}}srx", version="2.0")
    header = _in(root, "header", segmentsubflows="yes", cascade="yes" if rules.cascade else "no")
    for kind, include in _CODES.items():
        _in(header, "formathandle", type=kind, include=include)
    body = _in(root, "body")
    languages = _in(body, "languagerules")
    for name, those in rules.languages.items():
        language = _in(languages, "languagerule", languagerulename=name)
        for rule in those:
            _write(language, rule)
    maps = _in(body, "maprules")
    for one in rules.maps:
        _in(maps, "languagemap", languagepattern=one.pattern, languagerulename=one.language)
    indent(root, " ")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _write(language: Element, rule: Rule) -> None:
    element = _in(language, "rule", **{"break": "yes" if rule.breaks else "no"})
    _in(element, "beforebreak").text = rule.before
    _in(element, "afterbreak").text = rule.after


def _in(parent: Element, name: str, **attributes: str) -> Element:
    return SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
