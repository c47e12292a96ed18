"""A sitting from its beginning to its last answer, or its withdrawal. Each step is one transaction."""

from __future__ import annotations

import hashlib
import random
import secrets
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from django.db import IntegrityError, transaction
from django.db.models import Avg
from django.utils import timezone

from turing.excerpts.models import Version
from turing.sound.rendersettings import SAMPLE_RATE
from turing.survey import clock
from turing.survey.assignment import AvailableItem, AvailableVersion, Slot, assign, slots_of
from turing.survey.exposure import BalancedRandom, exposures, give, give_back
from turing.survey.follow_ups import FOLLOW_UPS
from turing.survey.heard import Event
from turing.survey.kinds.kind import Said
from turing.survey.kinds.registry import kind_named
from turing.survey.models import Answer, Block, Listener, Sitting, Study, Trial, TrialClip

KEY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another
KEY_LENGTH = 16  # 79 bits


class UnknownKeyError(LookupError):
    """No sitting has the key."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a listener says of themselves, and the version of the consent text they agreed to."""

    age_group: str
    experience: str
    country: str
    consent: str
    simulated: bool = False


def new_key() -> str:
    """A secret name for a sitting: kept in the listener's cookie, and typed to withdraw."""
    return "".join(secrets.choice(KEY_LETTERS) for _ in range(KEY_LENGTH))


def sitting_seed(study: Study, key: str) -> int:
    """63 bits of SHA-256 of the study's seed and the sitting's key: unpredictable to listeners, repeatable to us."""
    digest = hashlib.sha256(f"{study.seed}/{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def plan_of(blocks: Collection[Block]) -> tuple[list[Slot], list[AvailableItem]]:
    """The trials of a sitting through those blocks, and the items that can fill them, both in a fixed order."""
    slots = [slot for block in blocks for slot in slots_of(block.pk, block.plan)]
    return slots, [item for block in blocks for item in available(block)]


def available(block: Block) -> list[AvailableItem]:
    """The block's items as they are assigned, in a fixed order."""
    rows = Version.objects.of_items(block.items.all()).values_list(
        "item_id",
        "item__variant",
        "item__tune",
        "excerpt_id",
        "excerpt__piece__origin",
        "excerpt__piece__system",
        "is_opening",
    )
    return [
        AvailableItem(block.pk, item, variant, tune, tuple(AvailableVersion(*row[3:]) for row in versions))
        for (item, variant, tune), versions in groupby(rows, key=lambda row: row[:3])
    ]


def begin(study: Study, key: str, profile: Profile, *, preview: bool = False) -> Sitting:
    """The sitting of that key: begun now, or already begun if the form was sent twice.

    Raises InputError if the study cannot fill its plan.
    """
    try:
        return _create(study, key, profile, preview=preview)
    except IntegrityError:  # sent twice: keys are unique; the first may be withdrawn by now
        return Sitting.objects.filter(key=key, study=study).first() or _create(study, key, profile, preview=preview)


@transaction.atomic
def _create(study: Study, key: str, profile: Profile, *, preview: bool) -> Sitting:
    seed = sitting_seed(study, key)
    rng = random.Random(seed)
    listener = Listener.objects.create(**asdict(profile))
    heard = exposures(study, listener)
    blocks = study.blocks.in_bulk()
    items = assign(*plan_of(blocks.values()), rng, {key: counts.total() for key, counts in heard.items()})
    sitting = Sitting.objects.create(
        study=study,
        listener=listener,
        key=key,
        share=secrets.token_urlsafe(9),
        seed=seed,
        length=len(items),
        preview=preview,
    )
    choices = [BalancedRandom(rng, heard[item.block, item.item]) for item in items]
    clips = [kind_named(blocks[item.block].kind).clips(item, each) for item, each in zip(items, choices, strict=True)]
    trials = Trial.objects.bulk_create(
        Trial(sitting=sitting, block_id=item.block, position=position, item_id=item.item, arrangement=each.arrangement)
        for position, (item, each) in enumerate(zip(items, choices, strict=True), start=1)
    )
    TrialClip.objects.bulk_create(
        TrialClip(trial=trial, label=clip.label, excerpt_id=clip.excerpt, token=secrets.token_urlsafe(16))
        for trial, heard_there in zip(trials, clips, strict=True)
        for clip in heard_there
    )
    if not preview:
        give(listener, trials)
    return sitting


def expected_minutes(study: Study) -> int:
    """About how long a sitting takes: the clips of each trial, and a quarter of a minute to think."""
    return max(1, round(sum(len(block.plan) * (_heard(block) + 15) for block in study.blocks.all()) / 60))


def _heard(block: Block) -> float:
    """Seconds that the clips of a trial last on average."""
    mean = block.items.aggregate(samples=Avg("excerpts__samples"))["samples"] or 0.0
    return float(kind_named(block.kind).clip_count * mean / SAMPLE_RATE)


def mark_shown(trial: Trial) -> None:
    """The clock of a trial starts when its page is first sent; a reload does not restart it."""
    if trial.shown is None:
        trial.shown, trial.shown_tick = timezone.now(), clock.tick()
        unshown = Trial.objects.filter(pk=trial.pk, shown__isnull=True)
        unshown.update(shown=trial.shown, shown_tick=trial.shown_tick)


def elapsed(trial: Trial) -> float:
    """Seconds since the trial was first shown."""
    return clock.seconds_since(trial.shown, trial.shown_tick) if trial.shown else 0.0


def record_step(trial: Trial, said: Said, log: Sequence[Event] | None, seconds: float) -> bool:
    """Store what the trial's current step said, if it is not the last: whether it is stored, now or before.

    What was stored first stays: of two who send the same step, one finds the trial there.
    """
    first = trial.earlier or {"said": {}, "seconds": seconds, "playback": log or []}
    earlier = {**first, "said": {**first["said"], **said}}
    at_step = Trial.objects.filter(pk=trial.pk, step=trial.step)
    stored = at_step.update(step=trial.step + 1, earlier=earlier)
    return bool(stored) or Trial.objects.filter(pk=trial.pk).past(trial.step).exists()


def record_answer(trial: Trial, said: Said, log: Sequence[Event] | None, seconds: float) -> Answer | None:
    """The trial's answer: this one, or the one stored before; None if the sitting was withdrawn meanwhile."""
    try:
        return _create_answer(trial, said, log, seconds)
    except IntegrityError:  # sent twice: a trial has one answer; the first may be withdrawn by now
        return Answer.objects.filter(trial=trial).first()


@transaction.atomic
def _create_answer(trial: Trial, said: Said, log: Sequence[Event] | None, seconds: float) -> Answer | None:
    """The last trial's answer finishes the sitting: trials are answered in their order.

    The sitting's row is locked first, here and by withdraw: one waits for the other.
    """
    lapsed = Sitting.objects.filter(pk=trial.sitting_id).locked().values_list("lapsed", flat=True).first()
    if lapsed is None:
        return None
    earlier = trial.earlier or {"said": {}, "seconds": seconds, "playback": []}
    answer = Answer.objects.create(
        trial=trial,
        said={
            **kind_named(trial.kind).judged(trial, {**earlier["said"], **said}),
            **{name: said[name] for name in FOLLOW_UPS if name in said},
        },
        seconds=seconds,
        playback=max(earlier["playback"], log or [], key=len),  # a page that remembers goes on with the first's
        too_fast=earlier["seconds"] < trial.sitting.study.too_fast * trial.seconds,
    )
    if lapsed:  # its place was given back: now it counts again
        give(trial.sitting.listener, [trial])
    if trial.position == trial.sitting.length:
        Sitting.objects.filter(pk=trial.sitting_id, finished__isnull=True).update(finished=timezone.now())
    return answer


@transaction.atomic
def withdraw(keys: Collection[str]) -> list[str]:
    """Delete the listeners whose sittings have those keys, with all answers; the titles of the studies these were of.

    Raises UnknownKeyError, and deletes nothing, if there is no sitting of one of the keys.
    """
    found = {sitting.key: sitting for sitting in Sitting.objects.with_keys(keys).locked().order_by("pk")}
    if unknown := set(keys) - set(found):
        raise UnknownKeyError(unknown)
    titles = [sitting.study.title for sitting in found.values()]
    for sitting in found.values():
        give_back(sitting)
    Listener.objects.with_keys(keys).delete()
    return titles
