"""The `vs-course` command."""

import argparse
import re
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from vs_course import bank, bundle, launcher, texts
from vs_course.model import Bank, CourseError


class _Parser(argparse.ArgumentParser):
    """argparse speaking French: a help page written whole, one sentence for a mistake."""

    def format_help(self) -> str:
        return f"{self.description}\n"

    def error(self, message: str) -> NoReturn:
        for english, french in texts.ARGPARSE:
            message = re.sub(english, french, message)
        self.exit(2, texts.NOT_UNDERSTOOD.format(reason=message) + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code: 0 done, 1 a problem said in French, 2 not understood.

    What follows `--` is for JupyterLab.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks a character shows its code
            stream.reconfigure(errors="backslashreplace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    end = given.index("--") if "--" in given else len(given)
    options = _parser().parse_args(given[:end])
    try:
        return options.run(options, given[end + 1 :])
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> _Parser:
    parser = _Parser(prog="vs-course", description=texts.HELP, allow_abbrev=False)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--port", type=_port, default=launcher.DEFAULT_PORT)
    parser.set_defaults(run=_open)
    commands = parser.add_subparsers(parser_class=_Parser)
    verify = commands.add_parser("verifier", description=texts.HELP_VERIFY)
    verify.add_argument("folder", nargs="?", type=Path)
    verify.add_argument("--qualite", action="store_true")
    verify.set_defaults(run=_verify)
    page = commands.add_parser("page", description=texts.HELP_PAGE)
    page.add_argument("notebook", metavar="CARNET", type=Path)
    page.add_argument("-o", dest="destination", metavar="FICHIER", type=Path)
    page.set_defaults(run=_page)
    capytale = commands.add_parser("capytale", description=texts.HELP_BUNDLE)
    capytale.add_argument("folder", nargs="?", type=Path)
    capytale.add_argument("-o", dest="destination", type=Path, default=Path("vs_course.py"))
    capytale.set_defaults(run=_bundle)
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(texts.PORT_INVALID.format(value=text))
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
        print(texts.BANK_COUNT.format(folder=folder, count=len(problems)), file=sys.stderr)
        return 1
    pairs = len({scenario.pair for scenario in found.scenarios})
    sizes = {"scenarios": len(found.scenarios), "pairs": pairs, "exercises": len(found.exercises)}
    print(texts.BANK_SOUND.format(folder=folder, **sizes))
    if options.qualite:
        _advise(found, folder)
    return 0


def _page(options: argparse.Namespace, _extra: Sequence[str]) -> int:
    from vs_course import page  # nbconvert, only when asked for

    destination = options.destination or Path(options.notebook.with_suffix(".html").name)
    count = page.write(options.notebook, destination)
    print(texts.PAGE_WRITTEN.format(path=destination, count=count))
    return 0


def _bundle(options: argparse.Namespace, _extra: Sequence[str]) -> int:
    size = bundle.write(options.destination, options.folder)
    print(texts.BUNDLE_WRITTEN.format(path=options.destination, size=round(size / 1000)))
    return 0


def _advise(found: Bank, folder: Path) -> None:
    from vs_course.quality import advice  # scikit-learn and others, only when asked for

    remarks = list(advice.remarks(found, bank.admitted_words(folder)))
    print(*remarks, sep="\n", end="\n" if remarks else "")
    print(texts.QUALITY_COUNT.format(count=len(remarks)) if remarks else texts.QUALITY_FINE)


if __name__ == "__main__":
    sys.exit(main())
