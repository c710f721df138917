"""What takes a while runs in a thread, so that others are answered meanwhile."""

from threading import get_ident
from typing import Any

import pytest

from stoa.services.localization.commands import accepting
from stoa.services.localization.queries import desk
from tests.services.localization.courses import accept, claim, publish, text_course, want
from tests.world import World


async def test_targets_are_checked_beside_the_loop(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[int] = []
    for module in (accepting, desk):
        judge = module.judge

        def noting(*given: Any, judge: Any = judge) -> Any:
            ran.append(get_ident())
            return judge(*given)

        monkeypatch.setattr(module, "judge", noting)
    await publish(world, draft := text_course("<p>It bends.</p>"))
    await want(world, draft, "es")
    translator = await world.someone("translator")
    one = (await claim(translator, count=1))[0]
    page = f"/translation/units/{one['unit']['id']}"
    checked = await translator.post(f"{page}/checks", data={"target": "Se dobla."})
    assert checked.status_code == 200, checked.text
    kept = await translator.put(f"/api/units/{one['unit']['id']}/draft", json={"target": "Se dobla."})
    assert kept.is_success, kept.text
    assert (await translator.get(page, headers={"accept": "text/html"})).status_code == 200
    await accept(translator, one, "Se dobla.")
    assert len(ran) == 3
    assert get_ident() not in ran
