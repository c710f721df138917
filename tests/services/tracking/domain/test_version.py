"""A version of a course as readers get it."""

from dataclasses import replace

import pytest

from stoa.services.tracking.adapters.manifest import course_version
from tests.services.tracking.publishing import small_course


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("http://127.0.0.1:8081/content/x/", "v1/en/rays/standard.html"),
        ("http://127.0.0.1:8081/content/x/v1/en/", "rays/standard.html"),
    ],
    ids=["of the course", "of one version, as manifests were before"],
)
def test_asset_lies_where_address_and_path_say_together(url: str, path: str) -> None:
    version = replace(course_version(small_course().manifest()), version=7, url=url)
    assert version.asset_key(path) == "content/x/v1/en/rays/standard.html"
