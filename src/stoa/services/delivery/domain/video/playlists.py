"""HLS playlists. Source: RFC 8216 (version 7: fragmented MP4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Part:
    """A segment as it was written."""

    path: str
    duration_s: float
    size: int


@dataclass(frozen=True, slots=True)
class Stream:
    """The film as HLS offers it. codecs: by RFC 6381. size: width and height, as shown. rate: pictures/s."""

    playlist: str
    codecs: Sequence[str]
    size: tuple[int, int]
    rate: float
    parts: Sequence[Part]

    def peak(self) -> int:
        """Bits a second of the densest segment. A last one much shorter than the others says little."""
        longest = max(part.duration_s for part in self.parts)
        telling = [part for part in self.parts if part.duration_s >= longest / 2]
        return ceil(max(part.size * 8 / part.duration_s for part in telling))

    def average(self) -> int:
        return ceil(sum(part.size for part in self.parts) * 8 / sum(part.duration_s for part in self.parts))


@dataclass(frozen=True, slots=True)
class Subtitles:
    """name: of the language, in the language itself."""

    locale: str
    name: str
    playlist: str


def media_playlist(parts: Sequence[Part], initialisation: str | None = None) -> str:
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{max(ceil(part.duration_s) for part in parts)}",
        "#EXT-X-MEDIA-SEQUENCE:1",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
    ]
    if initialisation:
        lines.append(f'#EXT-X-MAP:URI="{initialisation}"')
    for part in parts:
        lines += [f"#EXTINF:{part.duration_s:.6f},", part.path]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def master_playlist(stream: Stream, subtitles: Sequence[Subtitles]) -> str:
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    width, height = stream.size
    told = {
        "BANDWIDTH": str(stream.peak()),
        "AVERAGE-BANDWIDTH": str(stream.average()),
        "CODECS": f'"{",".join(stream.codecs)}"',
        "RESOLUTION": f"{width}x{height}",
        "FRAME-RATE": f"{stream.rate:.3f}",
    }
    for caption in subtitles:
        language = {"LANGUAGE": f'"{caption.locale}"', "DEFAULT": "NO", "AUTOSELECT": "YES", "FORCED": "NO"}
        lines.append(_media("SUBTITLES", "captions", caption.name, caption.playlist, **language))
        told["SUBTITLES"] = '"captions"'
    lines.append("#EXT-X-STREAM-INF:" + ",".join(f"{name}={value}" for name, value in told.items()))
    return "\n".join([*lines, stream.playlist, ""])


def _media(kind: str, group: str, name: str, playlist: str, **attributes: str) -> str:
    shown = {
        "TYPE": kind,
        "GROUP-ID": f'"{group}"',
        "NAME": f'"{name}"',
        **attributes,
        "URI": f'"{playlist}"',
    }
    return "#EXT-X-MEDIA:" + ",".join(f"{key}={value}" for key, value in shown.items())
