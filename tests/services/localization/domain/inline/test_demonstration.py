"""Every text of the demonstration course, taken apart and put together."""

from pathlib import Path
from uuid import UUID

import pytest

from stoa.services.content.adapters.archives import open_archive
from stoa.services.content.adapters.folder import FolderConnector
from stoa.services.content.domain.html import Html
from stoa.services.content.domain.texts import texts
from stoa.services.localization.domain.inline.skeleton import put_together, take_apart
from tests.services.content.samples import DEMONSTRATION, packed_folder
from tests.services.localization.domain.inline.documents import seen


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> list[Html]:
    packed: Path = tmp_path_factory.mktemp("course") / "course.zip"
    packed_folder(DEMONSTRATION, packed)
    archive = open_archive(packed, "course.zip")
    imported = FolderConnector().read(archive, UUID(int=1), lambda *_: None)
    return [text for one in [imported.front, *imported.objects] for _, text in texts(one) if text]


def test_it_comes_back_as_the_same_document(course: list[Html]) -> None:
    assert len(course) > 100
    for html in course:
        skeleton = take_apart(html)
        back = put_together(skeleton, [text.coded for text in skeleton.texts])
        assert seen(back) == seen(html)
        assert back == html or "\n" in html


def test_gaps_code_and_pictures_are_codes(course: list[Html]) -> None:
    coded = [text for html in course for text in take_apart(html).texts]
    markup = {code.markup for text in coded for code in text.coded.codes}
    assert any(one.startswith("{{") for one in markup)
    assert any(text.attribute == "alt" for text in coded)
    assert not any(sign in text.coded.words for text in coded for sign in "<>{}")
