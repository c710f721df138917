"""Other libraries that find sentences, run by a Python of their own: `python segmentation_peers.py < job`.

A job is JSON: {"library": name, "texts": [[locale, text], ...]}. The answer: the sentences of each text, or
null where the library does not know the locale; the processor seconds it took for all but the first text
of each locale, and the bytes of those."""

import json
import sys
import time
import warnings
from collections.abc import Callable
from importlib import import_module
from itertools import pairwise

Cut = Callable[[str], list[str]]


def pysbd(locale: str) -> Cut:
    segmenter = import_module("pysbd").Segmenter(language=locale, clean=False)
    return lambda text: list(segmenter.segment(text))


def syntok(locale: str) -> Cut:
    if locale not in ("en", "es", "de"):
        raise ValueError(locale)
    segmenter = import_module("syntok.segmenter")
    return lambda text: [
        "".join(token.spacing + token.value for token in sentence)
        for paragraph in segmenter.process(text)
        for sentence in paragraph
    ]


def blingfire(_: str) -> Cut:
    library = import_module("blingfire")
    return lambda text: list(library.text_to_sentences(text).split("\n"))


def sentencex(locale: str) -> Cut:
    library = import_module("sentencex")
    return lambda text: list(library.segment(locale, text))


def spacy(locale: str) -> Cut:
    language = import_module("spacy").blank(locale)
    language.add_pipe("sentencizer")
    language.max_length = 10**8
    return lambda text: [sentence.text for sentence in language(text).sents]


def icu(locale: str) -> Cut:
    library = import_module("icu")
    breaks = library.BreakIterator.createSentenceInstance(library.Locale(locale))

    def cut(text: str) -> list[str]:
        wide = library.UnicodeString(text)
        breaks.setText(wide)
        places = [0, *breaks]
        return [str(wide[begin:end]) for begin, end in pairwise(places)]

    return cut


LIBRARIES = {one.__name__: one for one in (pysbd, syntok, blingfire, sentencex, spacy, icu)}


def main() -> None:
    warnings.simplefilter("ignore")
    job = json.load(sys.stdin)
    known: dict[str, Cut | None] = {}
    found: list[list[str] | None] = []
    seconds, size = 0.0, 0
    for locale, text in job["texts"]:
        warm = locale in known
        if not warm:
            known[locale] = ready(job["library"], locale)
        cut = known[locale]
        begun = time.process_time()
        found.append(None if cut is None else tolerant(cut, text))
        if warm and cut:
            seconds += time.process_time() - begun
            size += len(text.encode())
    json.dump({"sentences": found, "seconds": seconds, "bytes": size}, sys.stdout)


def ready(library: str, locale: str) -> Cut | None:
    try:
        return LIBRARIES[library](locale)
    except Exception:  # noqa: BLE001 - each library says in its own way that it does not know a language
        return None


def tolerant(cut: Cut, text: str) -> list[str]:
    """No sentences where the library fails on a text."""
    try:
        return cut(text)
    except Exception:  # noqa: BLE001 - and fails in its own way
        return [text]


if __name__ == "__main__":
    main()
