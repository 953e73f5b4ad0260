"""Acts (cấp, cấp lại, sửa đổi …) and how near they stand to each other in what people mean by them."""

from __future__ import annotations

from collections.abc import Iterable

RELATED: dict[str, dict[str, float]] = {
    "lost": {"reissue": 1.0, "exchange": 0.3},
    "expired": {"extend": 1.0, "reissue": 0.6},
    "reissue": {"reissue": 1.0, "exchange": 0.3, "extend": 0.3},
    "amend": {"amend": 1.0, "exchange": 0.7, "notify": 0.7, "reissue": 0.2},
    "exchange": {"exchange": 1.0, "amend": 0.3, "reissue": 0.2},
    "extend": {"extend": 1.0, "reissue": 0.5},
    "notify": {"notify": 1.0, "amend": 0.5, "issue": 0.4, "register": 0.4},
    "transfer": {"transfer": 1.0, "notify": 0.4, "amend": 0.4},
    "register": {"register": 1.0, "issue": 0.7, "reissue": 0.2, "amend": 0.2},
    "issue": {"issue": 1.0, "register": 0.9, "approve": 0.8, "notify": 0.5},
    "approve": {"approve": 1.0, "issue": 0.6, "amend": 0.6},
    "return": {},
    "repair": {},
    "hold": {
        "amend": 0.9,
        "extend": 0.9,
        "reissue": 0.8,
        "notify": 0.8,
        "exchange": 0.8,
        "transfer": 0.8,
        "issue": 0.5,
    },
}
"""Act said -> how well a procedure's act fits it; 0 where the pair is absent."""
UNSAID = {"issue": 1.0, "register": 0.95, "approve": 0.9, "notify": 0.85, "transfer": 0.6}
"""No act said: people who name only the permit want a first one."""
OTHERWISE = 0.3
SAME_ACT = 0.6
"""From this fit on a procedure does what is wanted done."""
CHANGES = frozenset({"amend", "notify"})
"""Acts of which one paper may have several procedures."""
FIRST_GRANTS = ("issue", "register", "approve")
"""Acts by which a paper is given for the first time."""
HOLDING = "hold"
"""Not an act: the citizen says that they have the paper already. Counts where no act is said."""
OCCASIONS = frozenset({"lost", "expired"})
"""Acts that are told as what happened to the paper."""


def fit(said: Iterable[str], action: str, occasion: str | None = None) -> float:
    """0..1: how well a procedure's act answers the acts said (none said: the first issue).

    Where a procedure is for one occasion only (lost, expired), another occasion speaks against it.
    """
    said = list(said)
    said = [act for act in said if act != HOLDING] or said
    if not said:
        return UNSAID.get(action, OTHERWISE)
    told = _occasions(said)
    if occasion and told:
        return 1.0 if occasion in told else 0.0
    return max(RELATED[act].get(action, 0.0) for act in said)


def tells_occasion(said: Iterable[str]) -> bool:
    """Whether the acts said tell what happened to the paper."""
    return bool(_occasions(said))


def _occasions(said: Iterable[str]) -> set[str]:
    """Who asks to extend a paper has one that expires."""
    return {"expired" if act == "extend" else act for act in said} & OCCASIONS
