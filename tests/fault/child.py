"""Runs one function again and again, each time in a fork that waits until it is traced.

Everything is imported once, so that hundreds of kills take seconds. For each byte on standard
input a fork is made and its number printed; the next byte lets it go.
"""

from __future__ import annotations

import ctypes
import os
import sys
from importlib import import_module

_LET_ANYONE_TRACE = (0x59616D61, -1, 0, 0, 0)  # prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY)


def main() -> None:
    """Serve forks of the function that the arguments name, with the rest as its arguments."""
    module, function, *arguments = sys.argv[1:]
    action = getattr(import_module(module), function)
    while os.read(0, 1):
        number = os.fork()
        if number == 0:
            ctypes.CDLL(None).prctl(*_LET_ANYONE_TRACE)
            os.read(0, 1)
            action(*arguments)
            sys.stdout.flush()
            os._exit(0)
        print(f"FORK {number}", flush=True)  # noqa: T201
        _, status = os.waitpid(number, 0)
        print(f"END {os.waitstatus_to_exitcode(status)}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
