"""Tables of CNXML, which follow the CALS model."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

Render = Callable[[Element], str]


def table(element: Element, inline: Render, cell: Render, given_id: str) -> str:
    title = element.find("title")
    caption = element.find("caption")
    told = [inline(found) for found in (title, caption) if found is not None]
    head = f"<caption>{' '.join(told)}</caption>" if told else ""
    groups = "".join(_group(group, cell) for group in element.iterfind("tgroup"))
    return f"<table{given_id}>{head}{groups}</table>"


def _group(group: Element, cell: Render) -> str:
    columns = {found.get("colname", ""): number for number, found in enumerate(group.iter("colspec"))}
    out = []
    for part in ("thead", "tbody", "tfoot"):
        rows = group.find(part)
        if rows is not None:
            mark = "th" if part == "thead" else "td"
            out.append(f"<{part}>{''.join(_row(row, mark, columns, cell) for row in rows)}</{part}>")
    return "".join(out)


def _row(row: Element, mark: str, columns: dict[str, int], cell: Render) -> str:
    cells = []
    for entry in row.iterfind("entry"):
        across = columns.get(entry.get("nameend", ""), 0) - columns.get(entry.get("namest", ""), 0) + 1
        spans = f' colspan="{across}"' if across > 1 else ""
        down = entry.get("morerows", "")
        spans += f' rowspan="{int(down) + 1}"' if down.isdigit() and int(down) else ""
        scope = ' scope="col"' if mark == "th" else ""
        cells.append(f"<{mark}{spans}{scope}>{cell(entry)}</{mark}>")
    return f"<tr>{''.join(cells)}</tr>"
