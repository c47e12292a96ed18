from django.urls import reverse

from tests.turing.conftest import sides
from turing.excerpts.models import Item
from turing.survey.models import Answer


def test_a_pair_shows_both_excerpts_with_sound_score_and_piano_roll(researcher, study):
    pair = Item.objects.get(name="SATB-1")
    text = researcher.get("/dashboard/bach/items/small/SATB-1/").content.decode()
    for excerpt in sides(pair):
        assert excerpt.piece.title in text
        for drawing in ("audio", "score", "roll"):
            assert f'src="{reverse(f"excerpts:{drawing}", args=[excerpt.pk])}"' in text


def test_a_pair_tells_how_often_each_side_was_taken_for_the_humans(researcher, study, answered):
    answered(right=5, experience="expert")
    answered(right=0, experience="novice")
    pair = Answer.objects.latest("pk").trial.item
    lines = {line.label: line for line in researcher.get(f"/dashboard/bach/items/{pair}/").context["taken"]}
    answers = Answer.objects.filter(trial__item=pair)
    right, wrong = (answers.filter(said__correct=right).count() for right in (True, False))
    assert (lines["all"].human.successes, lines["all"].machine.successes) == (right, wrong)
    assert lines["all"].human.count == lines["all"].machine.count == right + wrong
    assert (lines["novice"].human.successes, lines["novice"].machine.successes) == (0, 1)


def test_a_pair_not_heard_yet_says_so(researcher, study):
    assert "no answers" in researcher.get("/dashboard/bach/items/small/SATB-1/").content.decode()


def test_a_pair_of_another_study_is_not_found(researcher, study, add_pair):
    add_pair("elsewhere", "SATB", "another tune")
    assert researcher.get("/dashboard/bach/items/small/elsewhere/").status_code == 404


def test_a_pair_that_only_bots_heard_has_no_answers_where_the_study_shows_peoples(researcher, study, answered):
    answered(right=5)
    for _ in range(5):
        answered(right=5, simulated=True)
    of_people = Answer.objects.filter(trial__sitting__listener__simulated=False)
    pair = Item.objects.filter(trials__isnull=False).exclude(trials__answer__in=of_people).first()
    shown = researcher.get(f"/dashboard/bach/items/{pair}/")
    assert shown.context["taken"][0].human.count == 0
    number = Answer.objects.filter(trial__item=pair).count()
    answers = "1 answer" if number == 1 else f"{number} answers"
    assert f"Not shown here: {answers} of simulated listeners" in shown.content.decode()


def test_simulated_answers_about_a_pair_are_marked(researcher, study, answered):
    answered(right=5, simulated=True)
    pair = Answer.objects.latest("pk").trial.item
    assert "<strong>Simulated.</strong>" in researcher.get(f"/dashboard/bach/items/{pair}/").content.decode()


def test_a_pair_says_what_is_heard_otherwise_than_in_its_files(researcher, study):
    address = "/dashboard/bach/items/small/SATB-1/"
    assert "Heard otherwise" not in researcher.get(address).content.decode()
    Item.objects.filter(name="SATB-1").update(changes=["pedal left out: the machine's piece has none", "2 < 3"])
    text = researcher.get(address).content.decode()
    assert "<li>pedal left out: the machine&#x27;s piece has none</li>" in text
    assert "<li>2 &lt; 3</li>" in text
