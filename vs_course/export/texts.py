"""The French of the exports: what a terminal says, what a file shows, what a store is sent."""

# --- What a terminal says: plain apostrophes and spaces --------------------------------------

UNKNOWN = "{one} « {value} » n'existe pas ; {many} sont : {known}."
NOTHING_FOUND = "Aucune situation ne réunit ces choix ; retirez-en un ou choisissez-en un autre."
ONLY_RESERVED = (
    "Les situations de ces choix sont toutes gardées pour le point de départ ou l'évaluation ; "
    "ajoutez --evaluation pour les exporter."
)
LIBRARY_MISSING = (
    "Le format « {format} » demande « {library} », qui n'est pas installé ; "
    'installez-le avec : pip install "vs-course[enseignant]"'
)

# --- Of answers: {n} of them, in the singular then in the plural -----------------------------

JOURNAL_MISSING = (
    "Le journal « {path} » est introuvable : donnez le chemin d'un fichier mes_reponses.jsonl."
)
WRITTEN = "{answers} dans « {path} »."
WRITTEN_ANSWERS = ("{n} réponse écrite", "{n} réponses écrites")
SENT = "{answers} à l'entrepôt {url}."
SENT_ANSWERS = ("{n} réponse envoyée", "{n} réponses envoyées")
KNOWN = ("{n} y était déjà.", "{n} y étaient déjà.")
UNKNOWN_ANSWERS = (
    "{n} réponse laissée de côté : ce dossier de données n'a pas la question ou le choix.",
    "{n} réponses laissées de côté : ce dossier de données n'a pas la question ou le choix.",
)
TORN = (
    "{n} ligne illisible du journal laissée de côté.",
    "{n} lignes illisibles du journal laissées de côté.",
)

# --- Of a record store -----------------------------------------------------------------------

ADDRESS_INVALID = (
    "« {url} » n'est pas l'adresse d'un entrepôt : elle commence par https:// et se termine le "
    "plus souvent par /xAPI."
)
ADDRESS_SECRET = (
    "Ne mettez ni identifiant ni mot de passe dans l'adresse : donnez l'identifiant avec "
    "--identifiant, le mot de passe vous sera demandé."
)
ADDRESS_CLEAR = (
    "L'adresse commence par http:// : le mot de passe voyagerait en clair. Demandez à votre "
    "établissement l'adresse en https://."
)
PASSWORD_PROMPT = "Mot de passe de « {username} » pour l'entrepôt : "
PASSWORD_MISSING = (
    "Il manque le mot de passe de l'entrepôt : mettez-le dans la variable {variable}, ou dans un "
    "fichier que vous donnez avec --cle."
)
KEY_UNREADABLE = (
    "Le fichier du mot de passe « {path} » est introuvable ou ne peut pas être lu : vérifiez son "
    "chemin et vos droits."
)
KEY_EMPTY = "Le fichier du mot de passe « {path} » est vide : écrivez-y le mot de passe seul."
TLS = (
    "La connexion à {url} n'est pas sûre (détail technique : {reason}), l'envoi est arrêté : "
    "vérifiez l'adresse, puis demandez à votre établissement si son certificat est valable."
)
NOT_A_STORE = (
    "{url} répond, mais pas comme un entrepôt de traces xAPI (code {code}) : vérifiez l'adresse, "
    "qui se termine le plus souvent par /xAPI."
)
_CONTENT = (
    "L'entrepôt refuse les traces (code {code}) ; {safe}. Transmettez ce code à "
    "votre établissement."
)
REFUSED = {
    401: (
        "L'entrepôt refuse l'identifiant ou le mot de passe (code 401) : vérifiez-les auprès de "
        "votre établissement."
    ),
    403: (
        "L'entrepôt reconnaît la demande mais ne vous laisse pas y écrire (code 403) : demandez à "
        "votre établissement le droit d'ajouter des traces."
    ),
    **dict.fromkeys((400, 413, 422), _CONTENT),
}
CUT = (
    "L'envoi s'est arrêté ({reason}) : {safe} sur {total}. Relancez la même commande : l'entrepôt "
    "reconnaît ce qu'il a déjà et ne le garde pas deux fois."
)
SAFE = ("{n} réponse est à l'abri", "{n} réponses sont à l'abri")
NO_ANSWER = "l'entrepôt ne répond pas"
TOO_SLOW = "l'entrepôt met trop de temps à répondre"
IN_TROUBLE = "l'entrepôt est en difficulté, code {code}"

# --- What a store is sent --------------------------------------------------------------------

COURSE = "Vente ou service ?"
QUESTION_NAME = "{prompt} ({id})"

# --- What the files show ---------------------------------------------------------------------

CLUE_LABEL = "L’indice :"
CRITERION_LABEL = "Le critère :"
