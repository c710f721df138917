"""Tokens of NATS: an operator signs accounts, an account signs its users. No callback, no password.

Source: NATS JWT v2, https://github.com/nats-io/jwt and ADR-14 of nats-architecture-and-design.
"""

import base64
import hashlib
import os
import time
from typing import Any

import msgspec
import nkeys

from stoa.runtime.config import Secret

_HEADER = {"typ": "JWT", "alg": "ed25519-nkey"}
_UNLIMITED = -1


class NatsKeys(msgspec.Struct, frozen=True, kw_only=True):
    """Seeds. `signing` is a key of the application's account that can be replaced without a new account:
    it signs users, the browsers among them."""

    operator: Secret
    system: Secret
    account: Secret
    signing: Secret
    services: Secret


def generate() -> NatsKeys:
    return NatsKeys(
        operator=_seed(nkeys.PREFIX_BYTE_OPERATOR),
        system=_seed(nkeys.PREFIX_BYTE_ACCOUNT),
        account=_seed(nkeys.PREFIX_BYTE_ACCOUNT),
        signing=_seed(nkeys.PREFIX_BYTE_ACCOUNT),
        services=_seed(nkeys.PREFIX_BYTE_USER),
    )


def public_key(seed: Secret) -> str:
    public: bytes = nkeys.from_seed(seed.reveal().encode()).public_key
    return public.decode()


def operator_token(keys: NatsKeys) -> str:
    claims = {"type": "operator", "version": 2, "system_account": public_key(keys.system)}
    return _token(signer=keys.operator, subject=public_key(keys.operator), name="stoa", claims=claims)


def system_account_token(keys: NatsKeys) -> str:
    """Without JetStream, which the server refuses to its system account."""
    claims = {"type": "account", "version": 2, "limits": _limits(storage=0)}
    return _token(signer=keys.operator, subject=public_key(keys.system), name="system", claims=claims)


def account_token(keys: NatsKeys) -> str:
    claims = {
        "type": "account",
        "version": 2,
        "limits": _limits(storage=_UNLIMITED),
        "signing_keys": [public_key(keys.signing)],
    }
    return _token(signer=keys.operator, subject=public_key(keys.account), name="stoa", claims=claims)


def service_credentials(keys: NatsKeys) -> Secret:
    """The text of a creds file: the services may do everything within the application's account."""
    limits = {"subs": _UNLIMITED, "data": _UNLIMITED, "payload": _UNLIMITED}
    claims = {
        "type": "user",
        "version": 2,
        "issuer_account": public_key(keys.account),
        **limits,
        "pub": {},
        "sub": {},
    }
    token = _token(signer=keys.signing, subject=public_key(keys.services), name="services", claims=claims)
    return Secret(
        f"-----BEGIN NATS USER JWT-----\n{token}\n------END NATS USER JWT------\n\n"
        f"-----BEGIN USER NKEY SEED-----\n{keys.services.reveal()}\n------END USER NKEY SEED------\n"
    )


def _limits(*, storage: int) -> dict[str, Any]:
    everything = ("subs", "data", "payload", "imports", "exports", "conn", "leaf")
    jetstream = ("mem_storage", "disk_storage", "streams", "consumer")
    return dict.fromkeys(everything, _UNLIMITED) | {"wildcards": True} | dict.fromkeys(jetstream, storage)


def _token(*, signer: Secret, subject: str, name: str, claims: dict[str, Any]) -> str:
    body = {"iat": int(time.time()), "iss": public_key(signer), "name": name, "nats": claims, "sub": subject}
    # The token's id is the hash of its claims while the id is still empty.
    digest = hashlib.new("sha512_256", msgspec.json.encode({**body, "jti": ""})).digest()
    body["jti"] = base64.b32encode(digest).decode().rstrip("=")
    signed = f"{_part(_HEADER)}.{_part(body)}"
    signature: bytes = nkeys.from_seed(signer.reveal().encode()).sign(signed.encode())
    return f"{signed}.{_text(signature)}"


def _part(value: dict[str, Any]) -> str:
    return _text(msgspec.json.encode(value))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _seed(prefix: int) -> Secret:
    seed: bytes = nkeys.encode_seed(os.urandom(32), prefix)
    return Secret(seed.decode())
