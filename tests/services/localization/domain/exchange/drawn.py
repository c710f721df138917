"""Units of every shape that files can hold, for hypothesis to draw."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.coded import FIRST_CODE, Code, CodedText, CodeKind, mark
from stoa.services.localization.domain.exchange.files import Format
from stoa.services.localization.domain.exchange.unit import Context, ExchangedUnit, Match, Note, Provenance
from stoa.services.localization.domain.unit import State

SOURCE, TARGET = Locale("en"), Locale("pt-BR")
_SIGNS = st.one_of(
    st.characters(max_codepoint=FIRST_CODE - 1, exclude_categories=[]),
    st.sampled_from("<>&\"'\r\n\t \x00\x1f\ud800\udfff\uffff\\u]["),
)
words = st.one_of(
    st.text(_SIGNS, max_size=8), st.sampled_from(["\\u0001", "]]>", "&lt;", "  a  ", "\\u005Cu0001"])
)
_names = st.text("abcdefghij-", min_size=1, max_size=8)


@st.composite
def sources(draw: st.DrawFn) -> CodedText:
    """Codes and pairs in the order of the text; pairs may cross each other, and halves stand alone."""
    text, pairs = "", 0
    codes: list[Code] = []
    opened: list[int] = []
    for _ in range(draw(st.integers(0, 6))):
        text += draw(words)
        kind = draw(st.sampled_from([CodeKind.OPEN, CodeKind.OPEN, CodeKind.CLOSE, CodeKind.ALONE]))
        pair = None
        if kind is CodeKind.CLOSE and opened and draw(st.booleans()):
            pair = opened.pop(draw(st.integers(0, len(opened) - 1)))
        elif kind is not CodeKind.ALONE:
            pairs += 1
            pair = pairs
            if kind is CodeKind.OPEN:
                opened.append(pair)
        text += mark(len(codes))
        codes.append(Code(kind, draw(words), pair))
    return CodedText(text + draw(words), tuple(codes))


@st.composite
def targets(draw: st.DrawFn, source: CodedText) -> CodedText:
    """With the codes of its source in any order, some of them lost, some doubled."""
    order = draw(st.lists(st.integers(0, max(len(source.codes) - 1, 0)), max_size=8)) if source.codes else []
    text = "".join(draw(words) + mark(index) for index in order)
    return CodedText(text + draw(words) + "!", source.codes)


@st.composite
def units(draw: st.DrawFn, wanted: Format) -> ExchangedUnit:
    """With all that the format can hold."""
    source = draw(sources())
    target = draw(targets(source))
    xliff = wanted is not Format.TMX
    second = datetime(2026, 3, 1, 12, 30, 15, 250_000 if xliff else 0, tzinfo=UTC)
    match = Match(draw(targets(source)), source, draw(st.sampled_from([0.0, 0.85, 0.999, 1.0])), draw(words))
    return ExchangedUnit(
        id=draw(words.filter(bool)),
        source_locale=SOURCE,
        locale=TARGET,
        source=source,
        target=target,
        state=draw(st.sampled_from(State)),
        notes=tuple(
            Note(draw(words), draw(st.none() | words) if xliff else None)
            for _ in range(draw(st.integers(0, 2)))
        ),
        context=tuple(Context(draw(_names), draw(words)) for _ in range(draw(st.integers(0, 2)))),
        provenance=Provenance(
            draw(st.sampled_from([None, "exact", "context", "fuzzy", "machine", "person"])),
            draw(st.none() | words.filter(bool)),
            draw(st.sampled_from([None, second])),
        ),
        matches=(match,) * draw(st.integers(0, 2)) if xliff else (),
    )
