"""manage.py create_study, set_study and seed_demo."""

import re
from dataclasses import replace
from io import StringIO
from random import Random

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from evaluation.pairs.folder import pair_folders, read_pairs
from generators.systems import SYSTEMS
from turing.excerpts.items import OtherItemError
from turing.survey import demo
from turing.survey.assignment import AvailableItem, assign, slots_of
from turing.survey.models import Answer, Sitting, Study
from turing.survey.studies import BlockPlan

pytestmark = pytest.mark.django_db


def run(*arguments, **options) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_create_study_makes_a_draft_of_all_pairs_of_a_collection(study):
    said = run("create_study", "bach2", collection="small")
    assert said == "bach2: 14 items, 5 trials a sitting (S/A/T/B AT ATB SATB SATB), draft, at /s/bach2/\n"
    made = Study.objects.get(slug="bach2")
    assert made.blocks.get().plan == study.blocks.get().plan
    assert made.blocks.get().items.count() == 14
    assert made.seed != study.seed


def test_create_study_can_open_it_at_once(study):
    run("create_study", "bach2", collection="small", open=True, question="Which?")
    assert Study.objects.get(slug="bach2").is_open
    assert Study.objects.get(slug="bach2").blocks.get().question == "Which?"


def test_create_study_takes_a_plan_of_ones_own(study):
    run("create_study", "bach2", collection="small", plan=["S/A", "SATB"])
    assert Study.objects.get(slug="bach2").blocks.get().plan == [["S", "A"], ["SATB"]]


def test_a_study_nobody_gave_a_title_asks_only_what_is_true_of_any_music(study):
    run("create_study", "etudes", collection="small")
    made = Study.objects.get(slug="etudes")
    assert (made.title, made.blocks.get().question) == ("Person or computer?", "Which of the two did a person write?")


@pytest.mark.parametrize(
    ("pairs", "words", "plan"),
    [
        ([("SATB", "one")], "1 item, 1 trial a sitting (SATB)", [["SATB"]]),
        ([("SATB", "one"), ("SATB", "one")], "2 items, 1 trial a sitting (SATB)", [["SATB"]]),
        ([("gpt", "one"), ("lstm", "two")], "2 items, 2 trials a sitting (gpt/lstm gpt/lstm)", [["gpt", "lstm"]] * 2),
        ([("duet", str(tune)) for tune in range(9)], "9 items, 5 trials a sitting", [["duet"]] * 5),
    ],
)
def test_a_plan_nobody_gave_fits_the_collection(add_pair, pairs, words, plan):
    for number, (variant, tune) in enumerate(pairs):
        pair = add_pair(str(number), variant, tune)
        pair.collection = "mine"
        pair.save()
    assert words in run("create_study", "mine", collection="mine")
    assert Study.objects.get().blocks.get().plan == plan


def test_set_study_opens_and_closes(study):
    run("create_study", "bach2", collection="small")
    assert run("set_study", "bach2", "open") == "bach2: open\n"
    assert Study.objects.get(slug="bach2").is_open
    assert run("set_study", "bach2", "closed") == "bach2: closed\n"
    assert not Study.objects.get(slug="bach2").is_open


def test_set_study_names_the_studies_there_are(study):
    with pytest.raises(CommandError, match="no study 'none': there is bach") as caught:
        run("set_study", "none", "open")
    assert caught.value.returncode == 2


@pytest.mark.parametrize(
    ("slug", "collection", "words"),
    [
        ("new", "missing", "no collection 'missing': there is poor, small"),
        ("bach", "small", "slug 'bach'"),
        ("not a slug", "small", "slug 'not a slug'"),
        ("login", "small", "slug 'login' is the address of another page"),
    ],
)
def test_create_study_refuses_what_could_not_run_in_one_line(study, add_pair, slug, collection, words):
    lonely = add_pair("lonely", "S", "tune")
    lonely.collection = "poor"
    lonely.save()
    with pytest.raises(CommandError, match=words) as caught:
        run("create_study", slug, collection=collection)
    assert caught.value.returncode == 2
    assert "\n" not in str(caught.value)
    assert Study.objects.count() == 1


def test_a_plan_that_the_collection_cannot_fill_is_refused_with_how_many_trials_it_can(add_pair):
    add_pair("lonely", "SATB", "tune")
    words = (
        "1 item (1 SATB) of 1 tune cannot fill the plan SATB + SATB + SATB without hearing a tune twice: 1 of its 3 "
    )
    with pytest.raises(CommandError, match=f"{re.escape(words)}trials can be had") as caught:
        run("create_study", "mine", collection="small", plan=["SATB", "SATB", "SATB"])
    assert caught.value.returncode == 2
    assert not Study.objects.exists()


@pytest.fixture
def shipped(add_pair, monkeypatch) -> None:
    """Few pairs in place of the project's, as if imported."""
    monkeypatch.setattr(demo, "LISTENERS", 8)
    small = BlockPlan("small", plan=(("S", "AT"), ("SATB",)))
    bach = replace(demo.BACH.blocks[0], collection="small")
    monkeypatch.setattr(demo, "BACH", replace(demo.BACH, blocks=(bach,)))
    monkeypatch.setattr(demo, "MACHINES", replace(demo.MACHINES, blocks=(small,)))
    monkeypatch.setattr(demo, "import_pairs", lambda *arguments: None)
    for name in ("S", "AT", "ATB", "SATB", "SATB 2"):
        add_pair(name, name.split()[0], name)


def test_seed_demo_makes_two_open_studies_simulated_answers_and_a_researcher(shipped):
    said = run("seed_demo")
    assert {study.slug: study.is_open for study in Study.objects.all()} == {"demo": True, "machines": True}
    assert Sitting.objects.simulated().finished().count() == Sitting.objects.count() == 16
    assert Answer.objects.count() == 8 * 5 + 8 * 2
    password = said.split("with ")[1].split()[0]
    assert get_user_model().objects.get().check_password(password)


def test_seed_demo_run_again_changes_nothing(shipped):
    run("seed_demo")
    before = list(Answer.objects.values_list("pk", "said"))
    assert "with" not in run("seed_demo")
    assert list(Answer.objects.values_list("pk", "said")) == before
    assert (get_user_model().objects.count(), Study.objects.count()) == (1, 2)


def test_a_database_with_another_versions_demo_is_named_with_a_way_on(monkeypatch):
    def refuse(*arguments) -> None:
        raise OtherItemError("pair 'demo/s-01' is there already and is another one: choose another --collection")

    monkeypatch.setattr(demo, "import_pairs", refuse)
    with pytest.raises(CommandError, match=r"the demo of another version.* SITE_VAR to another folder") as caught:
        run("seed_demo")
    assert caught.value.returncode == 2


def test_the_machines_study_can_be_drawn_from_the_pairs_that_come_with_the_project(settings):
    (block,) = demo.MACHINES.blocks
    folders = pair_folders(settings.ROOT / demo.PIECES / block.collection)
    pairs = [pair for folder in folders for pair in read_pairs(folder)]
    drawn = assign(
        slots_of(1, block.plan),
        [AvailableItem(1, i, pair.variant, pair.tune, versions=()) for i, pair in enumerate(pairs)],
        Random(1),
        {},
    )
    assert len(drawn) == len(block.plan)
    assert {pair.variant for pair in pairs} == set(SYSTEMS)
