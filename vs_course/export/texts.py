"""The French of the exports: what a terminal says, and what the exported files show."""

FORMATS = {
    "moodle": "questions pour la banque de questions de Moodle (Moodle XML)",
    "gift": "questions en texte simple, pour Moodle et d'autres plateformes (GIFT)",
    "anki": "cartes à réviser dans Anki (.apkg)",
    "qti": "questions QTI 3.0 pour une plateforme d'évaluation (.zip)",
    "csv": "tableau à ouvrir dans Excel ou LibreOffice",
    "fiche": "fiche d'exercices à imprimer, avec son corrigé (HTML)",
}

# --- What a terminal says --------------------------------------------------------------------

FORMAT_UNKNOWN = "Le format « {value} » n'existe pas ; les formats sont : {known}."
UNKNOWN = {
    "criterion": "Le critère « {value} » n'existe pas ; les critères sont : {known}.",
    "level": "Le niveau « {value} » n'existe pas ; les niveaux sont : {known}.",
    "sector": "Le secteur « {value} » n'existe pas ; les secteurs sont : {known}.",
}
NOTHING_FOUND = (
    "Aucune situation ne réunit ces choix de critère, de niveau et de secteur ; "
    "retirez-en un ou choisissez-en un autre."
)
ONLY_RESERVED = (
    "Les situations de ces choix sont toutes gardées pour le point de départ ou l'évaluation ; "
    "ajoutez --evaluation pour les exporter."
)
LIBRARY_MISSING = (
    "Le format « {format} » demande « {library} », qui n'est pas installé ; "
    'installez-le avec : pip install "vs-course[enseignant]"'
)
NOT_A_FILE = "« {path} » existe déjà et n'est pas un fichier ; donnez un nom de fichier."
NO_FOLDER = "Le dossier « {folder} » n'existe pas ; créez-le ou indiquez-en un autre."
UNWRITABLE = "Le fichier « {path} » ne peut pas être écrit : {reason}."

# --- What the files show ---------------------------------------------------------------------

CLUE_LABEL = "L’indice :"
CRITERION_LABEL = "Le critère :"
CLUE = "« {clue} »"
CRITERION = "{name}. {question}"
TWIN = "{title}."

SHEET_INTRO = (
    "Cochez « Vente » ou « Service », puis recopiez les mots du texte qui vous ont décidé."
)
SHEET_FIELDS = ("Nom", "Prénom", "Classe", "Date")
SHEET_ANSWERS = "Le corrigé de la fiche « Vente ou service ? »"
SHEET_ANSWER = "{clue}. {label} {name}."
SHEET_ANSWERS_INTRO = "Pour l’enseignant, ou pour la correction en classe."
