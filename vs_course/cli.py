"""The `vs-course` command."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

from vs_course import api, bank, cli_texts
from vs_course.bank.items import Bank, CourseError
from vs_course.jupyterlab import launcher
from vs_course.practice.journal import Journal


class _Parser(argparse.ArgumentParser):
    """argparse speaking French: a help page written whole, one sentence for a mistake."""

    def format_help(self) -> str:
        return f"{self.description}\n"

    def error(self, message: str) -> NoReturn:
        for english, french in cli_texts.ARGPARSE:
            message = re.sub(english, french, message)
        self.exit(2, f"vs-course : {message}. L'aide : vs-course --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code: 0 done, 1 a problem said in French, 2 not understood.

    What follows `--` is for JupyterLab.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks a character shows its code
            stream.reconfigure(errors="backslashreplace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    end = given.index("--") if "--" in given else len(given)
    options = parser().parse_args(given[:end], argparse.Namespace(extra=given[end + 1 :]))
    try:
        return options.run(options)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """Return what reads a command: `run` in its result is the function that does it."""
    course = _Parser(prog="vs-course", description=cli_texts.HELP, allow_abbrev=False)
    course.add_argument("--no-browser", action="store_true")
    course.add_argument("--port", type=_port, default=launcher.DEFAULT_PORT)
    course.set_defaults(run=_open)
    commands = course.add_subparsers(parser_class=_Parser)
    for name, (run, description, arguments) in _COMMANDS.items():
        command = commands.add_parser(name, description=description, allow_abbrev=False)
        for argument, options in arguments.items():
            command.add_argument(argument, **options)
        command.set_defaults(run=run)
    return course


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        message = f"« {text} » n'est pas un numéro de port (un nombre de 1 à 65535)"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _open(options: argparse.Namespace) -> int:
    folder = launcher.course_folder(Path.cwd())
    told = {"browser": not options.no_browser, "port": options.port, "extra": options.extra}
    launcher.open_course(folder, _where_one_stopped(folder), **told)
    return 0


def _where_one_stopped(folder: Path) -> str:
    """Return the page to open, with the exercise in it: the first one for whoever is new here."""
    notebooks = Path(launcher.FIRST_PAGE).parent
    try:
        road = api.parcours(journal=folder / notebooks / Journal().path)
    except CourseError:
        return launcher.FIRST_PAGE  # the notebook will say what is wrong
    if not (road.visited and road.following):
        return launcher.FIRST_PAGE
    page, exercise = road.following
    return f"{notebooks.as_posix()}/{page.id}.ipynb#cell-id={exercise.id}"


def _verify(options: argparse.Namespace) -> int:
    folder = options.folder or bank.default_folder()
    found, problems = bank.check(folder)
    for problem in problems:
        print(problem)
    if found is None:
        print(f"{folder} : {len(problems)} problème(s) à corriger", file=sys.stderr)
        return 1
    pairs = len({scenario.pair for scenario in found.scenarios})
    sizes = {"scenarios": len(found.scenarios), "pairs": pairs, "exercises": len(found.exercises)}
    print(cli_texts.BANK_SOUND.format(folder=folder, **sizes))
    if options.qualite:
        _advise(found, folder)
    return 0


def _page(options: argparse.Namespace) -> int:
    from vs_course.publish import single_page

    destination = options.destination or Path(options.notebook.with_suffix(".html").name)
    count = single_page.write(options.notebook, destination)
    print(f"{destination} : une page avec {count} exercice(s), à ouvrir dans un navigateur")
    return 0


def _capytale(options: argparse.Namespace) -> int:
    from vs_course.publish import capytale

    destination = options.destination or Path("vs_course.py")
    size = round(capytale.write(destination, options.folder) / 1000)
    print(f"{destination} : à joindre au carnet dans Capytale ou Basthon ({size} ko)")
    return 0


def _export(options: argparse.Namespace) -> int:
    if options.format == "xapi":
        return _export_records(options)
    from vs_course import export

    export.check_format(options.format)
    if (options.format == "scorm") is (options.exercice is None):
        raise CourseError(cli_texts.EXPORT_EXERCISE)
    if options.journal or options.vers:
        raise CourseError(cli_texts.EXPORT_JOURNAL.format(format=options.format))
    if options.format == "scorm":
        return _export_scorm(options)
    chosen = export.select(
        bank.load(options.donnees),
        criteria=options.critere,
        levels=options.niveau,
        sectors=options.secteur,
        competences=options.competence,
        evaluation=options.evaluation,
    )
    destination = _destination(options)
    count = export.write(options.format, chosen, destination)
    print(f"{destination} : {count} situation(s)")
    return 0


def _export_scorm(options: argparse.Namespace) -> int:
    from vs_course.publish import scorm

    destination = _destination(options)
    count = scorm.write(options.exercice, destination, options.donnees)
    print(f"{destination} : un exercice de {count} question(s), pour une plateforme SCORM 1.2")
    return 0


def _export_records(options: argparse.Namespace) -> int:
    from vs_course.export import xapi, xapi_sender

    content = bank.load(options.donnees)
    journal = options.journal or Journal().path
    if options.vers is None:
        print(xapi.write(journal, content, _destination(options)))
        return 0
    if options.identifiant is None:
        message = "Pour envoyer des traces, donnez aussi votre compte : --identifiant NOM."
        raise CourseError(message)
    account = xapi_sender.ask(options.identifiant, options.cle)
    print(xapi_sender.send(journal, content, options.vers, account))
    return 0


def _destination(options: argparse.Namespace) -> Path:
    if options.destination is None:
        raise CourseError("Dites où écrire le résultat : -o FICHIER.")
    return options.destination


def _class(options: argparse.Namespace) -> int:
    from vs_course import classroom

    seen = classroom.classe(options.source, options.donnees)
    if options.anonyme or options.pseudonyme:
        from vs_course.classroom import shared_data

        source = options.source if options.pseudonyme else None
        shared_data.write(seen.figures, options.destination, source)
        print(cli_texts.SHARED.format(path=options.destination))
    else:
        classroom.write(seen, options.destination)
        none = "" if seen.figures.pupils else cli_texts.NO_PUPIL
        print(f"{options.destination} : le rapport de la classe{none}")
    if seen.left_out:
        print(seen.left_out)
    return 0


def _site(options: argparse.Namespace) -> int:
    from vs_course.publish import static_site

    static_site.build(options.folder)
    return 0


def _advise(found: Bank, folder: Path) -> None:
    from vs_course import bank_checks

    remarks = list(bank_checks.remarks(found, bank.admitted_words(folder)))
    print(*remarks, sep="\n", end="\n" if remarks else "")
    said = f"{len(remarks)} remarque(s), à peser une par une." if remarks else "aucune remarque."
    print(f"Qualité : {said}")


_PATH: dict[str, Any] = {"type": Path}
_MAYBE = {**_PATH, "nargs": "?"}
_FILE = {**_PATH, "dest": "destination"}
_MANY: dict[str, Any] = {"action": "append", "default": []}
_FLAG = {"action": "store_true"}
# Each command: what does it, its help, its arguments as argparse takes them.
_COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], str, dict[str, Any]]] = {
    "verifier": (_verify, cli_texts.HELP_VERIFY, {"folder": _MAYBE, "--qualite": _FLAG}),
    "classe": (
        _class,
        cli_texts.HELP_CLASS,
        {
            "source": {**_PATH, "metavar": "DOSSIER_OU_ZIP"},
            "-o": {**_FILE, "required": True},
            **{"--donnees": _PATH, "--anonyme": _FLAG, "--pseudonyme": _FLAG},
        },
    ),
    "exporter": (
        _export,
        cli_texts.HELP_EXPORT,
        {
            "format": {"metavar": "FORMAT"},
            "journal": _MAYBE,
            **dict.fromkeys(("--critere", "--niveau", "--secteur", "--competence"), _MANY),
            **{"--evaluation": _FLAG, "--vers": {}, "--identifiant": {}, "--cle": _PATH},
            **{"-o": _FILE, "--donnees": _PATH, "--exercice": {}},
        },
    ),
    "page": (_page, cli_texts.HELP_PAGE, {"notebook": {**_PATH, "metavar": "CARNET"}, "-o": _FILE}),
    "capytale": (_capytale, cli_texts.HELP_CAPYTALE, {"folder": _MAYBE, "-o": _FILE}),
    "site": (_site, cli_texts.HELP_SITE, {"folder": {**_PATH, "metavar": "DOSSIER"}}),
}


if __name__ == "__main__":
    sys.exit(main())
