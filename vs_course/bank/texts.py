"""What is said of a data folder, in French."""

import errno

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
UNWRITABLE = "Le fichier « {path} » ne peut pas être écrit : {reason}."
NOT_TO_WRITE = "« {path} » existe déjà et n'est pas un fichier ; donnez un nom de fichier."
NO_FOLDER = "Le dossier « {folder} » n'existe pas ; créez-le ou indiquez-en un autre."
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
PAGE_SHAPE = "« {value} » : le nom d'un carnet, sans « .ipynb » : deux chiffres, « _ », un nom"
MINUTES = "« {value} » n'est pas une durée en minutes, de 1 à 999"
ID_SHAPE = "« {value} » : seulement des lettres minuscules sans accent, des chiffres et des tirets"
ID_TWICE = "« {value} » est déjà à la ligne {line}"
ID_SHARED = (
    "« {value} » est déjà dans {file}, ligne {line}, colonne {column} : "
    "les réponses à l'un passeraient pour des réponses à l'autre"
)
CODE_SHAPE = "« {value} » : seulement des lettres sans accent, des chiffres, des points, des tirets"
NOT_LISTED = "« {value} » n'est pas dans {file}"
PART_EMPTY = "il n'y a rien d'un côté d'une barre verticale, qui sépare deux valeurs"
TEXT_SHORT = "le texte a {count} mots, il en faut au moins {limit}"
TEXT_LONG = "le texte a {count} mots, il en faut au plus {limit}"
TEXT_TWICE = "le même texte est déjà à la ligne {line}"
CLUE_ABSENT = "« {value} » n'est pas repris mot pour mot du texte"
PAIR_UNEVEN = (
    "« {value} » doit réunir exactement une vente et un service ; "
    "elle a {vente} vente(s) et {service} service(s)"
)
PAIR_UNLIKE = (
    "les deux situations d'une paire ont la même valeur dans cette colonne ; "
    "la ligne {line} en a une autre"
)
LINES_IN_PROSE = (
    "le texte a des retours à la ligne ; écrivez ce récit d'une traite, "
    "ou dites ce qu'il est dans une colonne « forme » (dialogue, messages, ticket…)"
)
SIGN_ALONE = "« {value} » s'ajoute à un signe : remplissez d'abord la colonne « signe »"
SIGN_TWICE = "« {value} » est déjà le signe ; indiquez-en un autre, ou laissez la case vide"
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
    "apres": "le nom d'un exercice",
    "paires": "une liste de noms de paires",
    "critere": "une liste prise parmi : {values}",
    "niveau": "une liste prise parmi : {values}",
    "moment": "une liste prise parmi : {values}",
    "secteur": "une liste prise parmi : {values}",
}
TOML_IGNORED = (
    "exercice « {id} » : avec genre = « {kind} », cette ligne ne choisit rien ; retirez-la "
    "(seul « {useful} » peut choisir)"
)
TOML_PASSING_IGNORED = (
    "exercice « {id} » : il n'y a rien à réussir avec retour = « immediat » ; "
    "retirez cette ligne, ou écrivez retour = « fin »"
)
TOML_PASSING = (
    "exercice « {id} » : {passing} ne peut pas être atteint, "
    "une série pose {most} question(s) notée(s)"
)
TOML_AFTER = (
    "exercice « {id} » : « {value} » n'est pas un exercice d'avant, avec « reussite », "
    "qu'il y aurait à repasser"
)
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
