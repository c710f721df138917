"""The page of a course and Weblate, in every state that it has."""

from typing import Any

from tests.services.localization.courses import Draft, publish, text_course, want
from tests.services.localization.test_connection_troubles import page_of
from tests.services.localization.test_connections import BENDS, entries, joined, passed, say_here
from tests.services.localization.weblate.peer import Weblate
from tests.world import Someone, World

_PAGE = {"accept": "text/html"}


async def shown(someone: Someone, draft: Draft) -> str:
    answer = await someone.get(page_of(draft), headers=_PAGE)
    assert answer.status_code == 200, answer.text
    return answer.text


async def sent(someone: Someone, draft: Draft, path: str = "", **fields: Any) -> Any:
    return await someone.post(page_of(draft) + path, data=fields or {"nothing": ""}, headers=_PAGE)


async def test_editor_joins_a_course_pauses_it_goes_on_and_ends_it(world: World, weblate: Weblate) -> None:
    await publish(world, draft := text_course(BENDS))
    editor = await want(world, draft, "es")
    file = (await editor.get(page_of(draft).replace("/weblate", "/file"), headers=_PAGE)).text
    assert page_of(draft) in file
    assert weblate.address in await shown(editor, draft)
    component = await weblate.new_component()
    typed = {
        "address": weblate.address, "project": component.project, "component": component.slug,
        "mode": "hybrid", "locale": "one",
    }  # fmt: skip
    lacking = await sent(editor, draft, **typed, token="")
    assert (lacking.status_code, component.project in lacking.text) == (422, True)
    assert (await sent(editor, draft, **typed, token=weblate.token)).status_code == 303
    await world.quiet()
    page = await shown(editor, draft)
    assert "Both ways" in page
    assert "Spanish" in page
    assert (await sent(editor, draft, "/pause")).status_code == 303
    assert "Nothing moves until somebody lets it go on." in await shown(editor, draft)
    assert (await sent(editor, draft, "/pass")).status_code == 303
    await world.quiet()
    changed = await sent(editor, draft, "/change", mode="push", version="3", token="")
    assert changed.status_code == 303, changed.text
    assert "From here to Weblate" in await shown(editor, draft)
    late = await sent(editor, draft, "/change", mode="pull", version="1", token="")
    assert (late.status_code, "Somebody has changed this connection" in late.text) == (409, True)
    assert (await sent(editor, draft, "/end")).status_code == 303
    assert 'name="project"' in await shown(editor, draft)


async def test_conflict_is_pointed_at_and_decided_where_files_are(world: World, weblate: Weblate) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS))
    await component.say("es", "It bends.", "Suyo.")
    await say_here(editor, draft, "It bends.", "Nuestro.")
    await passed(world, editor, address)
    [entry] = await entries(editor, draft)
    file = entry["path"].split("/")[3]
    page = await shown(editor, draft)
    assert "1 unit was changed on both sides in Spanish." in page
    assert f"/translation/files/{file}?outcome=conflict" in page
    report = (await editor.get(f"/translation/files/{file}", headers=_PAGE)).text
    assert "Take Weblate&#39;s" in report
    assert "changed here and in Weblate" in report


async def test_what_went_here_can_be_taken_out_there_from_the_page(world: World, weblate: Weblate) -> None:
    draft = text_course("<p>It bends.</p><p>It breaks.</p>")
    editor, component, address = await joined(world, weblate, draft)
    await component.say("es", "It breaks.", "Se rompe.")
    await publish(world, draft.with_text(BENDS))
    await passed(world, editor, address)
    [entry] = await entries(editor, draft)
    file = entry["path"].split("/")[3]
    report = (await editor.get(f"/translation/files/{file}", headers=_PAGE)).text
    assert "Take it out of Weblate" in report
    kept = {"decision": "kept", "version": "0"}
    decided = await editor.post(f"/translation/files/{file}/{entry['number']}", data=kept, headers=_PAGE)
    assert decided.status_code == 303
    await passed(world, editor, address)
    assert "It breaks." not in await component.targets("es")
