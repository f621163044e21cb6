"""The class as a DataFrame; the only module of the class that imports pandas."""

import pandas as pd

from vs_course.classroom import tables
from vs_course.classroom.statistics import Figures
from vs_course.results.report_tables import ReadableFrame

_TEXTS = ("eleve", "groupe", "premier_jour", "dernier_jour")


def pupils(figures: Figures) -> ReadableFrame:
    """Return one row a pupil (see Classe.tableau)."""
    counted = [criterion.id.value for criterion in figures.criteria]
    counted += [f"niveau_{level}" for level in figures.levels]
    columns = ["eleve", "groupe", "reponses", "premier_jour", "dernier_jour"]
    columns += ["vues", "justes", "part", "acquis"]
    columns += [f"{name}_{what}" for name in counted for what in ("vues", "justes")]
    trials = [trial.exercise.id for trial in figures.trials]
    columns += [f"{name}_{what}" for name in trials for what in ("reponses", "justes")]
    columns += ["sur", "sur_mais_faux"]
    rows = [(p.name, p.group, *tables.counted(p)) for p in figures.pupils]
    types = {c: "str" if c in _TEXTS else "Int64" for c in columns} | {"part": "float64"}
    return ReadableFrame(pd.DataFrame(rows, columns=columns).astype(types))
