"""The series under way: what is left of it, whatever happened to the bank, the file, the clock."""

from dataclasses import replace
from random import Random

import pytest

from tests.practice.played import (
    always,
    answer,
    answers,
    as_older,
    chance,
    names,
    play,
    played,
    written,
)
from vs_course import bank
from vs_course.bank import exercises
from vs_course.bank.items import Bank, CourseError, Exercise, Kind, Policy
from vs_course.practice.choose_questions import plan
from vs_course.practice.entries import Drawn, Entry, in_order
from vs_course.practice.series import begin

REAL = bank.load()
EXERCISES = {exercise.id: exercise for exercise in REAL.exercises}
# What opens a page asks one thing, always the same.
PRACTICE = [e for e in REAL.exercises if e.policy is Policy.IMMEDIAT and e.size > 1]


@pytest.fixture
def content(folder):
    """Six pairs, none reserved, of one vente (pendant) and one service (apres) each."""
    loaded = bank.load(folder.path)
    return replace(loaded, exercises=loaded.exercises[:1])


def essai(size: int, **selection) -> Exercise:
    return Exercise("essai", "Essai", Kind.CLASSER, Policy.IMMEDIAT, size, **selection)


def test_a_series_asks_its_plan(content):
    begun = begin(essai(5), content, [], seed=7)
    assert names(begun) == [s.id for s in plan(essai(5), content, seed=7)]
    assert begun.answers == {}
    first = begun.questions[0]
    assert begun.question(first.id) is first
    assert begun.attempt(first.id) == 1
    with pytest.raises(CourseError, match="ne fait pas partie de cet exercice"):
        begun.question("absente")


@pytest.mark.parametrize("series_written", [True, False])
def test_a_series_resumes_from_the_history(content, series_written):
    drawn = begin(essai(4), content, [])
    one, two, *_ = names(drawn)
    history = [
        answer(one, id="1", choice="vente"),
        last := answer(one, id="2", choice="service"),
        answer("absente", id="3"),
        answer(two, id="4", exercise="autre"),
        answer(two, id="5", choice="ventes"),
    ]
    if series_written:
        line = Drawn(drawn.id, history[0].at, "eleve-1", "essai", tuple(names(drawn)), "")
        history.insert(0, line)
    begun = begin(essai(4), content, history)
    assert not begun.complete
    assert begun.answers == {one: last}
    assert begun.attempt(one) == 3
    assert begun.attempt(two) == 1
    assert [begun.recorded(i) for i in "12345"] == [True, True, False, False, False]


def test_an_event_counts_once(content):
    begun = begin(essai(4), content, [])
    asked = begun.questions[0].id
    for _ in range(2):
        begun.record(answer(asked, id="1", choice="vente"))
    assert begun.recorded("1")
    assert begun.attempt(asked) == 2
    begun.record(answer(asked, id="2", choice="service"))
    begun.record(answer(asked, id="1", choice="vente"))
    assert begun.answers[asked].choice == "service"
    assert begun.attempt(asked) == 3


# --- The journal alone ------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.3, 1.0])
def test_the_journal_alone_resumes_any_series(share):
    faults = []
    for exercise in REAL.exercises:
        right = chance(5, share)
        history: list[Entry] = []
        for turn in range(3 if exercise in PRACTICE else 1):
            drawn = begin(exercise, REAL, history, following=True)
            assert turn == 0 or names(drawn) != names(begin(exercise, REAL, []))
            place = 0
            for made in play(drawn, right):
                history.append(made)
                if isinstance(made, Drawn):
                    continue
                place += 1
                # Between two answers, life goes on: another exercise, an answer to nothing known.
                history.append(replace(made, id=f"{turn}-{place}", exercise="ailleurs"))
                history.append(replace(made, id=f"{turn}+{place}", question="absente"))
                resumed = begin(exercise, REAL, history)
                if (
                    names(resumed) != names(drawn)
                    or list(resumed.answers) != names(drawn)[:place]
                    or resumed.complete is not (place == len(drawn.questions))
                ):
                    faults.append(f"{exercise.id}, series {turn}, answer {place}")
    assert faults == []


def test_series_are_resumed_in_whatever_order_they_were_answered():
    exercise = EXERCISES["05-classer"]
    for luck in range(6):
        history: list[Entry] = []
        for turn in range(4):
            drawn = begin(exercise, REAL, history, 3, following=True)
            line, *made = play(drawn, chance(turn, 0.2))
            Random(f"{luck}/{turn}").shuffle(made)
            history.append(line)
            for place, one in enumerate(made, 1):
                history.append(one)
                resumed = begin(exercise, REAL, history, 3)
                assert names(resumed) == names(drawn), f"{luck}, series {turn}, answer {place}"
                assert len(resumed.answers) == place


def test_series_are_resumed_whatever_the_order_of_the_file():
    exercise = EXERCISES["05-classer"]
    series, history = played(exercise, 3, chance(2, 0.5), content=REAL)
    for luck in range(10):
        mixed = history[:-4]
        Random(luck).shuffle(mixed)
        resumed = begin(exercise, REAL, in_order(mixed))
        assert names(resumed) == names(series[-1])
        assert list(resumed.answers) == names(series[-1])[:-4]


def test_replayed_questions_belong_to_the_series_they_replay():
    exercise = EXERCISES["05-classer"]
    first = begin(exercise, REAL, [])
    history = play(first, always(False)) + play(first, always(False))
    resumed = begin(exercise, REAL, history)
    assert names(resumed) == names(first)
    assert {resumed.attempt(name) for name in names(first)} == {3}


def test_following_leaves_a_complete_series_only():
    exercise = EXERCISES["05-classer"]
    first = begin(exercise, REAL, [])
    history = play(first, always(True))
    for kept in (0, 2, exercise.size):  # the line of the series, then its answers
        begun = begin(exercise, REAL, history[:kept], following=True)
        assert names(begun) == names(first)
    assert names(begin(exercise, REAL, history)) == names(first)
    second = begin(exercise, REAL, history, following=True)
    assert names(second) == names(begin(exercise, REAL, history, following=True))
    assert not set(names(second)) & set(names(first))
    assert second.answers == {}


def test_the_same_questions_drawn_again_are_another_series(content):
    """Where an exercise has little to ask, the same order comes back: none of it is answered."""
    for size, pairs in ((2, ("paire-3",)), (4, ("paire-1", "paire-2"))):
        history: list[Entry] = []
        for turn in range(8):
            drawn = begin(essai(size, pairs=pairs), content, history, following=True)
            assert drawn.answers == {}, f"series {turn}"
            for place, made in enumerate(play(drawn, always(True))):
                history.append(made)
                resumed = begin(essai(size, pairs=pairs), content, history)
                assert len(resumed.answers) == place, f"series {turn}"


@pytest.mark.parametrize("name", ["00-diagnostic", "07-evaluation"])
def test_a_diagnostic_or_an_evaluation_has_one_series(name):
    exercise = EXERCISES[name]
    first = begin(exercise, REAL, [])
    _, practised = played(EXERCISES["05-classer"], 3, always(False), content=REAL)
    history = [*practised, *play(first, always(False))]
    for following in (False, True):
        begun = begin(exercise, REAL, history, following=following)
        assert names(begun) == names(first)
        assert begun.complete
        assert not begun.more
        with pytest.raises(CourseError, match="une réponse est définitive"):
            begun.attempt(names(first)[0])


def test_where_a_question_is_answered_once_the_first_answer_stands():
    exercise = EXERCISES["07-evaluation"]
    first = begin(exercise, REAL, [])
    line, *wrong = play(first, always(False))
    # Another tab, opened before, answered too: both are in the file.
    late = [replace(a, id=f"2/{a.id}", choice=first.question(a.question).key) for a in wrong]
    begun = begin(exercise, REAL, [line, *wrong, *late])
    assert list(begun.answers.values()) == wrong


def test_more_says_whether_anything_is_left_to_meet():
    exercise = EXERCISES["00-essai"]
    pool = len(exercises.subjects(exercise, REAL))
    history, left = [], []
    while len(left) < 12:
        begun = begin(exercise, REAL, history, following=True)
        history += play(begun, always(True))
        left.append(begin(exercise, REAL, history).more)
        assert left[-1] is (len({made.question for made in answers(history)}) < pool)
    assert left[0] is True
    assert left[-1] is False


# --- A bank edited while a series is under way ------------------------------------------------


def half_done(exercise: Exercise, count: int) -> tuple[list[str], list[Entry]]:
    """Return the questions of a second series, and a history with some of them answered."""
    turns = 2 if exercise in PRACTICE else 1
    series, history = played(exercise, turns, chance(4, 0.5), content=REAL)
    return names(series[-1]), history[: len(history) - (len(series[-1].questions) - count)]


def with_pairs(course: Bank, count: int) -> Bank:
    """Return a bank with new pairs, the first of it, where every draw may take them."""
    pairs = list(dict.fromkeys(scenario.pair for scenario in course.scenarios))[:count]
    added = tuple(
        replace(s, id=f"nouvelle-{s.id}", pair=f"nouvelle-{s.pair}")
        for s in course.scenarios
        if s.pair in pairs
    )
    return replace(course, scenarios=added + course.scenarios)


def without_pair(course: Bank, pair: str) -> Bank:
    return replace(course, scenarios=tuple(s for s in course.scenarios if s.pair != pair))


def reworded(course: Bank) -> Bank:
    """Return the bank with every text and every clue written anew."""
    scenarios = tuple(
        replace(s, text=f"Hier. {s.text}", explanation=f"Oui. {s.explanation}")
        for s in course.scenarios
    )
    statements = tuple(replace(s, text=f"Oui : {s.text}") for s in course.statements)
    debates = tuple(replace(d, text=f"Hier. {d.text}") for d in course.debates)
    return replace(course, scenarios=scenarios, statements=statements, debates=debates)


def test_what_is_added_or_reworded_in_mid_series_moves_nothing():
    faults = []
    for exercise in REAL.exercises:
        asked, history = half_done(exercise, 3)
        for edit, edited in (
            ("twelve pairs added", with_pairs(REAL, 12)),
            ("all reworded", reworded(REAL)),
        ):
            resumed = begin(exercise, edited, history)
            if names(resumed) != asked or list(resumed.answers) != asked[:3]:
                faults.append(f"{exercise.id}, {edit}: {names(resumed)}, {list(resumed.answers)}")
    assert faults == []


def test_what_is_reworded_is_asked_in_its_new_words():
    exercise = EXERCISES["05-classer"]
    _, history = half_done(exercise, 3)
    resumed = begin(exercise, reworded(REAL), history)
    assert all(question.text.startswith("Hier. ") for question in resumed.questions)
    assert all(question.explanation.startswith("Oui. ") for question in resumed.questions)


def test_what_is_removed_in_mid_series_is_left_out_alone():
    """One of the answered pairs, or one of those to come: the others stay, in their places."""
    pair = {scenario.id: scenario.pair for scenario in REAL.scenarios}
    faults = []
    for exercise in REAL.exercises:
        if exercise.kind in (Kind.ATTRIBUER, Kind.DEBATTRE):
            continue
        asked, history = half_done(exercise, 3)
        for place in (0, len(asked) - 1):
            subject = asked[place].split("/")[0]
            gone = pair.get(subject, subject)
            kept = [n for n in asked if pair.get(n.split("/")[0], n.split("/")[0]) != gone]
            resumed = begin(exercise, without_pair(REAL, gone), history)
            left = [name for name in asked[:3] if name in kept]
            if names(resumed) != kept or list(resumed.answers) != left or len(kept) == len(asked):
                faults.append(f"{exercise.id} without {gone}: {names(resumed)}")
    assert faults == []


def test_a_series_of_which_nothing_is_left_gives_way_to_another():
    exercise = EXERCISES["05-classer"]
    asked, history = half_done(exercise, 3)
    other = REAL
    for name in asked:
        other = without_pair(other, next(s.pair for s in REAL.scenarios if s.id == name))
    begun = begin(exercise, other, history)
    assert len(begun.questions) == 10
    assert not set(names(begun)) & {made.question for made in answers(history)}


# --- A journal of an older version, which wrote no series -------------------------------------


def test_nothing_answered_by_an_older_version_is_asked_as_new():
    """In whatever order, in any series: what was answered stays, and as much is left to answer."""
    faults = []
    for exercise in REAL.exercises:
        for turn in range(3 if exercise in PRACTICE else 1):
            series, history = played(exercise, turn + 1, chance(turn, 0.4), content=REAL)
            before = as_older(history)[: -len(series[-1].questions)]
            last = as_older(history)[-len(series[-1].questions) :]
            shuffled = Random(turn).sample(last, len(last))
            for kept in range(1, len(last) + 1):
                given = shuffled[:kept]
                resumed = begin(exercise, REAL, [*before, *given])
                told = {made.question: made.choice for made in given}
                found = {name: made.choice for name, made in resumed.answers.items()}
                if found != told or len(resumed.questions) != len(last):
                    faults.append(f"{exercise.id}, series {turn}, {kept} answered: {found}")
    assert faults == []


def test_what_an_older_version_began_is_written_by_the_next_answer():
    faults = []
    for exercise in [each for each in REAL.exercises if each.size > 1]:
        _, history = played(exercise, 1, chance(1, 0.4), content=REAL)
        given = as_older(history)[:2]
        resumed = begin(exercise, REAL, given)
        last = resumed.questions[-1]
        made = answer(
            last.id, exercise=exercise.id, choice=last.choices[0].value, series=resumed.id
        )
        line = written(resumed, resumed.since)
        again = begin(exercise, with_pairs(REAL, 12), in_order([*given, made, line]))
        due = {given[0].question, given[1].question, last.id}
        if names(again) != names(resumed) or set(again.answers) != due or not again.written:
            faults.append(f"{exercise.id}: {names(again)}")
    assert faults == []


def test_what_an_older_version_completed_gives_way_to_a_new_series():
    faults = []
    for exercise in PRACTICE:
        for turns in (1, 2):
            _, history = played(exercise, turns, always(True), content=REAL)
            older = as_older(history)
            shown = begin(exercise, REAL, older)
            following = begin(exercise, REAL, older, following=True)
            same = begin(exercise, REAL, history, following=True)
            if not shown.complete or following.answers or names(following) != names(same):
                faults.append(f"{exercise.id} after {turns}")
    assert faults == []
