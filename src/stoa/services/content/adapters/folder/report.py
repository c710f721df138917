"""The report of a course folder: every block, object, level, item and media file by name."""

from stoa.kernel.markup import words
from stoa.services.content.adapters.folder.layout import Layout
from stoa.services.content.domain.objects import ItemSetObject, LearningObject, kind_of
from stoa.services.content.domain.report import Report


def report_on(objects: list[LearningObject], layout: Layout, used: set[str]) -> Report:
    report = Report()
    for this in objects:
        report.imported(this.key, kind_of(this), this.title, this.id)
        for level in this.explanations:
            report.imported(f"{this.key}.{level}", "level", this.title, this.id)
        if isinstance(this, ItemSetObject):
            for item in this.item_set.items:
                report.imported(item.key, f"item.{kind_of(item)}", words(item.prompt), this.id)
    for path in layout.media:
        name = path.rpartition("/")[2]
        if path in used:
            report.imported(path, "media", name)
        else:
            report.left_out(path, "media", name, "content.reason.unused")
    return report
