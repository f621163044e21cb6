"""Where the course opens: its folder, its port."""

import socket
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vs_course.bank.items import CourseError
from vs_course.jupyterlab import launcher


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package outside any checkout, with two files in its notebooks."""
    package = tmp_path / "site-packages" / "vs_course"
    (package / "notebooks" / "images").mkdir(parents=True)
    (package / "notebooks" / "00_bienvenue.ipynb").write_text("du cours")
    (package / "notebooks" / "images" / "carte.png").write_text("image")
    monkeypatch.setattr(launcher, "_PACKAGE", package)
    return tmp_path


def test_a_checkout_is_opened_where_it_stands(tmp_path: Path):
    assert launcher.course_folder(tmp_path) == ROOT
    assert list(tmp_path.iterdir()) == []


def test_an_installed_course_copies_its_notebooks(installed: Path, capsys):
    here = installed / "ici"
    here.mkdir()
    assert launcher.course_folder(here) == here
    assert (here / "notebooks/00_bienvenue.ipynb").read_text() == "du cours"
    assert (here / "notebooks/images/carte.png").exists()
    assert "2 fichier(s)" in capsys.readouterr().out


def test_a_learner_s_own_file_stays(installed: Path, capsys):
    own = installed / "notebooks" / "00_bienvenue.ipynb"
    own.parent.mkdir()
    own.write_text("à moi")
    launcher.course_folder(installed)
    launcher.course_folder(installed)
    assert own.read_text() == "à moi"
    assert capsys.readouterr().out.count("copié") == 1


def test_a_folder_in_the_way_is_said(installed: Path):
    (installed / "notebooks").write_text("un fichier")
    with pytest.raises(CourseError, match="ne peut pas être copié"):
        launcher.course_folder(installed)


def test_a_busy_port_gives_the_next_free_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = taken.getsockname()[1]
        assert launcher.free_port(busy) > busy


def test_options_given_to_jupyterlab_win():
    assert launcher._trait("--ServerApp.root_dir=/x") == launcher._trait("--root_dir") == "root_dir"
