"""Lets the program be started with ``python -m negotiation_tracker``."""

import sys

from negotiation_tracker.app import main

if __name__ == "__main__":
    sys.exit(main())
