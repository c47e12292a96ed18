"""What becomes of a study after it was made. Each step is one transaction."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from generators.errors import InputError
from turing.studies.files import settings_of, study_of
from turing.survey.models import AgeGroup, Answer, Block, Experience, Listener, Sitting, Study
from turing.survey.sittings import Profile, begin, new_key
from turing.survey.studies import check_fields

LOOKING = Profile(AgeGroup.FROM_26, Experience.NOVICE, country="", consent="preview")


@transaction.atomic
def reword(study: Study, title: str, questions: Mapping[int, str]) -> None:
    """Give it another title, and its blocks, by their primary keys, other questions.

    Raises InputError unless it is a draft: listeners who were asked otherwise could not be put together.
    """
    locked = Study.objects.select_for_update().get(pk=study.pk)
    if locked.state != Study.State.DRAFT:
        raise InputError(f"the study is {locked.state}: words change while it is a draft")
    locked.title = title
    rows: list[Study | Block] = [locked]
    for block in locked.blocks.filter(pk__in=questions):
        block.question = questions[block.pk]
        rows.append(block)
    for row in rows:
        check_fields(row)
        row.save()


def duplicate(study: Study, slug: str) -> Study:
    """The same as a draft at another address. Raises InputError if there is a study at that."""
    return study_of({**settings_of(study), "slug": slug})


@transaction.atomic
def delete(study: Study) -> None:
    """Raises InputError if it is open, or somebody has answered."""
    if study.is_open:
        raise InputError("the study is open: close it first")
    if Answer.objects.in_study(study).exists():
        raise InputError("listeners have answered: what they said is kept")
    Listener.objects.filter(sittings__study=study).delete()
    study.delete()


def look_at(study: Study, before: Sitting | None) -> Sitting:
    """A preview, in place of the one that this browser had before."""
    if before:
        Listener.objects.filter(pk=before.listener_id).delete()
    return begin(study, new_key(), LOOKING, preview=True)
