"""The course's own bank, its questions, and the simulated class as it is read."""

import pytest

from tests.classroom import made
from tests.simulated_class import FOLDER
from vs_course import bank
from vs_course.bank.items import Bank
from vs_course.classroom import Classe, classe
from vs_course.practice.questions import Question


@pytest.fixture(scope="session")
def content() -> Bank:
    return bank.load()


@pytest.fixture(scope="session")
def asked(content: Bank) -> list[Question]:
    return made.everything(content)


@pytest.fixture(scope="session")
def simulated() -> Classe:
    return classe(FOLDER)
