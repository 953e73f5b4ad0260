"""Texts as weighed terms: fitted once by scikit-learn, a message weighed in a fraction of a millisecond.

``TfidfVectorizer.transform`` checks and copies its way through seven matrices for one short text; here the same
numbers (sublinear tf, smooth idf, length 1) come as two arrays.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

Numbers = npt.NDArray[np.float64]


class Row(NamedTuple):
    """One text: its terms in rising order and their weights."""

    terms: npt.NDArray[np.int64]
    weights: Numbers


class TermSpace:
    def __init__(self, analyzer: str | Callable[[str], list[str]], **options: Any):
        self._vectorizer = TfidfVectorizer(analyzer=analyzer, sublinear_tf=True, **options)

    def fit(self, texts: Sequence[str]) -> csr_matrix:
        """Texts by terms; from now on ``row`` weighs further ones."""
        rows: csr_matrix = self._vectorizer.fit_transform(texts)
        self._terms_of: Callable[[str], Sequence[str]] = self._vectorizer.build_analyzer()
        self._place: dict[str, int] = self._vectorizer.vocabulary_
        self._idf: Numbers = self._vectorizer.idf_
        return rows

    def row(self, text: str) -> Row:
        counts = Counter(at for at in map(self._place.get, self._terms_of(text)) if at is not None)
        terms = np.asarray(sorted(counts), dtype=np.int64)
        told = [1.0 + math.log(counts[at]) for at in terms.tolist()]
        weights = np.asarray(told) * self._idf[terms] if told else np.zeros(0)
        length = math.sqrt(float(weights @ weights))
        return Row(terms, weights / length if length else weights)


class Columns:
    """A matrix of terms by columns, held so that a row of few terms is multiplied with it quickly."""

    def __init__(self, matrix: csr_matrix):
        self._begins, self._places, self._weights = matrix.indptr, matrix.indices, matrix.data
        self._width = matrix.shape[1]

    def times(self, row: Row) -> Numbers:
        """The sum over the row's terms, for each column."""
        begins, ends = self._begins[row.terms], self._begins[row.terms + 1]
        if not len(begins):
            return np.zeros(self._width)
        spans = list(map(slice, begins.tolist(), ends.tolist()))
        told = [self._weights[span] * weight for span, weight in zip(spans, row.weights.tolist(), strict=True)]
        places = np.concatenate([self._places[span] for span in spans])
        return np.asarray(np.bincount(places, np.concatenate(told), minlength=self._width), dtype=np.float64)
