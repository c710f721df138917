"""Each kind of work is done by the process that is for it."""

import asyncio

import httpx

from tests.compose.conftest import House


async def test_the_fold_holds_every_partition_and_the_worker_none(house: House) -> None:
    ours = house.supervisor.house
    token = ours.settings.web.metrics_token.reveal()

    async def held_by(address: str) -> float:
        async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
            answer = await client.get(
                f"http://{address}/metrics", headers={"authorization": f"Bearer {token}"}
            )
        [line] = [one for one in answer.text.splitlines() if one.startswith("stoa_adaptive_partitions ")]
        return float(line.rpartition(" ")[2])

    async with asyncio.timeout(60):
        while await held_by(ours.fold) < 16:
            await asyncio.sleep(0.1)
    assert await held_by(ours.worker) == 0
    assert await held_by(ours.upstreams[0]) == 0


async def test_asking_for_the_head_leaves_the_connection_usable(house: House) -> None:
    host, _, port = house.supervisor.house.upstreams[0].rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    for method in ("HEAD", "GET"):
        writer.write(f"{method} /nowhere HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower().splitlines()
        assert head[0] == "http/1.1 404 not found"
        [length] = [int(line.partition(": ")[2]) for line in head if line.startswith("content-length")]
        assert length > 0
    assert len(await reader.readexactly(length)) == length
    writer.close()
