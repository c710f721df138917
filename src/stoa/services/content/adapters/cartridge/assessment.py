"""An assessment of QTI 1.2 as an item set. Source: IMS QTI ASI 1.2, profile of Common Cartridge."""

from collections.abc import Callable
from uuid import UUID
from xml.etree.ElementTree import Element

from stoa.kernel.markup import words
from stoa.services.content.adapters.cartridge.qti import Question, read_question
from stoa.services.content.adapters.cartridge.qti_kinds import BUILDERS, Unfit
from stoa.services.content.domain.html import Html
from stoa.services.content.domain.ids import item_id
from stoa.services.content.domain.items import Item, ItemSet, Reveal
from stoa.services.content.domain.objects import kind_of
from stoa.services.content.domain.report import Report

Bring = Callable[[str, str, UUID], Html]
"""HTML of the source, its place and the object it belongs to, made learning content."""

_NOT_FOR_A_PROGRAM = {
    "essay": "essay",
    "file_upload": "file_upload",
    "calculated": "calculated",
    "unknown": "unknown_kind",
}


def read_assessment(
    root: Element, where: str, about: UUID, report: Report, bring: Bring
) -> tuple[Html, ItemSet] | None:
    """Introduction and items; None when no item could be kept."""
    items: list[Item] = []
    intro = [
        _material(found, where, about, bring)
        for found in root.iterfind("./assessment/presentation_material/flow_mat")
    ]
    _report_selections(root, where, report, about)
    for element in root.iter("item"):
        question = read_question(element, lambda raw: bring(raw, where, about))
        place = f"{where}#{question.id}"
        title = words(question.prompt)[:120] or question.title
        if question.kind == "text":
            intro.append(question.prompt)
            report.converted(place, "item", title, "content.reason.text_item", about)
        elif question.kind in _NOT_FOR_A_PROGRAM:
            reason = _NOT_FOR_A_PROGRAM[question.kind]
            report.left_out(place, "item", title, f"content.reason.{reason}", found=question.given_kind)
        else:
            _keep(question, place, title, about, items, report)
    if not items:
        return None
    return Html("".join(intro)), _item_set(root, items)


def _keep(question: Question, place: str, title: str, about: UUID, items: list[Item], report: Report) -> None:
    try:
        item, reason = BUILDERS[question.kind](question, item_id(about, question.id))
    except Unfit as unfit:
        report.left_out(place, "item", title, f"content.reason.{unfit.reason}")
        return
    items.append(item)
    kind = f"item.{kind_of(item)}"
    if reason:
        report.converted(place, kind, title, f"content.reason.{reason}", about)
    else:
        report.imported(place, kind, title, about)


def _report_selections(root: Element, where: str, report: Report, about: UUID) -> None:
    """A section may ask only some of its items, drawn by chance; here all of them are asked."""
    for section in root.iter("section"):
        number = section.find("./selection_ordering/selection/selection_number")
        inside = len(section.findall("item"))
        if number is not None and (number.text or "").strip().isdigit() and int(number.text or 0) < inside:
            title = section.get("title", "")
            report.converted(
                where, "selection", title, "content.reason.selection", about, number=number.text or ""
            )


def _item_set(root: Element, items: list[Item]) -> ItemSet:
    fields = {
        (found.findtext("fieldlabel") or "").strip(): (found.findtext("fieldentry") or "").strip()
        for found in root.iterfind("./assessment/qtimetadata/qtimetadatafield")
    }
    attempts = fields.get("cc_maxattempts", "")
    return ItemSet(
        items=items,
        pages=[[item.id] for item in items],
        pass_share=0.0,
        attempts=int(attempts) if attempts.isdigit() and int(attempts) > 0 else None,
        reveal=Reveal.AFTER_ATTEMPT,
    )


def _material(element: Element, where: str, about: UUID, bring: Bring) -> Html:
    return bring("".join(element.itertext()), where, about)
