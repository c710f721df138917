"""The trust within the NATS server that is started here: operator, accounts, and the platform's own users.

Pages have an account of their own. It has no JetStream, and of the application's subjects it knows two:
`tel`, which it may send to, and `live`, which the application sends into it. So a page cannot make the server
answer to a subject of the application either, by naming it as the one to reply to.
"""

import os
from datetime import UTC, datetime
from typing import Any

import msgspec
import nkeys

from stoa.runtime.config import Secret
from stoa.runtime.live import passes, subjects, tokens
from stoa.runtime.live.tokens import UNLIMITED, public_key


class NatsKeys(msgspec.Struct, frozen=True, kw_only=True):
    """Seeds. `signing` is a key of the application's account that can be replaced without a new account:
    it signs the services' user. `pages_signing` signs passes of pages; `authority` takes them back."""

    operator: Secret
    system: Secret
    account: Secret
    signing: Secret
    services: Secret
    pages: Secret
    pages_signing: Secret
    authority: Secret


def generate() -> NatsKeys:
    return NatsKeys(
        operator=_seed(nkeys.PREFIX_BYTE_OPERATOR),
        system=_seed(nkeys.PREFIX_BYTE_ACCOUNT),
        account=_seed(nkeys.PREFIX_BYTE_ACCOUNT),
        signing=_seed(nkeys.PREFIX_BYTE_ACCOUNT),
        services=_seed(nkeys.PREFIX_BYTE_USER),
        pages=_seed(nkeys.PREFIX_BYTE_ACCOUNT),
        pages_signing=_seed(nkeys.PREFIX_BYTE_ACCOUNT),
        authority=_seed(nkeys.PREFIX_BYTE_USER),
    )


def operator_token(keys: NatsKeys) -> str:
    claims = {"type": "operator", "version": 2, "system_account": public_key(keys.system)}
    return _token(signer=keys.operator, subject=public_key(keys.operator), name="stoa", claims=claims)


def system_account_token(keys: NatsKeys) -> str:
    """Without JetStream, which the server refuses to its system account."""
    return _account(keys, keys.system, "system", storage=0)


def account_token(keys: NatsKeys) -> str:
    """The application's: services within it may do everything."""
    return _account(
        keys,
        keys.account,
        "stoa",
        storage=UNLIMITED,
        signing_keys=[public_key(keys.signing)],
        exports=[{"name": "actions", "subject": subjects.TOLD, "type": "service"}],
        imports=[_of(keys.pages, "pushes", subjects.PUSHED)],
    )


def pages_account_token(keys: NatsKeys) -> str:
    return _account(
        keys,
        keys.pages,
        "pages",
        storage=0,
        signing_keys=[
            {
                "kind": "user_scope",
                "key": public_key(keys.pages_signing),
                "role": "page",
                "template": passes.template(),
            }
        ],
        exports=[{"name": "pushes", "subject": subjects.PUSHED, "type": "service"}],
        imports=[_of(keys.account, "actions", subjects.TOLD)],
    )


def _of(account: Secret, name: str, subject: str) -> dict[str, str]:
    return {"name": name, "subject": subject, "type": "service", "account": public_key(account)}


def service_credentials(keys: NatsKeys) -> Secret:
    """The services may do everything within the application's account."""
    claims = {**_user(), "issuer_account": public_key(keys.account), "pub": {}, "sub": {}}
    user = _token(signer=keys.signing, subject=public_key(keys.services), name="services", claims=claims)
    return tokens.credentials(user, keys.services)


def authority_credentials(keys: NatsKeys) -> Secret:
    """Of the system's account: may renew the account of pages, hear that somebody did, and nothing else."""
    renewed = subjects.account_renewed(public_key(keys.pages))
    claims = {
        **_user(),
        "pub": {"allow": [renewed]},
        "sub": {"allow": [renewed, "_INBOX.>"]},
    }
    user = _token(signer=keys.system, subject=public_key(keys.authority), name="authority", claims=claims)
    return tokens.credentials(user, keys.authority)


def _user() -> dict[str, Any]:
    limits = {"subs": UNLIMITED, "data": UNLIMITED, "payload": UNLIMITED}
    return {"type": "user", "version": 2, **limits}


def _account(keys: NatsKeys, seed: Secret, name: str, *, storage: int, **more: Any) -> str:
    claims = {"type": "account", "version": 2, "limits": _limits(storage=storage), **more}
    return _token(signer=keys.operator, subject=public_key(seed), name=name, claims=claims)


def _limits(*, storage: int) -> dict[str, Any]:
    everything = ("subs", "data", "payload", "imports", "exports", "conn", "leaf")
    jetstream = ("mem_storage", "disk_storage", "streams", "consumer")
    return dict.fromkeys(everything, UNLIMITED) | {"wildcards": True} | dict.fromkeys(jetstream, storage)


def _token(*, signer: Secret, subject: str, name: str, claims: dict[str, Any]) -> str:
    return tokens.token(signer=signer, subject=subject, name=name, claims=claims, issued_at=datetime.now(UTC))


def _seed(prefix: int) -> Secret:
    seed: bytes = nkeys.encode_seed(os.urandom(32), prefix)
    return Secret(seed.decode())
