"""The `vs-course` command."""

import argparse
import re
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from vs_course import bank, cli_texts
from vs_course.bank.items import Bank, CourseError
from vs_course.jupyterlab import launcher
from vs_course.practice.journal import Journal
from vs_course.publish import capytale as bundle


class _Parser(argparse.ArgumentParser):
    """argparse speaking French: a help page written whole, one sentence for a mistake."""

    def format_help(self) -> str:
        return f"{self.description}\n"

    def error(self, message: str) -> NoReturn:
        for english, french in cli_texts.ARGPARSE:
            message = re.sub(english, french, message)
        self.exit(2, cli_texts.NOT_UNDERSTOOD.format(reason=message) + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code: 0 done, 1 a problem said in French, 2 not understood.

    What follows `--` is for JupyterLab.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks a character shows its code
            stream.reconfigure(errors="backslashreplace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    end = given.index("--") if "--" in given else len(given)
    options = parser().parse_args(given[:end])
    try:
        return options.run(options, given[end + 1 :])
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
    for name, description, add, run in (
        ("verifier", cli_texts.HELP_VERIFY, _verify_arguments, _verify),
        ("page", cli_texts.HELP_PAGE, _page_arguments, _page),
        ("capytale", cli_texts.HELP_BUNDLE, _bundle_arguments, _bundle),
        ("exporter", cli_texts.HELP_EXPORT, _export_arguments, _export),
        ("classe", cli_texts.HELP_CLASS, _class_arguments, _class),
        ("site", cli_texts.HELP_SITE, _site_arguments, _site),
    ):
        command = commands.add_parser(name, description=description, allow_abbrev=False)
        add(command)
        command.set_defaults(run=run)
    return course


def _verify_arguments(command: _Parser) -> None:
    command.add_argument("folder", nargs="?", type=Path)
    command.add_argument("--qualite", action="store_true")


def _page_arguments(command: _Parser) -> None:
    command.add_argument("notebook", metavar="CARNET", type=Path)
    command.add_argument("-o", dest="destination", type=Path)


def _bundle_arguments(command: _Parser) -> None:
    command.add_argument("folder", nargs="?", type=Path)
    command.add_argument("-o", dest="destination", type=Path, default=Path("vs_course.py"))


def _export_arguments(command: _Parser) -> None:
    command.add_argument("format", metavar="FORMAT")
    command.add_argument("journal", nargs="?", type=Path)
    command.add_argument("-o", dest="destination", type=Path)
    command.add_argument("--donnees", type=Path)
    for name in ("--critere", "--niveau", "--secteur"):
        command.add_argument(name, action="append", default=[])
    command.add_argument("--evaluation", action="store_true")
    for name in ("--vers", "--identifiant"):
        command.add_argument(name)
    command.add_argument("--cle", type=Path)


def _class_arguments(command: _Parser) -> None:
    command.add_argument("source", metavar="DOSSIER_OU_ZIP", type=Path)
    command.add_argument("-o", dest="destination", metavar="-o", type=Path, required=True)
    command.add_argument("--donnees", type=Path)


def _site_arguments(command: _Parser) -> None:
    command.add_argument("folder", metavar="DOSSIER", type=Path)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(cli_texts.PORT_INVALID.format(value=text))
    return int(text)


def _open(options: argparse.Namespace, extra: Sequence[str]) -> int:
    launcher.open_course(browser=not options.no_browser, port=options.port, extra=extra)
    return 0


def _verify(options: argparse.Namespace, _extra: Sequence[str]) -> int:
    folder = options.folder or bank.default_folder()
    found, problems = bank.check(folder)
    for problem in problems:
        print(problem)
    if found is None:
        print(cli_texts.BANK_COUNT.format(folder=folder, count=len(problems)), file=sys.stderr)
        return 1
    pairs = len({scenario.pair for scenario in found.scenarios})
    sizes = {"scenarios": len(found.scenarios), "pairs": pairs, "exercises": len(found.exercises)}
    print(cli_texts.BANK_SOUND.format(folder=folder, **sizes))
    if options.qualite:
        _advise(found, folder)
    return 0


def _page(options: argparse.Namespace, _extra: Sequence[str]) -> int:
    from vs_course.publish import single_page as page

    destination = options.destination or Path(options.notebook.with_suffix(".html").name)
    count = page.write(options.notebook, destination)
    print(cli_texts.PAGE_WRITTEN.format(path=destination, count=count))
    return 0


def _bundle(options: argparse.Namespace, _extra: Sequence[str]) -> int:
    size = bundle.write(options.destination, options.folder)
    print(cli_texts.BUNDLE_WRITTEN.format(path=options.destination, size=round(size / 1000)))
    return 0


def _export(options: argparse.Namespace, _extra: Sequence[str]) -> int:
    if options.format == "xapi":
        return _export_records(options)
    from vs_course import export
    from vs_course.export.selection import select

    if options.journal or options.vers:
        raise CourseError(cli_texts.EXPORT_JOURNAL.format(format=options.format))
    if options.format not in export.FORMATS:
        known = ", ".join([*export.FORMATS, "xapi"])
        raise CourseError(cli_texts.EXPORT_UNKNOWN.format(format=options.format, known=known))
    chosen = select(
        bank.load(options.donnees),
        criteria=options.critere,
        levels=options.niveau,
        sectors=options.secteur,
        evaluation=options.evaluation,
    )
    destination = _destination(options)
    count = export.write(options.format, chosen, destination)
    print(cli_texts.EXPORT_WRITTEN.format(path=destination, count=count))
    return 0


def _export_records(options: argparse.Namespace) -> int:
    from vs_course.export import records
    from vs_course.export import xapi_credentials as credentials

    content = bank.load(options.donnees)
    journal = options.journal or Journal().path
    if options.vers is None:
        print(records.write(journal, content, _destination(options)))
        return 0
    if options.identifiant is None:
        raise CourseError(cli_texts.EXPORT_NO_ACCOUNT)
    account = credentials.ask(options.identifiant, options.cle)
    print(records.send(journal, content, options.vers, account))
    return 0


def _destination(options: argparse.Namespace) -> Path:
    if options.destination is None:
        raise CourseError(cli_texts.EXPORT_NO_FILE)
    return options.destination


def _class(options: argparse.Namespace, _extra: Sequence[str]) -> int:
    from vs_course import classroom

    seen = classroom.classe(options.source, options.donnees)
    classroom.write(seen, options.destination)
    print(cli_texts.CLASS_WRITTEN.format(path=options.destination))
    return 0


def _site(options: argparse.Namespace, _extra: Sequence[str]) -> int:
    from vs_course import site

    site.build(options.folder)
    return 0


def _advise(found: Bank, folder: Path) -> None:
    from vs_course import bank_checks

    remarks = list(bank_checks.remarks(found, bank.admitted_words(folder)))
    print(*remarks, sep="\n", end="\n" if remarks else "")
    print(cli_texts.QUALITY_COUNT.format(count=len(remarks)) if remarks else cli_texts.QUALITY_FINE)


if __name__ == "__main__":
    sys.exit(main())
