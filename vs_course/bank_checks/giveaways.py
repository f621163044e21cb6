"""No leak by vocabulary: the answer must come from the situation, not from the words used.

A learner who spots that « proposer » always means a vente, or that ventes are longer, would score
well having understood nothing. So three naive readers are trained on the bank (words, letters,
length), always tested on pairs they have not seen, and each must stay near chance.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Any

from vs_course.bank import french
from vs_course.bank.items import Bank, Category
from vs_course.bank_checks import Unavailable, texts

_FOLDS, _SHUFFLES = 10, 5


@dataclass(frozen=True, slots=True)
class Leak:
    """The share of right answers of each naive reader, from 0 to 1, and the words it leant on."""

    words: float
    words_level_3: float
    letters: float
    letters_level_3: float
    length: float
    chance: float
    revealing: tuple[str, ...]


def leaks(
    bank: Bank, most: float = 0.62, most_level_3: float = 0.55, least_pairs: int = 40
) -> Iterator[str]:
    """Yield what gives the answer away; raises Unavailable without scikit-learn.

    With fewer pairs, a naive reader's score says nothing.
    """
    if len(bank.scenarios) < 2 * least_pairs:
        yield texts.LEAK_TOO_FEW.format(pairs=least_pairs)
        return
    leak = measure(bank)
    for reader, found, limit in (
        (texts.LEAK_WORDS, leak.words, most),
        (texts.LEAK_WORDS_3, leak.words_level_3, most_level_3),
        (texts.LEAK_LETTERS, leak.letters, most),
        (texts.LEAK_LETTERS_3, leak.letters_level_3, most_level_3),
        (texts.LEAK_LENGTH, leak.length, leak.chance),
    ):
        if found > limit:
            words = ", ".join(leak.revealing)
            yield texts.LEAK.format(reader=reader, found=found, limit=limit, words=words)


def measure(bank: Bank) -> Leak:
    """Train the naive readers, both texts of a pair always on the same side of the split."""
    try:
        import numpy as np
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError as error:
        raise Unavailable("scikit-learn") from error
    situations = [scenario.text for scenario in bank.scenarios]
    level_3 = np.array([scenario.level == 3 for scenario in bank.scenarios])
    reader = TfidfVectorizer(ngram_range=(1, 2))
    words = reader.fit_transform(situations)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)).fit_transform(situations)
    lengths = np.array([[len(french.words(text)) / 60, len(text) / 400] for text in situations])
    by_words, by_letters = _right(bank, words), _right(bank, letters)
    return Leak(
        words=by_words.mean(),
        words_level_3=by_words[:, level_3].mean(),
        letters=by_letters.mean(),
        letters_level_3=by_letters[:, level_3].mean(),
        length=_right(bank, lengths).mean(),
        chance=0.5 + 1.96 * 0.5 / sqrt(len(situations)),
        revealing=_revealing(bank, words, reader.get_feature_names_out()),
    )


def _right(bank: Bank, features: Any) -> Any:
    """Return which answers were right: one row of booleans for each shuffle of the pairs."""
    import numpy as np
    from sklearn.model_selection import GroupKFold, cross_val_predict

    keys = _keys(bank)
    pairs = [scenario.pair for scenario in bank.scenarios]
    rows = []
    for shuffle in range(_SHUFFLES):
        folds = GroupKFold(_FOLDS, shuffle=True, random_state=shuffle)
        rows.append(cross_val_predict(_learner(), features, keys, groups=pairs, cv=folds) == keys)
    return np.array(rows)


def _revealing(bank: Bank, features: Any, names: Any) -> tuple[str, ...]:
    """Return the ten words a reader of the whole bank leans on most, with the side they give."""
    import numpy as np

    slopes = _learner().fit(features, _keys(bank)).coef_[0]
    strongest = np.argsort(-np.abs(slopes))[:10]
    sides = {True: Category.VENTE, False: Category.SERVICE}
    return tuple(f"{names[i]} ({sides[bool(slopes[i] > 0)]})" for i in strongest)


def _learner() -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=10, solver="liblinear", random_state=0)


def _keys(bank: Bank) -> Any:
    import numpy as np

    return np.array([scenario.category is Category.VENTE for scenario in bank.scenarios])
