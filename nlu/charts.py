"""Pictures of an evaluation: how far the sureness can be believed, and what is risked at which coverage."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from nlu import settings
from nlu.evaluation import Judged

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BINS = 10
RELIABILITY, RISK = "reliability.png", "risk-coverage.png"


def draw(judged: Iterable[Judged], folder: Path) -> list[Path]:
    """Writes both pictures into ``folder`` and gives their paths; none where no message was linked."""
    sure, right = guesses(judged)
    if not len(sure):
        return []
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _save(folder / RELIABILITY, lambda axes: _reliability(axes, sure, right)),
        _save(folder / RISK, lambda axes: _risk(axes, sure, right)),
    ]


def guesses(judged: Iterable[Judged]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """How sure each first guess was, and whether it is one that is expected; questions with a context count apart."""
    told = [
        (one.guess.sure, one.guess.procedure in one.question.expected)
        for one in judged
        if one.guess and not one.question.context
    ]
    return np.asarray([sure for sure, _ in told]), np.asarray([right for _, right in told], dtype=bool)


def calibration(
    sure: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]
) -> tuple[list[tuple[float, float, int]], float]:
    """(mean sureness, share right, how many) of each tenth that holds any, and the expected calibration error."""
    tenth = np.minimum((sure * BINS).astype(int), BINS - 1)
    points = [
        (float(sure[tenth == n].mean()), float(right[tenth == n].mean()), int((tenth == n).sum()))
        for n in range(BINS)
        if (tenth == n).any()
    ]
    return points, sum(many * abs(told - found) for told, found, many in points) / max(len(sure), 1)


def risk_coverage(
    sure: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Share answered, the surest first, and the share of those that is wrong."""
    ordered = right[np.argsort(-sure, kind="stable")]
    many = np.arange(1, len(ordered) + 1)
    return many / len(ordered), np.cumsum(~ordered) / many


def _reliability(axes: Axes, sure: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> None:
    points, error = calibration(sure, right)
    axes.plot([0, 1], [0, 1], color="#999", linestyle="--", linewidth=1)
    axes.plot([told for told, _, _ in points], [found for _, found, _ in points], marker="o", color="#8c1d24")
    for told, found, many in points:
        axes.annotate(str(many), (told, found), textcoords="offset points", xytext=(4, -12), fontsize=8)
    axes.set(title=f"Mức chắc chắn có tin được không (ECE {error:.3f})", xlabel="Mức chắc chắn", ylabel="Tỷ lệ đúng")


def _risk(axes: Axes, sure: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> None:
    coverage, risk = risk_coverage(sure, right)
    axes.plot(coverage, risk, color="#8c1d24")
    share = float((sure >= settings.ANSWER_SURE).mean())
    axes.axvline(share, color="#999", linestyle="--", linewidth=1)
    axes.annotate(f"ngưỡng {settings.ANSWER_SURE}", (share, axes.get_ylim()[1] * 0.9), fontsize=8)
    axes.set(title="Rủi ro theo độ phủ", xlabel="Tỷ lệ được trả lời", ylabel="Tỷ lệ sai trong số đó")


def _save(path: Path, plot: Callable[[Axes], None]) -> Path:
    from matplotlib.figure import Figure  # slow to load, and needed for nothing else

    figure = Figure(figsize=(6, 4.5), dpi=120, layout="constrained")
    axes = figure.add_subplot()
    plot(axes)
    axes.grid(color="#eee")
    figure.savefig(path)
    return path
