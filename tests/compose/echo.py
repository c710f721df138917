"""A web process for the tests of the edge: says who answered and what came.

`/die-once` just ends it. `?slow` takes its time.
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
        if "?slow" in request:
            await asyncio.sleep(1)
        said = {"pid": os.getpid(), "request": request, "headers": headers, "body": body.decode()}
        reply = json.dumps(said).encode()
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nServer: echo\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(reply), b"" if request.startswith("HEAD") else reply)
        )
        await writer.drain()


async def main() -> None:
    server = await asyncio.start_server(answer, "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()


asyncio.run(main())
