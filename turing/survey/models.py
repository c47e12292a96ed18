"""Who heard what, and answered: studies, listeners, sittings, trials, answers."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evaluation.answers.kinds import DISCRIMINATION
from turing.excerpts.models import Excerpt, Item
from turing.survey.follow_ups import FOLLOW_UPS
from turing.survey.querysets import (
    AnswerQuerySet,
    BlockQuerySet,
    ExposureQuerySet,
    ListenerQuerySet,
    SittingQuerySet,
    StudyQuerySet,
    TrialClipQuerySet,
    TrialQuerySet,
)


class Experience(models.TextChoices):
    """BachBot's four levels (Liang 2016, chapter 7), in its words."""

    NOVICE = "novice", "Novice"
    INTERMEDIATE = "intermediate", "Intermediate"
    ADVANCED = "advanced", "Advanced"
    EXPERT = "expert", "Expert"


class AgeGroup(models.TextChoices):
    UNDER_18 = "under18", _("under 18")
    FROM_18 = "18to25", _("18 to 25")
    FROM_26 = "26to45", _("26 to 45")
    FROM_46 = "46to60", _("46 to 60")
    OVER_60 = "over60", _("over 60")


class Study(models.Model):
    """A listening experiment."""

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        OPEN = "open", "open"
        CLOSED = "closed", "closed"

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=100, help_text="asked on the splash page")
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    seed = models.BigIntegerField(help_text="all sittings' seeds come from it")
    too_fast = models.FloatField(
        default=0.9, help_text="answers given sooner than this share of the clips' length are left out of estimates"
    )
    created = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(StudyQuerySet)()

    class Meta:
        verbose_name_plural = "studies"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page on which researchers see it."""
        return reverse("dashboard:study", args=[self.slug])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its trials, each once, in the order of its blocks."""
        return tuple(dict.fromkeys(block.kind for block in self.blocks.all()))

    def follow_ups(self, kind: str) -> list[str]:
        """What its trials of a kind ask besides, in the order in which it is asked."""
        asked = {name for block in self.blocks.all() if block.kind == kind for name in block.follow_ups}
        return [name for name in FOLLOW_UPS if name in asked]

    @property
    def length(self) -> int:
        """How many trials a sitting has."""
        return sum(len(block.plan) for block in self.blocks.all())


class Block(models.Model):
    """Trials of one kind, which ask the same: a study has one block or several, heard one after the other."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField(help_text="from 1")
    kind = models.CharField(max_length=30, default=DISCRIMINATION, help_text="of its trials: see kinds/")
    question = models.CharField(max_length=200, help_text="asked in every trial")
    plan = models.JSONField(help_text="one list a trial: the variants it is drawn from")
    items = models.ManyToManyField(Item, related_name="blocks")
    follow_ups = models.JSONField(default=list, blank=True, help_text="what is asked besides, by name: follow_ups.py")

    objects = models.Manager.from_queryset(BlockQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "position"], name="one_block_per_position")]
        ordering = ["study_id", "position"]

    def __str__(self) -> str:
        return f"{self.study}, block {self.position}: {self.kind}"


class Listener(models.Model):
    """An anonymous person. No name, address, IP or browser is stored."""

    age_group = models.CharField(max_length=7, choices=AgeGroup)
    experience = models.CharField(max_length=12, choices=Experience)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    consent = models.CharField(max_length=20, help_text="version of the text agreed to")
    consented = models.DateTimeField(auto_now_add=True)
    simulated = models.BooleanField(default=False, help_text="a bot of ours, never shown as a person")

    objects = models.Manager.from_queryset(ListenerQuerySet)()


class Sitting(models.Model):
    """One listener's run through one study."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="sittings")
    listener = models.ForeignKey(Listener, on_delete=models.CASCADE, related_name="sittings")
    key = models.CharField(
        max_length=32, unique=True, help_text="in the listener's signed cookie; withdraws the sitting"
    )
    share = models.CharField(max_length=16, unique=True, help_text="in the public link to the score")
    seed = models.BigIntegerField(help_text="fixed the items, their order and what is heard of them")
    started = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)
    length = models.PositiveSmallIntegerField(help_text="trials")
    lapsed = models.BooleanField(default=False, help_text="what it left unanswered is given to others: exposure.py")
    preview = models.BooleanField(default=False, help_text="a researcher's look at the study, which counts nowhere")

    objects = models.Manager.from_queryset(SittingQuerySet)()

    @property
    def readable_key(self) -> str:
        """The key in groups of four, as a listener copies it."""
        return "-".join(self.key[start : start + 4] for start in range(0, len(self.key), 4))


class Trial(models.Model):
    """One question of a sitting, about one item."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="trials")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="trials")
    position = models.PositiveSmallIntegerField(help_text="from 1")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="trials")
    arrangement = models.CharField(max_length=40, blank=True, help_text="what was chosen of the item: exposure.py")
    shown = models.DateTimeField(null=True, blank=True, help_text="first time the page was sent")
    shown_tick = models.CharField(max_length=60, blank=True, help_text="the same by the machine's own clock: clock.py")
    step = models.PositiveSmallIntegerField(
        default=0, help_text="how many of its kind's forms were answered, before the last"
    )
    earlier = models.JSONField(default=dict, help_text="what those said, and of the first its seconds and playback")

    objects = models.Manager.from_queryset(TrialQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "position"], name="one_trial_per_position"),
            models.UniqueConstraint(fields=["sitting", "item"], name="no_item_twice"),
        ]
        ordering = ["sitting", "position"]

    @property
    def kind(self) -> str:
        """Its block's."""
        return self.block.kind

    @property
    def is_reached(self) -> bool:
        """Whether it is the sitting's current trial, or was answered."""
        return not self.sitting.trials.unanswered().before(self.position).exists()

    @property
    def seconds(self) -> float:
        """How long all clips last, one after the other."""
        return sum(clip.excerpt.seconds for clip in self.clips.all())

    @property
    def token(self) -> str:
        """The random name of its first clip, by which the page and the site speak of it; empty once it is withdrawn."""
        return next((clip.token for clip in self.clips.all()), "")


class TrialClip(models.Model):
    """One of the sounds that a trial asks about."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="clips")
    label = models.CharField(max_length=2, help_text="what the page calls it: A, B, …")
    excerpt = models.ForeignKey(Excerpt, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=32, unique=True, help_text="the random name in its URL")

    objects = models.Manager.from_queryset(TrialClipQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "label"], name="no_label_twice")]
        ordering = ["trial_id", "label"]  # not "trial": that joins the tables that trials are ordered by


class Answer(models.Model):
    """What was said. At most one a trial: the one-to-one key makes a form sent twice count once."""

    trial = models.OneToOneField(Trial, on_delete=models.CASCADE, related_name="answer")
    said = models.JSONField(help_text="by name, as the kind of trial checks it, writes it and reads it")
    answered = models.DateTimeField(auto_now_add=True)
    seconds = models.FloatField(help_text="from the page first sent to the answer received, by the server's clock")
    playback = models.JSONField(help_text="what the player logged: [[clip, event, position s, time ms], …]")
    too_fast = models.BooleanField(help_text="sooner than the study's rule allows: stored, left out of estimates")

    objects = models.Manager.from_queryset(AnswerQuerySet)()


class Exposure(models.Model):
    """How many listeners of one level were given an item in one arrangement: see exposure.py."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="exposures")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="exposures")
    experience = models.CharField(max_length=12, choices=Experience)
    simulated = models.BooleanField()
    arrangement = models.CharField(max_length=40, blank=True)
    count = models.IntegerField()

    objects = models.Manager.from_queryset(ExposureQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["block", "experience", "simulated", "item", "arrangement"], name="one_count_per_arrangement"
            )
        ]
