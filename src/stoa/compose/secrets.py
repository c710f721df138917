"""What Stoa makes up once for itself: passwords and keys. Nobody ever types them."""

import os
import secrets
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from stoa.compose.engines.nats_jwt import NatsKeys
from stoa.compose.engines.nats_jwt import generate as generate_nats_keys
from stoa.compose.engines.program import Trouble
from stoa.runtime.config import Secret, decode_setting, encode_setting

FILE = "secrets.json"


class Secrets(msgspec.Struct, frozen=True, kw_only=True):
    """inner_key: what the parts of SeaweedFS show each other. token_key: PEM, signs access tokens."""

    database_owner: Secret
    database_application: Secret
    nats: NatsKeys
    objects_access_key: str
    objects_secret_key: Secret
    objects_inner_key: Secret
    token_key: Secret
    metrics_token: Secret


def secrets_of(data: Path) -> Secrets:
    """Read them, or make them the first time. Only the account that runs Stoa can read the file."""
    path = data / FILE
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return _kept(path, _generate())
    try:
        known = msgspec.json.decode(raw)
        whole = _completed(known)
        if whole != known:
            _written(path, msgspec.json.encode(whole)).replace(path)
        return msgspec.convert(whole, Secrets, dec_hook=decode_setting)
    except (msgspec.DecodeError, TypeError, KeyError) as error:
        raise Trouble(
            f"{path} cannot be read ({error}). Put it back from a backup: nothing opens the data without it."
        ) from error


def _generate() -> Secrets:
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Secrets(
        database_owner=_random(),
        database_application=_random(),
        nats=generate_nats_keys(),
        objects_access_key=secrets.token_hex(10).upper(),
        objects_secret_key=_random(),
        objects_inner_key=_random(),
        token_key=Secret(key.decode()),
        metrics_token=_random(),
    )


def _random() -> Secret:
    return Secret(secrets.token_urlsafe(32))


def _completed(known: dict[str, Any]) -> dict[str, Any]:
    """With the keys of NATS that an earlier Stoa did not make up yet."""
    made = msgspec.to_builtins(generate_nats_keys(), enc_hook=encode_setting)
    return {**known, "nats": {**made, **known["nats"]}}


def _kept(path: Path, made: Secrets) -> Secrets:
    """Whole or not at all, and never over a file that is there: two first starts at once agree on one."""
    draft = _written(path, msgspec.json.encode(made, enc_hook=encode_setting))
    try:
        os.link(draft, path)
    except FileExistsError:
        return secrets_of(path.parent)
    finally:
        draft.unlink()
    return made


def _written(path: Path, text: bytes) -> Path:
    """A draft beside it, for its owner's eyes only."""
    draft = path.with_name(f".{FILE}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(text)
        os.fsync(file.fileno())
    return draft
