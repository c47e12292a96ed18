"""What a browser gets of a trial before its answer, taken apart.

Left out, as it is the music or no part of the reply: what the MPEG frames of a clip hold behind their headers (side
information, sound, the encoder's stuffing), the two checksums at the end of the Info tag, which are sums over the
sound, and how long a reply took. Two bits of each frame's header follow the sound as well: whether this frame's stereo
is coded as middle and side. They need not agree, but a classifier is shown how many frames are so coded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tests.whole.bots import Received, token
from tests.whole.client import Reply

BIT_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # kbit/s, MPEG-1 layer III
HEADER, INFO, CHECKSUMS = 4, 36, 4  # bytes: a frame's header, where the Info tag begins, its sums at the end
MODE_EXTENSION = 0b0011_0000  # of a header's last byte
INFO_LENGTH = 156  # bytes of the tag with its LAME extension
RANDOM = {"date": "now", "expires": "now", "set-cookie": "csrftoken=…"}


@dataclass(frozen=True)
class Sound:
    """An MP3 file without its music."""

    size: int  # bytes
    headers: tuple[bytes, ...]  # of all frames, without the mode extension
    middle_side: int  # frames so coded
    info: bytes  # the tag in the first frame, without checksums
    outside: bytes  # what belongs to no frame: ID3 and other tags


@lru_cache(maxsize=512)
def sound(data: bytes) -> Sound:
    start = data.index(b"\xff\xfb")
    outside, place, headers, middle_side = data[:start], start, [], 0
    while data[place : place + 2] == b"\xff\xfb":
        header = data[place : place + HEADER]
        middle_side += header[3] >> 5 & 1
        headers.append(header[:3] + bytes([header[3] & ~MODE_EXTENSION]))
        place += 144_000 * BIT_RATES[header[2] >> 4] // 44_100 + (header[2] >> 1 & 1)
    info = data[start + INFO : start + INFO + INFO_LENGTH - CHECKSUMS]
    return Sound(len(data), tuple(headers), middle_side, info, outside + data[place:])


def page_without_chance(received: Received) -> str:
    """The trial's page, the random names of its clips and of its form taken out."""
    text = received.page.body.decode().replace(received.page.form["csrfmiddlewaretoken"], "CSRF")
    for side, clip in zip("AB", received.clips, strict=True):
        text = text.replace(token(clip), side)
    return text


def headers_without_chance(reply: Reply) -> tuple[tuple[str, str], ...]:
    return tuple((name, RANDOM.get(name.lower(), value)) for name, value in reply.headers)


def address_form(clip: Reply) -> str:
    return re.sub(r"/[\w-]{22}\.", "/RANDOM.", clip.path)


def differences(received: Received) -> list[str]:
    """In what the two clips differ besides their music; nothing, if all is well."""
    a, b = received.clips
    looks = {
        "status": lambda clip: clip.status,
        "headers": headers_without_chance,
        "address": address_form,
        "size": lambda clip: sound(clip.body).size,
        "frame headers": lambda clip: sound(clip.body).headers,
        "metadata": lambda clip: sound(clip.body).info,
        "other bytes": lambda clip: sound(clip.body).outside,
    }
    return [name for name, look in looks.items() if look(a) != look(b)]


def text_of(received: Received) -> str:
    """All that could be read as words."""
    lines = [page_without_chance(received), *received.cookies]
    for reply in (received.page, *received.clips):
        lines += [address_form(reply)]
        lines += [f"{name}: {value}" for name, value in headers_without_chance(reply) if name != "content-length"]
    for clip in received.clips:
        one = sound(clip.body)
        lines += [(one.info + one.outside).decode("latin-1")]
    return "\n".join(lines)


def features(received: Received) -> np.ndarray:
    """The trial as numbers: what is common to both clips, then each clip's, then their difference, A less B."""
    common = [received.position, len(received.page.body), *received.page.form["csrfmiddlewaretoken"].encode()]
    a, b = (np.array(_clip_features(clip), dtype=float) for clip in received.clips)
    return np.concatenate([np.array(common, dtype=float), a, b, a - b])


def _clip_features(clip: Reply) -> list[float]:
    one = sound(clip.body)
    headers = headers_without_chance(clip)
    names = [len(headers), sum(len(name) + len(value) for name, value in headers)]
    bytes_ = [*token(clip).encode(), *one.headers[0], *one.headers[1], *one.info]
    padded = sum(header[2] >> 1 & 1 for header in one.headers)
    return [*names, one.size, len(one.outside), len(one.headers), padded, one.middle_side, len(clip.path), *bytes_]
