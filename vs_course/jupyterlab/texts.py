"""What the launcher says, in French."""

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
