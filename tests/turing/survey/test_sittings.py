"""What happens when two requests saw the same state before either changed it."""

import pytest

from turing.survey.models import Answer, Listener, Sitting
from turing.survey.sittings import Profile, begin, new_key, record_answer

pytestmark = pytest.mark.django_db
PROFILE = Profile("26to45", "novice", country="", consent="1")


def test_of_two_answers_to_one_trial_the_first_stays(sitting):
    tab, other_tab = (sitting.trials.with_excerpts().unanswered().first() for _ in range(2))
    first = record_answer(tab, {"choice": "A"}, None, 30)
    second = record_answer(other_tab, {"choice": "B"}, None, 40)
    assert first == second == Answer.objects.get()
    assert (second.said["choice"], second.seconds) == ("A", 30)


def test_a_key_begins_one_sitting_with_its_listener_and_trials(study):
    key = new_key()
    first, second = begin(study, key, PROFILE), begin(study, key, PROFILE)
    assert first == second == Sitting.objects.get()
    assert Listener.objects.count() == 1
    assert second.trials.count() == 5


def test_the_last_answer_finishes_the_sitting_once(sitting):
    for trial in sitting.trials.with_excerpts():
        sitting.refresh_from_db()
        assert sitting.finished is None
        record_answer(trial, {"choice": "A"}, None, 30)
    sitting.refresh_from_db()
    finished = sitting.finished
    record_answer(trial, {"choice": "B"}, None, 50)
    sitting.refresh_from_db()
    assert sitting.finished == finished is not None
