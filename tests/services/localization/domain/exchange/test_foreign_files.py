"""Files of other programs: read in our words, and given back with all that has none."""

from dataclasses import replace

import pytest

from stoa.services.localization.domain.coded import CodedText, CodeKind, mark
from stoa.services.localization.domain.exchange.files import Format, read, write
from stoa.services.localization.domain.exchange.parts import units
from stoa.services.localization.domain.exchange.unit import Context, ExchangedUnit, Note
from stoa.services.localization.domain.unit import State

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="Elsewhere" creationtoolversion="7" segtype="block" o-tmf="x" adminlang="en" srclang="en" datatype="html"><prop type="client">Acme</prop></header>
<body>
<tu tuid="7" usagecount="3"><note>mind the menu</note><prop type="project">Help</prop><prop type="x-context-before">First.</prop><tuv xml:lang="en-US"><seg>Press <hi type="key">F1</hi> or <bpt i="1" type="link">&lt;a title="<sub>Help</sub>"&gt;</bpt>here<ept i="1">&lt;/a&gt;</ept>.<ph type="image">&lt;img/&gt;</ph></seg></tuv><tuv xml:lang="es" creationid="ANA" creationdate="20240102T030405Z" lastusagedate="20250101T000000Z"><prop type="quality">9</prop><seg><ph type="image">&lt;img/&gt;</ph>Pulse <bpt i="3" type="link">&lt;a title="<sub>Ayuda</sub>"&gt;</bpt>aquí<ept i="3">&lt;/a&gt;</ept> o <hi type="key">F1</hi>.</seg></tuv><tuv xml:lang="pt_br"><seg>Sem códigos</seg></tuv></tu>
</body>
</tmx>
"""  # noqa: E501
XLIFF_12 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:sdl="http://example.org/sdl" version="1.2">
<file original="a.docx" source-language="en-US" target-language="de" datatype="x-docx">
<header><skl><internal-file form="base64">AAAA</internal-file></skl><sdl:ref uid="9"/></header>
<body>
<group id="g" restype="table">
<trans-unit id="1" translate="yes" sdl:locked="0"><source>A <g id="1" ctype="bold">b<x id="2"/></g> <mrk mtype="term">term</mrk> c<bx id="3"/>d<ex id="3"/></source><seg-source><mrk mtype="seg" mid="1">A</mrk></seg-source><target state="needs-review-translation" state-qualifier="leveraged-tm">Ein <g id="1" ctype="bold"><x id="2"/>b</g> <mrk mtype="term">Begriff</mrk> c<bx id="3"/>d<ex id="3"/></target><alt-trans match-quality="72%" origin="tm"><target>Fast</target></alt-trans><note from="developer" priority="2">short</note><context-group name="place" purpose="location"><context context-type="sourcefile">a.c</context></context-group><sdl:seg conf="Draft"><sdl:x/></sdl:seg></trans-unit>
<bin-unit id="b" mime-type="image/png"><bin-source><external-file href="x.png"/></bin-source></bin-unit>
</group>
</body>
</file>
</xliff>
"""  # noqa: E501
XLIFF_21 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:m="urn:oasis:names:tc:xliff:matches:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" xmlns:fs="urn:oasis:names:tc:xliff:fs:2.0" version="2.1" srcLang="en" trgLang="fr">
<file id="f" canResegment="yes">
<skeleton href="a.skl"/>
<group id="g" fs:fs="div">
<notes><note>for all</note></notes>
<unit id="1" fs:fs="p"><mtc:matches><mtc:match ref="#s2" similarity="80.5" origin="tm"><source>Two.</source><target>Deux !</target></mtc:match></mtc:matches><notes><note id="n1" priority="1" category="author">mind</note></notes><originalData><data id="d1">[b]</data><data id="d2">[/b]</data><data id="d3" dir="ltr">[br]</data></originalData><segment id="s1" state="final" subState="x:y"><source><pc id="1" dataRefStart="d1" dataRefEnd="d2">One</pc><ph id="2" dataRef="d3" equiv="break"/>.</source><target><pc id="1" dataRefStart="d1" dataRefEnd="d2">Un</pc><ph id="2" dataRef="d3" equiv="break"/>.</target></segment><ignorable><source> </source></ignorable><segment id="s2" state="translated"><source>Two <mrk id="m1" type="term">words</mrk><cp hex="0007"/>.</source><target>Deux <mrk id="m1" type="term">mots</mrk><cp hex="0007"/>.</target></segment></unit>
</group>
</file>
</xliff>
"""  # noqa: E501
FILES = pytest.mark.parametrize(
    ("text", "wanted"), [(TMX, Format.TMX), (XLIFF_12, Format.XLIFF_12), (XLIFF_21, Format.XLIFF_21)]
)


def read_all(text: str) -> list[ExchangedUnit]:
    return list(units(read([text.encode()])))


def without_doctype(text: str) -> str:
    return text.replace('<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n', "")


@FILES
def test_file_of_another_program_is_given_back_whole(text: str, wanted: Format) -> None:
    assert b"".join(write(read([text.encode()]), wanted)).decode() == without_doctype(text)


@FILES
def test_changed_target_leaves_everything_else(text: str, wanted: Format) -> None:
    parts = [
        replace(part, target=CodedText("new " + part.target.text, part.target.codes), state=State.FINAL)
        if isinstance(part, ExchangedUnit) and part.target
        else part
        for part in read([text.encode()])
    ]
    changed = b"".join(write(parts, wanted)).decode()
    before, after = read_all(text), read_all(changed)
    assert [one.target and one.target.text for one in after] == [
        one.target and "new " + one.target.text for one in before
    ]
    assert [replace(one, kept=None, target=None, state=State.FINAL) for one in before] == [
        replace(one, kept=None, target=None) for one in after
    ]
    for kept in ("Acme", "quality", "lastusagedate", "sdl:locked", "sdl:x", "bin-unit", "seg-source", "fs:fs",
                 "skeleton", "equiv=", 'dir="ltr"', 'priority="', "<sub>Ayuda</sub>", "internal-file"):  # fmt: skip  # noqa: E501
        assert (kept in text) == (kept in changed), kept


def test_languages_of_a_memory_are_units_of_one_source() -> None:
    spanish, portuguese = read_all(TMX)
    assert (spanish.source_locale, spanish.locale, portuguese.locale) == ("en-US", "es", "pt-BR")
    assert spanish.source == portuguese.source
    assert spanish.notes == (Note("mind the menu"),)
    assert spanish.context == (Context("before", "First."),)
    assert spanish.state is State.TRANSLATED
    assert spanish.provenance.by == "ANA"
    assert str(spanish.provenance.at) == "2024-01-02 03:04:05+00:00"


def test_codes_of_a_target_are_found_without_numbers() -> None:
    """Mark-up that says the same is the same code; another title makes the link a code of the target's own."""  # noqa: E501
    spanish = read_all(TMX)[0]
    source, target = spanish.source, spanish.target
    assert source.text == f"Press {mark(0)}F1{mark(1)} or {mark(2)}here{mark(3)}.{mark(4)}"
    assert [code.kind for code in source.codes] == [
        CodeKind.OPEN, CodeKind.CLOSE, CodeKind.OPEN, CodeKind.CLOSE, CodeKind.ALONE
    ]  # fmt: skip
    assert target is not None
    assert target.text.startswith(f"{mark(4)}Pulse ")
    assert target.text.endswith(f" o {mark(0)}F1{mark(1)}.")


def test_states_and_proposals_of_xliff_1_2_are_read() -> None:
    (one,) = read_all(XLIFF_12)
    assert (one.state, one.provenance.origin) == (State.TRANSLATED, "exact")
    assert [(match.target.text, match.score, match.origin) for match in one.matches] == [("Fast", 0.72, "tm")]
    assert one.context == (Context("sourcefile", "a.c"),)
    assert one.target is not None
    assert one.target.codes == one.source.codes


def test_segments_of_a_unit_are_one_text() -> None:
    (one,) = read_all(XLIFF_21)
    assert one.source.text == f"{mark(0)}One{mark(1)}{mark(2)}. Two {mark(3)}words{mark(4)}\x07."
    assert [code.markup for code in one.source.codes[:3]] == ["[b]", "[/b]", "[br]"]
    assert one.target is not None
    assert one.target.text == f"{mark(0)}Un{mark(1)}{mark(2)}. Deux {mark(3)}mots{mark(4)}\x07."
    assert one.state is State.TRANSLATED
    assert one.matches[0].score == 0.805


def test_layout_is_no_text_unless_space_is_kept() -> None:
    laid_out = XLIFF_12.replace("<source>A <g", "<source>\n      A\n      <g")
    assert read_all(laid_out)[0].source == read_all(XLIFF_12)[0].source
    kept = laid_out.replace('<group id="g"', '<group id="g" xml:space="preserve"')
    assert read_all(kept)[0].source.text.startswith("\n      A\n      ")


def test_private_use_characters_of_a_file_are_codes_of_themselves() -> None:
    (one, _) = read_all(TMX.replace("Press ", "Press \ue000"))
    assert one.source.codes[0].markup == "\ue000"
    assert one.source.text.startswith(f"Press {mark(0)}{mark(1)}F1")


def test_prefixed_xliff_is_read_too() -> None:
    prefixed = XLIFF_12.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?xml", "<?xml")
    prefixed = prefixed.replace("x:sdl:", "sdl:").replace("xmlns=", "xmlns:x=")
    assert [replace(one, kept=None) for one in read_all(prefixed)] == [
        replace(one, kept=None) for one in read_all(XLIFF_12)
    ]


def test_utf_16_is_read() -> None:
    text = TMX.replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert [one.target for one in units(read([text.encode("utf-16")]))] == [
        one.target for one in read_all(TMX)
    ]
