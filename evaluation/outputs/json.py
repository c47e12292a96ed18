"""A result for programs."""

from __future__ import annotations

import json

from evaluation.measures.result import ALL, Result


def as_json(result: Result) -> str:
    """The result's own record, or its tables by their names with what is said of the sets and how it was measured."""
    return json.dumps(_record(result) if result.record is None else result.record(), indent=2)


def _record(result: Result) -> dict[str, object]:
    signed = set(result.signatures) == {ALL}
    return {
        **({"signature": result.signatures[ALL]} if signed else {"signatures": dict(result.signatures)}),
        "findings": dict(result.findings),
        "notes": result.notes,
        **{table.name: list(table.records()) for table in (*result.tables, result.detail) if table.names},
        "method": result.method,
    }
