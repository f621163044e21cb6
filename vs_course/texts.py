"""Every French string the interface shows; the course's own content lives in data/ instead.

What a page shows has its typography: ’ for the apostrophe, a no-break space (U+00A0) inside « »
and before : ; ? ! What a terminal prints keeps plain spaces and apostrophes, so that its lines can
be searched and compared.
"""

import errno

# --- The card: questions and feedback (exercise.py, card.py) ---------------------------------

PROMPT_CLASSER = "Vente ou service ?"
PROMPT_COMPARER = "Laquelle de ces deux situations est une vente ?"
PROMPT_REPERER = "C’est {answer}. Quels mots le montrent ?"
PROMPT_JUSTIFIER = "Quel critère décide ?"
PROMPT_SITUER = "Avant, pendant ou après l’achat dont il est question ?"
PROMPT_ATTRIBUER = "De quoi parle cette phrase ?"
PROMPT_DEBATTRE = "Plutôt une vente ou plutôt un service ? Aucune réponse n’est fausse."

CATEGORY = {"vente": "Vente", "service": "Service"}
CATEGORY_ARTICLE = {"vente": "une vente", "service": "un service"}
REPLY = {"vente": "La vente", "service": "Le service", "les-deux": "Les deux"}
REPLY_PHRASE = {"vente": "la vente", "service": "le service", "les-deux": "les deux"}
MOMENT = {"avant": "Avant", "pendant": "Pendant", "apres": "Après"}
MOMENT_PHRASE = {
    "avant": "avant l’achat",
    "pendant": "pendant l’achat",
    "apres": "après l’achat",
}
MOMENT_WHY = {
    "avant": "Rien n’est encore acheté. Une vente peut se préparer là, un service peut déjà aider.",
    "pendant": "L’achat est en train de se faire : on choisit, on paie, on signe, on emporte.",
    "apres": "L’achat est fait. On peut aider à s’en servir, ou chercher à en obtenir un autre.",
}
RIGHT = "Oui, c’est {answer}."
WRONG = "Non, ici c’est {answer}."
COMPARE_RIGHT = "Oui, c’est bien la vente."
COMPARE_WRONG = "Non, celle-ci est un service. La vente est l’autre."
SPOT_RIGHT = "Oui, ces mots montrent que c’est {answer}."
SPOT_WRONG = "Ces mots ne suffisent pas : d’autres montrent que c’est {answer}."
TWIN = "La situation jumelle"
TWIN_INTRO = "Presque les mêmes mots, mais un détail change tout : c’est {answer}."
DEBATE_SIDE = {"vente": "Plutôt une vente", "service": "Plutôt un service"}
DEBATE_VERDICT = {
    "vente": "Vous penchez pour la vente.",
    "service": "Vous penchez pour le service.",
}
DEBATE_WHY = "Les deux lectures se défendent. Voici le meilleur argument de chaque côté."
DEBATE_ARGUMENT = {"vente": "Pour la vente", "service": "Pour le service"}

SCORE = "{right} bonnes réponses sur {total}"
SCORE_ONE = "{right} bonne réponse sur {total}"

# Sent once to the browser; {braces} are filled there.
CARD = {
    "position": "Question {n} sur {total}",
    "yours": "votre réponse",
    "expected": "bonne réponse",
    "clue": "L’indice",
    "criterion": "Le critère",
    "hint": "Un indice",
    "moreHint": "Un autre indice",
    "hinted": "avec indice",
    "sure": "À quel point en êtes-vous sûr ?",
    "next": "Question suivante",
    "finish": "Voir le résultat",
    "saving": "Enregistrement…",
    "saved": "Réponse enregistrée.",
    "taken": "Réponse prise en compte.",
    "unsavedOne": "1 réponse n’est pas enregistrée.",
    "unsavedMany": "{n} réponses ne sont pas enregistrées.",
    "unsavedHelp": (
        "Le programme du cours ne répond pas. Vous pouvez continuer ; pour enregistrer, ouvrez le "
        "menu « Exécution », puis « Exécuter toutes les cellules »."
    ),
    "summary": "Exercice terminé",
    "score": SCORE,
    "scoreOne": SCORE_ONE,
    "allRight": "Tout est juste. Vous pouvez passer à la suite de la page.",
    "unscored": "Rien n’était juste ou faux ici : l’important est d’avoir pesé les arguments.",
    "waiting": "Le résultat s’affichera quand vos réponses seront enregistrées.",
    "toReview": "À revoir",
    "wellDone": "Les bonnes réponses ({n})",
    "yourAnswer": "Vous aviez répondu : {answer}.",
    "replay": "Rejouer les {n} questions à revoir",
    "replayOne": "Rejouer la question à revoir",
    "continue": "Continuer avec d’autres situations",
    "restart": "Recommencer",
    "download": "Télécharger mes réponses",
    "restore": "Reprendre depuis un fichier",
    "tooLarge": "Ce fichier est trop gros pour être celui de vos réponses.",
}
RESTORED = "Réponses reprises du fichier : {count}."
RESTORED_ALREADY = "Toutes les réponses de ce fichier sont déjà là."
RESTORED_NOTHING = (
    "Ce fichier ne contient aucune réponse du cours : choisissez celui que vous avez téléchargé, "
    "« mes_reponses.jsonl »."
)
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
PROJECTION_RESERVED = (
    "L’exercice « {id} » ne se projette pas : il donnerait à voir des réponses que le cours garde "
    "pour l’évaluation. Projetez par exemple « 05-classer »."
)
PROJECTION_NO_WIDGETS = (
    "La projection demande ipywidgets, qui n’est pas ici : ouvrez ce carnet dans JupyterLab, ou "
    "sur le site du cours."
)
VOTE_WRONG = "Ce vote n’est pas celui d’une question de cet exercice."
CONFIDENCE = {"sur": "Sûr", "plutot": "Plutôt sûr", "hasard": "Au hasard"}
HINT_CRITERION = "Demandez-vous : « {question} »"
STARTING_POINT = (
    "Merci. Vos réponses sont gardées ; elles seront comparées à celles de l’évaluation, à la fin "
    "du cours."
)
PASSED = "C’est réussi : il en fallait {passing}."
NOT_PASSED = (
    "Il en fallait {passing} pour réussir. Lisez les explications, puis reprenez la page 05."
)
COMPARED = "Au point de départ, vous aviez {score}."
TO_HAND_IN = (
    "Merci. Vos réponses sont gardées, mais cette page ne peut pas les corriger : téléchargez-les, "
    "puis remettez le fichier à votre enseignant."
)
# Where no Python answers (standalone.py), sent to the browser.
KEEPING = {
    "page": "Cette page oubliera vos réponses : téléchargez-les avant de la fermer.",
    "restored": RESTORED,
    "already": RESTORED_ALREADY,
    "nothing": RESTORED_NOTHING,
}

# --- The reading version, where nothing runs (reading.py) ------------------------------------

READING_NOTICE = (
    "Ceci est la version à lire. Pour répondre et garder vos réponses, ouvrez ce carnet dans "
    "JupyterLab et exécutez la cellule (▶)."
)
READING_ANSWER = "Voir la réponse"
READING_KEY_KEPT = "La réponse est donnée à la fin de l’évaluation."

# --- A page with no kernel (page.py) ---------------------------------------------------------

PAGE_TITLE = "Vente ou service ?"
PAGE_KEY = "Les réponses"
PAGE_NO_RESULTS = (
    "Le bilan se calcule dans le carnet lui-même. Gardez vos réponses : le bouton « Télécharger "
    "mes réponses » est à la fin de chaque exercice."
)
PAGE_NOT_READ = "{path} : ce carnet ne peut pas être lu ({reason})"
NOT_WRITTEN = "{path} : le fichier ne peut pas être écrit ({reason})"
FILE_ABSENT = "il n'existe pas"
PAGE_NOT_A_NOTEBOOK = "ce n'est pas un carnet Jupyter"
PAGE_WRITTEN = "{path} : une page avec {count} exercice(s), à ouvrir dans un navigateur"

# --- One file for Capytale and Basthon (bundle.py) -------------------------------------------

BUNDLE_WRITTEN = "{path} : à joindre au carnet dans Capytale ou Basthon ({size} ko)"
PAGE_NO_EXERCISE = '{path} : ce carnet n\'a aucun exercice du cours (exercice("…"))'

# --- The journal (journal.py) ----------------------------------------------------------------

JOURNAL_IS_FOLDER = (
    "Vos réponses ne sont pas enregistrées : « {path} » est un dossier, il faut un fichier."
)
JOURNAL_UNWRITABLE = (
    "Vos réponses ne sont pas enregistrées : le fichier « {path} » ne peut pas être écrit "
    "({reason})."
)
SYSTEM_REASON = {
    errno.EACCES: "vous n’avez pas le droit d’y écrire",
    errno.EPERM: "vous n’avez pas le droit d’y écrire",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "votre espace disque est plein",
    errno.ENOENT: "son dossier n’existe pas",
    errno.ENOTDIR: "son dossier n’existe pas",
    errno.EIO: "le disque ne répond pas",
    errno.EINVAL: "le système le refuse",
}
JOURNAL_FLEETING = (
    "Ici, vos réponses seront effacées à la fermeture de la page (navigation privée, ou adresse "
    "sans « https ») : téléchargez-les avant de partir."
)
JOURNAL_TORN = (
    "{count} ligne(s) illisible(s) du fichier « {path} » ont été mises de côté ; "
    "les autres réponses sont là."
)

# --- What a notebook is told (api.py) --------------------------------------------------------

EXERCISE_UNKNOWN = "L’exercice « {id} » n’existe pas. {hint}"
EXERCISE_NEAREST = "Vouliez-vous dire : {ids} ?"
EXERCISE_ALL = "Les exercices sont : {ids}."
QUESTION_UNKNOWN = "La question « {id} » ne fait pas partie de cet exercice."
ANSWERED_ONCE = "Vous avez déjà répondu à cette question : ici, une réponse est définitive."
CHOICE_UNKNOWN = "« {choice} » n’est pas une réponse possible ; il faut : {choices}."
CONFIDENCE_UNKNOWN = "« {value} » n’est pas un degré de certitude connu."

# --- What is wrong in a data folder (table.py, bank.py) --------------------------------------

FOLDER_MISSING = "ce dossier n'existe pas ; indiquez un dossier qui contient scenarios.csv"
FOLDER_UNREADABLE = "ce dossier ne peut pas être lu ({reason})"
NOT_A_FOLDER = "ce n'est pas un dossier ; indiquez le dossier qui contient scenarios.csv"
FILE_MISSING = "le fichier manque ; copiez-le depuis le dossier data du cours, puis adaptez-le"
NOT_A_FILE = "ce n'est pas un fichier"
FILE_TOO_LARGE = (
    "le fichier pèse {size:.0f} Mo, la limite est de {limit} Mo ; vérifiez que c'est le bon"
)
FILE_UNREADABLE = "le fichier ne peut pas être lu ({reason})"
ENCODING_UTF16 = "le fichier est en UTF-16 (« texte Unicode ») ; enregistrez-le en « CSV UTF-8 »"
ENCODING_UNKNOWN = (
    "l'encodage n'est ni UTF-8 ni Windows (CP1252) ; enregistrez le fichier en « CSV UTF-8 »"
)
NUL_BYTE = (
    "la ligne {line} contient un caractère nul : ce n'est pas du texte ; "
    "enregistrez à nouveau le fichier en « CSV UTF-8 »"
)
EMPTY_FILE = "le fichier est vide ; la première ligne doit donner le nom des colonnes"
SEPARATOR = "les colonnes sont séparées par des tabulations ; enregistrez avec « ; » ou « , »"
QUOTE_OPEN = (
    "un guillemet (\") ouvert ici n'est pas refermé comme il faut ; "
    "la suite du fichier n'a pas pu être lue"
)
COLUMN_MISSING = "cette colonne manque"
COLUMN_UNKNOWN = "cette colonne n'est pas prévue ; les colonnes sont {expected}"
COLUMN_TWICE = "cette colonne figure deux fois"
CELL_COUNT = (
    "la ligne a {found} cases au lieu de {expected} ; "
    "un texte qui contient le séparateur se met entre guillemets droits"
)
NO_ROW = "le fichier n'a aucune ligne après celle des colonnes"
CELL_EMPTY = "la case est vide"
NOT_ONE_OF = "« {value} » n'est {expected}"
ID_SHAPE = "« {value} » : seulement des lettres minuscules sans accent, des chiffres et des tirets"
ID_TWICE = "« {value} » est déjà à la ligne {line}"
SECTOR_UNKNOWN = "« {value} » n'est pas dans secteurs.csv"
TEXT_SHORT = "le texte a {count} mots, il en faut au moins {limit}"
TEXT_LONG = "le texte a {count} mots, il en faut au plus {limit}"
TEXT_TWICE = "le même texte est déjà à la ligne {line}"
CLUE_ABSENT = "« {value} » n'est pas repris mot pour mot du texte"
PAIR_UNEVEN = (
    "« {value} » doit réunir exactement une vente et un service ; "
    "elle a {vente} vente(s) et {service} service(s)"
)
CRITERION_MISSING = "le critère « {value} » manque"

TOML_SYNTAX = "le fichier n'est pas un TOML valide ({reason})"
TOML_ROOT = "« {key} » n'est pas prévu ; il n'y a que des blocs [[exercice]]"
TOML_NONE = "aucun exercice ; il faut au moins un bloc [[exercice]]"
TOML_KEY = "exercice « {id} » : ce nom n'est pas prévu ; on peut écrire {expected}"
TOML_KEY_MISSING = "exercice « {id} » : il manque « {key} »"
TOML_VALUE = "exercice « {id} » : il faut {expected}"
TOML_EXPECTED = {
    "id": "des lettres minuscules sans accent, des chiffres et des tirets",
    "titre": "un texte",
    "genre": "un mot parmi : {values}",
    "retour": "un mot parmi : {values}",
    "nombre": "un nombre entier, au moins 1",
    "certitude": "true ou false",
    "reussite": "un nombre entier, au moins 1",
    "paires": "une liste de noms de paires",
    "critere": "une liste prise parmi : {values}",
    "niveau": "une liste prise parmi : {values}",
    "moment": "une liste prise parmi : {values}",
    "secteur": "une liste prise parmi : {values}",
}
TOML_ID_TWICE = "l'exercice « {id} » est défini deux fois"
TOML_PAIR = "exercice « {id} » : la paire « {value} » n'est pas dans scenarios.csv"
TOML_PAIR_TAKEN = (
    "exercice « {id} » : la paire « {value} » est déjà réservée à un diagnostic ou à une évaluation"
)
TOML_RESERVE = (
    "exercice « {id} » : avec retour = « {policy} », il faut nommer ses paires : "
    "elles sont réservées, l'entraînement ne les montre pas"
)
TOML_SHORT = "exercice « {id} » : {found} situation(s) conviennent, il en faut {size}"

BANK_INVALID = "Le dossier « {folder} » ne peut pas servir :\n{problems}"
BANK_SOUND = (
    "{folder} : aucun problème ({scenarios} situations, {pairs} paires, {exercises} exercices)"
)
BANK_COUNT = "{folder} : {count} problème(s) à corriger"

# --- The command (cli.py, launcher.py) -------------------------------------------------------

HELP = """\
« Vente ou service ? » : apprendre à distinguer une vente d'un service.

  vs-course                      ouvrir le cours dans JupyterLab
  vs-course verifier [DOSSIER]   vérifier un dossier de données (sans DOSSIER : celui du cours)
                                 avec --qualite : donner aussi des conseils sur les textes
  vs-course classe DOSSIER -o F  voir où en est la classe, d'après les fichiers rendus
  vs-course exporter FORMAT -o F reprendre les situations ailleurs : moodle, gift, anki, qti, csv,
                                 fiche ; ou les réponses d'un élève : xapi
  vs-course page CARNET -o F     faire d'un carnet une page à répondre et à imprimer, sans Jupyter
  vs-course capytale -o F        réunir le cours en un fichier Python, pour Capytale et Basthon
  vs-course site DOSSIER         faire du cours un site à publier, sans serveur (JupyterLite)

Pour en savoir plus sur une commande : vs-course COMMANDE --help

Options pour ouvrir le cours :
  --no-browser   ne pas ouvrir le navigateur, donner seulement l'adresse
  --port N       le port à utiliser (8888 si rien n'est dit ; le suivant s'il est pris)
  -- OPTIONS     tout ce qui suit « -- » est transmis à JupyterLab"""
HELP_VERIFY = """\
vs-course verifier [DOSSIER] : vérifier un dossier de données.

Chaque problème tient sur une ligne : fichier, ligne, colonne, explication.
Avec --qualite, des conseils suivent : mots qui trahissent la réponse, équilibre, ressemblances,
orthographe, grammaire, typographie, lisibilité. Un conseil ne change pas le code de sortie.
Sans DOSSIER, les données du cours sont vérifiées. Le code de sortie est 1 s'il y a un problème."""
HELP_PAGE = """\
vs-course page CARNET [-o FICHIER] : faire d'un carnet une page HTML qui se suffit à elle-même.

Les exercices y marchent sans Jupyter et sans réseau ; les réponses restent dans le navigateur et
peuvent être téléchargées. Imprimée, la page est une fiche, les réponses à la fin.
Sans -o, la page prend le nom du carnet, dans le dossier courant."""
HELP_BUNDLE = """\
vs-course capytale [DOSSIER] [-o FICHIER] : réunir le cours en un seul fichier Python.

Joignez-le, sous le nom vs_course.py, à un carnet de Capytale ou de Basthon : « from vs_course
import exercice » y marche alors. Avec DOSSIER, vos données remplacent celles du cours."""
HELP_EXPORT = """\
vs-course exporter FORMAT -o FICHIER : reprendre les situations du cours dans un autre outil.

  moodle   questions pour la banque de questions de Moodle (Moodle XML)
  gift     questions en texte simple, pour Moodle et d'autres plateformes
  anki     cartes à réviser dans Anki (.apkg)
  qti      questions QTI 3.0 pour une plateforme d'évaluation (.zip)
  csv      tableau à ouvrir dans Excel ou LibreOffice
  fiche    fiche d'exercices à imprimer, avec son corrigé (HTML)

  --critere C, --niveau N, --secteur S   choisir ; une option peut être répétée
  --evaluation                           avec les situations gardées pour l'évaluation
  --donnees DOSSIER                      vos données à la place de celles du cours

vs-course exporter xapi [JOURNAL] -o FICHIER : écrire les réponses d'un élève en traces xAPI.
  --vers URL --identifiant NOM [--cle FICHIER]   les envoyer à l'entrepôt de l'établissement"""
HELP_CLASS = """\
vs-course classe DOSSIER_OU_ZIP -o FICHIER : voir où en est la classe.

DOSSIER_OU_ZIP contient les fichiers rendus, un par élève (mes_reponses.jsonl, renommé ou non) ; le
zip de Moodle, « télécharger tous les devoirs », convient tel quel. FICHIER finit par .html (une
page à lire et à imprimer), .xlsx ou .csv.
  --donnees DOSSIER   vos données à la place de celles du cours"""
HELP_SITE = """\
vs-course site DOSSIER : faire du cours un site à publier, sans serveur (JupyterLite).

Le cours y tourne entièrement dans le navigateur de l'élève ; rien n'est demandé à un autre site.
Il faut Node.js (npm) et le réseau pour le construire, une fois."""
EXPORT_UNKNOWN = "Le format « {format} » n'existe pas ; les formats sont : {known}."
EXPORT_NO_FILE = "Dites où écrire le résultat : -o FICHIER."
EXPORT_JOURNAL = (
    "Le format « {format} » reprend les situations du cours : il ne prend ni journal ni --vers, "
    "qui sont pour « xapi »."
)
EXPORT_NO_ACCOUNT = "Pour envoyer des traces, donnez aussi votre compte : --identifiant NOM."
EXPORT_WRITTEN = "{path} : {count} situation(s)"
CLASS_WRITTEN = "{path} : le rapport de la classe"
NOT_UNDERSTOOD = "vs-course : {reason}. L'aide : vs-course --help"
ARGPARSE = (
    (r"^unrecognized arguments: (.*)", r"je ne connais pas « \1 »"),
    (r"^argument [^:]*: invalid choice: '(.*?)'.*", r"la commande « \1 » n'existe pas"),
    (r"^argument ([^:]*): expected one argument", r"« \1 » attend une valeur"),
    (r"^argument ([^:]*): ignored explicit argument .*", r"« \1 » n'attend pas de valeur"),
    (r"^the following arguments are required: (.*)", r"il manque \1"),
    (r"^argument [^:]*: ", ""),
)
PORT_INVALID = "« {value} » n'est pas un numéro de port (un nombre de 1 à 65535)"
PORT_BUSY = "Le port {port} est déjà pris ; le cours s'ouvre sur le port {chosen}."
NO_PORT = "Aucun port libre à partir de {first} ; indiquez-en un autre avec --port."
OPENING = """\
Le cours s'ouvre dans votre navigateur. S'il ne s'ouvre pas, suivez cette adresse :

    {address}

Pour arrêter le cours : Ctrl+C dans cette fenêtre."""
ADDRESS = """\
Ouvrez cette adresse dans votre navigateur :

    {address}

Pour arrêter le cours : Ctrl+C dans cette fenêtre."""
COPIED = "{count} fichier(s) du cours copié(s) dans {folder} (ce qui y était déjà n'a pas changé)."
COPY_FAILED = "Le cours ne peut pas être copié dans {folder} : {reason}."

# --- The quality of a bank (quality/) --------------------------------------------------------

LEAK = (
    "fuite par le vocabulaire : {reader} trouve {found:.0%} des réponses, "
    "la limite est {limit:.0%} ; "
    "mots les plus révélateurs : {words}"
)
LEAK_WORDS = "un lecteur de mots"
LEAK_WORDS_3 = "un lecteur de mots, au niveau 3,"
LEAK_LETTERS = "un lecteur de lettres"
LEAK_LETTERS_3 = "un lecteur de lettres, au niveau 3,"
LEAK_LENGTH = "la seule longueur du texte"
LEAK_TOO_FEW = "fuite par le vocabulaire : il faut au moins {pairs} paires pour la mesurer"
TWINS_UNLIKE = "{pair} : les deux textes ne partagent que {likeness:.0%} de leurs mots"
NEAR_DUPLICATE = "{one} et {other} se ressemblent trop ({likeness:.0%})"
TYPOGRAPHY = "{place}: typographie ({sign}) : « {around} »"
TYPOGRAPHY_SPACE = "espace en trop"
SPELLING = "{place}: orthographe : « {word} » est inconnu du dictionnaire"
GRAMMAR = "{place}: grammaire : « {words} » : {message}"
READING_MEAN = "lisibilité : {found:.0f} en moyenne, il faut au moins {limit:.0f}"
READING_HARD = "{place}: difficile à lire ({found:.0f} sur 100, il faut au moins {limit:.0f})"
SHARE = "équilibre : « {value} » pèse {share:.0%}, il faut entre {low:.0%} et {high:.0%}"
SECTORS_FEW = "équilibre : {found} secteurs, il en faut au moins {limit}"
CELL_THIN = (
    "équilibre : {criterion}, niveau {level} : {found} paire(s), il en faut au moins {limit}"
)
LENGTH_GAP = (
    "équilibre : {vente:.1f} mots par vente, {service:.1f} par service ; "
    "la longueur trahit la réponse"
)
ROLE_STAFF = "le personnel"
ROLE_CUSTOMER = "la clientèle"
GENDER = (
    "équilibre : dans les situations « {category} », {role} compte {share:.0%} de femmes, "
    "il faut entre {low:.0%} et {high:.0%}"
)
GATE_LEAK = "fuite par le vocabulaire"
GATE_BALANCE = "équilibre"
GATE_DUPLICATES = "ressemblances"
GATE_EXPLANATIONS = "explications"
GATE_TYPOGRAPHY = "typographie"
GATE_SPELLING = "orthographe"
GATE_GRAMMAR = "grammaire"
GATE_READING = "lisibilité"
GATE_UNAVAILABLE = "{gate} : contrôle non fait, il faut installer {tool}"
EXPLANATION_LENGTH = "{id} : l'explication a {count} mots, il en faut entre {low} et {high}"
EXPLANATION_COPIED = "{id} : l'explication reprend celle de {other} (« {words} »)"
EXPLANATION_MISQUOTED = "{id} : l'explication cite « {words} », qui n'est pas dans la situation"
QUALITY_FINE = "Qualité : aucune remarque."
QUALITY_COUNT = "Qualité : {count} remarque(s), à peser une par une."

# --- The learner's results (progress.py, report.py) ------------------------------------------

NEXT_START = (
    "Commencez par la page de bienvenue : trois situations pour essayer, puis dix pour voir d’où "
    "vous partez."
)
NEXT_FINISH = "« {title} » est commencé : il vous reste {left} questions."
NEXT_FINISH_ONE = "« {title} » est commencé : il vous reste une question."
NEXT_WEAK = (
    "Un critère demande encore du travail : {name} (réponses justes : {right} sur les {seen} "
    "dernières situations nouvelles)."
)
NEXT_UNMET = "La prochaine leçon présente ce que vous n’avez pas encore rencontré : {names}."
NEXT_DIFFERENCES = (
    "Les bases sont posées. L’étape suivante compare la vente et le service, critère par critère."
)
NEXT_PRACTISE = "Pour progresser, classez de nouvelles situations : tous les critères y sont mêlés."
NEXT_READY = (
    "L’évaluation est à votre portée : {right} justes sur vos {seen} dernières situations "
    "nouvelles."
)
NEXT_ALL_MASTERED = "Tous les critères sont acquis : l’évaluation est à votre portée."
NEXT_FAILED = "À l’évaluation, il vous a manqué {short} bonnes réponses."
NEXT_FAILED_ONE = "À l’évaluation, il vous a manqué une bonne réponse."
NEXT_PASSED = "L’évaluation est réussie. Pour aller plus loin, il reste à consolider : {names}."
NEXT_NOTHING = (
    "L’évaluation est réussie et tous les critères sont acquis. Pour garder la main, classez "
    "quelques situations de temps en temps."
)
LIST_SEPARATOR = ", "
NEXT_TITLE = "Et maintenant ?"
NEXT_OPEN = "Ouvrir la page {number} : {title}"
PAGES = {
    "00_bienvenue": "Bienvenue",
    "01_vente": "La vente",
    "02_service": "Le service",
    "04_differences": "Les cinq différences",
    "05_classer": "S’entraîner à classer",
    "07_evaluation": "L’évaluation",
}

RESULTS = "Votre bilan"
RESULTS_EMPTY = (
    "Votre bilan est encore vide, et c’est normal : vous n’avez pas encore répondu. Il se "
    "remplira tout seul, réponse après réponse."
)
RESULTS_NOTHING_MET = (
    "Vous avez commencé, bravo. Le bilan se remplit dès que vous classez des situations dans les "
    "exercices du cours."
)
RESULTS_HEADLINE = "{seen} situations nouvelles classées, {right} du premier coup ({share})."
RESULTS_HEADLINE_ONE = "{seen} situation nouvelle classée, {right} du premier coup ({share})."
RIGHT_MANY = "{right} justes"
RIGHT_ONE = "{right} juste"
RESULTS_MASTERED = "Critères acquis : {count} sur {total}."
RESULTS_NO_FILE = "Le fichier « {path} » n’existe pas : aucune réponse n’a été lue."

BY_CRITERION = "Critère par critère"
BY_LEVEL = "Selon la difficulté"
BY_TENS = "Au fil des situations"
BY_TRIAL = "Avant et après le cours"
SURE_WRONG = "Sûr mais faux"

COLUMN_CRITERION = "Critère"
COLUMN_LEVEL = "Niveau"
COLUMN_TENS = "Situations"
COLUMN_TRIAL = "Exercice"
COLUMN_RIGHT = "Justes du premier coup"
COLUMN_STATE = "Où vous en êtes"
COLUMN_SCORE = "Réponses justes"

LEVEL = {
    1: "Niveau 1 : les signes sont clairs",
    2: "Niveau 2 : un détail décide",
    3: "Niveau 3 : les mots trompent",
}
LEVEL_OTHER = "Niveau {level}"
TALLY = "{right} sur {seen} ({share})"
TALLY_NONE = "pas encore"
ALTERNATIVE = "{name} : {score}"
TENS = "{first} à {last}"
TENS_ONE = "{first}"
NO_SHARE = "–"
STATE_MASTERED = "Acquis"
STATE_TO_MEET = "Encore {count} situations nouvelles"
STATE_TO_MEET_ONE = "Encore 1 situation nouvelle"
STATE_SHORT = "{right} justes sur les {last} dernières"
STATE_SHORT_ONE = "{right} juste sur les {last} dernières"
TRIAL_NOT_BEGUN = "Pas commencé"
TRIAL_UNDER_WAY = "En cours : {answered} réponses sur {total}"
TRIAL_UNDER_WAY_ONE = "En cours : 1 réponse sur {total}"
TRIAL_DONE = "Terminé"
TRIAL_PASSED = "Réussi (il en fallait {passing})"
TRIAL_NOT_PASSED = "Pas encore réussi (il en fallait {passing})"
TRIAL_HIDDEN = "À la fin"

MASTERY_RULE = (
    "Un critère est acquis quand au moins {right} réponses sont justes parmi vos {last} "
    "dernières situations nouvelles de ce critère. Seule compte la première réponse à une "
    "situation ; le point de départ et l’évaluation sont comptés à part."
)
ERRORS_TOWARDS = {
    "vente": (
        "Vos erreurs vont surtout dans un sens : {most} services pris pour des ventes, sur "
        "{total} erreurs."
    ),
    "service": (
        "Vos erreurs vont surtout dans un sens : {most} ventes prises pour des services, sur "
        "{total} erreurs."
    ),
}
GAINED = (
    "Du point de départ à l’évaluation, votre part de réponses justes est passée de {before} à "
    "{after}."
)
SURE_WRONG_INTRO = (
    "Vous avez répondu « Sûr », et c’était l’autre réponse. Ce sont les situations qui "
    "apprennent le plus ; elles quittent cette liste quand vous y répondez juste."
)
SURE_WRONG_LATEST = "Voici les {shown} plus récentes, sur {total}."
SURE_WRONG_NONE = "Aucune erreur à corriger parmi vos réponses « Sûr »."
SURE_WRONG_ANSWER = "C’est {answer}."
SURE_WRONG_CLUE = "L’indice : « {clue} »."
SURE_WRONG_CRITERION = "Le critère : {name}."

NO_PLOTS = "Les graphiques ne se dessinent pas ici ; les tableaux donnent les mêmes chiffres."
NO_TABLES = (
    "Ce tableau demande pandas, qui n’est pas ici : ouvrez ce carnet dans JupyterLab, sur un "
    "ordinateur ou sur Binder. Les exercices, eux, marchent partout."
)
PLOT_CRITERION = "Part de réponses justes du premier coup, critère par critère"
PLOT_TENS = "Part de réponses justes, par groupes de dix situations nouvelles"
TABLE_SIZE = "Un extrait : le tableau entier a {rows} lignes."
PERCENT = "{value} %"
