"""manage.py serve: the site, for as long as the command runs."""

from __future__ import annotations

import argparse

from turing import serving
from turing.commands import InputCommand
from turing.survey.demo import seed_demo


class Command(InputCommand):
    help = "Serve the site. It does not start, and says why, where it could not work."

    needs_database = False  # asked below, after the port

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: %(default)s)")
        parser.add_argument("--port", default="8000", help="(default: %(default)s)")
        parser.add_argument("--demo", action="store_true", help="first add what is missing of the demo")

    def handle(self, *, host: str, port: str, demo: bool, **options: object) -> None:
        serving.check(host, port)
        login = seed_demo().login if demo else ""
        serving.collect_static()
        address = serving.address(host, port).rstrip("/")
        self.stdout.write(f"the survey     {address}/")
        self.stdout.write(f"the dashboard  {address}/dashboard/   (Ctrl-C stops the site)")
        if login:
            self.stdout.write(login)
        serving.become_server(host, port)
