"""The French of the way out to a record store: what its commands print, and what it is sent."""

COURSE = "Vente ou service ?"
QUESTION_NAME = "{prompt} ({id})"

# Plain apostrophes and spaces from here on: a terminal shows these.
WRITTEN = "{answers} dans « {path} »."
WRITTEN_ANSWERS = ("{n} réponse écrite", "{n} réponses écrites")
SENT = "{answers} à l'entrepôt {url}."
SENT_ANSWERS = ("{n} réponse envoyée", "{n} réponses envoyées")
ALREADY = ("{n} y était déjà.", "{n} y étaient déjà.")
REPEATED = (
    "{n} ligne du journal en répète une autre : comptée une fois.",
    "{n} lignes du journal en répètent d'autres : comptées une fois.",
)
UNKNOWN = (
    "{n} réponse laissée de côté : ce dossier de données n'a pas la question ou le choix.",
    "{n} réponses laissées de côté : ce dossier de données n'a pas la question ou le choix.",
)
TORN = (
    "{n} ligne illisible du journal laissée de côté.",
    "{n} lignes illisibles du journal laissées de côté.",
)

JOURNAL_MISSING = (
    "Le journal « {path} » est introuvable : donnez le chemin d'un fichier mes_reponses.jsonl."
)
NOT_A_FILE = "ce n'est pas un fichier"
UNWRITABLE = "« {path} » n'a pas pu être écrit : {reason}. Choisissez un autre emplacement."
STATE_UNREADABLE = (
    "« {path} », qui note ce qui est déjà envoyé, est illisible : supprimez-le et relancez la "
    "commande ; l'entrepôt reconnaît ce qu'il a reçu et ne le gardera pas deux fois."
)

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

REFUSED_LOGIN = (
    "L'entrepôt refuse l'identifiant ou le mot de passe (code 401) : vérifiez-les auprès de votre "
    "établissement."
)
REFUSED_RIGHT = (
    "L'entrepôt reconnaît la demande mais ne vous laisse pas y écrire (code 403) : demandez à "
    "votre établissement le droit d'ajouter des traces."
)
TLS = (
    "La connexion à {url} n'est pas sûre (détail technique : {reason}), l'envoi est arrêté : "
    "vérifiez l'adresse, puis demandez à votre établissement si son certificat est valable."
)
NOT_A_STORE = (
    "{url} répond, mais pas comme un entrepôt de traces xAPI ({detail}) : vérifiez l'adresse, qui "
    "se termine le plus souvent par /xAPI."
)
DETAIL_STATUS = "code {code}"
DETAIL_REDIRECT = "code {code}, renvoi vers une autre adresse"
DETAIL_BODY = "réponse inattendue"
REFUSED_CONTENT = (
    "L'entrepôt refuse les traces (code {code}) ; {count}. Transmettez ce code à "
    "votre établissement."
)
CUT = (
    "L'envoi s'est arrêté ({reason}) : {count} sur {total}. Relancez la même commande : elle "
    "reprendra où elle s'est arrêtée."
)
ACKNOWLEDGED = ("{n} réponse est à l'abri", "{n} réponses sont à l'abri")
NO_ANSWER = "l'entrepôt ne répond pas"
TOO_SLOW = "l'entrepôt met trop de temps à répondre"
IN_TROUBLE = "l'entrepôt est en difficulté, code {code}"


def count(n: int, forms: tuple[str, str]) -> str:
    """Return a number with its noun, in the singular up to 1 as French does."""
    return forms[n > 1].format(n=n)
