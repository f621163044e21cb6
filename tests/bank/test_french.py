"""How French is written."""

from vs_course.bank import french


def test_quotes_plural_and_the_terminal_s_way():
    assert french.quoted("L’été") == "«\u00a0L’été\u00a0»"
    assert [french.plural(n, "un", "des") for n in (0, 1, 2)] == ["un", "un", "des"]
    assert french.plain("«\u00a0L’été\u00a0», 1\u202f000") == "« L'été », 1 000"
