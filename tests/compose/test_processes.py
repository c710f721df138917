"""Each kind of work is done by the process that is for it."""

import httpx

from tests.compose.conftest import House


async def test_the_fold_holds_every_partition_and_the_worker_none(house: House) -> None:
    ours = house.supervisor.house
    token = ours.settings.web.metrics_token.reveal()

    async def held_by(address: str) -> float:
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(
                f"http://{address}/metrics", headers={"authorization": f"Bearer {token}"}
            )
        [line] = [one for one in answer.text.splitlines() if one.startswith("stoa_adaptive_partitions ")]
        return float(line.rpartition(" ")[2])

    assert await held_by(ours.worker) == 0
    assert await held_by(ours.upstreams[0]) == 0
    assert await held_by(ours.fold) == 16
