"""How well each matter fits a message: an index over names, aliases, phrasings and facts.

It needs no Rasa training: it is rebuilt in seconds from the catalogue. After UNDERSTANDING.md: everything on
folded text, a blend of near equal weights of character similarity, BM25, a linear classifier over the phrasings,
whether the act asked for (cấp, cấp lại, sửa đổi …) is the matter's act, and whether its object is named.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby, pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import RidgeClassifier

from nlu.language import empty_words
from nlu.likelihood import ObjectLikelihood
from nlu.matters import Kind, Matter
from nlu.phrases import (
    Match,
    PhraseBook,
    actions,
    aspects,
    covered,
    fillers,
    generic_words,
    stopwords,
    whereabouts,
)
from nlu.restoring import restorer
from nlu.spoken import spoken_words
from nlu.syllables import keeps_marks, syllables
from nlu.terms import Columns, Row, TermSpace
from procedures.acts import fit, tells_occasion
from procedures.folding import fold

Scores = npt.NDArray[np.float64]
"""One number a matter."""
TYPO, SHORTEST = 82, 4
"""rapidfuzz ratio from which an unknown word counts as a misspelt known one; letters that both have at least."""
NAMED, NAMED_FIT, NAME_WORDS, HIGHEST = 0.1, 0.4, 4, 0.99
"""What a whole name in the message adds, from which fit of its act, from how many words; 1 is kept for codes."""
WEIGHTS = {"chars": 0.20, "linear": 0.27, "words": 0.25, "known": 0.05, "act": 0.13, "object": 0.10}
"""Shares of the blend, near equal ones: a learned stack overfits (UNDERSTANDING.md)."""
LABELS = {"chars": "chữ", "linear": "câu", "words": "từ", "known": "biết", "act": "việc", "object": "vật"}
CHARS, KNOWN = list(LABELS).index("chars"), list(LABELS).index("known")
"""Where those two stand among the parts of a score."""
BY_WORDS = ("chars", "linear", "words", "known", "object")
"""Parts that compare folded words."""
OTHER_MARKS = 0.6
"""What a matter loses whose words are typed with other marks, each and all."""
SATURATION, LENGTH = 1.2, 0.6
"""BM25's k1 and b."""
RULED_OUT = 0.5
"""What is left of the score of a matter that the message rules out."""
NEGATIONS = frozenset(["khong", "chua", "chang", "dau", "not"])
CONFIRMED_NOTICE = ["xac", "nhan", "thong", "bao"]
NEUTRAL_ACT = 0.7
"""Fit of any act to a matter that has none of its own: a topic, another agency's business."""
WORDS_AT_ONCE = 2048
"""Typed words whose marks an index remembers to have compared."""
Content = Callable[[list[str]], list[str]]
"""The words of a message that may say which matter is meant."""


@dataclass(frozen=True)
class Candidate:
    """A matter that may be meant, with numbers in 0..1.

    ``named`` is how much of what the message names stands in the matter's names, ``act`` how well its act is the one
    asked for.
    """

    matter: Matter
    score: float
    named: float
    act: float
    parts: tuple[float, ...] = ()
    """Shares of the blend, in the order of LABELS; none for what was found by its code."""
    ruled_out: bool = False
    """Whether the message excludes it; the score is cut for that."""
    whole_name: bool = False
    """Whether one of its names stands whole in the message, with hardly a word of matter beside it."""
    paired: float = 0.0
    """Share of the message's naming pairs (nlu.linking.Link.pairs) that stand in its own names."""
    phrased: float = 0.0
    """Share of the message's neighbouring words of content, weighed by rarity, that stand so in its own texts."""
    likely: float = 0.0
    """Log-odds of its object against the likeliest one by the words said (nlu/likelihood.py): 0 and less."""
    rank: float = 0.0
    """Log-odds by which the candidates of one message are put in order (nlu/ranking.py)."""

    @property
    def reason(self) -> str:
        """Why it was found, in a few words."""
        told = ", ".join(f"{label} {part:.2f}" for label, part in zip(LABELS.values(), self.parts, strict=False))
        return told or "đúng mã thủ tục"

    @property
    def uncut(self) -> float:
        """The score as if it were not ruled out."""
        return self.score / RULED_OUT if self.ruled_out else self.score

    @property
    def id(self) -> str:
        return self.matter.id

    @property
    def object(self) -> str:
        return self.matter.object

    @property
    def family(self) -> tuple[str, str]:
        return self.matter.family


class MatterIndex:
    """Searches the matters as they stood when the index was made."""

    def __init__(self, matters: Iterable[Matter], content: Content):
        self.matters = list(matters)
        self._content = content
        documents = [Counter(_document(matter)) for matter in self.matters]
        self._idf = _idf(documents)
        self._fits: dict[tuple[str, ...], Scores] = {}
        self._marked_otherwise = lru_cache(WORDS_AT_ONCE)(self._otherwise)
        if not self.matters:
            return
        self._strange = max(self._idf.values(), default=1.0)
        self._all_words = sorted(self._idf)
        self._beginning = {letter: list(found) for letter, found in groupby(self._all_words, key=lambda word: word[0])}
        self._column = {word: at for at, word in enumerate(self._all_words)}
        self._relevance = _matrix(
            [_bm25(document, self._idf, _mean_length(documents)) for document in documents], self._column
        )
        self._knows = _matrix([dict.fromkeys(document, 1.0) for document in documents], self._column)
        objects = object_words(self.matters)
        self._forms = _marked_forms(self.matters)
        self._learned = np.asarray([matter.kind == Kind.PROCEDURE for matter in self.matters])
        named = [dict.fromkeys(sorted(objects[m.object] & set(self._idf)), 1.0) for m in self.matters]
        self._objects = _matrix(named, self._column)
        self._place = {matter.id: number for number, matter in enumerate(self.matters)}
        self._names = PhraseBook({matter.id: _spoken(matter.called) for matter in self.matters})
        self._excluding = {
            number: PhraseBook({"excluded": _spoken(matter.excludes)})
            for number, matter in enumerate(self.matters)
            if matter.excludes
        }
        texts = [(n, text) for n, matter in enumerate(self.matters) for text in self._texts(matter)]
        said = _pairs_said(texts, len(self.matters))
        self._pair_idf = _idf([Counter(pairs.keys()) for pairs in said])
        self._pair_column = {pair: at for at, pair in enumerate(self._pair_idf)}
        self._says = _matrix(said, self._pair_column)
        self._owners = np.asarray([owner for owner, _ in texts])
        plain = [text for _, text in texts]
        self._chars, self._grams = TermSpace("char_wb", ngram_range=(2, 4)), TermSpace(_word_grams)
        char_rows, gram_rows = self._chars.fit(plain), self._grams.fit(plain)
        self._begins = np.flatnonzero(np.diff(self._owners, prepend=-1))
        """Where each matter's texts begin; every matter has one, and they stand in the order of the matters."""
        self._first_gram = char_rows.shape[1]
        """Where the grams begin among the features of the classifier."""
        self._linear = self._fit_linear(hstack([char_rows, gram_rows]).tocsr())
        self._likelihood = ObjectLikelihood(gram_rows, [self.matters[owner].object for owner, _ in texts])
        self._texts_of = Columns(char_rows.T.tocsr())

    @property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self._idf)

    def candidates(self, spoken: list[str], top: int, typed: Mapping[str, str] | None = None) -> list[Candidate]:
        """The ``top`` matters of each kind that fit ``spoken`` best; none where it holds no known word of content.

        ``typed`` are the words that were typed with marks, by their folded form."""
        content = self._content(spoken)
        typed = typed or {}
        corrected = [self.meant(word, typed) for word in content] if self.matters else []
        if not any(corrected):
            return []
        known = [word or raw for word, raw in zip(corrected, content, strict=True)]
        grams = self._grams.row(" ".join(known))
        named_by = [self.meant(word, typed) for word in self._naming(spoken)]
        parts, named = self._parts(spoken, known, corrected, named_by, grams), self._named(spoken)
        alone = self._names_only(spoken, content)
        agreeing = 1 - OTHER_MARKS * self._contradicted(content, typed)
        for part in BY_WORDS:
            parts[part] = parts[part] * agreeing
        parts["act"] = np.maximum(parts["act"], named)  # an act inside the name speaks for it, whatever its kind
        blend = sum((weight * parts[part] for part, weight in WEIGHTS.items()), start=np.zeros(len(self.matters)))
        ruled_out = self._ruled_out(spoken)
        phrased, likely = self._phrased(known), self._likelihood.log_odds(grams)
        score = np.minimum(blend + NAMED * named, HIGHEST) * np.where(ruled_out, RULED_OUT, 1.0)
        return [
            Candidate(
                self.matters[n],
                round(float(score[n]), 4),
                round(float(parts["object"][n]), 3),
                round(float(parts["act"][n]), 3),
                tuple(parts[part][n] for part in LABELS),
                bool(ruled_out[n]),
                bool(named[n]) and alone,
                phrased=round(float(phrased[n]), 4),
                likely=round(likely[self.matters[n].object], 3),
            )
            for n in self._best_of_each_kind(score, top)
        ]

    def _best_of_each_kind(self, score: Scores, top: int) -> list[int]:
        """Numbers of matters, best first."""
        left = Counter(dict.fromkeys(Kind, top))
        found: list[int] = []
        for number in np.argsort(-score, kind="stable").tolist():
            kind = self.matters[number].kind
            if left[kind]:
                left[kind] -= 1
                found.append(number)
            elif not any(left.values()):
                break
        return found

    def ruled_out(self, spoken: list[str]) -> frozenset[str]:
        """Ids of the matters that the message excludes, whether they are candidates or not."""
        out = np.flatnonzero(self._ruled_out(spoken)) if self.matters else ()
        return frozenset(self.matters[number].id for number in out)

    def _ruled_out(self, spoken: list[str]) -> npt.NDArray[np.bool_]:
        """Matters that the message excludes: it speaks of selling, and they are for what is not sold."""
        found = np.zeros(len(self.matters), dtype=bool)
        for number, book in self._excluding.items():
            found[number] = _says(spoken, book)
        return found

    def _contradicted(self, content: list[str], typed: Mapping[str, str]) -> Scores:
        """Share of the weight of ``content`` that each matter knows with other marks only: "vàng" is not "vắng".

        Procedures are spared: their sureness is learned without it, and was no better with it."""
        found, whole = np.zeros(len(self.matters)), 0.0
        for word in dict.fromkeys(content):
            weight = self._idf.get(word, 0.0)
            whole += weight
            if weight and word in typed:
                found += weight * self._marked_otherwise(word, typed[word])
        return np.where(self._learned, 0.0, found / whole) if whole else found

    def _otherwise(self, word: str, typed: str) -> Scores:
        """1 for each matter that writes the folded ``word`` with other marks than were typed, and never so."""
        other = np.zeros(len(self.matters))
        as_typed = {form: keeps_marks(form, typed) or form == word for form in self._forms[word]}
        for form in sorted(as_typed, key=as_typed.__getitem__):  # last, so that a matter of both ways counts as typed
            other[self._forms[word][form]] = not as_typed[form]
        return other

    def meant(self, word: str, typed: Mapping[str, str]) -> str | None:
        """The word itself, a known word it is a misspelling of, or None.

        What was typed with its marks and is a word ("nuôi") is no misspelling of another ("người")."""
        if word in self._idf:
            return word
        return None if word in typed and restorer().knows(typed[word]) else self._nearest(word)

    def _nearest(self, word: str) -> str | None:
        if len(word) < SHORTEST or word.isdigit() or not self._idf:
            return None
        alike = self._beginning.get(word[0], [])  # "thuyền" is no "huyện": a slip of the finger keeps the first letter
        found = process.extractOne(word, alike, scorer=fuzz.ratio, score_cutoff=TYPO)
        return str(found[0]) if found and len(found[0]) >= SHORTEST else None  # "phim" is no "phí"

    def _parts(
        self,
        spoken: list[str],
        known: list[str],
        corrected: list[str | None],
        naming: list[str | None],
        grams: Row,
    ) -> dict[str, Scores]:
        chars = self._chars.row(" ".join(known))
        told = acts_of(spoken)
        return {
            "chars": self._nearest_text(chars),
            "linear": self._linear_scores(chars, grams),
            "words": self._words([word for word in corrected if word]),
            "known": self._share(self._knows, corrected),
            "act": self._acts(tuple(told)),
            "object": self._share(self._objects, list(dict.fromkeys(naming))),
        }

    def _acts(self, told: tuple[str, ...]) -> Scores:
        """How well what each matter does answers the acts told."""
        if told not in self._fits:
            fits = [fit(told, m.action, m.occasion) if m.action else NEUTRAL_ACT for m in self.matters]
            self._fits[told] = np.asarray(fits)
        return self._fits[told]

    def _naming(self, spoken: list[str]) -> list[str]:
        """Words that name something: no act, aspect, generic or empty word."""
        told = covered(spoken, actions(), aspects(), fillers())
        empty = empty_words(spoken) | generic_words()
        return [word for at, word in enumerate(spoken) if at not in told and word not in empty]

    def _named(self, spoken: list[str]) -> Scores:
        """1 for the matter whose name stands whole in the message, unless another act is asked for."""
        found = np.zeros(len(self.matters))
        longest = self._longest_name(spoken)
        if longest:
            number = self._place[longest.label]
            matter = self.matters[number]
            beside = acts_of(spoken[: longest.start] + spoken[longest.end :])
            fits = not beside or not matter.action or fit(beside, matter.action, matter.occasion) >= NAMED_FIT
            found[number] = fits
        return found

    def _longest_name(self, spoken: list[str]) -> Match | None:
        longest = max(self._names.find(spoken), key=len, default=None)
        return longest if longest and len(longest) >= NAME_WORDS else None

    def _names_only(self, spoken: list[str], content: list[str]) -> bool:
        """Whether at most a stray word of content stands beside the longest name."""
        longest = self._longest_name(spoken)
        return longest is not None and len(set(content) - set(spoken[longest.start : longest.end])) <= 1

    def _nearest_text(self, chars: Row) -> Scores:
        """For each matter the similarity of its nearest text, 0..1."""
        return np.asarray(np.maximum.reduceat(self._texts_of.times(chars), self._begins))

    def _linear_scores(self, chars: Row, grams: Row) -> Scores:
        """What the classifier says of each matter, 0..1."""
        if self._linear is None:
            return np.zeros(len(self.matters))
        weights, intercepts = self._linear
        told = chars.weights @ weights[chars.terms] + grams.weights @ weights[grams.terms + self._first_gram]
        return np.asarray(np.clip((told + intercepts) * 0.5 + 0.5, 0, 1))

    def _words(self, asked: list[str]) -> Scores:
        """BM25 over each matter's words, as a share of the best any text could reach."""
        most = sum(self._idf[word] for word in asked) * (SATURATION + 1)
        counts = Counter(self._column[word] for word in asked)
        row = np.zeros(len(self._all_words))
        row[list(counts)] = list(counts.values())
        return np.asarray(self._relevance @ row).ravel() / most

    def _share(self, known: csr_matrix, asked: list[str | None]) -> Scores:
        """How much of ``asked``, weighed by rarity, each matter knows; words unknown to all (None) weigh full."""
        row = np.zeros(len(self._all_words))
        for word in asked:
            if word:
                row[self._column[word]] += self._idf[word]
        whole = row.sum() + self._strange * sum(word is None for word in asked)
        return np.asarray(known @ row).ravel() / whole if whole else np.zeros(len(self.matters))

    def _fit_linear(self, rows: csr_matrix) -> tuple[Scores, Scores] | None:
        """Weights (features by matters, a row lies together) and intercepts."""
        if len(self.matters) < 3:
            return None
        fitted = RidgeClassifier(alpha=0.7, class_weight="balanced", solver="sparse_cg").fit(rows, self._owners)
        return np.ascontiguousarray(fitted.coef_.T), fitted.intercept_

    def _texts(self, matter: Matter) -> list[str]:
        return [" ".join(self._content(spoken_words(text))) for text in [*matter.called, *matter.phrasings]]

    def _phrased(self, words: list[str]) -> Scores:
        """How much of the neighbouring words, of those that any matter says so, each matter says."""
        row = np.zeros(len(self._pair_column))
        for pair in filter(self._pair_column.__contains__, _joined_pairs(words)):
            row[self._pair_column[pair]] = self._pair_idf[pair]
        whole = row.sum()
        return np.asarray(self._says @ row).ravel() / whole if whole else np.zeros(len(self.matters))


def _matrix(rows: Sequence[Mapping[str, float]], column: Mapping[str, int]) -> csr_matrix:
    """Matters by what ``column`` numbers."""
    cells = [(n, column[key], value) for n, row in enumerate(rows) for key, value in row.items()]
    places, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_matrix((values, (places, columns)), shape=(len(rows), len(column)))


def _pairs_said(texts: Iterable[tuple[int, str]], matters: int) -> list[dict[str, float]]:
    """Neighbouring words of each matter's texts, 1 each; ``texts`` are (number of the matter, words of content)."""
    found: list[dict[str, float]] = [{} for _ in range(matters)]
    for owner, text in texts:
        found[owner].update(dict.fromkeys(_joined_pairs(text.split()), 1.0))
    return found


def _joined_pairs(words: Iterable[str]) -> list[str]:
    return [f"{left} {right}" for left, right in pairwise(words)]


def _marked_forms(matters: Iterable[Matter]) -> dict[str, dict[str, list[int]]]:
    """Folded word -> each way it is marked -> places of the matters that write it so."""
    found: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for number, matter in enumerate(matters):
        texts = (*matter.called, *matter.phrasings, *matter.told)
        for form in dict.fromkeys(chain.from_iterable(map(syllables, texts))):
            found[fold(form)].setdefault(form, []).append(number)
    return found


def content_words(spoken: list[str]) -> list[str]:
    """Without the aspects asked for and words that say nothing: what may name a procedure."""
    told, empty = covered(spoken, aspects(), fillers()) - covered(spoken, actions()), empty_words(spoken)
    told |= whereabouts(spoken)
    return [word for at, word in enumerate(spoken) if at not in told and word not in empty]


def full_words(spoken: list[str]) -> list[str]:
    """Without words that say nothing: a general topic may be named by what is an aspect of a procedure."""
    empty = empty_words(spoken)
    return [word for word in spoken if word not in empty]


def acts_of(spoken: list[str]) -> list[str]:
    """Acts said; "xác nhận thông báo" is a paper, and nobody's act of notifying."""
    found = [m for m in actions().find(spoken) if spoken[max(m.start - 2, 0) : m.end] != CONFIRMED_NOTICE]
    return list(dict.fromkeys(match.label for match in found if not _did_not_happen(match, spoken)))


def _did_not_happen(match: Match, spoken: list[str]) -> bool:
    """ "chưa hết hạn", "không mất": nothing happened to the paper."""
    before = spoken[match.start - 1 : match.start] if match.start else []
    return tells_occasion([match.label]) and bool(NEGATIONS & {*before})


def object_words(matters: Iterable[Matter]) -> dict[str, set[str]]:
    """Object -> words of the names of all matters about it that say what it is: no act, aspect or empty word."""
    found: dict[str, set[str]] = {}
    for matter in matters:
        for spoken in map(spoken_words, matter.called):
            empty = covered(spoken, actions(), aspects(), fillers())
            named = (word for at, word in enumerate(spoken) if at not in empty and word not in stopwords())
            found.setdefault(matter.object, set()).update(named)
    return found


def _says(spoken: list[str], book: PhraseBook) -> bool:
    """Whether one of the phrases stands in the message without a negation before it."""
    return any(not {*spoken[max(match.start - 4, 0) : match.start]} & NEGATIONS for match in book.find(spoken))


def _spoken(texts: Iterable[str]) -> list[str]:
    """As a message is heard, with short forms written out."""
    return [" ".join(spoken_words(text)) for text in texts]


def _document(matter: Matter) -> list[str]:
    told = [*matter.called, *matter.phrasings, *matter.told]
    return [word for text in told for word in spoken_words(text) if word not in stopwords()]


def _mean_length(documents: list[Counter[str]]) -> float:
    return sum(map(len, documents)) / len(documents)


def _idf(documents: list[Counter[str]]) -> dict[str, float]:
    counts = Counter(word for document in documents for word in document)
    return {word: math.log(1 + len(documents) / count) for word, count in counts.items()}


def _bm25(document: Counter[str], idf: Mapping[str, float], mean_length: float) -> dict[str, float]:
    """What one occurrence of each word in a message adds."""
    norm = SATURATION * (1 - LENGTH + LENGTH * len(document) / mean_length)
    return {word: idf[word] * count * (SATURATION + 1) / (count + norm) for word, count in document.items()}


def _word_grams(text: str) -> list[str]:
    single = text.split()
    return single + _joined_pairs(single)
