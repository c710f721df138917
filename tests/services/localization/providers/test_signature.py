"""Signature version 4, against the published test suite of Amazon."""

from datetime import UTC, datetime

from stoa.runtime.config import Secret
from stoa.services.localization.adapters.providers.services.signature import signed


def test_the_published_example_is_signed_as_published() -> None:
    """post-vanilla of aws-sig-v4-test-suite."""
    headers = signed(
        {"Host": "example.amazonaws.com"},
        b"",
        at=datetime(2015, 8, 30, 12, 36, tzinfo=UTC),
        access_key="AKIDEXAMPLE",
        secret_key=Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        region="us-east-1",
        service="service",
    )
    assert headers["authorization"] == (
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        "SignedHeaders=host;x-amz-date, "
        "Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
    )
