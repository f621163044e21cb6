"""A QTI 3.0 package: one item a situation, and a test that gathers them (1EdTech).

An item is called « situation-… » in it: an XML name may not begin with a digit.
"""

import io
from zipfile import ZIP_DEFLATED, ZipFile

from vs_course.export import Selection, layout
from vs_course.practice import texts as practice_texts

_DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"


def package(selection: Selection) -> bytes:
    """Return the package: its manifest, the test, and the items in a folder of their own."""
    documents = {
        "imsmanifest.xml": layout.render("qti_manifest.xml", scenarios=selection.scenarios),
        "vente-ou-service.xml": layout.render(
            "qti_test.xml",
            title=practice_texts.PROMPT_CLASSER,
            sections=list(selection.mixed().by_criterion()),
            clean=layout.clean,
        ),
    }
    for scenario in selection.scenarios:
        question = selection.question(scenario)
        documents[f"items/{scenario.id}.xml"] = layout.render(
            "qti_item.xml",
            id=scenario.id,
            question=question,
            on_choice=layout.on_choice,
            everyone=layout.on_question(scenario, question),
        )
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, document in documents.items():
            archive.writestr(name, _DECLARATION + document)
    return made.getvalue()
