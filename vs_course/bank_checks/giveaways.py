"""No leak by vocabulary: the answer must come from the situation, not from the words used.

A learner who spots that « proposer » always means a vente, or that ventes are longer, would score
well having understood nothing. So four naive readers are trained on the bank (words weighed, words
present, letters, length), always tested on pairs they have not seen; each must stay near chance.
"""

from collections.abc import Iterator
from math import sqrt
from typing import Any

from vs_course.bank import french
from vs_course.bank.items import Bank, Category
from vs_course.bank_checks import Unavailable


def leaks(
    bank: Bank,
    most: float = 0.58,
    most_level_3: float = 0.55,
    least_pairs: int = 40,
    shuffles: int = 5,
) -> Iterator[str]:
    """Yield what gives the answer away; raises Unavailable without scikit-learn.

    `most` are shares of right answers, from 0 to 1; with fewer pairs than `least_pairs` a reader's
    share says nothing. Each reader is tried on so many shuffles of the pairs.
    """
    if len(bank.scenarios) < 2 * least_pairs:
        yield f"fuite par le vocabulaire : il faut au moins {least_pairs} paires pour la mesurer"
        return
    try:
        import numpy as np
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.naive_bayes import BernoulliNB
    except ImportError as error:
        raise Unavailable("scikit-learn") from error
    situations = [scenario.text for scenario in bank.scenarios]
    level_3 = np.array([scenario.level == 3 for scenario in bank.scenarios])
    reader = TfidfVectorizer(ngram_range=(1, 2))
    words = reader.fit_transform(situations)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)).fit_transform(situations)
    lengths = np.array([[len(french.words(text)) / 60, len(text) / 400] for text in situations])
    keys = np.array([scenario.category is Category.VENTE for scenario in bank.scenarios])
    pairs = [scenario.pair for scenario in bank.scenarios]
    by_words, by_letters, by_length = (
        _right(_learner(), features, keys, pairs, shuffles)
        for features in (words, letters, lengths)
    )
    by_presence = _right(BernoulliNB(), words, keys, pairs, shuffles)
    chance = 0.5 + 1.96 * 0.5 / sqrt(len(situations))
    for name, found, limit in (
        ("un lecteur de mots", by_words.mean(), most),
        ("un lecteur de mots, au niveau 3,", by_words[:, level_3].mean(), most_level_3),
        ("un lecteur de mots présents", by_presence.mean(), most),
        ("un lecteur de mots présents, au niveau 3,", by_presence[:, level_3].mean(), most_level_3),
        ("un lecteur de lettres", by_letters.mean(), most),
        ("un lecteur de lettres, au niveau 3,", by_letters[:, level_3].mean(), most_level_3),
        ("la seule longueur du texte", by_length.mean(), chance),
    ):
        if found > limit:
            leant_on = ", ".join(_revealing(words, keys, reader.get_feature_names_out()))
            shares = f"trouve {found:.0%} des réponses, la limite est {limit:.0%}"
            words_said = f"mots les plus révélateurs : {leant_on}"
            yield f"fuite par le vocabulaire : {name} {shares} ; {words_said}"


def _right(learner: Any, features: Any, keys: Any, pairs: list[str], shuffles: int) -> Any:
    """Return which answers were right: one row of booleans for each shuffle of the pairs.

    Both texts of a pair are always on the same side of the split.
    """
    import numpy as np
    from sklearn.model_selection import GroupKFold, cross_val_predict

    rows = []
    for shuffle in range(shuffles):
        folds = GroupKFold(10, shuffle=True, random_state=shuffle)
        rows.append(cross_val_predict(learner, features, keys, groups=pairs, cv=folds) == keys)
    return np.array(rows)


def _revealing(features: Any, keys: Any, names: Any) -> Iterator[str]:
    """Yield the ten words a reader of the whole bank leans on most, with the side they give."""
    import numpy as np

    slopes = _learner().fit(features, keys).coef_[0]
    for i in np.argsort(-np.abs(slopes))[:10]:
        yield f"{names[i]} ({Category.VENTE if slopes[i] > 0 else Category.SERVICE})"


def _learner() -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=10, solver="liblinear", random_state=0)
