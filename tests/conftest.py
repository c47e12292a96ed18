"""What the browser tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 20_000  # ms until a page must show what is expected: a busy machine takes its time


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is. A test without it is skipped, but not where CI is set: there it must not go unseen."""
    path = shutil.which("chromium")
    if path is None and os.environ.get("CI"):
        pytest.fail("no Chromium here, and CI runs the browser tests: make browser")
    if path is None:
        pytest.skip("no Chromium here: make browser")
    return path


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread that asks the database
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()
