"""The study page. Expected counts are counted by hand."""

import pytest
from scipy.stats import t

from evaluation.answers.records import EXPERIENCES
from turing.survey.kinds.discrimination.kind import KIND
from turing.survey.models import Experience


def page(researcher, query=""):
    return researcher.get(f"/dashboard/bach/{query}")


def test_the_verdict_comes_first_in_a_sentence(researcher, study, answered):
    for _ in range(12):
        answered(right=5)
    shown = page(researcher)
    text, pairs = shown.content.decode(), shown.context["analysis"].overall.pairs
    sentence = (
        f"On these {pairs} pairs, so far, listeners do better than guessing: 100.0 % of 60 answers by 12 listeners "
    )
    assert f"{sentence}are right (95 % interval at any look: " in text
    assert text.index(sentence) < text.index("accuracy.svg") < text.index('<table class="accuracy">')
    assert text.index('<table class="accuracy">') < text.index("How these figures are made")


@pytest.mark.parametrize(("wrong", "verdict"), [(1, "Too early to say: 19 answers"), (0, "Undecided: on these")])
def test_the_verdict_begins_with_twenty_answers(researcher, study, answered, wrong, verdict):
    """Ten listeners of two answers each, or one of them of one."""
    for number in range(10):
        answered(right=number % 3, questions=2 - wrong * (number == 0))
    assert f'<p class="lead verdict">{verdict}' in page(researcher).content.decode()


def test_every_cell_has_its_interval_and_its_count(researcher, study, answered):
    """All of a level alike leave nothing between listeners: Wilson's interval with Student's t, of all answers."""
    for _ in range(10):
        answered(right=5, experience="expert")
        answered(right=3, experience="novice")
    shown = page(researcher)
    context = shown.context
    cells = {row.variant: dict(zip(context["columns"], row.cells, strict=True)) for row in context["rows"]}
    assert list(cells)[-1] == "all"
    overall, experts = cells["all"]["all"].estimate, cells["all"]["expert"].estimate
    assert (overall.successes, overall.count, overall.listeners) == (80, 100, 20)
    assert (experts.successes, experts.count, experts.listeners) == (50, 50, 10)
    low = 50 / (50 + t.ppf(0.975, 9) ** 2)
    assert f"{100 * low:.1f}–100.0 %</span> <span>n = 50</span>" in shown.content.decode()


def test_answers_of_few_listeners_are_a_count_and_no_percentage(researcher, study, answered):
    answered(right=0, experience="expert")
    text = page(researcher).content.decode()
    assert "<td>\n        <span>n = 5</span>" in text
    assert "<b>" not in text.split('<table class="accuracy">')[1].split("</table>")[0]
    assert "of fewer than 10 listeners there is a count alone" in text


def test_the_page_says_what_its_figures_are_about(researcher, study, answered):
    answered(right=5)
    caption = page(researcher).content.decode().split("<caption>")[1].split("</caption>")[0]
    assert caption.startswith(
        "Share of right answers on the very pairs that were heard, so far, with its 95 % interval"
    )
    assert caption.endswith("Other pairs may come out otherwise.")


def test_answers_given_too_fast_are_counted_and_left_out(researcher, study, answered):
    answered(right=5)
    answered(right=0, seconds=2)
    shown = page(researcher)
    assert shown.context["analysis"].overall.count == 5
    assert "5 answers counted, 5 left out (too fast)" in shown.content.decode()


def test_one_is_singular(researcher, study, answered):
    answered(right=1, questions=1)
    answered(right=1, questions=1, simulated=True)
    text = page(researcher).content.decode()
    assert "Too early to say: 1 answer by 1 listener on 1 pair so far, and a verdict takes" in text
    assert "0 of 1 sitting finished. 1 answer counted." in text
    assert "Not shown here: 1 answer of simulated listeners" in text


def test_simulated_listeners_are_not_mixed_with_people(researcher, study, answered):
    answered(right=5)
    answered(right=0, simulated=True)
    shown = page(researcher)
    assert (shown.context["analysis"].overall.successes, shown.context["analysis"].overall.count) == (5, 5)
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
    assert shown.context["analysis"].overall.count == 5


def test_every_pair_is_listed_with_its_own_count_also_if_not_heard_yet(researcher, study, answered):
    answered(right=5)
    rows = page(researcher).context["items"]
    assert len(rows) == 14
    assert [row.judged for row in rows].count("n = 1") == 5
    assert [row.judged for row in rows].count("no answers") == 9


def test_the_page_asks_the_database_the_same_few_questions_however_many_answers(
    researcher, study, answered, django_assert_num_queries
):
    for _ in range(3):
        answered(right=5)
        with django_assert_num_queries(10):
            page(researcher)


@pytest.fixture
def counts(monkeypatch) -> list[bool | None]:
    """Whose answers the study's table was counted of, each time that it was."""
    counted = []
    count = KIND.answers.analyze

    def counting(answers, simulated):
        counted.append(simulated)
        return count(answers, simulated)

    monkeypatch.setattr(KIND.answers, "analyze", counting)
    return counted


def test_the_page_and_its_plots_count_the_table_once(researcher, study, answered, counts):
    answered(right=5)
    for part in ("", "accuracy.svg", "experience.svg", "accuracy.svg?theme=dark", ""):
        assert page(researcher, part).status_code == 200
    assert counts == [None]


@pytest.mark.parametrize("listeners", ["people", "simulated"])
def test_the_table_is_counted_anew_once_answers_have_come_or_gone(researcher, study, answered, counts, listeners):
    def shown() -> int:
        return page(researcher, f"?listeners={listeners}").context["analysis"].overall.count

    first = answered(right=5, simulated=listeners == "simulated")
    assert shown() == 5
    answered(right=1, questions=1, simulated=listeners == "simulated")
    assert shown() == 6
    first.listener.delete()
    assert shown() == 1
    answered(right=5, simulated=listeners == "simulated")  # as many as there were before, and others
    assert shown() == 6
    assert len(counts) == 4


def test_the_levels_of_experience_are_the_surveys():
    assert tuple(Experience.values) == EXPERIENCES
