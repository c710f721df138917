"""A web process for the tests of the edge: says who answered and what came.

`/die-once` just ends it. `?held` is answered when all who are waited for have come.
"""

import asyncio
import json
import os
import sys


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while True:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        request, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines) if name}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if "/die-once" in request and not os.path.exists(sys.argv[2]):
            open(sys.argv[2], "w").close()
            os._exit(1)
        if "?held" in request:
            await held(request.partition("?held=")[2].split()[0])
        said = {"pid": os.getpid(), "request": request, "headers": headers, "body": body.decode()}
        reply = json.dumps(said).encode()
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nServer: echo\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(reply), b"" if request.startswith("HEAD") else reply)
        )
        await writer.drain()


async def held(moment: str) -> None:
    """Notes that one more has come to the moment, and waits until the test lets them go."""
    with open(f"{moment}.come", "a") as come:
        come.write(".")
    while not os.path.exists(f"{moment}.over"):
        await asyncio.sleep(0.05)


async def main() -> None:
    server = await asyncio.start_server(answer, "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()


asyncio.run(main())
