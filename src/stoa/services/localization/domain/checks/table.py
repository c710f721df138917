"""All checks, in the order in which their findings are shown. A new one is a rule and a line here."""

from stoa.services.localization.domain.checks import codes
from stoa.services.localization.domain.checks.finding import Check, Finding, Rendering, Severity

CHECKS = (
    Check("codes_missing", Severity.STOPS, codes.codes_missing),
    Check("codes_added", Severity.STOPS, codes.codes_added),
    Check("codes_crossed", Severity.STOPS, codes.codes_crossed),
)


def findings(pair: Rendering) -> tuple[Finding, ...]:
    """What every check says of a translation; empty when all is well."""
    return tuple(Finding(check.name, check.severity, data) for check in CHECKS for data in check.rule(pair))


def stops(found: tuple[Finding, ...]) -> bool:
    """Whether the target must not be published as it is."""
    return any(finding.severity is Severity.STOPS for finding in found)
