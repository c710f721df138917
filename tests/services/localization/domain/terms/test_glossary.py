"""Which term of several counts, and what a target lacks of them."""

import pytest

from stoa.kernel.errors import Invalid
from stoa.kernel.ids import new_id
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.terms.glossary import Glossary, glossary_of
from stoa.services.localization.domain.terms.wording import Use, Wording

COURSE = f"course:{new_id()}"


def says(
    source: str,
    target: str,
    use: str = "preferred",
    scope: str = "tenant",
    case: bool = False,
    into: str = "es",
) -> Wording:
    return Wording("en", into, source, target, use=Use(use), scope=scope, case=case)


def of(*wordings: Wording, locale: str = "es") -> Glossary:
    return glossary_of(wordings, LocalePair("en", locale))


def lacks(glossary: Glossary, source: str, target: str) -> list[str]:
    return [term.source for term in glossary.missing(source, target)]


def test_several_preferred_renderings_are_each_right() -> None:
    glossary = of(says("computer", "ordenador"), says("computer", "equipo"))
    assert lacks(glossary, "Two computers", "Dos equipos") == []
    assert lacks(glossary, "Two computers", "Dos ordenadores") == []
    assert lacks(glossary, "Two computers", "Dos máquinas") == ["computer"]


def test_what_is_said_for_a_course_goes_before_domain_and_tenant() -> None:
    everywhere, optics, here = (
        says("ray", "raya"),
        says("ray", "rayo", scope="domain:optics"),
        says("ray", "semirrecta", scope=COURSE),
    )
    assert of(everywhere, optics, here).agreed[0].target == "semirrecta"
    assert of(everywhere, optics).agreed[0].target == "rayo"
    assert of(everywhere).agreed[0].target == "raya"


def test_the_very_locale_goes_before_its_language() -> None:
    wider, own = (
        says("computer", "ordenador", scope=COURSE),
        says("computer", "computadora", into="es-MX"),
    )
    assert [term.target for term in of(wider, own, locale="es-MX").agreed] == ["computadora"]


def test_forbidden_rendering_is_found_in_its_forms_with_what_to_say_instead() -> None:
    glossary = of(says("lesson", "lección"), says("lesson", "clase", use="forbidden"))
    [found] = glossary.unwanted("Three lessons", "Tres clases")
    assert (found.term.source, found.found, found.instead) == ("lesson", "clases", "lección")
    assert glossary.unwanted("Three lessons", "Tres lecciones") == []
    assert glossary.unwanted("Three kinds", "Tres clases") == []


def test_forbidden_rendering_within_an_agreed_one_is_right() -> None:
    glossary = of(
        says("translation memory", "memoria de traducción"),
        says("memory", "recuerdo"),
        says("memory", "memoria", use="forbidden"),
    )
    assert glossary.unwanted("A translation memory", "Una memoria de traducción") == []
    assert [one.found for one in glossary.unwanted("A memory", "Una memoria")] == ["memoria"]


def test_what_the_course_prefers_is_not_forbidden_by_the_tenant() -> None:
    glossary = of(says("mouse", "ratón", use="forbidden"), says("mouse", "ratón", scope=COURSE))
    assert glossary.forbidden == ()


def test_several_forbidden_renderings_of_a_word_are_all_found() -> None:
    glossary = of(says("save", "salvar", use="forbidden"), says("save", "grabar", use="forbidden"))
    assert [one.found for one in glossary.unwanted("Save it", "Salvar o grabar")] == ["Salvar", "grabar"]
    assert glossary.unwanted("Save it", "Guardar")[:1] == []


def test_terms_are_found_beside_thousands_of_others() -> None:
    others = [says(f"word{'a' * (number % 50)}{number}", "x") for number in range(3_000)]
    glossary = of(*others, says("course run", "edición"))
    assert [term.source for term in glossary.wanted("The course runs begin.")] == ["course run"]


def test_terms_of_scripts_without_blanks_are_found_within_what_looks_like_a_word() -> None:
    glossary = glossary_of(
        [Wording("ja", "en", "講座", "course"), Wording("ja", "en", "Writer", "Writer")],
        LocalePair("ja", "en"),
    )
    assert lacks(glossary, "この講座は Writer です", "This class is Writer") == ["講座"]
    assert lacks(glossary, "この講座は Writer です", "These courses are in the writer") == []


def test_name_with_capitals_that_count_goes_before_the_word_without() -> None:
    glossary = of(says("writer", "escritor"), says("Writer", "Writer", case=True))
    assert [term.target for term in glossary.wanted("Writer helps a writer.")] == ["Writer", "escritor"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"source": " . "}, "source"),
        ({"target": ""}, "target"),
        ({"source": "x" * 201}, "source"),
        ({"note": "x" * 501}, "note"),
        ({"target_locale": "en"}, "target_locale"),
        ({"use": Use.FORBIDDEN, "target": "course"}, "target"),
        ({"scope": "course:7"}, "scope"),
        ({"scope": "domain:Optics!"}, "scope"),
        ({"scope": "planet"}, "scope"),
    ],
)
def test_wording_that_cannot_be_is_refused_at_its_field(changed: dict[str, object], field: str) -> None:
    said = {"source_locale": "en", "target_locale": "es", "source": "course", "target": "curso", **changed}
    with pytest.raises(Invalid) as refused:
        Wording(**said).checked()  # type: ignore[arg-type]
    assert refused.value.field == field


def test_blanks_around_and_between_words_are_put_right() -> None:
    assert says("  course \n run ", " edición ").checked() == says("course run", "edición")
