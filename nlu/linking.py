"""Which procedure a message is about: an index over names, aliases, phrasings, codes and facts.

It needs no Rasa training: it is rebuilt in seconds from the catalogue. After UNDERSTANDING.md: everything on
folded text, a blend of near equal weights of character similarity, BM25, a linear classifier over the phrasings,
whether the act asked for (cấp, cấp lại, sửa đổi …) is the procedure's act, and whether its object is named.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import RidgeClassifier

from nlu.phrases import (
    PhraseBook,
    actions,
    aspects,
    covered,
    fillers,
    generic_words,
    spoken_words,
    stopwords,
    without_contrast,
)
from procedures.acts import HOLDING, fit
from procedures.record import Record

Scores = npt.NDArray[np.float64]
"""One number a procedure."""
TYPO = 82
"""rapidfuzz ratio from which an unknown word counts as a misspelt known one."""
NAMED, NAMED_FIT, NAME_WORDS, HIGHEST = 0.1, 0.4, 4, 0.99
"""What a whole name in the message adds, from which fit of its act, from how many words; 1 is kept for codes."""
WEIGHTS = {"chars": 0.20, "linear": 0.27, "words": 0.25, "known": 0.05, "act": 0.13, "object": 0.10}
"""Shares of the blend, near equal ones: a learned stack overfits (UNDERSTANDING.md)."""
NO_FAMILY = ("", "")
SATURATION, LENGTH = 1.2, 0.6
"""BM25's k1 and b."""


@dataclass(frozen=True)
class Candidate:
    """``score`` in 0..1; ``known`` is the share of the message's content the procedure knows."""

    procedure: str
    name: str
    score: float
    known: float
    reason: str
    family: tuple[str, str] = NO_FAMILY
    """Object and act of procedures that differ in their occasion only (lost, expired)."""


@dataclass(frozen=True)
class Link:
    candidates: list[Candidate]
    content: list[str]
    """Words that may say which procedure is meant."""
    acts: list[str]
    vocabulary: frozenset[str] = frozenset()
    """Every word the catalogue knows."""
    naming: frozenset[str] = frozenset()
    """Words that stand in a name or alias of some procedure."""
    pairs: frozenset[tuple[str, str]] = frozenset()
    """Neighbouring words of the message that are neighbours in some procedure's name too."""

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None

    @property
    def margin(self) -> float:
        if len(self.candidates) < 2:
            return 1.0
        return self.candidates[0].score - self.candidates[1].score


class ProcedureIndex:
    """Searches the catalogue as it stood when the index was made."""

    def __init__(self, records: Iterable[Record]):
        self.records = list(records)
        self._codes = {code: n for n, record in enumerate(self.records) for code in _codes(record)}
        self._vocabulary: frozenset[str] = frozenset()
        named = [spoken_words(name) for record in self.records for name in _names(record)]
        self._pairs = frozenset(pair for spoken in named for pair in _naming_pairs(spoken))
        self._objects = _object_words(self.records)
        self._naming = frozenset(word for words in self._objects.values() for word in words)
        if not self.records:
            return
        texts = [(n, text) for n, record in enumerate(self.records) for text in _texts(record)]
        self._owners = np.asarray([owner for owner, _ in texts])
        self._documents = [Counter(_document(record)) for record in self.records]
        self._idf = _idf(self._documents)
        self._strange = max(self._idf.values())
        self._all_words = sorted(self._idf)
        self._vocabulary = frozenset(self._idf)
        self._place = {record.id: number for number, record in enumerate(self.records)}
        self._names = PhraseBook({record.id: _names(record) for record in self.records})
        self._mean_length = sum(map(len, self._documents)) / len(self._documents)
        self._chars = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
        self._grams = TfidfVectorizer(analyzer=_word_grams, sublinear_tf=True)
        plain = [text for _, text in texts]
        self._char_rows: csr_matrix = self._chars.fit_transform(plain)
        self._linear = self._fit_linear(hstack([self._char_rows, self._grams.fit_transform(plain)]).tocsr())

    def _fit_linear(self, rows: csr_matrix) -> RidgeClassifier | None:
        if len(set(self._owners)) < 3:
            return None
        return RidgeClassifier(alpha=0.7, class_weight="balanced", solver="sparse_cg").fit(rows, self._owners)

    def link(self, text: str, top: int = 8) -> Link:
        spoken = spoken_words(without_contrast(text))
        acts = _acts(spoken)
        content = content_words(spoken)
        by_code = [self._codes[word] for word in spoken if word in self._codes]
        if by_code:
            found = [self._exact(number) for number in dict.fromkeys(by_code)]
            return Link(found, content, _said(acts), self._vocabulary, self._naming)
        corrected = [self._nearest(word) for word in content] if self.records else []
        if not any(corrected):
            return Link([], content, _said(acts), self._vocabulary, self._naming)
        ranked = self._ranked(corrected, content, acts, spoken)[:top]
        pairs = self._pairs & set(_naming_pairs([self._nearest(word) or word for word in spoken]))
        return Link(ranked, content, _said(acts), self._vocabulary, self._naming, pairs)

    def _nearest(self, word: str) -> str | None:
        """The word itself, a known word it is a misspelling of, or None."""
        if word in self._idf:
            return word
        if len(word) < 4 or word.isdigit():
            return None
        found = process.extractOne(word, self._all_words, scorer=fuzz.ratio, score_cutoff=TYPO)
        return str(found[0]) if found else None

    def _ranked(
        self, corrected: list[str | None], content: list[str], acts: list[str], spoken: list[str]
    ) -> list[Candidate]:
        query = " ".join(word or raw for word, raw in zip(corrected, content, strict=True))
        char_row = self._chars.transform([query])
        chars = self._nearest_text(char_row)
        linear = self._linear_scores(hstack([char_row, self._grams.transform([query])]).tocsr())
        words = self._bm25([word for word in corrected if word])
        known = np.asarray([self._share(corrected, document) for document in self._documents])
        act = np.asarray([fit(acts, record.action, record.occasion) for record in self.records])
        named = self._named(spoken)
        object_ = self._object_shares(spoken)
        parts = {"chars": chars, "linear": linear, "words": words, "known": known, "act": act, "object": object_}
        blend = sum((weight * parts[part] for part, weight in WEIGHTS.items()), start=np.zeros(len(self.records)))
        score = np.minimum(blend + NAMED * named, HIGHEST)
        order = np.argsort(-score, kind="stable")
        return [
            Candidate(
                self.records[n].id,
                self.records[n].name,
                round(float(score[n]), 4),
                round(float(known[n]), 3),
                f"chữ {chars[n]:.2f}, câu {linear[n]:.2f}, từ {words[n]:.2f}, biết {known[n]:.2f},"
                f" việc {act[n]:.2f}, vật {object_[n]:.2f}",
                _family(self.records[n]),
            )
            for n in order
        ]

    def _named(self, spoken: list[str]) -> Scores:
        """1 for the procedure whose name stands whole in the message, unless another act is asked for."""
        found = np.zeros(len(self.records))
        longest = max(self._names.find(spoken), key=len, default=None)
        if longest and len(longest) >= NAME_WORDS:
            number = self._place[longest.label]
            record = self.records[number]
            beside = _acts(spoken[: longest.start] + spoken[longest.end :])
            found[number] = not beside or fit(beside, record.action, record.occasion) >= NAMED_FIT
        return found

    def _nearest_text(self, query: csr_matrix) -> Scores:
        """For each procedure the similarity of its nearest text, 0..1."""
        similarity = np.asarray((self._char_rows @ query.T).todense()).ravel()
        best = np.zeros(len(self.records))
        np.maximum.at(best, self._owners, similarity)
        return best

    def _linear_scores(self, query: csr_matrix) -> Scores:
        scores = np.zeros(len(self.records))
        if self._linear is not None:
            scores[self._linear.classes_] = np.clip(self._linear.decision_function(query).ravel() * 0.5 + 0.5, 0, 1)
        return scores

    def _bm25(self, asked: list[str]) -> Scores:
        """BM25 over each procedure's words, as a share of the best any text could reach."""
        most = sum(self._idf[word] for word in asked) * (SATURATION + 1)
        return np.asarray([self._bm25_of(asked, document) for document in self._documents]) / most

    def _bm25_of(self, asked: list[str], document: Counter[str]) -> float:
        norm = SATURATION * (1 - LENGTH + LENGTH * len(document) / self._mean_length)
        return sum(
            self._idf[word] * document[word] * (SATURATION + 1) / (document[word] + norm)
            for word in asked
            if word in document
        )

    def _share(self, corrected: list[str | None], document: Counter[str]) -> float:
        """How much of the content, weighed by rarity, a procedure knows; unknown words weigh full."""
        weights = [self._idf[word] if word else self._strange for word in corrected]
        knows = sum(w for w, word in zip(weights, corrected, strict=True) if word in document)
        return knows / sum(weights)

    def _object_shares(self, spoken: list[str]) -> Scores:
        """How much of what the message names, weighed by rarity, stands in the names of each procedure's object."""
        told = covered(spoken, actions(), aspects(), fillers())
        empty = stopwords() | generic_words()
        named = [self._nearest(w) or w for at, w in enumerate(spoken) if at not in told and w not in empty]
        weights = {word: self._idf.get(word, self._strange) for word in named}
        whole = sum(weights.values())
        if not whole:
            return np.zeros(len(self.records))
        return np.asarray(
            [sum(x for w, x in weights.items() if w in self._objects[r.object]) / whole for r in self.records]
        )

    def _exact(self, number: int) -> Candidate:
        record = self.records[number]
        return Candidate(record.id, record.name, 1.0, 1.0, "đúng mã thủ tục", _family(record))


def content_words(spoken: list[str]) -> list[str]:
    """Words that may say which procedure: without the aspects asked for and words that say nothing."""
    empty = covered(spoken, aspects(), fillers()) - covered(spoken, actions())
    return [word for at, word in enumerate(spoken) if at not in empty and word not in stopwords()]


def _texts(record: Record) -> list[str]:
    return [" ".join(content_words(spoken_words(text))) for text in [*_called(record), *record.phrasings]]


def _called(record: Record) -> list[str]:
    return [record.name, record.short_name, *record.aliases]


def _object_words(records: Iterable[Record]) -> dict[str, set[str]]:
    """Object -> words of the names of all procedures about it."""
    found: dict[str, set[str]] = {}
    for record in records:
        found.setdefault(record.object, set()).update(_naming_words(record))
    return found


def _naming_words(record: Record) -> list[str]:
    """Words of the names that say what the matter is: no act, aspect or empty word."""
    found = []
    for spoken in map(spoken_words, _called(record)):
        empty = covered(spoken, actions(), aspects(), fillers())
        found += [word for at, word in enumerate(spoken) if at not in empty and word not in stopwords()]
    return found


def _naming_pairs(spoken: list[str]) -> list[tuple[str, str]]:
    """Neighbouring words that name a matter: no act, aspect or empty word, and not both of them generic."""
    empty = covered(spoken, actions(), aspects(), fillers())
    return [
        (left, right)
        for at, (left, right) in enumerate(pairwise(spoken))
        if not {at, at + 1} & empty and not {left, right} & stopwords() and not {left, right} <= generic_words()
    ]


def _family(record: Record) -> tuple[str, str]:
    return (record.object, record.action) if record.occasion else NO_FAMILY


def _names(record: Record) -> list[str]:
    return [" ".join(spoken_words(text)) for text in _called(record)]


def _document(record: Record) -> list[str]:
    told = [*_called(record), *record.phrasings]
    told += [part.text for part in (record.applicants, record.conditions, record.result) if part]
    return [word for text in told for word in spoken_words(text) if word not in stopwords()]


def _idf(documents: list[Counter[str]]) -> dict[str, float]:
    counts = Counter(word for document in documents for word in document)
    return {word: math.log(1 + len(documents) / count) for word, count in counts.items()}


def _codes(record: Record) -> list[str]:
    return [code for code in [record.code.value, *record.code.former] if code]


def _word_grams(text: str) -> list[str]:
    single = text.split()
    return single + [f"{left} {right}" for left, right in pairwise(single)]


def _said(acts: list[str]) -> list[str]:
    """Acts the citizen wants or tells of, without the mere having of a paper."""
    return [act for act in acts if act != HOLDING]


def _acts(spoken: list[str]) -> list[str]:
    return list(dict.fromkeys(match.label for match in actions().find(spoken)))
