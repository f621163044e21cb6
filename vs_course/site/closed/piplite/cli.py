"""What `%pip` becomes in a cell."""


async def get_transformed_code(_arguments: list[str]) -> str:
    """Return the Python line that tells a learner why `%pip install` does nothing here."""
    return 'print("Ce site est fermé\\u00a0: on ne peut pas y installer d’autres bibliothèques.")'
