"""A study of preferences from the first page to the figures: nobody is right, and nothing tells who wrote what."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import CommandError, call_command
from django.test import Client
from playwright.sync_api import expect

from evaluation.__main__ import COMMANDS
from generators.command_line import main
from tests.turing.conftest import HEARD, begun, excerpt
from tests.turing.survey.listening import hear
from tests.turing.survey.test_translation import check, translated
from turing.excerpts.models import Item, Origin, Piece
from turing.survey.models import Answer, Sitting, Study
from turing.survey.simulated import simulate

pytestmark = pytest.mark.django_db
__all__ = ["translated"]
SAID = ("A", "B", "same", "A", "same")


@pytest.fixture
def study(study_of) -> Study:
    """In place of the usual one."""
    return study_of("preference")


@pytest.fixture
def prefer(time_passes):
    """Sends an answer to a trial, after time enough to have heard both clips."""

    def send(client: Client, position: int, preferred: str, **sent: str):
        client.get("/s/bach/trial/")
        time_passes(25)
        fields = {"position": position, "preferred": preferred, "playback": json.dumps(HEARD)}
        return client.post("/s/bach/trial/", fields | sent)

    return send


@pytest.fixture
def finished(listener: Client, sitting: Sitting, prefer) -> Sitting:
    """The listener's sitting, all of it answered with SAID."""
    for position, preferred in enumerate(SAID, start=1):
        assert prefer(listener, position, preferred).status_code == 303
    sitting.refresh_from_db()
    return sitting


def origins(trial) -> dict[str, str]:
    return {clip.label: clip.excerpt.piece.origin for clip in trial.clips.all()}


def test_its_pages_ask_and_tell_what_awaits_the_listener(study, listener, stranger):
    assert "You say which of the two you prefer; nothing is right or wrong." in stranger.get("/s/bach/").text
    page = listener.get("/s/bach/trial/").text
    assert "Which of the two do you like better?" in page
    assert "no difference" in page
    assert "there is no right answer" in stranger.get("/about/").text


def test_nothing_in_page_or_headers_names_who_wrote_what(listener, sitting, study):
    response = listener.get("/s/bach/trial/")
    sent = (response.text + str(response.headers)).lower()
    titles = [piece.title for piece in Piece.objects.all()]
    names = [item.name for item in Item.objects.all()]
    for word in ("human", "machine", "bachbot", "satb", "variant", "tune", *titles, *names):
        assert word.lower() not in sent, word
    for clip in sitting.trials.first().clips.all():
        assert listener.get(f"/reveal/{clip.token}.svg").status_code == 404


def test_an_answer_is_stored_with_who_made_which_side(listener, sitting, prefer):
    trial = sitting.trials.with_excerpts().first()
    prefer(listener, 1, "same")
    makers = {side: "human" if origin == "human" else "bachbot" for side, origin in origins(trial).items()}
    assert Answer.objects.get().said == {"preferred": "same", "makers": makers}


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"preferred": ""}, "Please choose A, B or “no difference” first."),
        ({"preferred": "C"}, "C is not one of the available choices"),
        ({"preferred": "same", "playback": "[]"}, "Please hear both clips to the end first"),
    ],
)
def test_what_is_wrong_with_an_answer_is_said_and_the_choice_kept(listener, prefer, sent, words):
    page = prefer(listener, 1, **sent)
    assert (page.status_code, words in page.text) == (422, True)
    assert ('value="same" required checked' in page.text) == (sent["preferred"] == "same")
    assert not Answer.objects.exists()


def test_the_result_tells_whose_music_was_chosen_and_judges_nobody(listener, finished):
    page = listener.get("/s/bach/result/").text
    trials = list(finished.trials.with_answers())
    person = sum(origins(trial).get(trial.answer.said["preferred"]) == "human" for trial in trials)
    assert f"{person} of 5" in page
    assert "In 2 pairs you heard no difference." in page
    assert "There is no right or wrong here" in page
    assert (page.count("You chose A."), page.count("You chose B."), page.count("You heard no difference.")) == (2, 1, 2)
    assert page.count("a person</span>") == page.count("a computer</span>") == 5
    assert "✓" not in page
    assert "✗" not in page


def test_the_shared_page_tells_no_answer(finished, stranger):
    shared = stranger.get(f"/r/{finished.share}/").text
    assert re.search(r"Someone chose the person’s piece \d of 5 times. And you\?", shared)
    assert stranger.get(f"/r/{finished.share}.png")["Content-Type"] == "image/png"


def test_where_no_person_was_heard_it_tells_how_often_one_was_chosen(study, settings, prefer):
    for item in Item.objects.all():
        folder = settings.RENDERS[0]
        item.versions.filter(excerpt__piece__origin=Origin.HUMAN).delete()
        other = excerpt(Origin.MACHINE, f"Another {item.name}", folder)
        Piece.objects.filter(pk=other.piece_id).update(system="ngram")
        item.excerpts.add(other)
    client, sitting = begun(study)
    for position, preferred in enumerate(SAID, start=1):
        assert prefer(client, position, preferred).status_code == 303
    page = client.get("/s/bach/result/").text
    assert "3 of 5" in page
    assert "All of these pieces were by computers." in page
    assert "Someone heard a difference 3 of 5 times." in Client().get(f"/r/{sitting.share}/").text


def test_export_dashboard_and_analyze_agree(finished, study, researcher, tmp_path: Path, capsys):
    simulate(study, 30)
    exported = researcher.get("/dashboard/bach/answers.csv").getvalue().decode()
    lines = list(csv.DictReader(exported.splitlines()))
    assert [line["preferred"] for line in lines if line["simulated"] == "false"] == list(SAID)
    assert {"maker_a", "maker_b", "preferred", "tune"} < set(lines[0])
    assert {line[side] for line in lines for side in ("maker_a", "maker_b")} == {"human", "bachbot"}

    file = tmp_path / "answers.csv"
    file.write_text(exported)
    arguments = ["analyze", str(file), "--json", "--listeners", "simulated"]
    assert main("evaluation", "", COMMANDS, arguments) == 0
    analyzed = json.loads(capsys.readouterr().out)
    page = researcher.get("/dashboard/bach/?listeners=simulated").text
    assert analyzed["verdict"] in page
    for rank in (*analyzed["ranking"]["ranks"], *analyzed["comparisons"]):
        assert f"{100 * rank['value']:.1f} % ({100 * rank['low']:.1f}–{100 * rank['high']:.1f} %" in page
    few = researcher.get("/dashboard/bach/?listeners=people").text
    assert "No ranking, because there are answers of 1 listener, and an estimate takes 10." in few
    for name in ("ranking", "comparisons"):
        assert "svg" in researcher.get(f"/dashboard/bach/{name}.svg")["Content-Type"]
    name = lines[0]["pair"].removeprefix("small/")
    assert "no difference" in researcher.get(f"/dashboard/bach/items/small/{name}/").text


def test_a_collection_of_one_maker_alone_gives_no_study(study):
    Item.objects.get(name="S-1").versions.filter(excerpt__piece__origin=Origin.HUMAN).delete()
    call_command("create_study", "others", collection="small", kind="preference")
    assert Study.objects.get(slug="others").blocks.get().items.count() == 13
    for item in Item.objects.all():
        item.versions.filter(excerpt__piece__origin=Origin.HUMAN).delete()
    for kind, needs in (
        ("preference", "versions by two makers"),
        ("discrimination", "a version by a person and one by"),
    ):
        with pytest.raises(CommandError, match=f"no item of 'small' has {needs}"):
            call_command("create_study", "none", collection="small", kind=kind)


def test_every_sentence_can_be_translated(listener, translated, finished, stranger, begin, prefer):
    other, _ = begin()
    check(other.get("/s/bach/trial/").text)
    check(prefer(other, 1, "").text)
    check(prefer(other, 1, "A", playback="[]").text)
    check(stranger.get("/s/bach/").text)
    Piece.objects.update(title="Κανών", source="Άσμα", system="μηχανή")
    check(re.sub(r'http://[^\s"<]+', "", listener.get("/s/bach/result/").text))
    check(re.sub(r'http://[^\s"<]+', "", stranger.get(f"/r/{finished.share}/").text))


@pytest.mark.browser
def test_a_whole_sitting_by_keyboard_alone(page):
    for position, (key, said) in enumerate((("a", "A"), ("b", "B"), ("=", "no difference"), ("n", "no difference")), 1):
        expect(page.locator(".progress-words")).to_have_text(f"Pair {position} of 5")
        hear(page, "1", "2")
        page.keyboard.press(key)
        expect(page.locator("[data-confirm]")).to_have_text(f"Confirm {said}")
        page.keyboard.press("Enter")
    expect(page.locator(".progress-words")).to_have_text("Pair 5 of 5")
    assert [answer.said["preferred"] for answer in Answer.objects.order_by("pk")] == ["A", "B", "same", "same"]


@pytest.mark.browser
def test_everything_is_above_the_fold(page):
    box = page.locator("[data-confirm]").bounding_box()
    assert box["y"] + box["height"] <= 560  # a phone's 640 less its browser's own bars
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.browser
@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_form_works_alone(page, time_passes):
    page.check("[value=same]")
    page.click("[data-confirm]")
    expect(page.locator("[data-status]")).to_contain_text("Please hear both clips to the end first")
    time_passes(4)
    page.click("[data-confirm]")  # the choice was kept
    expect(page.locator(".progress-words")).to_have_text("Pair 2 of 5")
    assert Answer.objects.get().said["preferred"] == "same"


@pytest.mark.browser
@pytest.mark.parametrize("page", [{"color_scheme": "dark", "bypass_csp": True}, {"bypass_csp": True}], indirect=True)
def test_its_pages_pass_axe(finished, listener, page):
    violations = {"trial": Axe().run(page).violations_count}
    url = page.url
    page.context.add_cookies([{"name": n, "value": m.value, "url": url} for n, m in listener.cookies.items()])
    for path in ("/s/bach/result/", f"/r/{finished.share}/", "/about/"):
        page.goto(path)
        violations[path] = Axe().run(page).violations_count
    assert not any(violations.values()), violations
