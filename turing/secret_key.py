"""A secret key for a site on one machine: drawn once, kept in a file only its owner reads."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def stored_secret_key(path: Path) -> str:
    """The key in the file, which is made if it is not there. Several processes may ask at once: all get the same."""
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
