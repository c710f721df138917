"""All checks, in the order in which their findings are shown. A new one is a rule and a line here."""

from stoa.services.localization.domain.checks import (
    bidi,
    codes,
    doubled,
    leftovers,
    lengths,
    numbers,
    plurals,
    protected,
    punctuation,
    script_rules,
    spaces,
    terms,
    untranslated,
)
from stoa.services.localization.domain.checks.finding import Check, Finding, Rendering, Severity

CHECKS = (
    Check("empty", Severity.STOPS, leftovers.empty),
    Check("codes_missing", Severity.STOPS, codes.codes_missing),
    Check("codes_added", Severity.STOPS, codes.codes_added),
    Check("codes_crossed", Severity.STOPS, codes.codes_crossed),
    Check("placeholders", Severity.STOPS, protected.placeholders),
    Check("plurals", Severity.STOPS, plurals.plurals),
    Check("links", Severity.STOPS, protected.links),
    Check("e_mail", Severity.STOPS, protected.e_mail),
    Check("numbers", Severity.STOPS, numbers.numbers_changed),
    Check("bidi_unclosed", Severity.STOPS, bidi.bidi_unclosed),
    Check("bidi_override", Severity.STOPS, bidi.bidi_override),
    Check("does_not_fit", Severity.STOPS, lengths.does_not_fit),
    Check("left_over", Severity.STOPS, leftovers.left_over),
    Check("encoded", Severity.STOPS, leftovers.encoded),
    Check("untranslated", Severity.STOPS, untranslated.untranslated),
    Check("term_forbidden", Severity.STOPS, terms.term_forbidden),
    Check("term_missing", Severity.WARNS, terms.term_missing),
    Check("left_in_source", Severity.WARNS, untranslated.left_in_source),
    Check("wrong_script", Severity.STOPS, script_rules.wrong_script),
    Check("foreign_letters", Severity.STOPS, script_rules.foreign_letters),
    Check("mixed_word", Severity.WARNS, script_rules.mixed_word),
    Check("doubled_stretch", Severity.STOPS, doubled.doubled_stretch),
    Check("doubled_word", Severity.WARNS, doubled.doubled_word),
    Check("unfinished", Severity.STOPS, punctuation.unfinished),
    Check("unclosed", Severity.WARNS, punctuation.unclosed),
    Check("ends_otherwise", Severity.WARNS, punctuation.ends_otherwise),
    Check("too_short", Severity.STOPS, lengths.too_short),
    Check("too_long", Severity.WARNS, lengths.too_long),
    Check("begins_with_space", Severity.WARNS, spaces.begins_with_space),
    Check("ends_with_space", Severity.WARNS, spaces.ends_with_space),
    Check("lines", Severity.WARNS, spaces.lines),
)


def findings(pair: Rendering) -> tuple[Finding, ...]:
    """What every check says of a translation; empty when all is well."""
    return tuple(Finding(check.name, check.severity, data) for check in CHECKS for data in check.rule(pair))


def stops(found: tuple[Finding, ...]) -> bool:
    """Whether the target must not be published as it is."""
    return any(finding.severity is Severity.STOPS for finding in found)
