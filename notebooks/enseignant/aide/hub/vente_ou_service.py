# « Vente ou service ? » sur The Littlest JupyterHub : à copier dans
# /opt/tljh/config/jupyterhub_config.d/, puis « sudo tljh-config reload hub ».

# Les réponses sont dans le dossier personnel, à côté du cours et non dedans : une mise à jour du
# cours ne les touche jamais.
c.Spawner.environment = {"VS_COURSE_JOURNAL": "~/mes_reponses.jsonl"}

# Qui revient sans le lien, ou par le lien de la page neuve, retrouve la première page.
c.Spawner.default_url = "/doc/tree/cours/notebooks/00_bienvenue.ipynb"

# Une classe arrive ensemble : les démarrages se suivent, huit à la fois.
c.JupyterHub.concurrent_spawn_limit = 8
c.Spawner.start_timeout = 300
