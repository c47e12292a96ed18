"""A database with answers from before trials had kinds."""

from pathlib import Path

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from turing.survey.kinds.discrimination.choices import human_side, read_choice
from turing.survey.models import Answer, Sitting, Study, Trial

OLD = "old"  # the database's name in Django's settings
BEFORE = [("excerpts", "0002_tempos_and_changes"), ("survey", "0002_shown_tick")]


class Router:
    """Everything is asked of the old database, by migrations too."""

    def db_for_read(self, model, **hints) -> str:
        return OLD

    db_for_write = db_for_read


@pytest.fixture
def old_models(tmp_path: Path, settings, django_db_blocker):
    """The models of a database as it was."""
    settings.DATABASE_ROUTERS = [Router()]
    default = connections.databases["default"]
    connections.databases[OLD] = {
        **default, "ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "old.sqlite3", "OPTIONS": {}
    }  # fmt: skip
    with django_db_blocker.unblock():
        executor = MigrationExecutor(connections[OLD])
        executor.migrate(BEFORE)
        yield executor.loader.project_state(BEFORE).apps.get_model
        connections[OLD].close()
    del connections[OLD], connections.databases[OLD]


@pytest.mark.parametrize("human", ["A", "B"])
@pytest.mark.parametrize("choice", ["A", "B"])
def test_what_was_answered_and_what_is_yet_to_be_heard_stay(old_models, human, choice):
    def make(model: str, app: str = "survey", /, **fields):
        return old_models(app, model).objects.create(**fields)

    excerpts = {}
    for origin in ("human", "machine"):
        piece = make("Piece", "excerpts", digest=origin, title=origin, origin=origin)
        heard = {"start": 0, "length": 1, "audio": origin, "samples": 1, "loudness": -20, "settings": {}}
        excerpts[origin] = make("Excerpt", "excerpts", piece=piece, **heard)
    pair = make("Pair", "excerpts", collection="old", name="one", variant="SATB", tune="a tune", **excerpts)
    study = make("Study", slug="old", title="Old", question="?", plan=[["SATB"]], seed=1)
    study.pairs.add(pair)
    person = make("Listener", age_group="26to45", experience="novice", consent="1")
    sitting = make("Sitting", study=study, listener=person, key="key", share="share", seed=1)
    trial = make("Trial", sitting=sitting, position=1, pair=pair, human_side=human, token_a="first", token_b="second")
    right = choice == human
    make("Answer", trial=trial, choice=choice, correct=right, seconds=9, playback=[], too_fast=False)

    executor = MigrationExecutor(connections[OLD])
    executor.migrate(executor.loader.graph.leaf_nodes())
    block = Study.objects.get().blocks.get()
    assert (block.kind, block.question, block.plan) == ("discrimination", "?", [["SATB"]])
    assert (block.items.get().name, {version.excerpt.audio for version in block.items.get().versions.all()}) == (
        "one",
        {"human", "machine"},
    )
    assert Sitting.objects.get().length == 1
    moved = Trial.objects.with_excerpts().get()
    assert [(clip.label, clip.token) for clip in moved.clips.all()] == [("A", "first"), ("B", "second")]
    assert {clip.excerpt.audio for clip in moved.clips.all()} == {"human", "machine"}
    assert human_side(moved) == human
    said = read_choice(Answer.objects.get().said)
    assert (said.choice, said.correct, said.human_side) == (choice, right, human)
