"""An exercise as a SCORM 1.2 package: a platform opens it, keeps its answers, shows its score."""

import os
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from vs_course.api import session
from vs_course.bank import files
from vs_course.bank.items import CourseError
from vs_course.card import standalone
from vs_course.publish import single_page

MOST_QUESTIONS = 24  # whose first and last answers a platform has surely room for
_MANIFEST = Path(__file__).parent / "scorm_manifest.xml"
_RESERVED = (
    "L'exercice « {id} » ne s'exporte pas : pour le noter, la page devrait en contenir le corrigé, "
    "qui reste chez le professeur ; les exercices corrigés aussitôt s'exportent : {others}."
)
_EMPTY = (
    "L'exercice « {id} » ne s'exporte pas : ses questions viennent des réponses de chaque élève, "
    "que la page d'une plateforme n'a pas."
)
_TOO_LONG = (
    "L'exercice « {id} » ne s'exporte pas : il pose {count} questions, et les 4 096 caractères "
    "qu'une plateforme garde d'un élève suffisent pour {most}."
)
_SAID = {
    "page": "La plateforme n’a pas gardé vos réponses : téléchargez-les avant de fermer cette "
    "page, et dites-le à votre professeur.",
    "reported": "Gardé avec vos réponses, sur la plateforme.",
}


def write(id: str, destination: Path, data: Path | None = None) -> int:
    """Write the package of an exercise to one file; return how many questions are in it.

    Raises CourseError for an exercise that doesn't exist, is too long, or whose key is not to be in
    a page, and for a file that can't be written.
    """
    shown = session(id, data=data, journal=os.devnull)
    title = escape(shown.exercise.title)
    if shown.exercise.once:
        others = [one.id for one in shown.bank.exercises if not one.once]
        raise CourseError(_RESERVED.format(id=id, others=", ".join(others)))
    if not shown.questions:
        raise CourseError(_EMPTY.format(id=id))
    if (count := len(shown.questions)) > MOST_QUESTIONS:
        raise CourseError(_TOO_LONG.format(id=id, count=count, most=MOST_QUESTIONS))
    head = f"\n<style>\n{single_page.style()}</style>"
    body = f"<main>\n{standalone.host(shown, neighbours=False)}\n</main>"
    page = standalone.document(title, body, head, "scorm", **_SAID)
    manifest = _MANIFEST.read_text(encoding="utf-8").format(id=escape(id), title=title)
    with files.saving(destination) as whole, ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", manifest)
        archive.writestr("index.html", page)
    return count
