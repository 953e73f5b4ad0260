"""What a fee comes to for so many pages, minutes or papers."""

from __future__ import annotations

from dataclasses import dataclass

from procedures.folding import fold
from procedures.kinds import ChannelKind
from procedures.names import money
from procedures.record import FeeCase, FeeRelief


@dataclass(frozen=True)
class Quantity:
    """``amount`` of what a fee may be charged by."""

    amount: int
    unit: str

    def __str__(self) -> str:
        return f"{self.amount:,} {self.unit}".replace(",", ".")


@dataclass(frozen=True)
class Sum:
    """One case worked out; amounts in VND."""

    case: FeeCase
    quantity: Quantity
    whole: int
    relief: FeeRelief | None = None
    """The reduction that is counted."""

    @property
    def total(self) -> int:
        """VND to pay; what is left of a dong is not charged."""
        return self.whole * (100 - self.relief.percent) // 100 if self.relief else self.whole

    @property
    def working(self) -> str:
        """ "120 trang quy chuẩn × 15.000 đồng = 1.800.000 đồng; giảm 50 %: 900.000 đồng"."""
        number = f"{self.quantity.amount:,}".replace(",", ".")
        unit = self.case.unit or self.quantity.unit
        told = f"{number} {unit} × {money(self.case.amount_vnd or 0)} = {money(self.whole)}"
        return f"{told}; giảm {self.relief.percent} %: {money(self.total)}" if self.relief else told


def sums(cases: list[FeeCase], quantity: Quantity, relief: FeeRelief | None = None) -> list[Sum]:
    """The cases that are charged by the quantity's unit ("trang" is the beginning of "trang quy chuẩn")."""
    charged = [case for case in cases if case.amount_vnd is not None and charged_by(case, quantity.unit)]
    return [Sum(case, quantity, (case.amount_vnd or 0) * quantity.amount, relief) for case in charged]


def counted_relief(reliefs: list[FeeRelief], channel: ChannelKind | None) -> FeeRelief | None:
    """The largest reduction that everybody has who files that way; one for some people is told and not counted."""
    general = [one for one in reliefs if one.who is None and one.channel in (None, channel)]
    return max(general, key=lambda one: one.percent, default=None)


def charged_by(case: FeeCase, unit: str) -> bool:
    return case.unit is not None and f"{fold(case.unit)} ".startswith(f"{fold(unit)} ")


def units(cases: list[FeeCase]) -> list[str]:
    """What the cases are charged by, each once."""
    return list(dict.fromkeys(case.unit for case in cases if case.unit))
