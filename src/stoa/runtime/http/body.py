"""What a request says in its body."""

from collections.abc import Iterable

import msgspec
from litestar.handlers import BaseRouteHandler

from stoa.kernel.errors import Defect


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Entries that a request makes. One that is not known is an error: misspelt, it would be lost unseen.

    An entry is taken away only when no page that may still be open sends it.
    """


def check_bodies(handlers: Iterable[BaseRouteHandler]) -> None:
    """Raises Defect for a door whose body takes entries that it does not know.

    What its entries hold is looked at with each request, see `entries`.
    """
    for handler in handlers:
        kind = handler.parsed_data_field.annotation if handler.parsed_data_field else None
        if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
            continue
        if not kind.__struct_config__.forbid_unknown_fields:
            raise Defect("door.body_takes_anything", handler=str(handler), body=kind.__name__)
