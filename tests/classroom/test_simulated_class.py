"""The sample class is what its script makes, small, and said to be simulated."""

from tests import simulated_class


def test_the_files_are_what_the_script_makes(content, tmp_path):
    simulated_class.write(tmp_path / "classe", content)
    folders = (tmp_path / "classe", simulated_class.FOLDER)
    made, kept = (
        {p.relative_to(f): p.read_bytes() for p in f.rglob("*") if p.is_file()} for f in folders
    )
    assert made == kept, "run: python -m tests.simulated_class"
    assert sum(map(len, kept.values())) <= 400_000
    assert "ne sont les réponses de personne" in (folders[1] / "LISEZ-MOI.md").read_text("utf-8")


def test_the_class_has_its_ordinary_accidents(simulated):
    pupils = {pupil.name: pupil for pupil in simulated.figures.pupils}
    assert len(pupils) == 24
    assert {pupil.group for pupil in pupils.values()} == {"groupe-1", "groupe-2"}
    early = pupils[simulated_class.STOPS_EARLY.title()]
    assert early.progress.answers < 20
    assert early.progress.trials[1].answered == 0
    assert sum(file.lines.get("torn", 0) for file in simulated.figures.files) == 1
    mistaken = {name: len(pupil.progress.sure_wrong) for name, pupil in pupils.items()}
    assert mistaken[simulated_class.OVERCONFIDENT.title()] == max(mistaken.values())
