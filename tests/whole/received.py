"""What a browser gets of a trial before its answer, taken apart.

A clip is its container and its music. The container is all that can be read without decoding: how large the file is,
the header of every frame, the tag in the first frame, what belongs to no frame. The two containers of a trial must be
equal byte for byte, but for the stamp, which is their random name once more. Left out, as it is the music, is what
frames hold behind their headers (side information, sound, the encoder's stuffing), with the two checksums over it that
end the tag.

What is left, the page, headers, names and times, differs by chance, and a classifier is shown it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tests.whole.bots import Received, token
from tests.whole.client import Reply
from turing.sound.stamps import PLACE, SIZE

BIT_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # kbit/s, MPEG-1 layer III
HEADER, CHECKSUMS = 4, 4  # bytes: a frame's header, the sums at the end of the tag
INFO = {1: 21, 2: 36}  # byte at which the tag begins, by the number of channels
INFO_LENGTH = 156  # bytes of the tag with its LAME extension
RANDOM = {"date": "now", "expires": "now", "set-cookie": "csrftoken=…"}


@dataclass(frozen=True)
class Container:
    """An MP3 file without its music."""

    size: int  # bytes
    headers: tuple[bytes, ...]  # of all frames
    first_frame: bytes  # without the tag's checksums and the stamp
    outside: bytes  # what belongs to no frame: ID3 and other tags


@lru_cache(maxsize=2_048)
def container(data: bytes) -> Container:
    start = data.index(b"\xff\xfb")
    outside, place, headers, ends = data[:start], start, [], []
    while data[place : place + 2] == b"\xff\xfb":
        header = data[place : place + HEADER]
        headers.append(header)
        place += 144_000 * BIT_RATES[header[2] >> 4] // 44_100 + (header[2] >> 1 & 1)
        ends.append(place)
    channels = 1 if headers[0][3] >> 6 == 3 else 2
    first, sums = bytearray(data[start : ends[0]]), INFO[channels] + INFO_LENGTH - CHECKSUMS
    first[sums : sums + CHECKSUMS] = bytes(CHECKSUMS)
    first[PLACE : PLACE + SIZE] = bytes(SIZE)
    return Container(len(data), tuple(headers), bytes(first), outside + data[place:])


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
        "size": lambda clip: container(clip.body).size,
        "frame headers": lambda clip: container(clip.body).headers,
        "first frame": lambda clip: container(clip.body).first_frame,
        "other bytes": lambda clip: container(clip.body).outside,
    }
    return [name for name, look in looks.items() if look(a) != look(b)]


def text_of(received: Received) -> str:
    """All that could be read as words."""
    lines = [page_without_chance(received), *received.cookies]
    for reply in (received.page, *received.clips):
        lines += [address_form(reply)]
        lines += [f"{name}: {value}" for name, value in headers_without_chance(reply) if name != "content-length"]
    for clip in received.clips:
        one = container(clip.body)
        lines += [(one.first_frame + one.outside).decode("latin-1")]
    return "\n".join(lines)


def features(received: Received) -> np.ndarray:
    """The trial as numbers: what is common to both clips, then each clip's, then their difference, A less B."""
    page = received.page
    common = [received.position, len(page.body), page.seconds, *page.form["csrfmiddlewaretoken"].encode()]
    a, b = (np.array(_clip_features(clip), dtype=float) for clip in received.clips)
    return np.concatenate([np.array(common, dtype=float), a, b, a - b])


def _clip_features(clip: Reply) -> list[float]:
    headers = headers_without_chance(clip)
    lengths = [len(headers), sum(len(name) + len(value) for name, value in headers), len(clip.body), len(clip.path)]
    return [*lengths, clip.seconds, *token(clip).encode(), *clip.body[PLACE : PLACE + SIZE]]
