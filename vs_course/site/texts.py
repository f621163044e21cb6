"""What building the static site says, and what its pages show."""

NOT_OURS = (
    "Le dossier « {folder} » n'est pas vide et n'est pas un site du cours : rien n'y est écrit. "
    "Indiquez un dossier vide ou nouveau."
)
NO_NPM = (
    "npm est introuvable : le site en a besoin pour obtenir Python dans le navigateur. "
    "Installez Node.js 20 ou plus récent, puis recommencez."
)
NO_VENV = (
    "Le module venv de Python manque (sous Debian ou Ubuntu : apt install python3-venv), "
    "puis recommencez."
)
NO_EXTENSION = (
    "L'extension qui ouvre les exercices est introuvable : réinstallez le cours, puis recommencez."
)
STEP_FAILED = (
    "Le site n'a pas pu être construit ({step}). Vérifiez la connexion à Internet, puis "
    "recommencez. Le dernier message : {message}"
)
STEP_TOOLS = "les outils"
STEP_PYODIDE = "Python pour le navigateur"
STEP_PACKAGES = "les bibliothèques"
STEP_COMPILE = "la compilation"
STEP_PAGES = "les pages"
UNEXPECTED = "le fichier {name} n'a pas la forme attendue"

DONE = "Le site est prêt dans « {folder} » : {megabytes} Mo, {files} fichiers."

# Learners read these.
TITLE = "Vente ou service\u00a0?"
LOADING = "Le cours se prépare…"
LOADING_FIRST = "La première fois, cela prend quelques secondes."
NO_SCRIPT = (
    "Ce cours a besoin de JavaScript\u00a0: activez-le dans votre navigateur, puis rechargez."
)
EXERCISES_COMING = "Les exercices se préparent. Vous pouvez déjà lire la page."
LATE = "C’est plus long que prévu\u00a0: vérifiez la connexion, puis rechargez la page."
