"""An engine a hundred times slower than Apertium is to be, and our memory while it is asked."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec

from bench.costs import memory_mb

A_SECOND = 3.0
"""Texts: a hundredth of the goal with Apertium."""
_WATCHED_S = 120.0
_EVERY_S = 1.0


@dataclass
class SlowEngine:
    """Answers as LibreTranslate, one request at a time."""

    address: str = ""
    texts: int = 0


@contextmanager
def slow_engine() -> Iterator[SlowEngine]:
    engine, turn = SlowEngine(), threading.Lock()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = msgspec.json.decode(self.rfile.read(int(self.headers["content-length"])))["q"]
            with turn:
                time.sleep(len(asked) / A_SECOND)
            engine.texts += len(asked)
            answer = msgspec.json.encode({"translatedText": [f"Lo mismo: {one}" for one in asked]})
            self.send_response(200)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    engine.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield engine
    finally:
        server.shutdown()
        thread.join()


async def watch(
    engine: SlowEngine, answered: Callable[[], int], say: Callable[[str], None]
) -> dict[str, float]:
    """While the course waits for it. The memory is to stay as it is once all of the course has been cut."""
    seen: list[float] = []
    for second in range(int(_WATCHED_S / _EVERY_S)):
        await asyncio.sleep(_EVERY_S)
        seen.append(memory_mb())
        if second % 20 == 19:
            say(f"slow: {second + 1} s: {engine.texts} texts through it, {seen[-1]:.0f} MB")
    quarter = len(seen) // 4
    early, late = max(seen[:quarter]), max(seen[-quarter:])
    say(f"slow: {late - early:+.1f} MB from the first quarter to the last")
    return {
        "texts_a_second": A_SECOND, "watched_s": _WATCHED_S, "answered": answered(), "asked": engine.texts,
        "memory_first_quarter_mb": round(early, 1), "memory_last_quarter_mb": round(late, 1),
        "memory_most_mb": round(max(seen), 1),
    }  # fmt: skip
