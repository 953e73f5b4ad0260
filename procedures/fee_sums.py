"""What a fee comes to for so many pages, minutes or papers."""

from __future__ import annotations

from dataclasses import dataclass

from procedures.folding import fold
from procedures.names import money
from procedures.record import FeeCase


@dataclass(frozen=True)
class Quantity:
    """``amount`` of what a fee may be charged by."""

    amount: int
    unit: str

    def __str__(self) -> str:
        return f"{self.amount:,} {self.unit}".replace(",", ".")


@dataclass(frozen=True)
class Sum:
    """One case worked out; ``total`` in VND."""

    case: FeeCase
    quantity: Quantity
    total: int

    @property
    def working(self) -> str:
        """ "120 trang quy chuẩn × 15.000 đồng = 1.800.000 đồng"."""
        number = f"{self.quantity.amount:,}".replace(",", ".")
        return f"{number} {self.case.unit} × {money(self.case.amount_vnd or 0)} = {money(self.total)}"


def sums(cases: list[FeeCase], quantity: Quantity) -> list[Sum]:
    """The cases that are charged by the quantity's unit ("trang" is the beginning of "trang quy chuẩn")."""
    charged = [case for case in cases if case.amount_vnd is not None and charged_by(case, quantity.unit)]
    return [Sum(case, quantity, (case.amount_vnd or 0) * quantity.amount) for case in charged]


def charged_by(case: FeeCase, unit: str) -> bool:
    return case.unit is not None and f"{fold(case.unit)} ".startswith(f"{fold(unit)} ")


def units(cases: list[FeeCase]) -> list[str]:
    """What the cases are charged by, each once."""
    return list(dict.fromkeys(case.unit for case in cases if case.unit))
