"""A small service, so that the runtime is tested apart from the services of the product: books and loans."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from sqlalchemy import insert, select, update

from stoa.kernel.errors import Conflict, NotFound, Unavailable
from stoa.kernel.event import Event
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.consumer import consumer
from stoa.runtime.db import Database, service_metadata, tenant_table
from stoa.runtime.db.columns import identifier, whole, words
from stoa.runtime.http import public, roles, signed_in
from stoa.runtime.http.body import Body
from stoa.runtime.http.straight import often
from stoa.runtime.service import Service

METADATA = service_metadata("library")
books = tenant_table(METADATA, "books", identifier("id"), words("title"))
loans = tenant_table(METADATA, "loans", identifier("book"), whole("count"), key=("book",))


class BookAdded(Event, frozen=True, kw_only=True):
    service = "library"
    noun = "book"
    verb = "added"

    book: UUID


class BookLent(Event, frozen=True, kw_only=True):
    service = "library"
    noun = "book"
    verb = "lent"

    book: UUID


class BookRead(Event, frozen=True, kw_only=True):
    """Goes into the log of its reader as well."""

    service = "library"
    noun = "book"
    verb = "read"
    learner_field = "reader"

    book: UUID
    reader: UUID


class NewBook(Body, frozen=True, kw_only=True):
    title: str


class Order(Body, frozen=True, kw_only=True):
    copies: Annotated[int, msgspec.Meta(ge=1, le=9)]
    note: bool | str | list[str] = ""


class Ordered(msgspec.Struct, frozen=True, kw_only=True):
    book: UUID
    copies: int
    note: bool | str | list[str]
    by: UUID


class Book(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    title: str


async def add_book(db: Database, caller: Caller, title: str) -> Book:
    async with db.work(caller) as work:
        book = Book(id=new_id(), title=title)
        await work.run(insert(books), {"tenant_id": caller.tenant, "id": book.id, "title": title})
        work.record(BookAdded(book=book.id))
        if title == "refused":
            raise Conflict("row.exists")
        return work.keep(book)


async def count_loan(db: Database, caller: Caller, book: UUID) -> None:
    async with db.work(caller) as work:
        changed = await work.run(update(loans).where(loans.c.book == book).values(count=loans.c.count + 1))
        if not changed:
            await work.run(insert(loans), {"tenant_id": caller.tenant, "book": book, "count": 1})


class Troubles:
    """What a test wants to go wrong, by book."""

    def __init__(self) -> None:
        self.outages: dict[UUID, int] = {}
        self.defects: dict[UUID, int] = {}


TROUBLES = Troubles()


@consumer(BookLent, attempts=3, backoff_s=(0.05,))
async def on_book_lent(event: BookLent, caller: Caller, db: Database, troubles: Troubles) -> None:
    if troubles.outages.get(event.book, 0) > 0:
        troubles.outages[event.book] -= 1
        raise Unavailable("shelf.unavailable")
    if troubles.defects.get(event.book, 0) > 0:
        troubles.defects[event.book] -= 1
        raise RuntimeError("the shelf broke")
    await count_loan(db, caller, event.book)


class Books(Controller):
    path = "/api/books"

    @post("/", opt=roles("librarian"))
    async def add(self, data: NewBook, caller: Caller, db: Database) -> Book:
        return await add_book(db, caller, data.title)

    @post("/scans", opt=roles("librarian"), request_max_body_size=5_000_000)
    async def scan(self, request: Request[Any, Any, Any], caller: Caller, db: Database) -> Book:
        scan = (await request.form())["scan"]
        return await add_book(db, caller, scan.filename)

    @get("/{book:uuid}", opt=signed_in())
    async def read(self, book: UUID, caller: Caller, db: Database) -> Book:
        async with db.read(caller) as read:
            row = await read.one(select(books).where(books.c.id == book))
        if row is None:
            raise NotFound("book.missing")
        return Book(id=row.id, title=row.title)

    @get("/", opt=public())
    async def count(self, caller: Caller) -> dict[str, Any]:
        return {"tenant": str(caller.tenant)}


async def order(db: Database, caller: Caller, book: UUID, ordered: Order) -> Ordered:
    async with db.work(caller) as work:
        if await work.one(select(books).where(books.c.id == book)) is None:
            raise NotFound("book.missing")
        if ordered.note == "broken":
            raise RuntimeError("the shelf broke")
        if ordered.note == "away":
            raise Unavailable("shelf.unavailable")
        return work.keep(Ordered(book=book, copies=ordered.copies, note=ordered.note, by=caller.known()))


class Orders(Controller):
    """The same door twice, on either way."""

    path = "/api/books/{book:uuid}"

    @post("/orders", opt=roles("librarian") | often())
    async def straight(self, book: UUID, data: Order, caller: Caller, db: Database) -> Ordered:
        return await order(db, caller, book, data)

    @post("/orders-as-usual", opt=roles("librarian"))
    async def as_usual(self, book: UUID, data: Order, caller: Caller, db: Database) -> Ordered:
        return await order(db, caller, book, data)


SERVICE = Service(
    name="library",
    metadata=METADATA,
    migrations="tests.runtime.library",
    doors=[Books, Orders],
    consumers=[on_book_lent],
    emits=[BookAdded, BookLent, BookRead],
    provide=lambda platform: {"troubles": TROUBLES},
)
