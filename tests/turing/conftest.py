"""The fixed cast of the site's tests: a small open study, a listener, a stranger, a researcher; two pieces, a store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client

from generators.files.musicxml.writer import to_musicxml
from generators.pieces import Note, Voice
from generators.pieces import Piece as Music
from tests.evaluation.pairs import cast
from turing.dashboard.attempts import attempts
from turing.dashboard.figures import counted_analysis
from turing.excerpts.models import Excerpt, Item, Origin, Piece
from turing.sound.store import Store
from turing.survey import clock, sittings
from turing.survey.models import Sitting, Study
from turing.survey.page import nameless_page

PLAN = [["S", "A", "T", "B"], ["AT"], ["ATB"], ["SATB"], ["SATB"]]  # BachBot's (Liang 2016, chapter 7)
SECONDS = 10
SCORE = to_musicxml(
    Music(voices=(Voice("Soprano", (Note(0, 1920, 72),)), Voice("Bass", (Note(0, 1920, 48),))), length=1920)
)


@pytest.fixture(autouse=True)
def site(settings, tmp_path: Path) -> None:
    """Clips in a folder of the test's own, static files without a manifest, nothing tried, counted or made yet."""
    attempts.clear()
    counted_analysis.cache_clear()
    nameless_page.cache_clear()
    settings.RENDERS = [tmp_path / "renders"]
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def excerpt(origin: Origin, title: str, folder: Path) -> Excerpt:
    """An excerpt whose clip is a small file, of one size for all."""
    digest = hashlib.sha256(f"{title} {origin}".encode()).hexdigest()
    piece = Piece.objects.create(
        digest=digest, title=title, origin=origin, system="bachbot" if origin == Origin.MACHINE else "", musicxml=SCORE
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{digest}.mp3").write_bytes(f"{title} {origin}".encode().ljust(2000, b"."))
    return Excerpt.objects.create(
        piece=piece,
        start=0,
        length=1920,
        tempos=[[0, 90]],
        audio=digest,
        samples=SECONDS * 44_100,
        loudness=-20.0,
        settings={},
    )


@pytest.fixture
def add_pair(db, settings) -> Callable[[str, str, str], Item]:
    """Makes an item of a person's and a machine's excerpt, of that name, variant and tune."""

    def add(name: str, variant: str, tune: str) -> Item:
        folder = settings.RENDERS[0]
        human = excerpt(Origin.HUMAN, f"Chorale {name}", folder)
        machine = excerpt(Origin.MACHINE, f"Imitation {name}", folder)
        item = Item.objects.create(collection="small", name=name, variant=variant, tune=tune)
        item.excerpts.set([human, machine])
        return item

    return add


def sides(item: Item) -> list[Excerpt]:
    """The person's excerpt, and the machine's."""
    return [item.excerpts.get(piece__origin=origin) for origin in (Origin.HUMAN, Origin.MACHINE)]


@pytest.fixture
def study(add_pair) -> Study:
    """An open study of BachBot's plan, with two pairs of each variant and a tune for each pair."""
    small = Study.objects.create(
        slug="bach", title="Can you tell Bach from a computer?", state=Study.State.OPEN, seed=1
    )
    block = small.blocks.create(position=1, question="Which one did Bach write?", plan=PLAN)
    for variant in ("S", "A", "T", "B", "AT", "ATB", "SATB"):
        block.items.add(*(add_pair(f"{variant}-{number}", variant, f"tune {variant}-{number}") for number in (1, 2)))
    return small


def begun(study: Study, **profile: str) -> tuple[Client, Sitting]:
    """A browser that has begun a sitting over the site's own pages, and that sitting."""
    client = Client()
    form = client.get(f"/s/{study.slug}/start/").context["form"]
    answers = {"agreed": "on", "age_group": "26to45", "experience": "novice", "country": "", "key": form.initial["key"]}
    client.post(f"/s/{study.slug}/start/", answers | profile)
    return client, Sitting.objects.latest("pk")


@pytest.fixture
def begin(study: Study) -> Callable[..., tuple[Client, Sitting]]:
    """Begins a sitting of the study; what the profile says may be given."""
    return lambda **profile: begun(study, **profile)


@pytest.fixture
def listener(study: Study) -> Client:
    """A browser that has begun a sitting."""
    return begun(study)[0]


@pytest.fixture
def sitting(listener: Client) -> Sitting:
    """The listener's sitting."""
    return Sitting.objects.get()


@pytest.fixture
def stranger(db) -> Client:
    """A browser that has begun nothing."""
    return Client()


@pytest.fixture
def researcher(db) -> Client:
    """A browser in which a researcher is logged in."""
    client = Client()
    client.force_login(get_user_model().objects.create_user("researcher", password="a long password"))
    return client


@pytest.fixture
def time_passes(monkeypatch) -> Callable[[float], None]:
    """Moves the site's clocks on by some seconds."""
    moved = 0.0
    now, since_boot = sittings.timezone.now, clock._since_boot

    def pass_time(seconds: float) -> None:
        nonlocal moved
        moved += seconds

    monkeypatch.setattr(sittings.timezone, "now", lambda: now() + timedelta(seconds=moved))
    monkeypatch.setattr(clock, "_since_boot", lambda: since_boot() + moved)
    return pass_time


@pytest.fixture
def wall_clock_is_set(monkeypatch) -> Callable[[float], None]:
    """Sets the site's wall clock on, or back, by some seconds; its other clock goes on as it does."""
    now = sittings.timezone.now

    def set_clock(seconds: float) -> None:
        monkeypatch.setattr(sittings.timezone, "now", lambda: now() + timedelta(seconds=seconds))

    return set_clock


HEARD = (
    ("A", "play", 0, 0),
    ("A", "ended", SECONDS, 1000 * SECONDS),
    ("B", "play", 0, 11_000),
    ("B", "ended", SECONDS, 21_000),
)


@pytest.fixture
def answer(time_passes) -> Callable[..., HttpResponse]:
    """Sends an answer to a trial, after time enough to have heard both clips and with a log that says so."""

    def send(client: Client, position: int, choice: str = "A", seconds: float = 25, log=HEARD) -> HttpResponse:
        client.get("/s/bach/trial/")
        time_passes(seconds)
        playback = "" if log is None else json.dumps(log)
        return client.post("/s/bach/trial/", {"position": position, "choice": choice, "playback": playback})

    return send


@pytest.fixture
def finished(listener: Client, sitting: Sitting, answer) -> Sitting:
    """The listener's sitting, all of it answered with A."""
    for position in range(1, 6):
        answer(listener, position)
    sitting.refresh_from_db()
    return sitting


@pytest.fixture
def chorale() -> Music:
    """Two bars in C major, 4 seconds long, with a fermata at the end."""
    return cast.chorale()


@pytest.fixture
def imitation() -> Music:
    """The same with another alto, at another tempo."""
    return cast.imitation()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store([tmp_path / "store"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two pairs."""
    return cast.folder_of_pairs(tmp_path / "small")


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], None]:
    """Replaces a text in a file of the folder."""
    return cast.editor(folder)
