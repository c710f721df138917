"""Collects the texts of the interface and brings each language's PO file up to date.

Texts come from templates, from the error messages, and from Python (navigation labels, titles).
Run it as `python -m stoa.compose.messages`; with `--check` it only says what lacks a translation.
"""

import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from stoa.runtime.words import LOCALES, WEB

_SOURCE = LOCALES[0]
_HEADER = """# Texts of Stoa's interface.
msgid ""
msgstr ""
"Language: {locale}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
_KEYWORDS = {"_": None, "gettext": None, "marked": None, "_say": None, "ngettext": (1, 2), "Nav": None}
_METHODS = [("web/demonstration/**", "ignore"), ("**/templates/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {"**/templates/**.html": {"trimmed": "true", "silent": "false"}}


def collect() -> Catalog:
    """Every text with the files it stands in."""
    catalog = Catalog(project="Stoa", charset="utf-8", fuzzy=False)
    root = WEB.parent
    for name, _, message, comments, _ in extract_from_dir(
        root, method_map=_METHODS, options_map=_OPTIONS, keywords=_KEYWORDS, comment_tags=("Translators:",)
    ):
        catalog.add(message, locations=[(name, None)], auto_comments=comments)  # type: ignore[list-item]
    for path, message in _error_messages():
        catalog.add(message, locations=[(path, None)])  # type: ignore[list-item]
    return catalog


def update(locale: str, template: Catalog) -> Catalog:
    """The language's catalog with the present texts; what was translated stays, what is gone goes."""
    path = _path(locale)
    if path.exists():
        with path.open("rb") as source:
            catalog = read_po(source, locale=locale)
    else:
        catalog = Catalog(locale=locale, fuzzy=False)
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def missing(catalog: Catalog) -> list[str]:
    """Texts without a translation."""
    return [str(message.id) for message in catalog if message.id and not _is_translated(message)]


def _is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def _error_messages() -> Iterator[tuple[str, str]]:
    for path in sorted((WEB / "errors").glob("*.toml")):
        for message in tomllib.loads(path.read_text(encoding="utf-8")).values():
            yield str(path.relative_to(WEB.parent)), message


def _path(locale: str) -> Path:
    return WEB / "locale" / locale / "messages.po"


def _write(catalog: Catalog, path: Path) -> None:
    written = io.BytesIO()
    write_po(written, catalog, sort_output=True, omit_header=True, include_lineno=False, width=100)
    path.parent.mkdir(parents=True, exist_ok=True)
    header = _HEADER.format(locale=catalog.locale, plural=catalog.plural_forms)
    path.write_bytes(header.encode() + written.getvalue())


def main() -> None:
    template = collect()
    for locale in LOCALES:
        if locale == _SOURCE:
            continue
        catalog = update(locale, template)
        lacking = missing(catalog)
        sys.stdout.write(f"{locale}: {len(catalog)} texts, {len(lacking)} without a translation\n")
        if "--check" in sys.argv:
            sys.stdout.writelines(f"  {text}\n" for text in lacking)
            if lacking:
                sys.exit(1)
        else:
            _write(catalog, _path(locale))


if __name__ == "__main__":
    main()
