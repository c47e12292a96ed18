"""A secret key for a site on one machine: drawn once, kept in a file only its owner reads."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def stored_secret_key(path: Path) -> str:
    """The key in the file, which is made if it is not there. Several processes may ask at once: all get the same.

    Raises ImproperlyConfigured if it can be neither read nor made.
    """
    try:
        key = _stored(path)
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "no text"
        raise ImproperlyConfigured(
            f"{path}: the secret key is not to be had ({why}); SECRET_KEY can be set instead"
        ) from error
    if not key:
        raise ImproperlyConfigured(f"{path}: the secret key is empty; delete the file, and a new one is made")
    return key


def _stored(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        aside.touch(mode=0o600)
        aside.write_text(secrets.token_urlsafe(64))
        try:
            os.link(aside, path)  # unlike a rename, refuses to replace what another process was quicker to make
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return path.read_text().strip()
