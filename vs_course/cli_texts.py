"""What the command says, in French."""

BANK_SOUND = (
    "{folder} : aucun problème ({scenarios} situations, {pairs} paires, {exercises} exercices)"
)
HELP = """\
« Vente ou service ? » : apprendre à distinguer une vente d'un service.

  vs-course                      ouvrir le cours dans JupyterLab
  vs-course verifier [DOSSIER]   vérifier un dossier de données (sans DOSSIER : celui du cours)
                                 avec --qualite : donner aussi des conseils sur les textes
  vs-course classe DOSSIER -o F  voir où en est la classe, d'après les fichiers rendus
  vs-course exporter FORMAT -o F reprendre les situations ailleurs : moodle, gift, anki, qti, csv,
                                 fiche ; un exercice entier : scorm ; les réponses d'un élève : xapi
  vs-course page CARNET -o F     faire d'un carnet une page à répondre et à imprimer, sans Jupyter
  vs-course capytale -o F        réunir le cours en un fichier Python, pour Capytale et Basthon
  vs-course site DOSSIER         faire du cours un site à publier, sans serveur

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
HELP_CAPYTALE = """\
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

  --critere C, --niveau N, --secteur S, --competence CODE
                      choisir ; une option peut être répétée
  --evaluation        avec les situations gardées pour l'évaluation
  --donnees DOSSIER   vos données à la place de celles du cours

vs-course exporter scorm --exercice ID -o FICHIER : un exercice comme paquet SCORM 1.2 (.zip), que
Moodle et d'autres plateformes ouvrent, notent et reprennent ; avec --donnees, le vôtre.

vs-course exporter xapi [JOURNAL] -o FICHIER : écrire les réponses d'un élève en traces xAPI.
  --vers URL --identifiant NOM [--cle FICHIER]   les envoyer à l'entrepôt de l'établissement"""
HELP_CLASS = """\
vs-course classe DOSSIER_OU_ZIP -o FICHIER : voir où en est la classe.

DOSSIER_OU_ZIP contient les fichiers rendus, un par élève (mes_reponses.jsonl, renommé ou non) ; le
zip de Moodle, « télécharger tous les devoirs », convient tel quel. FICHIER finit par .html (une
page à lire et à imprimer), .xlsx ou .csv.
  --anonyme           à la place du rapport, les comptes seuls, pour un collègue ou un chercheur :
                      situation, critère, niveau, et leur notice ; FICHIER finit par .zip
  --pseudonyme        la même chose, avec chaque réponse : des données personnelles encore
  --donnees DOSSIER   vos données à la place de celles du cours"""
HELP_SITE = """\
vs-course site DOSSIER : faire du cours un site à publier, sans serveur.

Les pages répondent aussitôt, même sans connexion ; Python y vient ensuite, dans le navigateur.
Rien n'est demandé à un autre site.
Il faut Node.js (npm) et le réseau pour le construire, une fois."""
EXPORT_JOURNAL = (
    "Le format « {format} » reprend les situations du cours : il ne prend ni journal ni --vers, "
    "qui sont pour « xapi »."
)
NO_PUPIL = ", où il n'y a aucune réponse à lire"
SHARED = "{path} : les tableaux et leur notice ; lisez LISEZ-MOI.txt avant de les donner"
EXPORT_EXERCISE = (
    "Le format « scorm » prend un exercice entier, et lui seul : --exercice ID, par exemple "
    "--exercice 05-classer."
)
ARGPARSE = (
    (r"^unrecognized arguments: (.*)", r"je ne connais pas « \1 »"),
    (r"^argument [^:]*: invalid choice: '(.*?)'.*", r"la commande « \1 » n'existe pas"),
    (r"^argument ([^:]*): expected one argument", r"« \1 » attend une valeur"),
    (r"^argument ([^:]*): ignored explicit argument .*", r"« \1 » n'attend pas de valeur"),
    (r"^the following arguments are required: (.*)", r"il manque \1"),
    (r"^argument [^:]*: ", ""),
)
