"""Refusals that name the line, the element, and what would be right."""

from stoa.kernel.errors import Invalid
from stoa.services.localization.domain.exchange.element import Element


def attribute_missing(element: Element, attribute: str, wanted: str) -> Invalid:
    return Invalid(
        "localization.exchange.attribute_missing",
        line=element.line,
        element=element.name,
        attribute=attribute,
        wanted=wanted,
    )


def attribute_wrong(element: Element, attribute: str, wanted: str) -> Invalid:
    return Invalid(
        "localization.exchange.attribute_wrong",
        line=element.line,
        element=element.name,
        attribute=attribute,
        found=element.attributes.get(attribute, ""),
        wanted=wanted,
    )


def element_missing(element: Element, wanted: str) -> Invalid:
    return Invalid(
        "localization.exchange.element_missing", line=element.line, element=element.name, wanted=wanted
    )
