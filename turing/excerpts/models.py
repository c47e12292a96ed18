"""What is heard: pieces, the excerpts cut from them, and the items that put excerpts beside each other."""

from __future__ import annotations

from dataclasses import replace

from django.db import models

from evaluation.pianoroll import single_lines
from generators.files.guards import OWN
from generators.files.musicxml.reader import parse_musicxml
from generators.pieces import TICKS_PER_QUARTER, Tempo, cut
from generators.pieces import Piece as Music
from turing.excerpts.querysets import ExcerptQuerySet, ItemQuerySet, VersionQuerySet
from turing.sound.rendersettings import SAMPLE_RATE


class Origin(models.TextChoices):
    HUMAN = "human", "human"
    MACHINE = "machine", "machine"


class Piece(models.Model):
    """A whole piece as it was imported, with who wrote it."""

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the music and of what is said of it")
    title = models.CharField(max_length=200)
    origin = models.CharField(max_length=7, choices=Origin)
    system = models.CharField(max_length=50, blank=True, help_text="the generator, if a machine wrote it")
    seed = models.BigIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    musicxml = models.TextField(
        blank=True, help_text="rebuilt from our own notes, never an upload's own bytes; empty of a recording"
    )

    def __str__(self) -> str:
        return self.title

    def music(self) -> Music:
        """The piece as notes."""
        return parse_musicxml(self.musicxml.encode(), OWN)


class Excerpt(models.Model):
    """A cut of a piece, as listeners hear it, or a recording."""

    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="excerpts")
    start = models.PositiveIntegerField(help_text="ticks from the start of the piece; 0 of a recording")
    length = models.PositiveIntegerField(help_text="ticks; 0 of a recording")
    tempos = models.JSONField(
        default=list,
        blank=True,
        help_text="[[tick of the excerpt, quarter notes a minute], …], as heard: both sides of a pair take the human's",
    )
    audio = models.CharField(max_length=64, help_text="digest that names the rendered file, see rendering.py")
    samples = models.PositiveIntegerField(help_text="at 44,100 a second")
    loudness = models.FloatField(help_text="LUFS, integrated")
    settings = models.JSONField(help_text="the RenderSettings it was rendered with, for the record")

    objects = models.Manager.from_queryset(ExcerptQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["piece", "start", "length", "audio"], name="one_excerpt_per_cut")
        ]

    def __str__(self) -> str:
        return f"{self.piece}, quarter {self.start / TICKS_PER_QUARTER:g}"

    @property
    def seconds(self) -> float:
        return self.samples / SAMPLE_RATE

    @property
    def tempo(self) -> float:
        """Quarter notes a minute as heard, on average where it changes."""
        return Music((), self.length, tempos=self._tempos()).tempo

    def _tempos(self) -> tuple[Tempo, ...]:
        return tuple(Tempo(onset, quarters) for onset, quarters in self.tempos)

    @property
    def has_notes(self) -> bool:
        """Whether its notes are known; of a recording there is the sound alone."""
        return bool(self.piece.musicxml)

    def music(self) -> Music:
        """The notes that are heard, at the tempo they are heard at; asked only if it has notes."""
        return replace(cut(self.piece.music(), self.start, self.length), tempos=self._tempos())

    def is_scored(self) -> bool:
        """Whether it is shown as a score, not as a piano roll only: see turing/sheet/pictures.py."""
        return self.has_notes and single_lines(self.music())


class Item(models.Model):
    """What a trial is about: versions of one tune, such as a person's and a machine's, made alike in all but the music.

    Those of one variant are equal in length, tempo, timbre and loudness.
    """

    collection = models.CharField(max_length=50, help_text="the imported set it belongs to")
    name = models.CharField(max_length=50)
    variant = models.CharField(max_length=30, help_text="the voices the machine wrote, or another label")
    tune = models.CharField(max_length=100, help_text="no sitting has two items of one tune")
    excerpts = models.ManyToManyField(Excerpt, through="Version", related_name="items")
    changes = models.JSONField(
        default=list, blank=True, help_text="what is heard otherwise than in the files, a line each"
    )

    objects = models.Manager.from_queryset(ItemQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["collection", "name"], name="one_item_per_name")]
        ordering = ["collection", "name"]

    def __str__(self) -> str:
        return f"{self.collection}/{self.name}"


class Version(models.Model):
    """One of an item's excerpts: by a person, by a system, or the opening that the others go on from."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="versions")
    excerpt = models.ForeignKey(Excerpt, on_delete=models.PROTECT, related_name="versions")
    is_opening = models.BooleanField(default=False)

    objects = models.Manager.from_queryset(VersionQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "excerpt"], name="no_version_twice")]
        ordering = ["item_id", "pk"]
