"""What a browser is sent: an evaluation's key, once all is answered and not before."""

import pytest

from tests.practice.played import always, play
from vs_course import bank
from vs_course.practice.payload import closing, content
from vs_course.practice.series import Series, begin

REAL = bank.load()
EXERCISES = {exercise.id: exercise for exercise in REAL.exercises}


def answered(name: str, count: int | None = None) -> Series:
    """Return a series with its first questions answered, all of them by default."""
    history = play(begin(EXERCISES[name], REAL, []), always(True))
    return begin(EXERCISES[name], REAL, history[: None if count is None else count + 1])


def revealed(series: Series, **changes: object) -> list[bool]:
    return ["reveal" in question for question in content(series, **changes)["questions"]]


@pytest.mark.parametrize("said", ["", "Merci."])
def test_an_evaluation_s_key_depends_on_its_answers_and_on_no_sentence(said):
    for count in range(15):
        series = answered("07-evaluation", count)
        assert revealed(series, closing=said) == [False] * 15, count
        assert closing(series, REAL, []) == ""
    assert revealed(answered("07-evaluation"), closing=said) == [True] * 15
    assert revealed(answered("00-diagnostic"), closing=said) == [False] * 10
    assert revealed(answered("05-classer", 0), closing=said) == [True] * 10
