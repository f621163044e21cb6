"""The course elsewhere: a page to double-click, a site, one file for Capytale, a SCORM package.

Runs on the teacher's machine, `worker` in a page. Doors: `single_page.write`, `capytale.write`,
`static_site.build`, `scorm.write`.
"""

# What a learner's browser is sent of the package: a new room stays at home until it is named here.
TRAVELS = frozenset({"__init__.py", "api.py", "bank", "practice", "card", "results"})
