"""Which object a message speaks of: multinomial naive Bayes over all texts of the matters about one object.

Near twins share their object, so that what tells "nhà in" from "trang thông tin điện tử" is not thinned out among
them. The prior is flat: an object is not asked for the more because it has more procedures.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from nlu.terms import Columns, Row

SMOOTHING = 0.03
"""Added to the weight of every term of an object."""
FARTHEST = 20.0
"""Log-odds beyond which an object is no less likely."""


class ObjectLikelihood:
    """Kept sparse: what a term adds beside the smoothing is zero for nearly all objects."""

    def __init__(self, texts: csr_matrix, owners: Sequence[str]):
        """``texts`` are texts by terms with weights of 0 and more, ``owners`` the object of each text."""
        self.objects = sorted(set(owners))
        place = {name: at for at, name in enumerate(self.objects)}
        of_object = csr_matrix(
            (np.ones(len(owners)), ([place[name] for name in owners], range(len(owners)))),
            shape=(len(self.objects), len(owners)),
        )
        weights = csr_matrix(of_object @ texts)
        whole = np.asarray(weights.sum(axis=1)).ravel()
        self._rest = np.log(whole / SMOOTHING + weights.shape[1])
        weights.data = np.log1p(weights.data / SMOOTHING)
        self._added = Columns(weights.T.tocsr())

    def log_odds(self, message: Row) -> dict[str, float]:
        """Of each object against the likeliest one, from 0 down to -FARTHEST."""
        told = self._added.times(message) - message.weights.sum() * self._rest
        found: npt.NDArray[np.float64] = np.maximum(told - told.max(), -FARTHEST)
        return dict(zip(self.objects, found.tolist(), strict=True))
