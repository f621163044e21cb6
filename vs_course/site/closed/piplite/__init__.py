"""Stands where JupyterLite looks for its installer: this site is closed, nothing is installed."""
