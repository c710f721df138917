"""Secrets of tenants as they lie in PostgreSQL: sealed with a key that only our processes have."""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from stoa.kernel.errors import Invalid
from stoa.runtime.config import Secret

_NONCE = 12


class Sealing:
    """AES-256-GCM. key: any long secret of the installation; another one is derived from it (RFC 5869)."""

    def __init__(self, key: Secret) -> None:
        derived = HKDF(SHA256(), length=32, salt=None, info=b"stoa.localization.connections")
        self._cipher = AESGCM(derived.derive(key.reveal().encode()))

    def seal(self, secret: Secret, tenant: UUID, owner: UUID) -> bytes:
        """It opens only for the same tenant and owner: moved to another row it is worth nothing."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, secret.reveal().encode(), _bound(tenant, owner))

    def open(self, sealed: bytes, tenant: UUID, owner: UUID) -> Secret:
        """Raises Invalid where the key of the installation is another one by now."""
        try:
            opened = self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(tenant, owner))
        except InvalidTag as error:
            raise Invalid("sync.sealed", field="token") from error
        return Secret(opened.decode())


def _bound(tenant: UUID, owner: UUID) -> bytes:
    return tenant.bytes + owner.bytes
