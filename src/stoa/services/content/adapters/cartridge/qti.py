"""One item of QTI 1.2, taken apart: what is asked, what may be said, what it earns, what is told then."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from stoa.services.content.adapters.xml import text_of
from stoa.services.content.domain.html import Html, plain

Bring = Callable[[str], Html]

_KINDS = {
    "multiple_choice_question": "choice",
    "cc.multiple_choice.v0p1": "choice",
    "true_false_question": "true_false",
    "cc.true_false.v0p1": "true_false",
    "multiple_answers_question": "multiple",
    "cc.multiple_response.v0p1": "multiple",
    "short_answer_question": "short_text",
    "cc.fib.v0p1": "short_text",
    "cc.pattern_match.v0p1": "short_text",
    "fill_in_multiple_blanks_question": "blanks",
    "multiple_dropdowns_question": "dropdowns",
    "matching_question": "match",
    "numerical_question": "numeric",
    "calculated_question": "calculated",
    "essay_question": "essay",
    "cc.essay.v0p1": "essay",
    "file_upload_question": "file_upload",
    "text_only_question": "text",
}
_OUTSIDE_NAME = re.compile(r"^response_")


@dataclass(frozen=True, slots=True)
class Label:
    """A thing that may be chosen."""

    id: str
    html: Html


@dataclass(frozen=True, slots=True)
class Part:
    """One response of an item: to choose (labels) or to write (none)."""

    id: str
    name: str
    html: Html
    labels: list[Label]


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison of a response. kind: the element, without `var`. negated: stands within `not`."""

    part: str
    kind: str
    value: str
    negated: bool
    case: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """tests: what the response must be. score: what it sets or adds, None for feedback only."""

    tests: list[Test]
    score: float | None
    feedback: list[str]


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    title: str
    kind: str
    given_kind: str
    prompt: Html
    points: float
    parts: list[Part]
    rules: list[Rule]
    feedback: dict[str, Html] = field(default_factory=dict)
    hints: list[Html] = field(default_factory=list)
    solution: Html = field(default=Html(""))

    def best(self) -> float:
        """The score that is worth the whole item."""
        return max((rule.score for rule in self.rules if rule.score), default=0.0)


def read_question(item: Element, bring: Bring) -> Question:
    fields = _fields(item)
    parts = _parts(item, bring)
    given = fields.get("question_type") or fields.get("cc_profile") or fields.get("qmd_itemtype", "")
    asked = item.find("presentation")
    material = _first_material(asked) if asked is not None else None
    return Question(
        id=item.get("ident", ""),
        title=item.get("title", ""),
        kind=_KINDS.get(given.casefold(), _by_shape(item, parts)),
        given_kind=given,
        prompt=_html(material, bring),
        points=_number(fields.get("points_possible") or fields.get("cc_weighting")) or 1.0,
        parts=parts,
        rules=[_rule(found) for found in item.iterfind("./resprocessing/respcondition")],
        feedback={
            found.get("ident", ""): _html(found, bring)
            for found in item.iterfind("itemfeedback")
            if found.find("hint") is None and found.find("solution") is None
        },
        hints=[_html(found, bring) for found in item.iterfind("./itemfeedback/hint")],
        solution=_html(item.find("./itemfeedback/solution"), bring),
    )


def _fields(item: Element) -> dict[str, str]:
    found = {
        text_of(entry.find("fieldlabel")): text_of(entry.find("fieldentry"))
        for entry in item.iterfind("./itemmetadata/qtimetadata/qtimetadatafield")
    }
    itemtype = item.find("./itemmetadata/qmd_itemtype")
    return found if itemtype is None else {**found, "qmd_itemtype": text_of(itemtype)}


def _by_shape(item: Element, parts: list[Part]) -> str:
    """For items that do not name their kind."""
    choosing = [part for part in parts if part.labels]
    if len(parts) == 1 and choosing:
        response = item.find(".//response_lid")
        several = response is not None and response.get("rcardinality", "").casefold() == "multiple"
        return "multiple" if several else "choice"
    if len(choosing) > 1 and len(choosing) == len(parts):
        return "match"
    if len(parts) == 1:
        return "short_text"
    return "unknown" if parts else "text"


def _first_material(presentation: Element) -> Element | None:
    """What is asked, before any response."""
    for element in presentation.iter():
        if element.tag == "material":
            return element
        if element.tag in ("response_lid", "response_str", "response_num", "response_grp"):
            return None
    return None


def _parts(item: Element, bring: Bring) -> list[Part]:
    parts = []
    for tag in ("response_lid", "response_str", "response_num", "response_grp"):
        for response in item.iterfind(f".//presentation//{tag}"):
            labels = [
                Label(label.get("ident", ""), _html(label.find(".//material"), bring))
                for label in response.iter("response_label")
                if label.find(".//material") is not None
            ]
            name = _OUTSIDE_NAME.sub("", response.get("ident", ""))
            parts.append(
                Part(response.get("ident", ""), name, _html(response.find("material"), bring), labels)
            )
    return parts


def _rule(condition: Element) -> Rule:
    tests: list[Test] = []
    variables = condition.find("conditionvar")
    if variables is not None:
        _collect(variables, False, tests)
    score = None
    for setting in condition.iterfind("setvar"):
        if setting.get("varname", "SCORE").upper() in ("SCORE", "QUE_SCORE"):
            score = _number(setting.text)
    feedback = [shown.get("linkrefid", "") for shown in condition.iterfind("displayfeedback")]
    return Rule(tests, score, feedback)


def _collect(element: Element, negated: bool, tests: list[Test]) -> None:
    for child in element:
        if child.tag.startswith("var"):
            value = "".join(child.itertext()).strip()
            case = child.get("case", "No").casefold() == "yes"
            tests.append(Test(child.get("respident", ""), child.tag[3:], value, negated, case))
        elif child.tag == "not":
            _collect(child, not negated, tests)
        else:
            _collect(child, negated, tests)


def _html(element: Element | None, bring: Bring) -> Html:
    """Of all its texts: HTML as such, everything else as plain text."""
    if element is None:
        return Html("")
    parts = []
    for text in element.iter("mattext"):
        raw = "".join(text.itertext())
        parts.append(bring(raw) if text.get("texttype", "").casefold() == "text/html" else plain(raw.strip()))
    return Html(" ".join(part for part in parts if part))


def _number(text: str | None) -> float | None:
    try:
        return float((text or "").strip())
    except ValueError:
        return None
