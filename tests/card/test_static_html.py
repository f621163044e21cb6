import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.folders import EXERCISES, SCENARIOS
from vs_course import bank
from vs_course.bank import columns as schema
from vs_course.bank.items import Form, Kind, Policy
from vs_course.card import static_html
from vs_course.practice import series
from vs_course.practice.series import Series

HOSTILE = '<script>alert("1")</script> & <img src=x onerror=alert(2)>'


class Page(HTMLParser):
    """What a browser would make of a page: its tags, its text, its text outside of details."""

    def __init__(self, content: str):
        super().__init__()
        self.tags, self.open, self.text, self.shown = [], [], "", ""
        self.feed(content)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
        self.shown += "" if "details" in self.open and "summary" not in self.open else data


def run_together(text: str) -> str:
    """Return a text without its blanks: its lines may stand in elements of their own."""
    return "".join(text.split())


def begun(folder, position: int) -> Series:
    content = bank.load(folder.path)
    return series.begin(content.exercises[position], content, [])


def test_answers_are_there_but_folded(folder):
    played = begun(folder, 0)
    page = Page(static_html.as_html(played))
    tags = [tag for tag, _ in page.tags]
    assert page.open == []
    assert tags.count("li") == tags.count("details") == tags.count("summary") == 4
    assert all("open" not in attributes for _, attributes in page.tags)
    assert page.tags[0] == ("section", {"lang": "fr"})
    assert "Un essai à faire" in page.shown
    for question in played.questions:
        label = {"vente": "Vente.", "service": "Service."}[question.key]
        assert question.text in page.shown
        assert f"{label} {question.explanation}" in page.text
        assert question.explanation not in page.shown


def test_an_evaluation_shows_no_key(folder):
    played = begun(folder, 1)
    page = Page(static_html.as_html(played))
    assert [tag for tag, _ in page.tags].count("li") == 6
    assert "details" not in [tag for tag, _ in page.tags]
    for question in played.questions:
        assert question.text in page.text
        assert question.explanation not in page.text
    items = static_html.as_html(played).split("<li>")[1:]
    around = {item.partition("</li>")[0].partition("<br>")[2] for item in items}
    assert len(around) == 1, "something besides the text sets one question apart"


@pytest.mark.parametrize("column", ["texte", "explication"])
def test_markup_in_a_scenario_stays_text(folder, column):
    for line in range(2, 14):
        cell = folder.rows(SCENARIOS)[line - 1][schema.scenarios(()).columns.index(column)]
        folder.set(line, column, f"{cell} {HOSTILE}")
    page = Page(static_html.as_html(begun(folder, 0)))
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
    assert page.text.count(HOSTILE) == 4


def test_markup_in_a_title_stays_text(folder):
    folder.replace(EXERCISES, '"Un essai à faire"', f"'{HOSTILE}'")
    page = Page(static_html.as_html(begun(folder, 0)))
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
    assert page.text.count(HOSTILE) == 1


def test_the_plain_text_numbers_the_situations_and_gives_no_answer(folder):
    played = begun(folder, 0)
    title, *lines = static_html.as_text(played).splitlines()
    assert title == "Un essai à faire"
    assert lines == [
        f"{number}. {question.text} Vente ou service\u00a0?"
        for number, question in enumerate(played.questions, 1)
    ]


# --- Every exercise of the course ------------------------------------------------------------

REAL = bank.load()


@pytest.fixture(params=REAL.exercises, ids=lambda what: what.id)
def played(request):
    return series.begin(request.param, REAL, [])


def test_every_exercise_reads_with_its_choices_and_its_answers_folded(played):
    what = played.exercise
    page = Page(static_html.as_html(played))
    tags = [tag for tag, _ in page.tags]
    assert page.open == []
    assert tags.count("li") == len(played.questions)
    assert tags.count("details") == len(played.questions) * (what.policy is Policy.IMMEDIAT)
    assert what.title in page.shown
    for question in played.questions:
        assert run_together(question.text) in run_together(page.shown)
        assert question.prompt in page.shown
        for choice in question.choices:
            assert run_together(choice.label) in run_together(page.shown)
        assert question.explanation not in page.shown
        assert (question.explanation in page.text) is (what.policy is Policy.IMMEDIAT)


def test_the_folded_answer_is_the_right_one(played):
    if played.exercise.policy is not Policy.IMMEDIAT:
        return
    items = static_html.as_html(played).split("<li>")[1:]
    for item, question in zip(items, played.questions, strict=True):
        folded = Page(item.partition("<details>")[2].partition("</details>")[0]).text
        labels = {c.value: c.label.strip().removesuffix(".") for c in question.choices}
        # The question that ends a criterion's label opens its explanation: it is asked once.
        names = {v: re.sub(r"(?<=\w)\. \w.*\?$", "", label) for v, label in labels.items()}
        # A label that ends with a mark of its own takes no full stop.
        ended = {v: f"{name}{'.' if name[-1].isalnum() else ''}" for v, name in names.items()}
        said = [v for v, name in ended.items() if f"\n{name} " in folded]
        assert not re.search(r"\? ?\.", folded)
        assert said == ([] if question.key is None else [question.key])
        for aside in question.asides:
            assert (aside.text in folded) is aside.always


def test_an_exercise_that_keeps_its_key_says_when_it_comes(played):
    kept = "La réponse est donnée à la fin de l’évaluation." in static_html.as_html(played)
    assert kept is (played.exercise.policy is Policy.FIN)


def test_the_plain_text_of_every_exercise_explains_nothing(played):
    text = static_html.as_text(played)
    lines = text.splitlines()
    numbers = [line.partition(".")[0] for line in lines[1:] if line[0].isdigit()]
    assert numbers == [str(number) for number in range(1, len(played.questions) + 1)]
    for question in played.questions:
        assert question.explanation not in text
        assert not any(aside.text in text for aside in question.asides if aside.always)
    asked = [
        piece.replace("\n", "\n   ") if piece == question.text else piece
        for question in played.questions
        for piece in (question.text, question.prompt, *(c.label for c in question.choices))
    ]
    rest = text.removeprefix(played.exercise.title)
    for piece in sorted(asked, key=len, reverse=True):
        rest = rest.replace(piece, "")
    assert re.fullmatch(r"[\s\d./|]*", rest), rest


def formed(form: Form, text: str) -> Series:
    """Return a series whose first question is a text of that form."""
    begun = series.begin(REAL.exercises[0], REAL, [])
    first = replace(begun.questions[0], form=form, text=text)
    return Series(begun.exercise, (first, *begun.questions[1:]))


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        (Form.DIALOGUE, "— Un casque\u00a0?\n— <b>Oui</b>.",
         "<p>— Un casque\u00a0?<br>— &lt;b&gt;Oui&lt;/b&gt;.</p>"),
        (Form.TICKET, "Casque\u00a0: 19\u00a0€\n<i>",
         "<pre>Casque\u00a0: 19\u00a0€\n&lt;i&gt;</pre>"),
        (Form.MESSAGES, "Léa\u00a0: Bonjour\nOui <3",
         "<blockquote><p><em>Messages</em></p>"
         "<p><strong>Léa</strong>\u00a0: Bonjour<br>Oui &lt;3</p></blockquote>"),
        (Form.AVIS, "Parfait\u00a0!",
         "<blockquote><p><em>Avis en ligne</em></p><p>Parfait\u00a0!</p></blockquote>"),
    ],
)  # fmt: skip
def test_a_document_is_read_as_what_it_is(form: Form, text: str, shown: str):
    begun = formed(form, text)
    for page in (static_html.as_html(begun), static_html.worksheet(begun)):
        assert f"<li>{shown}<p>Vente ou service\u00a0?" in page
        assert Page(page).open == []
    assert text.replace("\n", "\n   ") in static_html.as_text(begun)


def test_on_paper_a_text_is_printed_once_and_no_question_answers_the_one_before():
    for kind in (Kind.JUSTIFIER, Kind.SITUER):
        begun = series.begin(next(e for e in REAL.exercises if e.kind is kind), REAL, [])
        sheet, told = Page(static_html.worksheet(begun)), Page(static_html.answers(begun))
        subjects = {question.subject for question in begun.questions}
        assert len(begun.questions) == 2 * len(subjects)
        assert "C’est un" not in sheet.text
        for page in (sheet, told):
            assert sum(tag == "li" for tag, _ in page.tags) == len(subjects)
        for question in begun.questions:
            assert run_together(sheet.text).count(run_together(question.text)) == 1
            times = 1 if kind is Kind.JUSTIFIER else told.text.count(question.explanation)
            assert told.text.count(question.explanation) == times > 0
            for choice in question.choices:
                assert f"☐\u00a0{choice.label}" in sheet.text


def test_pieces_to_click_are_told_apart_and_make_the_text():
    what = next(what for what in REAL.exercises if what.kind is Kind.REPERER)
    begun = series.begin(what, REAL, [])
    shown = static_html.as_text(begun)
    whole = {s.id: s.text for s in REAL.scenarios}
    assert all(whole[q.subject] in shown.replace("|", "") for q in begun.questions)
    assert shown.count("|") == sum(len(q.choices) - 1 for q in begun.questions)


def test_markup_in_every_kind_stays_text(folder):
    for line in range(2, 14):
        for column in ("texte", "explication"):
            cell = folder.rows(SCENARIOS)[line - 1][schema.scenarios(()).columns.index(column)]
            folder.set(line, column, f"{HOSTILE} {cell}")
    for kind in (Kind.COMPARER, Kind.REPERER, Kind.JUSTIFIER, Kind.SITUER):
        folder.replace(EXERCISES, "nombre = 4", "nombre = 3")
        folder.replace(EXERCISES, '"classer"', f'"{kind}"')
        page = Page(static_html.as_html(begun(folder, 0)))
        assert not {"script", "img"} & {tag for tag, _ in page.tags}
        assert page.text.replace("|", "").count(HOSTILE) >= 6
        folder.replace(EXERCISES, f'"{kind}"', '"classer"')
        folder.replace(EXERCISES, "nombre = 3", "nombre = 4")
