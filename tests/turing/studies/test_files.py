"""A study's file: everything that was decided, there and back."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from turing.studies.files import settings_of
from turing.survey.models import Block, Study

pytestmark = pytest.mark.django_db
NOT_DECIDED = {"id", "state", "seed", "created", "study", "position"}


@pytest.fixture
def file(study: Study, tmp_path: Path) -> Path:
    """The file of a study of two kinds of trial."""
    second = study.blocks.create(position=2, kind="single", question="Who?", plan=[["SATB"]])
    second.items.set(study.blocks.get(position=1).items.filter(variant="SATB"))
    study.blocks.filter(position=1).update(plan=[["S", "A"], ["AT"], ["ATB"]])
    Study.objects.update(too_fast=0.5)
    call_command("study", "export", "bach", tmp_path / "bach.json")
    return tmp_path / "bach.json"


def refused(file: Path) -> str:
    with pytest.raises(CommandError) as error:
        call_command("study", "import", file)
    assert error.value.returncode == 2
    assert "\n" not in str(error.value)
    assert Study.objects.count() <= 1
    return str(error.value).removeprefix(f"{file}: ")


def test_a_study_made_of_the_file_is_the_same_under_another_name(file: Path, study: Study) -> None:
    call_command("study", "import", file, "--slug", "again")
    made = Study.objects.get(slug="again")
    assert settings_of(made) == {**settings_of(Study.objects.get(slug="bach")), "slug": "again"}
    assert (made.state, made.too_fast) == ("draft", 0.5)
    assert made.seed != study.seed
    assert [sorted(map(str, block.items.all())) for block in made.blocks.all()] == [
        sorted(map(str, block.items.all())) for block in study.blocks.all()
    ]


def test_it_holds_every_field_that_was_decided(file: Path) -> None:
    said = json.loads(file.read_text())
    assert set(said) == {field.name for field in Study._meta.concrete_fields} - NOT_DECIDED | {"format", "blocks"}
    for block in said["blocks"]:
        assert set(block) == {field.name for field in Block._meta.concrete_fields} - NOT_DECIDED | {"items"}


def test_it_holds_nothing_by_which_sides_could_be_worked_out(file: Path, study: Study) -> None:
    assert "seed" not in json.loads(file.read_text())


def test_without_a_file_it_is_printed(study: Study, capsys) -> None:
    call_command("study", "export", "bach")
    assert json.loads(capsys.readouterr().out)["title"] == study.title


def test_what_is_not_said_is_as_for_any_study(file: Path) -> None:
    said = json.loads(file.read_text())
    file.write_text(json.dumps({key: value for key, value in said.items() if key != "too_fast"}))
    call_command("study", "import", file, "--slug", "again")
    assert Study.objects.get(slug="again").too_fast == 0.9


def test_an_unknown_study_is_refused(study: Study) -> None:
    with pytest.raises(CommandError, match="no study 'none': there is bach"):
        call_command("study", "export", "none")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, "slug 'bach': Study with this Slug already exists."),
        ({"slug": "login"}, "slug 'login' is the address of another page"),
        ({"slug": "a b"}, "slug 'a b': Enter a valid"),
        ({"slug": "x", "title": None}, "title is not said"),
        ({"slug": "x", "title": "t" * 101}, "title "),
        ({"slug": "x", "too_fast": "quick"}, "too_fast 'quick': “quick” value must be a float."),
        ({"slug": "x", "tempo": 3}, "unknown field tempo: choose from format, blocks, slug, title"),
        ({"slug": "x", "blocks": []}, "blocks []: expected a list of one or more"),
        ({"slug": "x", "blocks": [3]}, "block 1: expected its fields by name"),
        ({"slug": "x", "format": 2}, "no study's file of format 1"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(file: Path, change: dict[str, object], why: str) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    assert refused(file).startswith(why)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"kind": "other"}, "kind 'other': choose from discrimination, "),
        ({"plan": []}, "plan []: expected a list of variants for each trial"),
        ({"plan": [["S"], [1]]}, "plan "),
        ({"follow_ups": [["sure"]]}, "follow_ups [['sure']]: expected a list of names"),
        ({"follow_ups": ["age"]}, "no question 'age' can follow: there is "),
        ({"plan": [["Z"]]}, "16 items"),
        ({"items": ["S-1"]}, "items ['S-1']: expected lists of names by collection"),
        (
            {"items": {"small": ["S-1", "S-9"], "none": [1, 2, 3]}},
            "4 items not here: small/S-9, none/1, none/2 and 1 more",
        ),
    ],
)
def test_a_block_that_cannot_be_is_refused_in_a_line(file: Path, change: dict[str, object], why: str) -> None:
    said = json.loads(file.read_text()) | {"slug": "x"}
    file.write_text(json.dumps({**said, "blocks": [said["blocks"][0] | change, said["blocks"][1]]}))
    assert refused(file).startswith(why)


def test_items_that_the_kind_of_trial_cannot_ask_about_are_refused(file: Path, add_pair) -> None:
    alone = add_pair("alone", "S", "tune")
    alone.versions.filter(excerpt__piece__origin="human").delete()
    said = json.loads(file.read_text()) | {"slug": "x"}
    said["blocks"][0]["items"]["small"].append("alone")
    file.write_text(json.dumps(said))
    assert refused(file).startswith("1 item without ")


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"[" * 100_000])
def test_what_is_no_file_of_a_study_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.json").write_bytes(data)
    assert refused(tmp_path / "x.json")
