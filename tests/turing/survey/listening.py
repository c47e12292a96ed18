"""What a person does at the trial page."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def begin(page: Page) -> None:
    """Through the form to the first trial."""
    page.goto("/s/bach/start/")
    for field in ("[name=agreed]", "[value=novice]", "[value='26to45']"):
        page.check(field)
    page.click("text=Start listening")
    page.wait_for_url("**/trial/")


def hear(page: Page, *keys: str) -> None:
    """Play clips by keyboard, each to its end."""
    for key in keys:
        clip = page.locator(".clip").nth("12".index(key))
        expect(clip.locator(".play")).to_be_enabled()
        page.keyboard.press(key)
        expect(clip.locator(".heard-words")).to_have_text("✓ heard")
        expect(clip.locator(".is-playing")).to_have_count(0)
