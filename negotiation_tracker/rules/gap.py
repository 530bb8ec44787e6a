"""How far apart two positions on an issue are, and whether they are like for like (B6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.values import Quantity, difference
from negotiation_tracker.model.vocabulary import IssueCategory, Side, TermBasis, label
from negotiation_tracker.rules.derived import Derived, Ref
from negotiation_tracker.rules.stands import Position, Stand
from negotiation_tracker.rules.wording import (
    WAGE_MEASURES,
    participant_name,
    quantity,
    years,
)

_FORMULA = "difference of the two numbers as stated"


@dataclass(frozen=True, slots=True)
class Gap:
    """How far apart two participants are on an issue.

    Attributes:
        first_id, second_id: the participants, labor first.
        nominal: the difference of the two numbers as stated, never below zero; percents differ
            in percentage points.
        measure: what was compared; empty when nothing could be.
        comparable: whether the two are like for like.
        reasons: why they are not like for like.
        crossed: whether labor's number is below management's on wages.
        by_account: the difference by each adverse account, beside this one.

    """

    first_id: int
    second_id: int
    nominal: Derived[Quantity]
    measure: str = ""
    comparable: bool = False
    reasons: tuple[str, ...] = ()
    crossed: bool = False
    by_account: tuple["AccountGap", ...] = ()

    @property
    def text(self) -> str:
        """Give the gap in words: "7 percentage points, not like for like"."""
        if self.nominal.value is None:
            return self.nominal.reason_not_computable
        words = self.nominal.value.describe()
        return words if self.comparable else f"{words}, not like for like"


@dataclass(frozen=True, slots=True)
class AccountGap:
    """The difference that an adverse account would make.

    Attributes:
        about_id: participant that the account is about.
        stand: the adverse account.
        nominal: the difference by it.

    """

    about_id: int
    stand: Stand
    nominal: Derived[Quantity]


@dataclass(frozen=True, slots=True)
class _Compared:
    nominal: Derived[Quantity]
    measure: str
    reasons: tuple[str, ...]
    signed: Quantity | None


def gap(dossier: Dossier, issue: Record, first: Position, second: Position) -> Gap:
    """Work out how far apart two positions on an issue are.

    A number comes out only where both sides give one of the same measure and unit. Different
    years, basis or people covered leave the number standing, with the reasons why it is not
    like for like. Adverse accounts give a number of their own each.
    """
    names = tuple(
        participant_name(dossier, p.participant_id) or "one side" for p in (first, second)
    )
    reason = _missing(first, second, names)
    if reason:
        nominal: Derived[Quantity] = Derived(
            None, _FORMULA, (*first.inputs, *second.inputs), reason
        )
        compared = _Compared(nominal, "", (), None)
    else:
        compared = _compare(first.current[0], second.current[0], names)
    return Gap(
        first_id=first.participant_id,
        second_id=second.participant_id,
        nominal=compared.nominal,
        measure=compared.measure,
        comparable=compared.nominal.known and not compared.reasons,
        reasons=compared.reasons,
        crossed=_crossed(dossier, issue, first, compared.signed),
        by_account=_by_account(first, second, names),
    )


def _missing(first: Position, second: Position, names: Sequence[str]) -> str:
    for position, name in zip((first, second), names, strict=True):
        if not position.current:
            return f"{name}: {position.silence_words or 'no position recorded'}"
        if len(position.current) > 1:
            return f"{name}: it is not certain which of several offers came last"
    return ""


def _compare(first: Stand, second: Stand, names: Sequence[str]) -> _Compared:
    inputs = tuple(dict.fromkeys((*first.inputs, *second.inputs)))
    measures = [
        measure
        for measure in dict.fromkeys(term.measure for term in first.terms)
        if any(term.measure == measure for term in second.terms)
    ]
    if not measures:
        return _no_number(inputs, _why_no_number(first, second, names))
    problems = []
    for measure in measures:
        ours = _of(first, measure)
        theirs = _of(second, measure)
        problem = _several(ours, theirs, names)
        if not problem:
            return _difference(ours[0], theirs[0], inputs, names)
        problems.append(problem)
    return _no_number(inputs, problems[0])


def _of(stand: Stand, measure: str) -> list[Record]:
    return [term for term in stand.terms if term.measure == measure]


def _several(ours: list[Record], theirs: list[Record], names: Sequence[str]) -> str:
    for terms, name in zip((ours, theirs), names, strict=True):
        if len(terms) > 1:
            return f"{name}: {len(terms)} numbers of this kind, no single one stated"
        if terms[0].value_scaled is None:
            return f"{name}: the number is not known"
    return ""


def _why_no_number(first: Stand, second: Stand, names: Sequence[str]) -> str:
    silent = [name for stand, name in zip((first, second), names, strict=True) if not stand.terms]
    if len(silent) == 2:
        return "neither position has a number"
    if silent:
        return f"{silent[0]}: the position has no number"
    return "the two positions measure different things"


def _no_number(inputs: tuple[Ref, ...], reason: str) -> _Compared:
    return _Compared(Derived(None, _FORMULA, inputs, reason), "", (), None)


def _difference(
    ours: Record, theirs: Record, inputs: tuple[Ref, ...], names: Sequence[str]
) -> _Compared:
    first, second = quantity(ours), quantity(theirs)
    try:
        signed = difference(first, second)
    except ValueError as error:
        return _no_number(inputs, str(error))
    nominal = signed
    if signed.value is not None and signed.value < 0:
        try:
            nominal = difference(second, first)
        except ValueError as error:
            return _no_number(inputs, str(error))
    reasons = _unlike(ours, theirs, names)
    formula = f"{_FORMULA}: {first.describe()} and {second.describe()}"
    return _Compared(Derived(nominal, formula, inputs), str(ours.measure), reasons, signed)


def _unlike(ours: Record, theirs: Record, names: Sequence[str]) -> tuple[str, ...]:
    """List why two terms of one measure and unit are not like for like."""
    reasons = []
    wages = ours.measure in WAGE_MEASURES
    if ours.horizon_years != theirs.horizon_years or (wages and ours.horizon_years is None):
        reasons.append(
            f"years covered: {names[0]} {years(ours.horizon_years)}, "
            f"{names[1]} {years(theirs.horizon_years)}"
        )
    if ours.basis != theirs.basis:
        reasons.append(f"basis: {names[0]} {_basis(ours)}, {names[1]} {_basis(theirs)}")
    elif wages and ours.basis == TermBasis.UNKNOWN:
        reasons.append("basis: neither side's is stated")
    if ours.population.casefold() != theirs.population.casefold():
        reasons.append(
            f"people covered: {names[0]} {ours.population or 'not stated'}, "
            f"{names[1]} {theirs.population or 'not stated'}"
        )
    if wages and ours.compounding != theirs.compounding:
        reasons.append(
            f"compounding: {names[0]} {label(ours.compounding)}, "
            f"{names[1]} {label(theirs.compounding)}"
        )
    return tuple(reasons)


def _basis(term: Record) -> str:
    return "not stated" if term.basis == TermBasis.UNKNOWN else label(term.basis)


def _crossed(dossier: Dossier, issue: Record, first: Position, signed: Quantity | None) -> bool:
    if signed is None or signed.value is None or issue.category != IssueCategory.WAGES:
        return False
    maker = dossier.get("participant", first.participant_id)
    if maker is None or maker.side not in (Side.LABOR, Side.MANAGEMENT):
        return False
    asked_less = signed.value < 0 if maker.side == Side.LABOR else signed.value > 0
    return bool(asked_less)


def _by_account(first: Position, second: Position, names: Sequence[str]) -> tuple[AccountGap, ...]:
    found = []
    for about, other, swap in ((first, second, False), (second, first, True)):
        if len(other.current) != 1:
            continue
        for stand in about.adverse:
            pair = (other.current[0], stand) if swap else (stand, other.current[0])
            compared = _compare(*pair, names)
            found.append(AccountGap(about.participant_id, stand, compared.nominal))
    return tuple(found)
