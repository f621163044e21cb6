"""A school's hub by the recipe's own values: five accounts, one server killed, nothing lost."""

import asyncio
import json
import os
import signal
import urllib.error
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.measures import hub as hubs
from vs_course import cli

pytestmark = [pytest.mark.release, pytest.mark.timeout(500)]
ACCOUNTS = ["lea.martin", "tom", "e20231", "ines", "zoe"]


@pytest.fixture(scope="module")
def proxy(npm: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not find_spec("jupyterhub") and os.environ.get("CI") != "true":
        pytest.skip("jupyterhub n'est pas installé : le hub n'est pas essayé")
    return hubs.proxy(npm, tmp_path_factory.mktemp("proxy"))


def kept(hub: hubs.Hub, name: str) -> list[str]:
    """Return the events of a pupil's journal."""
    text = (hub.shared / name / "mes_reponses.jsonl").read_text("utf-8")
    return [line["id"] for line in map(json.loads, text.splitlines()) if "kind" not in line]


async def lesson(hub: hubs.Hub) -> list[hubs.Pupil]:
    """Have five pupils arrive together and answer; one's server is killed in the middle."""
    pupils = [hubs.Pupil(hub, name) for name in ACCOUNTS]
    await asyncio.gather(*(pupil.arrive() for pupil in pupils))
    await asyncio.gather(*(work(pupil, unlucky=pupil is pupils[0]) for pupil in pupils))
    return pupils


async def work(pupil: hubs.Pupil, unlucky: bool) -> None:
    async with pupil.page("05-classer") as card:
        assert len(card.content["questions"]) == 10
        if not unlucky:
            assert await card.answer_all(3) == 30
            return
        assert await card.answer_all(1) == 10
        answering = asyncio.create_task(card.answer_all(100, patience=5))
        while len(pupil.saved) < 15:
            await asyncio.sleep(0.01)
        os.kill(pupil.hub.server(pupil.name), signal.SIGKILL)
        with pytest.raises((AssertionError, ConnectionError)):
            assert await answering == 990
    for _ in range(100):  # the hub looks after its servers every half minute
        try:
            await pupil.call(f"/user/{pupil.name}/api/status")
            break
        except urllib.error.HTTPError:
            await pupil.arrive()
            await asyncio.sleep(1)
    async with pupil.page("05-classer") as card:
        assert await card.answer_all(1) == 10


def test_five_accounts_answer_and_no_acknowledged_answer_is_lost(
    proxy: Path, tmp_path: Path, capsys
):
    with hubs.running(tmp_path, proxy) as hub:
        pupils = asyncio.run(lesson(hub))
        assert len(pupils[0].saved) >= 25
        for pupil in pupils:
            events = kept(hub, pupil.name)
            assert set(pupil.saved) <= set(events), pupil.name
            assert len(events) == len(set(events))
        report = tmp_path / "classe.csv"
        assert cli.main(["classe", str(hub.shared), "-o", str(report)]) == 0
    rows = report.read_text("utf-8-sig").splitlines()[1:]
    assert sorted(row.partition(";")[0] for row in rows) == sorted(ACCOUNTS)
