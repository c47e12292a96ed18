"""Banks of the shapes that labs have, sent to a site by its form: how long until the study is there, and who waits.

python -m benchmarks.banks [FOLDER]   leaves the two zips in the folder, if one is named

BachBot's shape: 36 pairs of MP3 of different lengths and levels, a folder for each variant. And six systems' 20 WAVs of
20 s in two channels. Both are made of the demo's clips. Meanwhile a listener asks for a page again and again.
"""

from __future__ import annotations

import argparse
import http.client
import io
import random
import re
import tempfile
import time
import zipfile
from pathlib import Path

import numpy as np
import soundfile

from tests.whole.server import ROOT, Site

CLIPS = sorted((ROOT / "fixtures" / "audio").glob("*.mp3"))
VARIANTS = ("AT", "ATB", "S", "SATB")
ACCOUNT = "from django.contrib.auth.models import User; User.objects.create_user('ada', password='a long password')"
COOKIE = re.compile(r"(csrftoken|sessionid)=([^;]+)")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def sound(number: int, seconds: float, level: float) -> tuple[np.ndarray, int]:
    wave, rate = soundfile.read(CLIPS[number % len(CLIPS)])
    return level * np.resize(wave, round(seconds * rate)), rate


def encoded(wave: np.ndarray, rate: int, kind: str) -> bytes:
    out = io.BytesIO()
    soundfile.write(out, wave, rate, format=kind)
    return out.getvalue()


def marked_pairs(archive: zipfile.ZipFile) -> None:
    chance = random.Random(36)
    for pair in range(36):
        for side, mark in enumerate(("real", "fake")):
            wave, rate = sound(2 * pair + side, chance.uniform(7, 25), chance.uniform(0.2, 1))
            archive.writestr(f"{VARIANTS[pair // 9]}/{pair % 9 + 1}_{mark}.mp3", encoded(wave, rate, "MP3"))


def single_clips(archive: zipfile.ZipFile) -> None:
    for number in range(120):
        wave, rate = sound(number, 20, 0.5)
        both = np.stack([wave, 0.7 * wave], axis=1)
        archive.writestr(f"system{number // 20}/{number % 20 + 1}-{number // 20}.wav", encoded(both, rate, "WAV"))


BANKS = {"pairs": (marked_pairs, "discrimination"), "singles": (single_clips, "single")}


class Browser:
    """A client with cookies."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str, str]:
        """Status, address to go on at, and page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": "; ".join("=".join(each) for each in self.cookies.items()), "Content-Type": kind}
        connection.request(method, path, body or None, headers)
        reply = connection.getresponse()
        for cookie in reply.headers.get_all("Set-Cookie") or []:
            self.cookies.update(COOKIE.findall(cookie))
        return reply.status, reply.headers.get("Location", ""), reply.read().decode(errors="replace")

    def send(self, path: str, fields: dict[str, str], bank: Path | None = None) -> str:
        """The address that the form leads to."""
        fields = fields | {"csrfmiddlewaretoken": TOKEN.findall(self.ask("GET", path)[2])[-1]}
        part = '--part\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
        body = "".join(part.format(name, "") + value + "\r\n" for name, value in fields.items()).encode()
        if bank:
            body += part.format("bank", f'; filename="{bank.name}"').encode() + bank.read_bytes() + b"\r\n"
        status, where, page = self.ask("POST", path, body + b"--part--\r\n", "multipart/form-data; boundary=part")
        assert status == 302, page
        return where


def measure(site: Site, researcher: Browser, name: str, kind: str, bank: Path) -> None:
    fields = {"title": name, "slug": name, "kind": kind, "trials": "5", "state": "open", "collection": ""}
    begun = time.perf_counter()
    where = researcher.send("/studies/new/", fields, bank)
    sent = time.perf_counter() - begun
    listener, waits = Browser(site.port), list[float]()
    while 'data-upload="running"' in (page := researcher.ask("GET", where)[2]):
        for _ in range(20):
            asked = time.perf_counter()
            assert listener.ask("GET", "/about/")[0] == 200
            waits.append(time.perf_counter() - asked)
            time.sleep(0.05)
    assert "the study is made" in page, page
    took = time.perf_counter() - begun
    low, high = np.percentile(waits, [50, 99]) * 1000
    print(
        f"{name}: {bank.stat().st_size / 1e6:.1f} MB, answered after {sent:.1f} s, the study made after {took:.0f} s; "
        f"a listener's page meanwhile {low:.0f} ms (median), {high:.0f} (99 %), {max(waits) * 1000:.0f} (longest)",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as aside:
        banks = folder or Path(aside)
        banks.mkdir(parents=True, exist_ok=True)
        site = Site(Path(aside))
        site.prepare()
        site.manage("shell", "-c", ACCOUNT)
        site.start()
        try:
            researcher = Browser(site.port)
            researcher.send("/dashboard/login/", {"username": "ada", "password": "a long password"})
            for name, (make, kind) in BANKS.items():
                with zipfile.ZipFile(banks / f"{name}.zip", "w") as archive:
                    make(archive)
                measure(site, researcher, name, kind, banks / f"{name}.zip")
        finally:
            site.kill()


if __name__ == "__main__":
    main()
