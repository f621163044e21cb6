"""What the bilan says, in French."""

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
