"""HTTP: who may pass, what errors become, how an application is built of services."""

from stoa.runtime.http.access import public, roles, signed_in

__all__ = ["public", "roles", "signed_in"]
