"""What the card and its pages say, in French."""

from vs_course.practice import texts as practice_texts

PROJECTION = {
    "fullScreen": "Plein écran",
    "hands": "mains",
    "reveal": "Montrer la réponse",
    "next": "Situation suivante",
    "finish": "Voir les votes",
    "summary": "Les votes de la classe",
    "saved": "Vote enregistré.",
    "unsavedOne": "1 vote n’est pas enregistré.",
    "unsavedMany": "{n} votes ne sont pas enregistrés.",
}
VOTE_WRONG = "Ce vote n’est pas celui d’une question de cet exercice."
TO_HAND_IN = (
    "Merci. Vos réponses sont gardées, mais cette page ne peut pas les corriger : téléchargez-les, "
    "puis remettez le fichier à votre enseignant."
)
# Where no Python answers (standalone.py), sent to the browser.
KEEPING = {
    "page": "Cette page oubliera vos réponses : téléchargez-les avant de la fermer.",
    "restored": practice_texts.RESTORED,
    "already": practice_texts.RESTORED_ALREADY,
    "nothing": practice_texts.RESTORED_NOTHING,
}
READING_NOTICE = (
    "Ceci est la version à lire. Pour répondre et garder vos réponses, ouvrez ce carnet dans "
    "JupyterLab et exécutez la cellule (▶)."
)
READING_ANSWER = "Voir la réponse"
READING_KEY_KEPT = "La réponse est donnée à la fin de l’évaluation."
