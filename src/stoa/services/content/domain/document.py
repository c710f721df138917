"""The document of a revision, read back as a tree."""

import msgspec

from stoa.services.content.domain.objects import Tree

_OF_DOCUMENT = ("course", "revision", "objects", "media")


def read_document(data: bytes) -> Tree:
    """data: JSON as it was kept. Raises msgspec.ValidationError when it is another shape."""
    document = msgspec.json.decode(data)
    front = {name: document[name] for name in document if name not in _OF_DOCUMENT}
    return msgspec.convert({"front": front, "objects": document["objects"], "media": document["media"]}, Tree)
