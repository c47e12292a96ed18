"""Listeners with a planted ability who go the way people go: splash, form, trials, clips, answers, result."""

from __future__ import annotations

import io
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import soundfile

from tests.whole.client import Client, Reply

Truth = Callable[[], Mapping[str, tuple[str, str, int]]]  # see server.Site.truth


@dataclass(frozen=True)
class Received:
    """All that a browser got of one trial before it answered."""

    position: int
    page: Reply
    clips: tuple[Reply, Reply]  # A and B
    cookies: Mapping[str, str]

    @cached_property
    def token(self) -> str:
        """The random name of clip A."""
        return token(self.clips[0])


def token(clip: Reply) -> str:
    return clip.path.rsplit("/", 1)[1].removesuffix(".mp3")


def begin(client: Client, slug: str, experience: str) -> Reply:
    """From the splash page through the form to the first trial."""
    splash = client.get(f"/s/{slug}/")
    (start,) = splash.document.xpath("//a[contains(@class, 'primary')]/@href")
    form = client.get(start)
    profile = {"agreed": "on", "age_group": "26to45", "experience": experience}
    return client.follow(client.post(start, form.form | profile))


def receive(client: Client, page: Reply) -> Received:
    """The trial's two clips."""
    a, b = (client.get(address) for address in page.clips)
    return Received(int(page.form["position"]), page, (a, b), dict(client.cookies))


def heard(received: Received) -> str:
    """The log of a player that played both clips to their ends."""
    log, time = [], 0.0
    for side, clip in zip("AB", received.clips, strict=True):
        seconds = soundfile.info(io.BytesIO(clip.body)).duration
        log += [[side, "play", 0, 1000 * time], [side, "ended", seconds, 1000 * (time + seconds)]]
        time += seconds
    return json.dumps(log)


def heard_alone(clip: Reply) -> str:
    """The log of a player that played a trial's one clip to its end."""
    seconds = soundfile.info(io.BytesIO(clip.body)).duration
    return json.dumps([["A", "play", 0, 0], ["A", "ended", seconds, 1000 * seconds]])


@dataclass(frozen=True)
class Acknowledged:
    """An answer of which the server said that it was taken in."""

    token: str  # of the trial's clip A
    choice: str


@dataclass(frozen=True)
class Bot:
    """A listener who knows the human's side with a probability that depends on the variant.

    What it knows is drawn for its first, second, … trial of a kind: whichever pairs it is dealt, it does as well.
    """

    seed: int
    experience: str
    ability: Mapping[str, float]  # share right by variant, when attending
    inattention: float = 0.0  # share of trials in which it presses any button, at first without having listened

    def sit(self, port: int, slug: str, truth: Truth) -> Iterator[Acknowledged]:
        """Go through a whole sitting; yields each answer as it is acknowledged."""
        client, met = Client(port), Counter[str]()
        page = begin(client, slug, self.experience)
        known = truth()
        while page.path.endswith("/trial/"):
            received = receive(client, page)
            variant, human_side, _ = known[received.token]
            met[kind(variant)] += 1
            rng = random.Random(f"{self.seed} {kind(variant)} {met[kind(variant)]}")
            attends = rng.random() >= self.inattention
            right = rng.random() < (self.ability[variant] if attends else 0.5)
            answer = page.form | {"choice": human_side if right else "AB".replace(human_side, "")}
            if not attends:
                refused = client.post(page.path, answer)
                assert refused.status == 422, refused.status
            reply = client.post(page.path, answer | {"playback": heard(received)})
            assert reply.status == 303, reply.status
            yield Acknowledged(received.token, answer["choice"])
            page = client.follow(client.follow(reply))
        assert page.status == 200
        assert page.path.endswith("/result/")
        client.close()


def kind(variant: str) -> str:
    """S, A, T and B are one kind: every sitting of BachBot's plan has one of them."""
    return variant if len(variant) > 1 else "single"


def sit_all(bots: list[Bot], port: int, slug: str, truth: Truth, each: Callable[[Acknowledged], None]) -> None:
    """All bots' sittings, 20 at a time; `each` gets every acknowledged answer."""

    def sit(bot: Bot) -> None:
        for answer in bot.sit(port, slug, truth):
            each(answer)

    with ThreadPoolExecutor(20) as pool:
        for done in [pool.submit(sit, bot) for bot in bots]:
            done.result()
