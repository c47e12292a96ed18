"""Whether a port can be listened at. `python -m turing.ports HOST PORT` needs nothing installed."""

from __future__ import annotations

import socket
import sys


def refusal(host: str, port: str) -> str:
    """Why a server cannot listen there, in a line; empty if it can.

    Asked here, as granian would share a busy port with the server that has it.
    """
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        return f"port {port!r}: a port is a number from 1 to 65535"
    try:
        kind, _, _, _, address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(kind) as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # or connections just closed would count
            listening.bind(address)
            listening.listen(1)
    except OSError as error:
        return f"port {port} of {host} cannot be used ({error.strerror}): name another (make: PORT=8123)"
    return ""


if __name__ == "__main__":
    sys.exit(refusal(*sys.argv[1:]) or None)
