"""Twenty-odd archives made to harm, each with the code of its refusal. Made here, byte by byte, and small."""

import gzip
import io
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable

MANIFEST = '<manifest identifier="m"><metadata><schema>IMS Common Cartridge</schema>{}</metadata></manifest>'
LAUGHS = (
    '<!DOCTYPE m [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def _zip(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def _as(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def overlapping() -> bytes:
    """Two hundred names in the table of contents for the bytes of one entry."""
    kernel = _zip(("a.txt", b"\0" * 40_000))
    at = kernel.index(b"PK\x01\x02")
    entry, end = kernel[at : kernel.index(b"PK\x05\x06")], kernel[kernel.index(b"PK\x05\x06") :]
    names = [f"{number:04}a"[:5].encode() for number in range(200)]
    table = b"".join(entry[:46] + name + entry[51:] for name in names)
    count = struct.pack("<HHL", len(names), len(names), len(table))
    return kernel[:at] + table + end[:8] + count + end[16:]


def lying_about_size() -> bytes:
    """The table of contents promises less than the entry unpacks to."""
    data = bytearray(_zip(("course.yaml", b"x: 1\n" * 200_000)))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 100)
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(_zip(("course.yaml", b"format: x")))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    data[6] |= 1
    return bytes(data)


def into_the_table() -> bytes:
    """An entry whose bytes reach into the table of contents."""
    data = bytearray(_zip(("course.yaml", b"x"), method=zipfile.ZIP_STORED))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<LL", data, at + 20, 60, 60)
    return bytes(data)


def promising_many() -> bytes:
    data = bytearray(_zip(("course.yaml", b"x")))
    at = data.rindex(b"PK\x05\x06")
    struct.pack_into("<HH", data, at + 8, 60_000, 60_000)
    return bytes(data)


def _tar(*members: tarfile.TarInfo, content: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for member in members:
            member.size = len(content) if member.isreg() else 0
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def _member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member


def tar_bomb() -> bytes:
    buffer = io.BytesIO()
    with gzip.open(buffer, "wb", compresslevel=9) as file:
        member = _member("a")
        member.size = 2_000_000_000
        file.write(member.tobuf())
        piece = b"\0" * 1_000_000
        for _ in range(60):
            file.write(piece)
    return buffer.getvalue()


def _deep_xml() -> bytes:
    deep = "<a>" * 5_000 + "</a>" * 5_000
    return _zip(("imsmanifest.xml", MANIFEST.format(deep).encode()))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "overlap": (overlapping, "content.archive.overlap"),
    "reaches into the table": (into_the_table, "content.archive.overlap"),
    "bomb": (lambda: _zip(("a.txt", b"\0" * 30_000_000)), "content.archive.bomb"),
    "tar bomb": (tar_bomb, "content.archive.bomb"),
    "traversal": (lambda: _zip(("../../etc/cron.d/x", b"x")), "content.archive.traversal"),
    "absolute": (lambda: _zip(("/etc/passwd", b"x")), "content.archive.traversal"),
    "drive": (lambda: _zip(("C:/windows/x", b"x")), "content.archive.traversal"),
    "backslashes": (lambda: _backslashes(), "content.archive.traversal"),
    "symlink": (lambda: _zip((_as("x", stat.S_IFLNK | 0o777), b"/etc/passwd")), "content.archive.symlink"),
    "device": (lambda: _zip((_as("x", stat.S_IFCHR | 0o666), b"")), "content.archive.special"),
    "tar symlink": (lambda: _tar(_member("x", tarfile.SYMTYPE, "/etc")), "content.archive.symlink"),
    "tar hard link": (lambda: _tar(_member("x", tarfile.LNKTYPE, "/etc/shadow")), "content.archive.symlink"),
    "tar traversal": (lambda: _tar(_member("../x"), content=b"x"), "content.archive.traversal"),
    "tar fifo": (lambda: _tar(_member("x", tarfile.FIFOTYPE)), "content.archive.special"),
    "encrypted": (encrypted, "content.archive.encrypted"),
    "same name twice": (lambda: _zip(("A.txt", b"1"), ("a.TXT", b"2")), "content.archive.twice"),
    "control character": (lambda: _zip(("a\x1b[2Jb", b"x")), "content.archive.bad_name"),
    "too deep": (lambda: _zip(("/".join("a" * 40), b"x")), "content.archive.too_deep"),
    "too many": (lambda: _zip(*((f"{n}", b"") for n in range(5_001))), "content.archive.too_many"),
    "promises many": (promising_many, "content.archive.too_many"),
    "nested": (lambda: _zip(("inner.zip", _zip(("course.yaml", b"x")))), "content.archive.nested"),
    "unknown method": (lambda: _zip(("a", b"x" * 99), method=zipfile.ZIP_LZMA), "content.archive.method"),
    "lies about its size": (lying_about_size, "content.archive.broken"),
    "cut off": (lambda: _zip(("course.yaml", b"x" * 5_000))[:-30], "content.archive.broken"),
    "no archive": (lambda: b"MZ\x90\x00 this program cannot be run", "content.archive.unknown"),
    "billion laughs": (lambda: _xml(LAUGHS), "content.xml.entity"),
    "external entity": (lambda: _xml(OUTSIDE), "content.xml.entity"),
    "deep xml": (_deep_xml, "content.xml.too_deep"),
}


def _xml(prologue: str) -> bytes:
    return _zip(("imsmanifest.xml", (prologue + MANIFEST.format("")).encode()))


def _backslashes() -> bytes:
    data = _zip(("..!..!x", b"x"))
    return data.replace(b"..!..!x", b"..\\..\\x")
