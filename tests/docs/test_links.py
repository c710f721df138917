"""Links between documents lead somewhere."""

from pathlib import Path

from stoa.compose.registry import SERVICES
from tests.docs.reading import dead_links, links, pages

_ROOT = Path(__file__).parents[2]


def test_every_link_of_every_page_leads_somewhere() -> None:
    assert [link for page in pages(_ROOT) for link in dead_links(page)] == []


def test_link_to_nothing_is_found_out(tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("# Known heading\n")
    page = tmp_path / "page.md"
    page.write_text(
        "[a](other.md) [b](other.md#known-heading) [c](https://example.org/x) `[d](code.md)`\n"
        "[e](missing.md) [f](other.md#unknown)\n```\n[g](fenced.md)\n```\n"
    )
    assert dead_links(page) == ["page.md: missing.md", "page.md: other.md#unknown"]


def test_every_decision_is_listed_and_numbered_once() -> None:
    folder = _ROOT / "docs" / "adr"
    decisions = [page for page in folder.glob("*.md") if page.name[0].isdigit()]
    listed = (folder / "README.md").read_text()
    assert [page.name for page in decisions if f"]({page.name})" not in listed] == []
    assert len({page.name[:4] for page in decisions}) == len(decisions)


def test_every_service_has_a_page_that_is_listed() -> None:
    folder = _ROOT / "docs" / "services"
    listed = {(folder / link).resolve() for link in links(folder / "README.md")}
    pages_of = {one.name: (folder / f"{one.name}.md", folder / one.name / "README.md") for one in SERVICES}
    assert [name for name, places in pages_of.items() if listed.isdisjoint(places)] == []
