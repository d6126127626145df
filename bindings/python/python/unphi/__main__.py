"""`python -m unphi`: the same command line as the `unphi` binary."""

from __future__ import annotations

import signal
import sys


def main() -> int:
    """Runs the command with the process's arguments and returns its exit code."""
    from unphi import _unphi

    # Python would only note Ctrl-C and wait until the command is done.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _unphi.main(["unphi", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
