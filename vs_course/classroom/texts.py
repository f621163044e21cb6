"""The French of the class report: its page, its tables, and what a terminal says.

The first part is for a page: ’ for the apostrophe, a no-break space where French wants one. What a
terminal says, at the end, keeps plain ones.
"""

import unicodedata

TITLE = "Les résultats de la classe"
HEADLINE = "{pupils}, {answers}{period}."
PUPILS = ("{n} élève", "{n} élèves")
ANSWERS = ("{n} réponse", "{n} réponses")
PERIOD = ", du {first} au {last}"
PERIOD_DAY = ", le {first}"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
FIRST_OF_MONTH = "1er"
EMPTY = (
    "Aucune réponse du cours n’a été trouvée dans ces fichiers : vérifiez que c’est bien le "
    "dossier ou l’archive où vous avez réuni les fichiers « mes_reponses.jsonl » de vos élèves."
)

PRIORITY = (
    "À retravailler en priorité : {name} ({share} de réponses justes du premier coup), avec la "
    "page {number}, « {title} »."
)
NO_PRIORITY = (
    "Aucun critère ne met la classe en difficulté. Le plus fragile est {name} ({share} de réponses "
    "justes du premier coup)."
)
TOO_SOON = (
    "Il est trop tôt pour dire ce qu’il faut retravailler : la classe n’a pas encore rencontré "
    "assez de situations nouvelles."
)

# --- The table of the pupils -----------------------------------------------------------------

BY_PUPIL = "Élève par élève, critère par critère"
COLUMN_PUPIL = "Élève"
COLUMN_GROUP = "Groupe"
COLUMN_PUPILS = "Élèves"
COLUMN_ANSWERS = "Réponses"
COLUMN_SURE_WRONG = "Sûr mais faux"
COLUMN_TRIAL = {"aucun": "Point de départ", "fin": "Évaluation"}
WHOLE_CLASS = "Ensemble"
EVERY_CRITERION = "Tous les critères"
EVERY_LEVEL = "Tous les niveaux"
MEAN_OF = "moy. de {n}"
MARK_GOOD = "acquis"
MARK_WEAK = "à retravailler"
PASSED = "réussie"
UNDER_WAY = "en cours {answered}/{size}"
LEGEND = (
    "Part de réponses justes du premier coup, situations nouvelles justes / rencontrées. ✓ : "
    "acquis, au moins {mastered} justes sur les {recent} dernières (ou évaluation réussie). "
    "▼ : à retravailler, moins de {weak} sur au moins {enough} situations. "
    "Le point de départ et l’évaluation sont comptés à part ; – : rien encore."
)
BY_GROUP = "Groupe par groupe, critère par critère"
BY_GROUP_WHY = (
    "Avec {n} élèves, la page montre les groupes ; le tableau .csv ou .xlsx donne chaque élève."
)
NO_GROUP = "Sans groupe"
GROUPS_CUT = "Les {shown} premiers groupes sur {total}, par ordre alphabétique."
TABLE_LABEL = "Tableau à faire défiler : {title}"

# --- What is misunderstood -------------------------------------------------------------------

MISSED = "Les situations les plus manquées"
MISSED_INTRO = "À la première réponse de chaque élève, point de départ et évaluation compris."
MISSED_NONE = "Aucune situation n’a été manquée par au moins deux élèves."
MISSED_BY = "{wrong} élèves sur {seen} ont répondu « {choice} » ; c’est {answer}."
CRITERION = "Le critère : {name}."

SURE_WRONG = "« Sûr mais faux », à plusieurs"
SURE_WRONG_INTRO = (
    "Des élèves ont répondu « Sûr », se sont trompés, et n’ont pas corrigé depuis : ce sont les "
    "idées fausses à reprendre devant la classe."
)
SURE_WRONG_NONE = "Aucune situation ne réunit deux élèves sûrs de leur réponse et dans l’erreur."
SURE_WRONG_BY = "{n} élèves sont sûrs que c’est {wrong} ; c’est {answer} ({name})."

# --- Before and after ------------------------------------------------------------------------

GAIN = "Du point de départ à l’évaluation"
GAIN_NONE = "Aucun élève n’a encore terminé le point de départ et l’évaluation."
GAIN_MEAN = (
    "{pupils} ont terminé les deux : de {before} de réponses justes en moyenne au point de départ "
    "à {after} à l’évaluation."
)
GAIN_MEAN_ONE = (
    "Un seul élève a terminé les deux : de {before} de réponses justes au point de départ à "
    "{after} à l’évaluation."
)
GAIN_WAYS = "En hausse : {up} ; au même point : {same} ; en baisse : {down}."
GAIN_CAUTION = (
    "Les situations ne sont pas les mêmes aux deux moments : un écart de quelques points peut "
    "venir d’elles."
)

# --- The questions of the trials -------------------------------------------------------------

ITEMS = "Les questions du point de départ et de l’évaluation"
ITEMS_NONE = "Personne n’a encore terminé le point de départ ni l’évaluation."
ITEMS_TITLE = "{title} ({pupils})"
ITEMS_OTHERS = ("{n} élève a eu d’autres questions.", "{n} élèves ont eu d’autres questions.")
COLUMN_ITEM = "Question"
COLUMN_RIGHT = "Justes"
COLUMN_LINK = "Lien"
KR20 = "KR-20 = {value} : {verdict}."
KR20_LOW = "trop peu d’items pour noter"
KR20_FINE = "assez d’items qui s’accordent pour noter avec prudence"
KR20_NONE = (
    "KR-20 : ne peut pas être calculé, il faut au moins deux questions, et deux élèves dont les "
    "scores diffèrent."
)
ITEMS_MEANING = (
    "Ce que cela veut dire : sous 0,70, deux élèves de même niveau peuvent avoir des notes "
    "différentes par hasard, alors servez-vous de ces résultats pour choisir quoi retravailler, "
    "pas pour noter."
)
ITEMS_LEGEND = (
    "Justes : part de réponses justes. Lien : corrélation avec le score aux autres questions ; "
    "négative (▼), ceux qui réussissent le reste manquent cette question plus que les autres, "
    "relisez-la avec la classe."
)

# --- The files -------------------------------------------------------------------------------

FILES = "Ce qu’il faut savoir de ces fichiers"
FILES_FINE = (
    "Rien à signaler : le fichier a été lu en entier.",
    "Rien à signaler : les {n} fichiers ont été lus en entier.",
)
ARCHIVE = "L’archive {file} a été refusée : {reason}."
FAULTS = {
    "link": (
        "Ce fichier est un lien vers un autre endroit, il n’a pas été suivi : {files}.",
        "Ces fichiers sont des liens vers un autre endroit, ils n’ont pas été suivis : {files}.",
    ),
    "unreadable": (
        "Ce fichier ne peut pas être lu : {files}.",
        "Ces fichiers ne peuvent pas être lus : {files}.",
    ),
    "large": (
        "Ce fichier pèse plus de 50 Mo, trop pour être celui d’un élève ; il a été laissé de "
        "côté : {files}.",
        "Ces fichiers pèsent plus de 50 Mo, trop pour être ceux d’un élève ; ils ont été laissés "
        "de côté : {files}.",
    ),
    "empty": (
        "Ce fichier est vide : {files}.",
        "Ces fichiers sont vides : {files}.",
    ),
    "foreign": (
        "Ce fichier ne contient aucune réponse du cours, il a été laissé de côté : {files}.",
        "Ces fichiers ne contiennent aucune réponse du cours, ils ont été laissés de côté : "
        "{files}.",
    ),
}
TWO_NAMES = (
    "Le même fichier de réponses porte plusieurs noms ; il est compté une seule fois, sous tous "
    "ces noms, à vérifier avec les élèves : {pupils}."
)
SHARED = (
    "Des élèves ont exactement les mêmes réponses, données au même instant, sous des identifiants "
    "différents ; elles sont comptées pour chacun, à vérifier avec eux : {pupils}."
)
SHARED_BY = ("{pupils} ({n} réponse)", "{pupils} ({n} réponses)")
SAME_TWICE = "Le même fichier a été remis plusieurs fois, il est compté une fois : {pupils}."
PUT_TOGETHER = (
    "Plusieurs fichiers d’un même élève ont été réunis, chaque réponse comptée une fois : {pupils}."
)
PUPIL_FILES = "{name} ({files})"
MIXED = (
    "Ce fichier réunit plusieurs identifiants ; il est compté pour un seul élève : {files}.",
    "Ces fichiers réunissent plusieurs identifiants ; chacun est compté pour un seul élève : "
    "{files}.",
)
TORN = (
    "{n} ligne illisible a été mise de côté (enregistrement coupé, fichier modifié) : {files}.",
    "{n} lignes illisibles ont été mises de côté (enregistrement coupé, fichier modifié) : "
    "{files}.",
)
REPEATED = (
    "{n} réponse figure deux fois dans le même fichier, elle est comptée une fois : {files}.",
    "{n} réponses figurent plusieurs fois dans le même fichier, elles sont comptées une fois : "
    "{files}.",
)
UNKNOWN = (
    "{n} réponse porte sur une question que ces données n’ont pas, elle n’est pas comptée : "
    "{files}.",
    "{n} réponses portent sur des questions que ces données n’ont pas, elles ne sont pas "
    "comptées : {files}.",
)
ELSEWHERE = (
    "{n} réponse fait un choix que la question ne propose pas, elle n’est ni juste ni fausse : "
    "{files}.",
    "{n} réponses font un choix que la question ne propose pas, elles ne sont ni justes ni "
    "fausses : {files}.",
)
OTHER_BANK = (
    "{n} réponse a été donnée avec une autre version des situations, elle est corrigée avec "
    "celle-ci : {files}.",
    "{n} réponses ont été données avec une autre version des situations, elles sont corrigées avec "
    "celle-ci : {files}.",
)
REGRADED = (
    "{n} ligne ne dit pas juste ou faux comme le corrigé ; ici, seul le corrigé compte : {files}.",
    "{n} lignes ne disent pas juste ou faux comme le corrigé ; ici, seul le corrigé compte : "
    "{files}.",
)
OTHERS = (" et {n} autre", " et {n} autres")
LIST = ", "
SEMICOLON = " ; "
TOGETHER = " et "
QUOTED = "« {text} »"
NAMES_SEPARATOR = " / "
NAMES_MORE = " / …"
NAMESAKE = "{name} ({more})"

ZIP_BROKEN = "elle est abîmée ou n’est pas une archive zip"
ZIP_BOMB = "son contenu est démesuré une fois décompressé"
ZIP_CLIMBS = "elle contient un chemin qui sort de son dossier"
ZIP_LINK = "elle contient un lien vers un autre endroit"
ZIP_ENCRYPTED = "elle est protégée par un mot de passe"
ZIP_NESTED = "elle est dans une archive qui est elle-même dans une archive"

# --- The workbook ----------------------------------------------------------------------------

SHEET_PUPILS = "Élèves"
SHEET_SITUATIONS = "Situations"
SHEET_ITEMS = "Questions"
SHEET_FILES = "Fichiers"
HEAD_PUPILS = (
    "élève", "groupe", "réponses", "premier jour", "dernier jour", "situations", "justes", "part "
    "juste",
    "critères acquis",
)  # fmt: skip
HEAD_SEEN = "{name} : situations"
HEAD_RIGHT = "{name} : justes"
HEAD_LEVEL = "niveau {level}"
HEAD_ANSWERED = "{title} : réponses"
HEAD_SCORE = "{title} : justes"
HEAD_SURE = ("réponses « Sûr »", "sûr mais faux")
HEAD_SITUATIONS = (
    "situation", "texte", "réponse", "critère", "niveau", "élèves", "manquée par", "part manquée",
    "sûr mais faux",
)  # fmt: skip
HEAD_ITEMS = (
    "épreuve",
    "question",
    "texte",
    "élèves",
    "part juste",
    "lien avec le reste",
    "KR-20 de l’épreuve",
)
HEAD_FILES = (
    "fichier", "élève", "réponses", "lignes illisibles", "répétées", "questions inconnues",
    "choix inconnus", "autre version", "corrigées de nouveau", "remarque",
)  # fmt: skip
WIDE_COLUMNS = {"texte", "fichier", "remarque"}
FILE_FAULT = {
    "link": "lien, non suivi",
    "unreadable": "ne peut pas être lu",
    "large": "trop gros",
    "empty": "vide",
    "foreign": "aucune réponse du cours",
    "archive": "archive refusée : {reason}",
}

# --- What a terminal says: plain apostrophes and spaces from here on -------------------------

READING = "Lecture des réponses"
SOURCE_MISSING = (
    "« {path} » n'existe pas ; donnez le dossier ou l'archive zip où sont les fichiers des élèves."
)
SOURCE_REFUSED = "L'archive « {path} » a été refusée : {reason}."
SOURCE_UNREADABLE = "« {path} » ne peut pas être lu : {reason}."
LIBRARY_MISSING = (
    "Les résultats de la classe demandent « {library} », qui n'est pas installé ; "
    'installez-le avec : pip install "vs-course[enseignant]"'
)
SUFFIX_UNKNOWN = (
    "« {path} » : la fin du nom dit ce que sera le fichier ; il faut .html, .csv ou .xlsx."
)
NOT_A_FILE = "« {path} » existe déjà et n'est pas un fichier ; donnez un nom de fichier."
NO_FOLDER = "Le dossier « {folder} » n'existe pas ; créez-le ou indiquez-en un autre."
NOT_ALLOWED = "vous n'avez pas le droit de le lire"
NO_ROOM = (
    "Il n'y a pas assez de place pour faire le rapport ({reason}) ; libérez de la mémoire ou de la "
    "place dans le dossier « {folder} »."
)
UNWRITABLE = "Le fichier « {path} » ne peut pas être écrit : {reason}."


def plain(text: str) -> str:
    """Return a page's text as a terminal shows it."""
    return text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


def several(count: int, forms: tuple[str, str]) -> str:
    """Return the form for that count: singular up to 1, as French does."""
    return forms[count > 1]


def number(count: int) -> str:
    """Return a count with a narrow no-break space between its thousands."""
    return f"{count:,}".replace(",", "\u202f")


def decimal(value: float) -> str:
    """Return a number from -1 to 1 with two decimals, as French writes it."""
    return f"{round(value, 2) + 0:.2f}".replace(".", ",").replace("-", "\u2212")


def quoted(text: str) -> str:
    """Return a text between « »."""
    return QUOTED.format(text=text)


def sorting(text: str) -> str:
    """Return what a text is sorted by: neither accents nor case count."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))
