"""The study page. Expected counts are counted by hand, intervals come from scipy."""

import pytest
from scipy.stats import binomtest

from evaluation.statistics.accuracy import EXPERIENCES
from turing.survey.models import Experience


def page(researcher, query=""):
    return researcher.get(f"/dashboard/bach/{query}")


def test_the_verdict_comes_first_in_a_sentence(researcher, study, answered):
    for _ in range(8):
        answered(right=5)
    text = page(researcher).content.decode()
    interval = binomtest(40, 40).proportion_ci(0.95, method="wilson")
    sentence = "Listeners do better than guessing: 100.0 % of 40 answers are right (95 % interval "
    assert f"{sentence}{100 * interval.low:.1f}–100.0 %)" in text
    assert text.index(sentence) < text.index("accuracy.svg") < text.index('<table class="accuracy">')
    assert text.index('<table class="accuracy">') < text.index("How these figures are made")


def test_every_cell_has_its_interval_and_its_count(researcher, study, answered):
    answered(right=5, experience="expert")
    answered(right=3, experience="novice")
    context = page(researcher).context
    cells = {row.variant: dict(zip(context["columns"], row.cells, strict=True)) for row in context["rows"]}
    assert list(cells)[-1] == "all"
    overall = cells["all"]["all"].estimate
    assert (overall.successes, overall.count) == (8, 10)
    assert (cells["SATB"]["expert"].estimate.successes, cells["SATB"]["expert"].estimate.count) == (2, 2)
    interval = binomtest(8, 10).proportion_ci(0.95, method="wilson")
    assert (
        f"{100 * interval.low:.1f}–{100 * interval.high:.1f} %</span> <span>n = 10</span>"
        in page(researcher).content.decode()
    )


def test_answers_given_too_fast_are_counted_and_left_out(researcher, study, answered):
    answered(right=5)
    answered(right=0, seconds=2)
    shown = page(researcher)
    assert shown.context["table"].overall.count == 5
    assert "5 answers counted, 5 left out (too fast)" in shown.content.decode()


def test_one_is_singular(researcher, study, answered):
    answered(right=1, questions=1)
    answered(right=1, questions=1, simulated=True)
    text = page(researcher).content.decode()
    assert "Too early to say: 1 answer so far" in text
    assert "0 of 1 sitting finished. 1 answer counted." in text
    assert "Not shown here: 1 answer of simulated listeners" in text


def test_simulated_listeners_are_not_mixed_with_people(researcher, study, answered):
    answered(right=5)
    answered(right=0, simulated=True)
    shown = page(researcher)
    assert (shown.context["table"].overall.successes, shown.context["table"].overall.count) == (5, 5)
    assert "<strong>Simulated.</strong>" not in shown.content.decode()


def test_one_persons_answers_take_the_place_of_the_simulated_ones_and_the_page_says_so(researcher, study, answered):
    answered(right=0, simulated=True)
    answered(right=5)
    text = page(researcher, "?compare=thesis").content.decode()
    assert "<strong>People.</strong> These answers are by people alone." in text
    assert "Not shown here: 5 answers of simulated listeners" in text
    assert 'href="?compare=thesis&amp;listeners=simulated"' in text
    assert '<option value="people" selected>' in text
    text = page(researcher, "?compare=thesis&listeners=simulated").content.decode()
    assert "<strong>Simulated.</strong>" in text
    assert "Not shown here: 5 answers of people" in text
    assert 'href="?compare=thesis&amp;listeners=people"' in text


def test_what_is_shown_without_being_asked_for_is_what_the_form_says(researcher, study, answered):
    answered(right=5, simulated=True)
    assert '<option value="simulated" selected>' in page(researcher).content.decode()


@pytest.mark.parametrize("query", ["", "?listeners=simulated"])
def test_simulated_answers_are_marked_as_such_wherever_they_are_shown(researcher, study, answered, query):
    answered(right=5, simulated=True)
    text = page(researcher, query).content.decode()
    assert "<strong>Simulated.</strong>" in text
    assert "1 of 1 sitting finished, all by simulated listeners" in text


def test_people_asked_for_are_shown_even_if_there_are_none(researcher, study, answered):
    answered(right=5, simulated=True)
    text = page(researcher, "?listeners=people").content.decode()
    assert "No answers to judge by yet." in text
    assert "Not shown here: 5 answers of simulated listeners" in text


def test_a_study_without_answers_says_what_will_appear_and_what_to_do(researcher, study):
    shown = page(researcher)
    text = shown.content.decode()
    assert "When listeners answer, this place shows" in text
    assert 'href="/s/bach/"' in text
    assert "accuracy.svg" not in text


def test_progress_counts_started_and_finished_sittings_by_experience_and_day(researcher, study, answered, begin):
    answered(right=5, experience="expert")
    begin(experience="expert")
    begin(experience="novice")
    progress = page(researcher).context["progress"]
    assert (progress.started, progress.finished) == (3, 1)
    assert progress.by_experience == {"novice": (1, 0), "intermediate": (0, 0), "advanced": (0, 0), "expert": (2, 1)}
    assert list(progress.by_day.values()) == [(3, 1)]


def test_published_results_stand_beside_ours_with_source_dataset_and_caution(researcher, study, answered):
    answered(right=5)
    text = page(researcher, "?compare=thesis").content.decode()
    assert "<span>☆ 59.0 %</span> <span>n = 1,442</span>" in text
    assert "<span>n not known</span>" in text
    assert "721 of 759 participants" in text
    assert "Counts are derived" in text
    assert "☆" not in page(researcher).content.decode()


def test_the_notebooks_results_carry_their_caution(researcher, study, answered):
    answered(right=5)
    assert "holds only 2,236 answers" in page(researcher, "?compare=notebook").content.decode()


def test_a_choice_that_is_none_counts_as_not_made(researcher, study, answered):
    answered(right=5)
    shown = page(researcher, "?compare=gossip&listeners=angels")
    assert shown.status_code == 200
    assert shown.context["table"].overall.count == 5


def test_every_pair_is_listed_with_its_own_count_also_if_not_heard_yet(researcher, study, answered):
    answered(right=5)
    rows = page(researcher).context["pairs"]
    assert len(rows) == 14
    assert sum(row.estimate.count for row in rows) == 5


def test_the_page_asks_the_database_the_same_few_questions_however_many_answers(
    researcher, study, answered, django_assert_max_num_queries
):
    for _ in range(3):
        answered(right=5)
    with django_assert_max_num_queries(9):
        page(researcher)


def test_the_levels_of_experience_are_the_surveys():
    assert tuple(Experience.values) == EXPERIENCES
