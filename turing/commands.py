"""What every management command of the site has in common: one clear line and exit code 2 on bad input."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from generators.counts import counted
from generators.errors import InputError


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
