"""A file is saved whole, or what was there stays; the reason is one French sentence."""

import errno
import re
from pathlib import Path

import pytest

from vs_course.bank import files
from vs_course.bank.items import CourseError


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def refusal(path: Path, content: str = "neuf") -> str:
    with pytest.raises(CourseError) as caught:
        files.save(path, content)
    return str(caught.value)


def test_a_text_is_saved_in_utf_8_and_bytes_as_they_are(tmp_path):
    for content in ("L’été\nfini\n", b"\xff\x00\r\n"):
        files.save(tmp_path / "f", content)
        expected = content.encode() if isinstance(content, str) else content
        assert (tmp_path / "f").read_bytes() == expected
    assert names(tmp_path) == ["f"]


def test_a_writer_of_its_own_is_given_a_path_of_the_same_name(tmp_path):
    with files.saving(tmp_path / "f.csv") as whole:
        assert whole.name == "f.csv"
        assert whole != tmp_path / "f.csv"
        whole.write_text("neuf")
        assert not (tmp_path / "f.csv").exists()
    assert (tmp_path / "f.csv").read_text() == "neuf"
    assert names(tmp_path) == ["f.csv"]


def break_off(path: Path, error: Exception) -> None:
    with files.saving(path) as whole:
        whole.write_text("à moitié")
        raise error


def test_a_failure_leaves_what_was_there(tmp_path):
    path = tmp_path / "f"
    path.write_text("ancien")
    with pytest.raises(CourseError) as caught:
        break_off(path, OSError(errno.ENOSPC, "no space"))
    assert (
        str(caught.value) == f"Le fichier « {path} » ne peut pas être écrit : le disque est plein."
    )
    with pytest.raises(CourseError, match="écrit : vous n'avez pas le droit d'y écrire"):
        break_off(path, PermissionError(errno.EACCES, "denied"))
    with pytest.raises(KeyError):
        break_off(path, KeyError("bug"))
    assert path.read_text() == "ancien"
    assert names(tmp_path) == ["f"]


def test_a_place_that_won_t_do_is_said(tmp_path):
    (tmp_path / "d").mkdir()
    assert refusal(tmp_path / "d") == (
        f"« {tmp_path}/d » existe déjà et n'est pas un fichier ; donnez un nom de fichier."
    )
    assert refusal(tmp_path / "rien" / "f") == (
        f"Le dossier « {tmp_path}/rien » n'existe pas ; créez-le ou indiquez-en un autre."
    )
    assert re.fullmatch(
        "Le fichier « .* » ne peut pas être écrit : .+", refusal(tmp_path / ("n" * 300))
    )


def test_a_reason_is_in_french_where_it_is_known():
    assert files.reason(PermissionError(errno.EACCES, "denied")) == (
        "vous n’avez pas le droit d’y écrire"
    )
    assert files.reason(OSError(errno.EMFILE, "Too many open files")) == "Too many open files"
    assert files.reason(OSError("sans code")) == "sans code"
