import re
from dataclasses import replace

import pytest

from tests.practice.played import answer
from vs_course import bank
from vs_course.bank.items import Category, CourseError, CriterionId, Kind, Moment, Policy, Reply
from vs_course.practice import grading
from vs_course.practice.grading import AnswerKey, Feedback
from vs_course.practice.questions import Aside, Choice, Layout, questions, recall, segments

REAL = bank.load()
KINDS = [kind for kind in Kind if kind not in (Kind.ATTRIBUER, Kind.DEBATTRE)]


@pytest.fixture
def content(folder):
    return bank.load(folder.path)


@pytest.fixture
def question(content):
    """The question of the first vente."""
    return classify(content.scenarios[0], content)


def classify(scenario, content):
    (asked,) = questions(Kind.CLASSER, scenario, content)
    return asked


def test_a_question_says_all_of_its_scenario(content, question):
    scenario, twin = content.scenarios[:2]
    assert (question.id, question.text, question.key) == (scenario.id, scenario.text, "vente")
    assert (question.clue, question.explanation) == (scenario.clue, scenario.explanation)
    assert question.criterion == content.criterion(CriterionId.CIBLE)
    assert question.asides == (
        Aside(
            "La situation jumelle",
            "Presque les mêmes mots, mais un détail change tout\u00a0: c’est un service.",
            twin.text,
            twin.clues,
            name="La jumelle, un service\u00a0:",
        ),
    )
    assert question.prompt == "Vente ou service\u00a0?"
    assert question.layout is Layout.ROW


def test_the_choices_stand_in_one_order(content):
    expected = (Choice("vente", "Vente"), Choice("service", "Service"))
    assert {classify(s, content).choices for s in content.scenarios} == {expected}


@pytest.mark.parametrize("choice", Category)
@pytest.mark.parametrize("position", [0, 1])
def test_only_the_scenario_s_category_is_right(content, position, choice):
    scenario = content.scenarios[position]
    asked = classify(scenario, content)
    assert grading.grade(asked, str(choice)) is (choice is scenario.category)


def test_a_right_answer_is_explained_without_the_twin(question):
    assert grading.feedback(question, "vente") == Feedback(
        choice="vente",
        correct=True,
        verdict="Vente",
        clue=question.clue,
        criterion=question.criterion,
        explanation=question.explanation,
        asides=(),
    )


def test_an_error_is_explained_beside_the_twin(question):
    assert grading.feedback(question, "service", Policy.IMMEDIAT) == Feedback(
        choice="service",
        correct=False,
        verdict="C’est une vente.",
        clue=question.clue,
        criterion=question.criterion,
        explanation=question.explanation,
        asides=question.asides,
    )


def test_the_verdict_names_a_service_too(content):
    asked = classify(content.scenarios[1], content)
    assert grading.feedback(asked, "service").verdict == "Service"
    assert grading.feedback(asked, "vente").verdict == "C’est un service."


@pytest.mark.parametrize("policy", [Policy.FIN, Policy.AUCUN])
@pytest.mark.parametrize("choice", Category)
def test_an_evaluation_reveals_nothing(question, choice, policy):
    assert grading.feedback(question, choice, policy) == Feedback(choice)
    assert Feedback(choice).correct is None


@pytest.mark.parametrize("choice", ["Vente", "", "les-deux", "<b>", None, 3, ["vente"], {}])
def test_a_choice_not_offered_is_refused(question, choice):
    assert not grading.offers(question, choice)
    for policy in Policy:
        with pytest.raises(
            CourseError, match=r"pas une réponse possible\s; il faut\s: vente, service"
        ):
            grading.feedback(question, choice, policy)


# --- Every kind, on the whole of the course's own bank ---------------------------------------


def everything(kind: Kind) -> list:
    """Return every question of a kind that the course can ask."""
    signed = [s for s in REAL.scenarios if s.id in REAL.signs]
    subjects = {
        Kind.ATTRIBUER: REAL.statements,
        Kind.DEBATTRE: REAL.debates,
        Kind.JUSTIFIER: signed,
    }
    return [
        question
        for subject in subjects.get(kind, REAL.scenarios)
        for question in questions(kind, subject, REAL)
    ]


@pytest.mark.parametrize("kind", Kind)
def test_every_question_has_one_key_a_verdict_a_choice_and_an_explanation(kind):
    asked = everything(kind)
    if kind is not Kind.COMPARER:  # twins make one and the same comparison
        assert len({question.id for question in asked}) == len(asked)
    for question in asked:
        values = [choice.value for choice in question.choices]
        assert len(set(values)) == len(values) >= 2
        assert all(choice.label.strip() for choice in question.choices)
        assert question.verdicts.keys() == {choice.value for choice in question.known}
        assert question.explanation
        assert question.prompt.endswith(("\u00a0?", "."))
        assert question.id.partition("/")[0] in (question.subject, pair_of(question.subject))
        if kind is Kind.DEBATTRE:
            assert question.key is None
        else:
            assert values.count(question.key) == 1
            # An answer that is right is named; of any other, a sentence says what was right.
            named = {v for v, told in question.verdicts.items() if not told.endswith(".")}
            assert named == set(question.right)


def pair_of(subject: str) -> str | None:
    return next((s.pair for s in REAL.scenarios if s.id == subject), None)


@pytest.mark.parametrize("kind", Kind)
def test_every_choice_of_every_question_is_graded_and_explained(kind):
    for question in everything(kind):
        for choice in question.choices:
            told = grading.feedback(question, choice.value)
            expected = None if kind is Kind.DEBATTRE else choice.value in question.right
            assert told.correct is grading.grade(question, choice.value) is expected
            assert told.verdict == question.verdicts[choice.value]
            assert told.explanation == question.explanation
            assert told.clue == question.clue
            for policy in (Policy.FIN, Policy.AUCUN):
                assert grading.feedback(question, choice.value, policy) == Feedback(choice.value)


@pytest.mark.parametrize("kind", [Kind.REPERER, Kind.COMPARER])
def test_the_expected_choice_shows_the_clue(kind):
    for question in everything(kind):
        shown = {c.value: question.clue in c.label for c in question.choices}
        assert shown[question.key], question.id


@pytest.mark.parametrize("kind", [Kind.JUSTIFIER, Kind.SITUER])
def test_two_questions_in_turn_are_about_one_scenario(kind):
    scenario = next(s for s in REAL.scenarios if s.id in REAL.signs)
    one, two = questions(kind, scenario, REAL)
    assert one.subject == two.subject == scenario.id
    assert one.text == two.text == scenario.text
    keys = {Kind.JUSTIFIER: (scenario.category, REAL.signs[scenario.id])}
    keys[Kind.SITUER] = (scenario.moment, scenario.category)
    assert (one.key, two.key) == keys[kind]


def test_a_comparison_s_vente_is_the_vente_and_its_place_says_nothing():
    asked = everything(Kind.COMPARER)
    category = {scenario.id: scenario.category for scenario in REAL.scenarios}
    assert {category[question.key] for question in asked} == {Category.VENTE}
    assert {tuple(sorted(category[c.value] for c in q.choices)) for q in asked} == {
        ("service", "vente")
    }
    texts_of = {scenario.id: scenario.text for scenario in REAL.scenarios}
    assert all(c.label == texts_of[c.value] for q in asked for c in q.choices)
    for level in (1, 2, 3):  # what an exercise draws: one of two twins, always the last met
        drawn = {s.pair: s for s in REAL.scenarios if s.level == level}.values()
        drawn = [q for s in drawn for q in questions(Kind.COMPARER, s, REAL)]
        first = sum(q.key == q.choices[0].value for q in drawn) / len(drawn)
        assert 0.3 < first < 0.7


def test_segments_are_the_text_with_the_clue_whole_in_one():
    faults = []
    for scenario in REAL.scenarios:
        pieces = segments(scenario.text, scenario.clues)
        (asked,) = questions(Kind.REPERER, scenario, REAL)
        key = pieces[int(asked.key)]
        found = {
            "the pieces are not the text": "".join(pieces) != scenario.text,
            "the clue is not whole in one": [scenario.clue in p for p in pieces].count(True) != 1,
            "too few pieces": len(pieces) < 3,
            "a mark alone to click": not all(re.search(r"\w", piece) for piece in pieces),
            "cut at no pause": any(re.search(r"\b(M|Dr)\.\s*$|\d,$", piece) for piece in pieces),
            "other choices": [choice.label for choice in asked.choices] != pieces,
            "another key": scenario.clue not in key,
            "words the clue hasn't": not re.fullmatch(r"[\W_]*", key.replace(scenario.clue, "", 1)),
        }
        faults += [f"{scenario.id}: {fault}" for fault, there in found.items() if there]
    assert faults == []


@pytest.mark.parametrize(
    ("text", "clue", "pieces"),
    [
        ("le clou", "le clou", ["le clou"]),
        ("Il vend une lampe.", "une lampe", ["Il vend ", "une lampe."]),
        ("Elle dit\u00a0: «\u00a0Oui, oui\u00a0»", "Oui, oui", None),
        ("Une ligne,\nune autre ligne\net une dernière\n", "autre ligne", None),
        ("\n\n Une ligne de plus, et rien \n", "de plus", None),
        ("Cela coûte bien 5,50 € ou 3.20 $ par mois, pas plus, dit-il.", "dit-il", None),
        ("oui oui oui", "oui", ["oui ", "oui oui"]),
        ("?! (rien) … «", "rien", None),
    ],
)
def test_segments_of_odd_texts_still_make_the_text(text, clue, pieces):
    found = segments(text, (clue,))
    assert "".join(found) == text
    assert any(clue in piece for piece in found)
    assert all(found)
    assert pieces is None or found == pieces


def test_each_of_several_clues_is_a_piece_and_a_right_answer(content):
    text = "Il écoute, puis il propose un second casque, à prix réduit, et attend la réponse."
    clues = ("à prix réduit", "propose un second casque")  # in any order
    scenario = replace(content.scenarios[0], text=text, clues=clues)
    (asked,) = questions(Kind.REPERER, scenario, content)
    assert "".join(choice.label for choice in asked.choices) == text
    label = {choice.value: choice.label for choice in asked.choices}
    assert [label[value] for value in asked.right] == [
        "propose un second casque, ",
        "à prix réduit, ",
    ]
    for value in label:
        told = grading.feedback(asked, value)
        assert told.correct is (value in asked.right)
        assert told.verdict == ("Ces mots-là" if value in asked.right else "Pas ces mots.")
    assert classify(scenario, content).clues == clues


def asked_sign(content, **changes):
    """Return what « Dire pourquoi » asks last of the first vente, and the bank it is then in."""
    scenario = replace(content.scenarios[0], **changes)
    changed = replace(content, scenarios=(scenario, *content.scenarios[1:]))
    return questions(Kind.JUSTIFIER, scenario, changed)[1], changed


def verdicts(asked):
    return {c.value: grading.feedback(asked, c.value).verdict for c in asked.choices}


def test_the_sign_and_the_one_admitted_are_right_and_each_says_what_it_shows(content):
    signs = {"sign": CriterionId.CIBLE, "other_sign": CriterionId.CLIENTELE}
    asked, _ = asked_sign(content, criterion=CriterionId.SATISFACTION, **signs)
    assert asked.right == ("cible", "clientele")
    assert asked.criterion.id == "cible"
    wrong = "On le voit plutôt à ceci\u00a0: un nombre de ventes est attendu."
    assert verdicts(asked) == {
        "cible": "Oui, un nombre de ventes est attendu",
        "clientele": "Ce signe compte aussi\u00a0: on s’adresse à de nouveaux acheteurs",
        "satisfaction": wrong,
        "interaction": wrong,
    }


def test_the_objective_that_an_older_version_offered_is_graded_as_it_was(content):
    """It is on no button; an answer that holds it is right where the text speaks of it."""
    for criterion, right in ((CriterionId.OBJECTIF, True), (CriterionId.CIBLE, False)):
        asked, changed = asked_sign(content, criterion=criterion, sign=CriterionId.INTERACTION)
        assert "objectif" not in [c.value for c in asked.choices]
        assert grading.grade(asked, "objectif") is right
        key = AnswerKey(changed)
        assert key.offers(answer(asked.id, choice="objectif"))
        assert key.right(answer(asked.id, choice="objectif")) is right


def test_what_has_lost_its_sign_is_recalled_by_its_criterion(content):
    """An older version asked it; its answers, and a series under way, stay as they were."""
    _, changed = asked_sign(content, sign=CriterionId.CIBLE)
    objective, other = content.scenarios[8], content.scenarios[2]
    assert (objective.criterion, other.criterion) == ("objectif", "clientele")
    asked = recall(f"{objective.id}/justifier", changed)
    assert asked.right == ("objectif",)
    assert [c.value for c in asked.choices][-1] == "objectif"
    assert grading.feedback(asked, "cible").verdict == (
        "On le voit plutôt à ceci\u00a0: on cherche à faire acheter."
    )
    assert recall(f"{other.id}/justifier", changed).right == ("clientele",)


def test_who_is_judged_is_said_where_a_situation_has_several(content):
    scenario = replace(content.scenarios[0], judged="Le vendeur")
    assert classify(scenario, content).prompt == "Le vendeur\u00a0: vente ou service\u00a0?"


def test_a_clue_said_twice_has_its_first_place_for_key(content):
    scenario = replace(
        content.scenarios[0], text="Oui, dit-il. Puis oui, dit-il.", clues=("dit-il",)
    )
    (asked,) = questions(Kind.REPERER, scenario, content)
    assert "".join(c.label for c in asked.choices[: int(asked.key)]) == "Oui, "


def test_a_debate_gives_both_arguments_whatever_the_answer():
    said = {"vente": "Vous penchez pour la vente.", "service": "Vous penchez pour le service."}
    for debate in REAL.debates:
        (asked,) = questions(Kind.DEBATTRE, debate, REAL)
        for choice in Category:
            told = grading.feedback(asked, choice)
            assert told.correct is None, debate.id
            arguments = [debate.for_vente, debate.for_service]
            assert [aside.text for aside in told.asides] == arguments, debate.id
            assert told.verdict == said[choice], debate.id


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Kind.CLASSER, list(Category)),
        (Kind.ATTRIBUER, list(Reply)),
        (Kind.DEBATTRE, list(Category)),
    ],
)
def test_choices_never_move_from_one_question_to_the_next(kind, values):
    assert {tuple(c.value for c in q.choices) for q in everything(kind)} == {tuple(values)}


def test_moments_stand_in_the_order_of_the_source():
    moment = questions(Kind.SITUER, REAL.scenarios[0], REAL)[0]
    assert [c.value for c in moment.choices] == list(Moment)


def test_one_of_four_signs_is_asked_in_plain_words_that_tell_no_category():
    asked = [q for q in everything(Kind.JUSTIFIER) if q.id.endswith("/justifier")]
    signs = (
        Choice("cible", "Un chiffre de ventes est attendu, ou non"),
        Choice("clientele", "À qui l’on s’adresse"),
        Choice("satisfaction", "Ce qui compte comme réussi"),
        Choice("interaction", "Où en est l’achat pendant l’échange"),
    )
    assert {q.choices for q in asked} == {signs}
    assert {q.prompt for q in asked} == {
        "C’est une vente. À quel signe le voit-on ici\u00a0?",
        "C’est un service. À quel signe le voit-on ici\u00a0?",
    }


# --- A question and its key, by the question's id alone ---------------------------------------


def test_every_question_is_recalled_by_its_id():
    faults = []
    for kind in Kind:
        for question in everything(kind):
            again = recall(question.id, REAL)
            choices = sorted(choice.value for choice in again.choices)
            told = (again.id, again.key, again.prompt, again.explanation)
            if told != (question.id, question.key, question.prompt, question.explanation):
                faults.append(question.id)
            if choices != sorted(choice.value for choice in question.choices):
                faults.append(f"{question.id}: {choices}")
    assert faults == []


def test_what_is_asked_of_nothing_known_is_recalled_as_none():
    scenario, debate = REAL.scenarios[0], REAL.debates[0]
    for name in (
        *("", "/", "absente", "absente/reperer", scenario.pair),
        *(f"{scenario.id}/comparer", f"{scenario.pair}/reperer", f"{debate.id}/justifier"),
    ):
        assert recall(name, REAL) is None, name


def test_the_answer_key_grades_what_the_bank_offers_and_nothing_else():
    key = AnswerKey(REAL)
    for kind in Kind:
        for question in everything(kind):
            for choice in question.choices:
                made = answer(question.id, choice=choice.value, correct="jamais lu")
                graded = None if kind is Kind.DEBATTRE else choice.value in question.right
                assert key.offers(made), question.id
                assert key.right(made) is graded, question.id
            made = answer(question.id, choice="autre")
            assert not key.offers(made)
            assert key.right(made) is None
    assert key.question("absente") is None
    assert key.right(answer("absente")) is None
    assert not key.offers(answer("absente"))
