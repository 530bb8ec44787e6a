"""What a check of a store finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Result of a check.

    Attributes:
        faults: what is wrong, a line each; empty when all is well.
        records: number of records looked at, with those in the trash.
        journal_lines: number of journal lines verified.
        chain_head: end of the hash chain, to compare with a backup's.

    """

    faults: tuple[str, ...]
    records: int
    journal_lines: int
    chain_head: str

    @property
    def sound(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.faults
