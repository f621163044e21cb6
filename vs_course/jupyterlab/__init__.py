"""Opening the course in Jupyter: its command, its settings, and what makes a page of a notebook.

Its door is `launcher.open_course`; `extension/` is JavaScript and settings that the wheel puts
where JupyterLab looks for them. It runs in Jupyter.
"""
