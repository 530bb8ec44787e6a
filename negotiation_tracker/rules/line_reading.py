"""How a typed line is understood, in a scene: what Enter would record, in words."""

from dataclasses import dataclass
from enum import StrEnum

from negotiation_tracker.rules.line_orders import LineTime, Order


class SpanRole(StrEnum):
    """What a part of the typed line was read as, for colouring it."""

    TIME = "time"
    COMMAND = "command"
    SIDE = "side"
    PERSON = "person"
    ISSUE = "issue"
    QUOTE = "quote"
    PROPOSAL = "proposal"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the typed text, by offsets, and what it was read as."""

    start: int
    end: int
    role: SpanRole


@dataclass(frozen=True, slots=True)
class Reading:
    """How a line is understood.

    Attributes:
        order: what Enter records; None for an empty line and for one that cannot be carried out.
        sentence: the reading in words, such as "LAUSD offers 23% over 5 years on Wages, counters
            P2"; "" for an empty line and where there is a refusal.
        kept: one sentence for each part that was not understood and stays text.
        refusal: why Enter cannot commit and what to type; "" when it can.
        private: whether it goes to the private notes rather than to the shared log.
        at: when it happened, if the line says so.
        spans: what was recognised where, in order.

    """

    order: Order | None
    sentence: str = ""
    kept: tuple[str, ...] = ()
    refusal: str = ""
    private: bool = False
    at: LineTime | None = None
    spans: tuple[Span, ...] = ()
