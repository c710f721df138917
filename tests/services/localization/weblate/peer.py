"""What translators and managers do in Weblate, by its REST API: a real one, or what answers as it."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx


@dataclass(frozen=True)
class Weblate:
    """address: of its API. token: of somebody who may do everything."""

    address: str
    token: str
    real: bool

    def _client(self) -> httpx.AsyncClient:
        headers = {"Authorization": f"Token {self.token}"}
        return httpx.AsyncClient(base_url=self.address + "/", headers=headers, timeout=120, trust_env=False)

    async def new_component(self, texts: dict[str, str] | None = None) -> "Component":
        """In a project of its own, with nothing in it but these texts."""
        slug = f"t{uuid4().hex[:12]}"
        async with self._client() as client:
            project = {"name": slug, "slug": slug, "web": "https://example.org/"}
            (await client.post("projects/", json=project)).raise_for_status()
            described = {
                "name": "course", "slug": "course", "file_format": "json", "filemask": "c/*.json",
                "template": "c/en.json", "vcs": "local", "repo": "local:", "branch": "main",
                "source_language": "en", "manage_units": "true", "edit_template": "true", "new_lang": "add",
                "push_on_commit": "false",
            }  # fmt: skip
            file = {"docfile": ("en.json", json.dumps(texts or {}).encode(), "application/json")}
            made = await client.post(f"projects/{slug}/components/", data=described, files=file)
            assert made.is_success, made.text
        return Component(self, slug, "course")


@dataclass(frozen=True)
class Component:
    weblate: Weblate
    project: str
    slug: str

    async def units(self, locale: str) -> dict[str, dict[str, Any]]:
        """By key: id, source, target, state."""
        path, found = f"translations/{self.project}/{self.slug}/{locale}/units/", {}
        async with self.weblate._client() as client:
            page: str | None = f"{path}?page_size=1000"
            while page:
                answer = (await client.get(page)).raise_for_status().json()
                for one in answer["results"]:
                    found[one["context"]] = {
                        "id": one["id"], "source": one["source"][0], "target": one["target"][0],
                        "state": one["state"],
                    }  # fmt: skip
                page = answer["next"]
        return found

    async def say(self, locale: str, source: str, target: str, state: int = 20) -> str:
        """A translator translates what has that source. Returns its key."""
        units = await self.units(locale)
        key, unit = next((key, one) for key, one in units.items() if one["source"] == source)
        await self.say_of(unit["id"], target, state)
        return key

    async def say_of(self, unit: int, target: str, state: int = 20) -> None:
        async with self.weblate._client() as client:
            said = await client.patch(f"units/{unit}/", json={"state": state, "target": [target]})
            assert said.is_success, said.text

    async def answer_oddly(self, where: str = "", body: bytes = b"", **headers: str) -> None:
        """From now on, to whatever ends so; without words again as usual. No real one does that."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        said = {"where": where, "body": body.decode("latin-1"), "headers": named} if where else {}
        async with self.weblate._client() as client:
            odd = self.weblate.address.removesuffix("/api") + f"/odd/{self.project}"
            (await client.post(odd, json=said)).raise_for_status()

    async def call(self, address: str, secret: str) -> None:
        """Weblate is to call the address of every change of words."""
        configuration = {"webhook_url": address, "secret": secret, "events": ["2", "5", "9"]}
        added = {"name": "weblate.webhook.webhook", "configuration": configuration}
        async with self.weblate._client() as client:
            answer = await client.post(f"components/{self.project}/{self.slug}/addons/", json=added)
            assert answer.is_success, answer.text

    async def replace(self, texts: dict[str, str]) -> None:
        """Sources, by key."""
        file = {"file": ("en.json", json.dumps(texts).encode(), "application/json")}
        async with self.weblate._client() as client:
            path = f"translations/{self.project}/{self.slug}/en/file/"
            answer = await client.post(path, data={"method": "replace", "fuzzy": "process"}, files=file)
            assert answer.is_success, answer.text

    async def upload(self, locale: str, texts: dict[str, str]) -> None:
        """Translators' words in bulk, by key."""
        path = f"translations/{self.project}/{self.slug}/{locale}/file/"
        file = {"file": ("said.json", json.dumps(texts).encode(), "application/json")}
        how = {"method": "translate", "fuzzy": "process", "conflicts": "replace-translated"}
        async with self.weblate._client() as client:
            answer = await client.post(path, data=how, files=file, timeout=600)
            assert answer.is_success, answer.text

    async def targets(self, locale: str) -> dict[str, tuple[str, int]]:
        """Target and state by source."""
        return {one["source"]: (one["target"], one["state"]) for one in (await self.units(locale)).values()}
