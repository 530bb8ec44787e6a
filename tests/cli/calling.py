"""What calling the command line in this process gives back."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """What a command line came to."""

    status: int
    out: str
    err: str


Cli = Callable[..., Outcome]
