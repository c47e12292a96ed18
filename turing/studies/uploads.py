"""From a bank that was sent to a study, in a process of its own, so that no listener waits for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from threading import Event, Thread

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files import File
from django.db import connection, transaction
from django.utils import timezone

from generators.errors import InputError
from generators.progress import Progress
from turing.excerpts.bankitems import BankSettings
from turing.excerpts.banks import ReadBank, RefusedBankError, add_bank, clips_of_bank
from turing.sound.recordings import RecordingSettings
from turing.sound.rendersettings import RenderSettings
from turing.sound.store import site_store
from turing.studies.models import BEAT, SILENCE, Upload
from turing.studies.wanted import Wanted
from turing.survey.models import Study
from turing.survey.studies import create_study

NICENESS = 10  # of the process: listeners are served first


def receive(researcher: User, bank: File[bytes], wanted: Wanted) -> Upload:
    """Keep the bank, and begin to take it in."""
    name = Path(bank.name or "bank").name
    upload = Upload.objects.create(researcher=researcher, name=name, bank=bank, wanted=asdict(wanted))
    launch(upload)
    return upload


def go_on(upload: Upload) -> None:
    """Begin again, if its process has ended early; clips that it made are found, and only the rest is made."""
    silent = Upload.objects.filter(pk=upload.pk).silent_since(timezone.now() - SILENCE)
    if silent.update(heard_of=timezone.now()):  # for the first of two who ask for it at once
        launch(upload)


def launch(upload: Upload) -> None:
    """Start the process, and leave it to itself: it outlives this one."""
    command = [sys.executable, str(settings.ROOT / "manage.py"), "take_upload", str(upload.pk)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)
    Thread(target=process.wait, daemon=True).start()  # no zombie is left if this one outlives it


def take_in(upload: Upload) -> None:
    """Make the clips, then write the collection and its study in one transaction, or say why not."""
    try:
        with _at_work(upload):
            bank = clips_of_bank(
                Path(upload.bank.path),
                upload.study_wanted.slug,
                BankSettings(RecordingSettings(), RenderSettings()),
                site_store(),
                partial(_CountedProgress, upload),
            )
            study = _study_of(bank, upload.study_wanted)
    except RefusedBankError as refused:
        _end(upload, Upload.State.REFUSED, refused.lines)
    except InputError as error:
        _end(upload, Upload.State.REFUSED, [str(error)])
    else:
        _end(upload, Upload.State.DONE, bank.changes, study)


@transaction.atomic
def _study_of(bank: ReadBank, wanted: Wanted) -> Study:
    add_bank(bank)
    return create_study(wanted.about(bank.collection))


class _CountedProgress(Progress):
    """Told to the upload's page too."""

    def __init__(self, upload: Upload, label: str, total: int) -> None:
        super().__init__(label, total)
        self._upload = Upload.objects.filter(pk=upload.pk)
        self._upload.update(done=0, total=total)

    def step(self, size: int = 1) -> None:
        super().step(size)
        self._upload.update(done=self._done)


@contextmanager
def _at_work(upload: Upload) -> Iterator[None]:
    """While it lasts, the upload is heard of."""
    ended = Event()
    beating = Thread(target=_beat, args=(upload.pk, ended), daemon=True)
    beating.start()
    try:
        yield
    finally:
        ended.set()
        beating.join()


def _beat(key: int, ended: Event) -> None:
    while not ended.wait(BEAT.total_seconds()):
        Upload.objects.filter(pk=key).update(heard_of=timezone.now())
    connection.close()


def _end(upload: Upload, state: Upload.State, lines: Sequence[str], study: Study | None = None) -> None:
    """The first word holds, should two processes have been at work: one silent for long, and one that went on."""
    running = Upload.objects.filter(pk=upload.pk, state=Upload.State.RUNNING)
    running.update(state=state, lines=[*lines], study=study, bank="")
    shutil.rmtree(Path(upload.bank.path).parent, ignore_errors=True)


def give_way() -> None:
    """Have the machine do others' work first, where it knows how."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
