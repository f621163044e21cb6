"""What a browser is sent: an evaluation's key, once all is answered and not before."""

from dataclasses import replace

import pytest

from tests.practice.played import always, play
from vs_course import bank
from vs_course.bank import french
from vs_course.bank.items import Kind
from vs_course.practice.payload import closing, content, roads
from vs_course.practice.questions import questions
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


# --- The way on -------------------------------------------------------------------------------


def test_from_each_exercise_the_way_on_is_the_next_of_the_page_then_the_next_page():
    found = {}
    for name, exercise in EXERCISES.items():
        way = roads(begin(exercise, REAL, []), REAL, [])
        assert way.keys() == {"next"}, name
        found[name] = tuple(way["next"].values())
    assert found["00-essai"] == (
        EXERCISES["00-diagnostic"].title,
        "00_bienvenue.ipynb",
        "00-diagnostic",
    )
    assert found["00-diagnostic"] == ("La vente", "01_vente.ipynb")
    assert found["05-justifier"] == ("Les cas limites", "06_cas_limites.ipynb")
    assert found["07-evaluation"] == ("Le bilan", "08_bilan.ipynb")
    for exercise, (_, page, *there) in found.items():  # an exercise is on the page that is opened
        assert not there or (page.startswith(there[0][:2]) and there[0] != exercise)


def test_a_failed_evaluation_leads_back_to_practice_and_a_passed_one_does_not():
    exercise = EXERCISES["07-evaluation"]
    for passed in (True, False):
        history = play(begin(exercise, REAL, []), always(passed))
        way = roads(begin(exercise, REAL, history), REAL, history)
        back = {"label": "S’entraîner à classer", "href": "05_classer.ipynb"}
        assert way.get("back") == (None if passed else back)


def test_an_exercise_of_another_course_has_no_way_on(folder):
    other = bank.load(folder.path)
    assert roads(begin(other.exercises[0], other, []), other, []) == {}
    sent = content(begin(other.exercises[0], other, []))
    assert (sent["next"], sent["back"]) == (None, None)


# --- What is told at once ---------------------------------------------------------------------


def revealing(asked) -> dict:
    """Return what is sent of one question, its answers included."""
    (sent,) = content(Series(EXERCISES["05-classer"], [asked]))["questions"]
    return sent["reveal"]


def test_of_a_twin_the_words_that_differ_are_shown_and_lit(folder):
    course = bank.load(folder.path)
    one, twin = course.scenarios[:2]
    text = (
        "Ali regarde une montre\u00a0: il dit «\u00a0Bien\u00a0» et {} avant midi ce jour de mai."
    )
    pair = (
        replace(
            one, text=text.format("propose le second à 19\u00a0€"), clues=("propose le second",)
        ),
        replace(twin, text=text.format("montre le réglage"), clues=("montre le réglage",)),
    )
    changed = replace(course, scenarios=(*pair, *course.scenarios[2:]))
    (asked,) = questions(Kind.CLASSER, pair[0], changed)
    (aside,) = revealing(asked)["asides"]
    assert aside["name"] == "La jumelle, un service\u00a0:"
    assert aside["excerpt"] == [
        ("… dit “Bien” et ", False),
        ("montre le réglage", True),
        (" …", False),
    ]
    (asked,) = questions(Kind.CLASSER, pair[1], changed)
    (aside,) = revealing(asked)["asides"]
    assert ("propose le second à 19\u00a0€", True) in aside["excerpt"]  # no-break spaces hold


def nested(text: str) -> str:
    """Return a text as it is quoted: its own quotation marks are those of the second rank."""
    return text.replace("\n", " ").replace("«\u00a0", "“").replace("\u00a0»", "”")


def bare(text: str) -> str:
    return text.translate({ord("“"): None, ord("”"): None})


def test_every_excerpt_is_words_of_its_aside_and_short_enough():
    faults = []
    for kind in (Kind.CLASSER, Kind.JUSTIFIER):
        for scenario in REAL.scenarios:
            for asked in questions(kind, scenario, REAL):
                told = revealing(asked)
                (aside,) = told["asides"]
                shown = "".join(piece for piece, _ in aside["excerpt"])
                at_once = " ".join([*told["sentences"][: told["atOnce"]], aside["name"], shown])
                found = {
                    "nothing is lit": not any(lit for _, lit in aside["excerpt"]),
                    "other words": bare(shown).strip("… ") not in bare(nested(aside["text"])),
                    "half a quotation": shown.count("“") != shown.count("”"),
                    "too long": len(french.words(at_once)) > 60,
                }
                faults += [f"{asked.id}: {fault}" for fault, there in found.items() if there]
    assert faults == []


def test_of_a_debate_each_first_sentence_is_shown():
    (asked,) = questions(Kind.DEBATTRE, REAL.debates[0], REAL)
    told = revealing(asked)
    assert told["right"] == ()
    for aside in told["asides"]:
        ((first, lit),) = aside["excerpt"]
        assert aside["text"].startswith(first)
        assert first.endswith((".", "!", "?"))
        assert not lit


def test_each_clue_is_sent_and_helps_once_where_it_is_in_the_text():
    scenario = REAL.scenarios[0]
    clues = (scenario.clue, scenario.text.split()[0])
    (asked,) = questions(Kind.CLASSER, replace(scenario, clues=clues), REAL)
    (sent,) = content(Series(EXERCISES["05-classer"], [asked]))["questions"]
    assert sent["reveal"]["clues"] == clues
    assert [hint["text"] for hint in sent["hints"]] == [asked.criterion.question, ""]
    (elsewhere,) = content(Series(EXERCISES["05-classer"], [replace(asked, text="")]))["questions"]
    assert [hint["text"] for hint in elsewhere["hints"]] == [asked.criterion.question]
