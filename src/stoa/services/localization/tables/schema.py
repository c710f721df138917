"""The schema that the tables belong to."""

from stoa.runtime.db import service_metadata

METADATA = service_metadata("localization")
