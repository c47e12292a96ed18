"""The questions asked of uploads, by name."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


class UploadQuerySet(QuerySet[M]):
    def of(self, researcher: Any) -> UploadQuerySet[M]:
        return self.filter(researcher=researcher)

    def silent_since(self, moment: datetime) -> UploadQuerySet[M]:
        """Those that nobody has finished, and nobody said to be at work on since then."""
        return self.filter(state="running", heard_of__lt=moment)
