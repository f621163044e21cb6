"""The two names that the Pyodide kernel sets when it starts."""

_PIPLITE_DISABLE_PYPI = True
_PIPLITE_URLS: list[str] = []
