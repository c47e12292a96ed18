"""What a process may use that reads or draws what others wrote: so that no file can exhaust the machine."""

from __future__ import annotations

try:
    import resource
except ModuleNotFoundError:  # Windows has no such limits: there the time limit of whoever started the process is all
    resource = None  # type: ignore[assignment]


def limit_this_process(memory: int, cpu_seconds: int) -> None:
    """At most so many bytes of address space and seconds of CPU time, from now on and for good."""
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
