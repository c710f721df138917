"""Keys of the live connection: made once, given to whom they are needed by, asked for in plain words."""

from pathlib import Path

import msgspec
import pytest

from stoa.compose.choices import BusChoice, LiveChoice
from stoa.compose.engines.nats_jwt import generate
from stoa.compose.engines.program import Trouble
from stoa.compose.messaging import Messaging, messaging_of
from stoa.compose.ports import Ports
from stoa.compose.secrets import FILE, secrets_of
from stoa.compose.serve import choose, narrowed
from stoa.compose.settings import load, unsaid
from stoa.runtime.live.passes import LIFETIME, UNREVOKED_LIFETIME, passes_of
from stoa.runtime.live.tokens import public_key


def test_only_the_worker_can_take_passes_back(tmp_path: Path) -> None:
    settings = load(tmp_path, {}, choosing=True).settings
    worker = narrowed(settings, choose([]), consumers=True)
    web = narrowed(settings, choose([]), consumers=False)
    elsewhere = narrowed(settings, choose(["assessment"]), consumers=True)
    assert worker.live == settings.live
    assert (web.live.signing, web.live.authority) == (settings.live.signing, None)
    assert (elsewhere.live.signing, elsewhere.live.authority) == (None, None)


def test_secrets_of_an_earlier_stoa_are_completed_once(tmp_path: Path) -> None:
    first = secrets_of(tmp_path)
    path = tmp_path / FILE
    written = msgspec.json.decode(path.read_bytes())
    for name in ("pages", "pages_signing", "authority"):
        del written["nats"][name]
    path.write_bytes(msgspec.json.encode(written))
    completed = secrets_of(tmp_path)
    assert completed.nats.account == first.nats.account
    assert completed.nats.pages != first.nats.pages
    assert secrets_of(tmp_path) == completed
    assert path.stat().st_mode & 0o077 == 0


def theirs(folder: Path, live: LiveChoice) -> Messaging:
    credentials = folder / "bus.creds"
    credentials.write_text("creds")
    bus = BusChoice(url="nats://bus.example.org", credentials_file=credentials)
    return messaging_of(folder, bus, live, generate(), Ports(folder, choosing=True, say=unsaid))


def chosen(folder: Path) -> LiveChoice:
    keys = generate()
    signing = folder / "signing.nk"
    signing.write_text(keys.pages_signing.reveal() + "\n")
    return LiveChoice(
        websocket="wss://bus.example.org:443", account=public_key(keys.pages), signing_key_file=signing
    )


def test_without_its_websocket_a_foreign_bus_gives_no_passes(tmp_path: Path) -> None:
    _, live, _ = theirs(tmp_path, LiveChoice())
    assert passes_of(live) is None


def test_passes_that_nothing_takes_back_are_short(tmp_path: Path) -> None:
    _, live, _ = theirs(tmp_path, chosen(tmp_path))
    passes = passes_of(live)
    assert passes is not None
    assert passes.lifetime == UNREVOKED_LIFETIME < LIFETIME


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"account": None}, "needed together"),
        ({"websocket": "bus.example.org"}, "should look like"),
        ({"operator_key_file": Path("x")}, "needed together"),
        ({"signing_key_file": Path("/nowhere/at/all")}, "cannot be read"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, wrong: dict[str, object], words: str) -> None:
    with pytest.raises(Trouble, match=words):
        theirs(tmp_path, msgspec.structs.replace(chosen(tmp_path), **wrong))


def test_a_key_of_the_wrong_kind_is_said(tmp_path: Path) -> None:
    live = chosen(tmp_path)
    assert live.signing_key_file is not None
    live.signing_key_file.write_text(generate().services.reveal())
    with pytest.raises(Trouble, match="begins with SA"):
        theirs(tmp_path, live)


def test_live_settings_need_a_foreign_bus(tmp_path: Path) -> None:
    ports = Ports(tmp_path, choosing=True, say=unsaid)
    with pytest.raises(Trouble, match=r"bus\.url"):
        messaging_of(tmp_path, BusChoice(), chosen(tmp_path), generate(), ports)
