"""What is published of features, risk and policies is what the code does."""

import json
import re
from pathlib import Path

from stoa.services.adaptive.domain.features import NAMES
from stoa.services.adaptive.domain.kind import Kind
from stoa.services.adaptive.domain.policy_reading import read
from stoa.services.adaptive.domain.risk import PARTS

_DOCS = Path(__file__).parents[4] / "docs" / "adaptive"
_FEATURES = (_DOCS / "features.md").read_text()
_POLICY = (_DOCS / "policy.md").read_text()
_ROW = re.compile(r"^\| `(\w+)` \| (.+) \|$", re.M)


def test_every_feature_is_described_and_nothing_else() -> None:
    described = [name for name, rest in _ROW.findall(_FEATURES) if rest.count("|") == 1]
    assert sorted(described) == sorted(NAMES)


def test_weights_of_the_risk_are_those_published() -> None:
    published = [
        (name, *(float(number) for number in rest.split("|")))
        for name, rest in _ROW.findall(_FEATURES)
        if rest.count("|") == 2
    ]
    assert published == [(part.feature, part.low, part.high, part.weight) for part in PARTS]


def test_policy_that_stands_in_the_document_can_be_read() -> None:
    example = re.search(r"```json\n(.*?)```", _POLICY, re.S)
    assert example is not None
    assert read(json.loads(example[1])).rules[0].kind is Kind.HELP


def test_every_kind_is_described() -> None:
    assert [kind for kind in Kind if f"`{kind}`" not in _POLICY] == []
