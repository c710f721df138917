"""The edge's folder follows what is activated, every edge for itself and from the first activation on."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

from anyio import to_thread
from nats.errors import Error as NatsError
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
from nats.js.errors import APIError

from stoa.contracts.delivery import ManifestActivated
from stoa.kernel.errors import Unavailable
from stoa.kernel.event import decode, subject
from stoa.runtime import log
from stoa.runtime.bus import Bus, stream_name
from stoa.runtime.config import Settings
from stoa.runtime.objects import Objects
from stoa.services.delivery.commands.edge_folder import EdgeFolder
from stoa.services.delivery.commands.fill_edge import settle
from stoa.services.delivery.domain.edge import AtHand, Wanted

_log = log.get(__name__)
_BATCH = 256
_LOOK_AGAIN_S = 15.0
_AFTER_OUTAGE_S = 1.0


async def follow_activations(settings: Settings, objects: Objects) -> None:
    """Until cancelled; returns when there is no folder to fill, or another process fills it."""
    if settings.edge.folder is None:
        return
    folder = EdgeFolder(settings.edge.folder, settings.edge.most_bytes)
    with folder.held() as ours:
        if ours:
            await _follow(settings, folder, objects)


async def _follow(settings: Settings, folder: EdgeFolder, objects: Objects) -> None:
    at_hand = AtHand()
    opened = False
    while True:
        try:
            async for _ in _activations(settings, at_hand):
                if not opened:
                    await to_thread.run_sync(folder.open)
                    opened = True
                await settle(at_hand.wanted(), folder, objects)
                await to_thread.run_sync(folder.settled)
        except (NatsError, APIError, Unavailable, OSError, TimeoutError) as error:
            _log.warning("edge.interrupted", error=str(error))
            await asyncio.sleep(_AFTER_OUTAGE_S)


async def _activations(settings: Settings, at_hand: AtHand) -> AsyncIterator[None]:
    """Yields whenever all that is known was taken: first, after every activation, and now and then."""
    bus = await Bus.connect(settings.bus, "edge")
    try:
        pull = await bus.stream.pull_subscribe(
            subject(ManifestActivated),
            stream=stream_name(ManifestActivated.service),
            config=ConsumerConfig(
                deliver_policy=DeliverPolicy.ALL, ack_policy=AckPolicy.NONE, inactive_threshold=300
            ),
        )
        fetch = partial(pull.fetch, _BATCH)
        while True:
            left = await _take(fetch, at_hand)
            if left == 0:
                yield
    finally:
        await bus.close()


async def _take(fetch: Any, at_hand: AtHand) -> int:
    """Returns how many activations wait behind those taken."""
    try:
        messages = await fetch(timeout=_LOOK_AGAIN_S)
    except TimeoutError:
        return 0
    for message in messages:
        event = decode(ManifestActivated, message.data)
        version = Wanted(event.content, event.version, event.locale, event.key, event.checksum)
        at_hand.take(event.activation, version)
    return int(messages[-1].metadata.num_pending) if messages else 0
