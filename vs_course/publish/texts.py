"""What is said of a page or a file, in French."""

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
