"""Setting up a study."""

from __future__ import annotations

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from evaluation.answers.kinds import DISCRIMINATION
from generators.errors import InputError
from turing.excerpts.models import Item
from turing.survey.assignment import Plan, assign, can_fill, slots_of
from turing.survey.follow_ups import check_follow_ups
from turing.survey.kinds.registry import kind_named
from turing.survey.models import Block, Study
from turing.survey.sittings import available, plan_of

# As BachBot drew them (Liang 2016, chapter 7): one single voice, one AT, one ATB, two whole compositions.
BACHBOT_PLAN: Plan = (("S", "A", "T", "B"), ("AT",), ("ATB",), ("SATB",), ("SATB",))
MOST_TRIALS = 5  # of a plan that nobody gave
RESERVED = ("login", "logout")  # pages of the dashboard


@dataclass(frozen=True, slots=True)
class BlockPlan:
    """What a block of a study is to be."""

    collection: str  # its items are all of this one
    kind: str = DISCRIMINATION  # of its trials
    question: str = ""  # the kind's, if none is given
    plan: Plan | None = None  # see default_plan
    trials: int | None = None  # of a plan that is not given
    follow_ups: tuple[str, ...] = ()  # of FOLLOW_UPS


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """What a study is to be."""

    slug: str
    blocks: tuple[BlockPlan, ...]
    title: str = ""  # the first block's kind's, if none is given
    open: bool = False


@transaction.atomic
def create_study(planned: StudyPlan) -> Study:
    """The study, as a draft or open. Raises InputError, and stores nothing, if it could not be run."""
    study = Study(
        slug=planned.slug,
        title=planned.title or kind_named(planned.blocks[0].kind).title,
        state=Study.State.OPEN if planned.open else Study.State.DRAFT,
        seed=secrets.randbits(63),
    )
    check_fields(study)
    study.save()
    for position, block in enumerate(planned.blocks, start=1):
        _create_block(study, position, block)
    check_fillable(study)
    return study


def _create_block(study: Study, position: int, planned: BlockPlan) -> None:
    items = Item.objects.of(planned.collection)
    if not items.exists():
        known = ", ".join(Item.objects.collections())
        raise InputError(f"no collection {planned.collection!r}: there is {known or 'none; run import_pairs first'}")
    kind = kind_named(planned.kind)
    block = Block(
        study=study,
        position=position,
        kind=kind.name,
        question=planned.question or kind.question,
        plan=[],
        follow_ups=check_follow_ups(planned.follow_ups),
    )
    check_fields(block)
    block.save()
    block.items.set(items)
    block.items.set([item.item for item in available(block) if kind.fits(item)])
    if not block.items.exists():
        raise InputError(f"no item of {planned.collection!r} has {kind.needs}: {kind.name} needs that")
    block.plan = [list(variants) for variants in planned.plan or default_plan(block, planned.trials)]
    block.save(update_fields=["plan"])


def default_plan(block: Block, trials: int | None = None) -> Plan:
    """So many trials of any of the items' variants.

    Where no number is given: BachBot's plan if the items can fill it, else five, or as many as there are tunes.
    """
    items = available(block)
    if trials is None and can_fill(slots_of(block.pk, BACHBOT_PLAN), items):
        return BACHBOT_PLAN
    variants = tuple(sorted({item.variant for item in items}))
    tunes = {item.tune for item in items}
    return (variants,) * (trials or min(MOST_TRIALS, len(tunes)))


def study_named(slug: str) -> Study:
    """Raises InputError naming the studies there are."""
    study = Study.objects.filter(slug=slug).first()
    if study is None:
        known = ", ".join(Study.objects.order_by("slug").values_list("slug", flat=True))
        raise InputError(f"no study {slug!r}: there is {known or 'none'}")
    return study


def set_state(slug: str, state: str) -> Study:
    """Open, close or withdraw a study to a draft. Raises InputError naming the studies or states there are."""
    study = study_named(slug)
    study.state = state
    check_fields(study)
    study.save(update_fields=["state"])
    return study


def parse_plan(words: Sequence[str]) -> Plan:
    """A plan from one word a trial, the variants it is drawn from joined by "/", such as "S/A/T/B"."""
    return tuple(tuple(word.split("/")) for word in words)


def plan_words(plan: Plan) -> str:
    """A plan as parse_plan takes it."""
    return " ".join("/".join(slot) for slot in plan)


def check_fillable(study: Study) -> None:
    """Raises InputError if no sitting could be drawn."""
    assign(*plan_of(study.blocks.all()), random.Random(study.seed), {})


def check_fields(row: Study | Block) -> None:
    """Raises InputError naming a field whose value it cannot have, but for a block's plan: see check_fillable."""
    if isinstance(row, Study) and row.slug in RESERVED:
        raise InputError(f"slug {row.slug!r} is the address of another page: choose another")
    try:
        row.full_clean(exclude=["plan"])
    except ValidationError as error:
        field, (message, *_) = next(iter(error.message_dict.items()))
        raise InputError(f"{field} {getattr(row, field, '')!r}: {message}") from error
