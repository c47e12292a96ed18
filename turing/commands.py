"""What every management command of the site has in common: one clear line and exit code 2 on bad input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from generators.counts import counted
from generators.errors import InputError

BAR = 40  # characters


class InputCommand(BaseCommand):
    """A command that ends with exit code 2 where its input, or a database not migrated, is at fault."""

    needs_database = True

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            if self.needs_database:
                check_migrated()
            return super().execute(*args, **options)
        except InputError as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:  # a folder that cannot be written to, a full disk
            raise CommandError(f"{error.filename or 'output'}: {error.strerror}", returncode=2) from error

    def progress(self, noun: str, where: str = "") -> Callable[[int, int], None]:
        """Shows how many a long command has done: a bar on a terminal, a plain line at every tenth otherwise.

        where: what they are part of, for a command that goes through several such.
        """

        def show(done: int, total: int) -> None:
            said = f"{done} of {counted(total, noun)}" + (f" ({where})" if where else "")
            if self.stderr.isatty():
                bar = "#" * (done * BAR // total)
                self.stderr.write(f"\r[{bar:<{BAR}}] {said}", str, "\n" if done == total else "")
            elif done and done * 10 // total > (done - 1) * 10 // total:
                self.stderr.write(said, str)

        return show


def check_migrated() -> None:
    """Raises InputError if the database cannot be reached or its tables are not this version's."""
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise InputError(f"the database of DATABASE_URL cannot be used: {str(error).splitlines()[0]}") from error
    if behind:
        raise InputError(
            f"the database is not migrated ({counted(len(behind), 'migration')} missing): run manage.py migrate first"
        )
