"""A file is written whole or not at all, and a mistake is one French sentence."""

import errno
import os
import stat
import subprocess
import sys

import genanki
import pytest

from vs_course import export
from vs_course.bank.items import CourseError


@pytest.mark.parametrize("format", export.FORMATS)
def test_each_format_writes_the_file_one_names(selection, tmp_path, format):
    path = tmp_path / "mon export.sans-suffixe"
    path.write_text("une version plus ancienne")
    umask = os.umask(0o022)
    os.umask(umask)
    before = {*tmp_path.iterdir()}
    assert export.write(format, selection, path) == 12
    assert {*tmp_path.iterdir()} == before
    assert b"plus ancienne" not in path.read_bytes()
    assert path.stat().st_size > 1000
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask


def test_a_failed_export_leaves_what_was_there(selection, tmp_path, monkeypatch):
    def full(_package, stream):
        stream.write(b"la moitie")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(genanki.Package, "write_to_file", full)
    path = tmp_path / "cartes.apkg"
    path.write_text("une version plus ancienne")
    before = {*tmp_path.iterdir()}
    with pytest.raises(CourseError, match="ne peut pas être écrit : le disque est plein"):
        export.write("anki", selection, path)
    assert {*tmp_path.iterdir()} == before
    assert path.read_text() == "une version plus ancienne"


@pytest.mark.parametrize(
    ("format", "name", "said"),
    [
        ("word", "f", "Le format « word » n'existe pas ; les formats sont : moodle, gift, anki"),
        ("csv", "nulle/part.csv", "n'existe pas ; créez-le"),
        ("csv", ".", "existe déjà et n'est pas un fichier"),
        ("csv", "/dev/null", "existe déjà et n'est pas un fichier"),
        ("csv", "x" * 300, "ne peut pas être écrit"),
    ],
)
def test_a_mistake_is_said(selection, tmp_path, format, name, said):
    with pytest.raises(CourseError) as stop:
        export.write(format, selection, tmp_path / name)
    assert said in str(stop.value)
    assert "’" not in str(stop.value)


def test_a_missing_library_says_what_to_install(selection, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "genanki", None)
    monkeypatch.delitem(sys.modules, "vs_course.export.anki", raising=False)
    with pytest.raises(CourseError, match=r'genanki.*pip install "vs-course\[enseignant\]"'):
        export.write("anki", selection, tmp_path / "cartes.apkg")
    assert not (tmp_path / "cartes.apkg").exists()


def test_a_format_is_imported_only_when_called():
    code = """if True:
        import sys
        import vs_course.export
        print({"genanki", "jinja2"} & {*sys.modules},
              sorted(n for n in sys.modules if n.startswith("vs_course.export.")))"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set() []\n"
