"""What a learner is told, in French."""

PROMPT_CLASSER = "Vente ou service ?"
PROMPT_JUDGED = "{who} : vente ou service ?"
PROMPT_COMPARER = "Laquelle de ces deux situations est une vente ?"
PROMPT_REPERER = "C’est {answer}. Quels mots le montrent ?"
PROMPT_JUSTIFIER = "C’est {answer}. À quel signe le voit-on ici ?"
PROMPT_SITUER = "Avant, pendant ou après l’achat dont il est question ?"
PROMPT_ATTRIBUER = "De quoi parle cette phrase ?"
PROMPT_DEBATTRE = "Plutôt une vente ou plutôt un service ? Aucune réponse n’est fausse."
CATEGORY = {"vente": "Vente", "service": "Service"}
CATEGORY_ARTICLE = {"vente": "une vente", "service": "un service"}
REPLY = {"vente": "La vente", "service": "Le service", "les-deux": "Les deux"}
MOMENT = {"avant": "Avant", "pendant": "Pendant", "apres": "Après"}
MOMENT_WHY = {
    "avant": "Rien n’est encore acheté. Une vente peut se préparer là, un service peut déjà aider.",
    "pendant": "L’achat est en train de se faire : on choisit, on paie, on signe, on emporte.",
    "apres": "L’achat est fait. On peut aider à s’en servir, ou chercher à en obtenir un autre.",
}
CATEGORY_WRONG = {"vente": "C’est une vente.", "service": "C’est un service."}
REPLY_WRONG = {
    "vente": "C’est la vente.",
    "service": "C’est le service.",
    "les-deux": "Ce sont les deux.",
}
MOMENT_WRONG = {
    "avant": "C’est avant l’achat.",
    "pendant": "C’est pendant l’achat.",
    "apres": "C’est après l’achat.",
}
COMPARE_RIGHT = "C’est bien la vente"
COMPARE_WRONG = "La vente est l’autre."
SPOT_RIGHT = "Ces mots-là"
SPOT_WRONG = "Pas ces mots."
# On the buttons, the category is not told; what a sign says of it comes with the answer.
SIGN = {
    "cible": "Un chiffre de ventes est attendu, ou non",
    "clientele": "À qui l’on s’adresse",
    "satisfaction": "Ce qui compte comme réussi",
    "interaction": "Où en est l’achat pendant l’échange",
}
SIGN_SAYS = {
    "vente": {
        "objectif": "on cherche à faire acheter",
        "cible": "un nombre de ventes est attendu",
        "clientele": "on s’adresse à de nouveaux acheteurs",
        "satisfaction": "ce qui compte est l’achat conclu",
        "interaction": "l’échange prépare un achat",
    },
    "service": {
        "objectif": "on cherche à aider",
        "cible": "aucune vente n’est attendue, ou le chiffre compte autre chose",
        "clientele": "on s’adresse à des clients que l’on a",
        "satisfaction": "ce qui compte est le client satisfait",
        "interaction": "l’achat est décidé ou fait, l’échange l’accompagne",
    },
}
SIGN_RIGHT = "Oui, {says}"
SIGN_ALSO = "Ce signe compte aussi : {says}"
SIGN_WRONG = "On le voit plutôt à ceci : {says}."
# Said between the two questions of « Dire pourquoi », of which it must tell nothing.
LEAD_RIGHT = "Oui, {answer}. À quel signe le voit-on ici ?"
LEAD_WRONG = "Non, {answer}. À quel signe le voit-on ici ?"
TWIN = "La situation jumelle"
TWIN_INTRO = "Presque les mêmes mots, mais un détail change tout : c’est {answer}."
TWIN_NAME = "La jumelle, {answer} :"
DEBATE_SIDE = {"vente": "Plutôt une vente", "service": "Plutôt un service"}
DEBATE_VERDICT = {
    "vente": "Vous penchez pour la vente.",
    "service": "Vous penchez pour le service.",
}
DEBATE_WHY = "Les deux lectures se défendent. Voici le meilleur argument de chaque côté."
DEBATE_ARGUMENT = {"vente": "Pour la vente", "service": "Pour le service"}
SCORE = "{right} bonnes réponses sur {total}"
SCORE_ONE = "{right} bonne réponse sur {total}"
HAND_IN = (
    "Sans l’ouvrir, déposez-le là où votre professeur le demande : le devoir Moodle, l’ENT, un "
    "e-mail, une clé USB."
)
# Sent once to the browser; {braces} are filled there.
CARD = {
    "question": "Question ",
    "position": "{n} sur {total}",
    "ended": "Terminé",
    "rightly": "Juste : ",
    "wrongly": "Faux : ",
    "yours": "votre choix",
    "missed": "à trouver",
    "mine": "votre réponse",
    "clue": "Tout est dans les mots surlignés.",
    "criterion": "Critère : ",
    "sides": {"vente": "Vente", "service": "Service"},
    "hint": "Un indice",
    "moreHint": "Encore un indice",
    "hintRank": "Indice {n} sur {total} · ",
    "hinted": "avec indice",
    "sure": "Est-ce sûr ?",
    "change": "Changer",
    "validate": "Valider",
    "next": "Continuer",
    "why": "Pourquoi ?",
    "whole": "Lire la suite",
    "readTwin": "Lire la jumelle",
    "saved": "Enregistré",
    "unsavedOne": "1 réponse n’est pas enregistrée.",
    "unsavedMany": "{n} réponses ne sont pas enregistrées.",
    "unsavedHelp": (
        "Le programme du cours ne répond pas. Vous pouvez continuer ; pour enregistrer, ouvrez le "
        "menu « Exécution », puis « Exécuter toutes les cellules »."
    ),
    "summary": "Exercice terminé",
    "score": SCORE,
    "scoreOne": SCORE_ONE,
    "allRight": "Tout est juste.",
    "unscored": "Rien n’était juste ou faux ici : l’important est d’avoir pesé les arguments.",
    "waiting": "Le résultat s’affichera quand vos réponses seront enregistrées.",
    "toReview": "À revoir",
    "wellDone": "Les bonnes réponses ({n})",
    "yourAnswer": "Vous aviez répondu : {answer}.",
    "replay": "Revoir mes erreurs",
    "replayOne": "Revoir mon erreur",
    "goOn": "Continuer : {name}",
    "goBack": "Reprendre : {name}",
    "others": "Autres actions",
    "continue": "D’autres situations",
    "restart": "Recommencer",
    "handIn": "Remettre mes réponses",
    "handInWhere": f"Un fichier daté. {HAND_IN}",
    "signed": "Votre nom, si vous voulez : dans le nom du fichier seulement",
    "download": "Télécharger le fichier",
    "downloaded": "Fichier « {name} » : il est dans vos téléchargements.",
    "restore": "Reprendre depuis un fichier",
    "tooLarge": "Ce fichier est trop gros pour être celui de vos réponses.",
    "report": "Signaler",
    "reportThis": "Signaler cette situation",
    "reasons": {
        "incompris": "Je ne comprends pas",
        "autre-reponse": "Une autre réponse se défend",
        "invraisemblable": "Ce n’est pas vraisemblable",
        "faute": "Une faute",
    },
    "details": "Précisez, si vous voulez",
    "reportKept": "Gardé avec vos réponses. Rien n’est envoyé.",
    "reportDone": "Signalé, merci.",
    "cancel": "Annuler",
}
FORM = {
    "dialogue": "Dialogue",
    "messages": "Messages",
    "ticket": "Ticket",
    "avis": "Avis en ligne",
    "affiche": "Affiche ou courriel",
    "note": "Note",
}
PRACTICE_PAGE = "05"
RESTORED = "Réponses reprises du fichier : {count}."
RESTORED_ALREADY = "Toutes les réponses de ce fichier sont déjà là."
RESTORED_NOTHING = (
    "Ce fichier ne contient aucune réponse du cours : choisissez celui que vous avez téléchargé, "
    "« mes_reponses.jsonl »."
)
CONFIDENCE = {"sur": "Sûr", "plutot": "Plutôt sûr", "hasard": "Au hasard"}
STARTING_POINT = (
    "Merci. Vos réponses sont gardées ; elles seront comparées à celles de l’évaluation, à la fin "
    "du cours."
)
PASSED = "C’est réussi : il en fallait {passing}."
NOT_PASSED = (
    "Il en fallait {passing} pour réussir. Lisez les explications, puis reprenez la page 05."
)
TAKE_AGAIN = "Vous pourrez alors passer « {title} », sur d’autres situations."
CLOSED = (
    "Passez d’abord « {title} » : si vous ne la réussissez pas, vous la repasserez ici, sur "
    "d’autres situations."
)
CLOSED_PASSED = "Vous avez réussi « {title} » : vous n’avez pas à la repasser."
COMPARED = "Au point de départ, vous aviez {score}."
JOURNAL_IS_FOLDER = (
    "Vos réponses ne sont pas enregistrées : « {path} » est un dossier, il faut un fichier."
)
JOURNAL_UNWRITABLE = (
    "Vos réponses ne sont pas enregistrées : le fichier « {path} » ne peut pas être écrit "
    "({reason})."
)
JOURNAL_TORN = (
    "{count} ligne(s) illisible(s) du fichier « {path} » ont été mises de côté ; "
    "les autres réponses sont là."
)
QUESTION_UNKNOWN = "La question « {id} » ne fait pas partie de cet exercice."
ANSWERED_ONCE = "Vous avez déjà répondu à cette question : ici, une réponse est définitive."
CHOICE_UNKNOWN = "« {choice} » n’est pas une réponse possible ; il faut : {choices}."
CONFIDENCE_UNKNOWN = "« {value} » n’est pas un degré de certitude connu."
