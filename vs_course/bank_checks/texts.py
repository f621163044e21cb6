"""What the gates say, in French."""

LEAK = (
    "fuite par le vocabulaire : {reader} trouve {found:.0%} des réponses, "
    "la limite est {limit:.0%} ; mots les plus révélateurs : {words}"
)
LEAK_TOO_FEW = "fuite par le vocabulaire : il faut au moins {pairs} paires pour la mesurer"
TWINS_UNLIKE = "{pair} : les deux textes ne partagent que {likeness:.0%} de leurs mots"
NEAR_DUPLICATE = "{one} et {other} se ressemblent trop ({likeness:.0%})"
TYPOGRAPHY = "{place}: typographie ({sign}) : « {around} »"
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
SIGN_TOO_OFTEN = (
    "équilibre : dans « {exercise} », le signe « {sign} » est accepté pour {share:.0%} des "
    "situations, il en faut au plus {limit:.0%}"
)
GENDER = (
    "équilibre : dans les situations « {category} », {role} compte {share:.0%} de femmes, "
    "il faut entre {low:.0%} et {high:.0%}"
)
GATE_UNAVAILABLE = "{gate} : contrôle non fait, il faut installer {tool}"
EXPLANATION_LENGTH = "{id} : l'explication a {count} mots, il en faut entre {low} et {high}"
EXPLANATION_COPIED = "{id} : l'explication reprend celle de {other} (« {words} »)"
EXPLANATION_MISQUOTED = "{id} : l'explication cite « {words} », qui n'est pas dans la situation"
MOULD = "moule : {mould} dans {share:.0%} des situations, la limite est {limit:.0%}"
CLUE_PLACES = (
    "place de l'indice, {value} : {first:.0%} dans le premier tiers du texte, {last:.0%} dans le "
    "dernier ; la fin ne doit pas suffire"
)
FIRST_SENTENCE = "{id} : la première phrase de l'explication a {count} mots, la limite est {limit}"
HINGES = "« mais » ou « pourtant » dans {share:.0%} des explications, la limite est {limit:.0%}"
BOSSES = (
    "équilibre : {share:.0%} de femmes parmi ceux qui dirigent, "
    "il faut entre {low:.0%} et {high:.0%}"
)
