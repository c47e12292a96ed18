"""What researchers make: the banks they send, on their way to becoming studies."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from turing.studies.querysets import UploadQuerySet
from turing.studies.wanted import Wanted
from turing.survey.models import Study

BEAT = timedelta(seconds=5)  # so often the process that takes an upload in says that it is at work
SILENCE = timedelta(seconds=20)  # after so long without a word it is taken for dead


def _place(upload: Upload, name: str) -> str:
    """In a folder of its own, so that the file keeps its name."""
    return f"{secrets.token_hex(8)}/{name}"


class Upload(models.Model):
    """A bank that a researcher sent, and the study that is to be made of it."""

    class State(models.TextChoices):
        RUNNING = "running", "being taken in"
        DONE = "done", "taken in"
        REFUSED = "refused", "refused"

    researcher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=255, help_text="of the file that was sent")
    bank = models.FileField(upload_to=_place, blank=True, help_text="empty once it is taken in or refused")
    wanted = models.JSONField(help_text="the study, as Wanted has it")
    state = models.CharField(max_length=7, choices=State, default=State.RUNNING)
    done = models.PositiveIntegerField(default=0, help_text="items whose clips are made")
    total = models.PositiveIntegerField(default=0, help_text="items; 0 until they are counted")
    lines = models.JSONField(default=list, help_text="why it was refused, or what is heard otherwise than it was sent")
    study = models.ForeignKey(Study, null=True, on_delete=models.SET_NULL, related_name="uploads")
    begun = models.DateTimeField(auto_now_add=True)
    heard_of = models.DateTimeField(default=timezone.now, help_text="when its process last said that it is at work")

    objects = models.Manager.from_queryset(UploadQuerySet)()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("studies:upload", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING and not self.is_stopped

    @property
    def is_stopped(self) -> bool:
        """Whether its process ended before it had said how."""
        return self.state == self.State.RUNNING and timezone.now() - self.heard_of > SILENCE

    @property
    def study_wanted(self) -> Wanted:
        return Wanted(**self.wanted)
