"""A school's hub by the recipe's own values: five accounts, one server killed, nothing lost."""

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import urllib.error
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import ROOT
from tests.measures import hub as hubs
from vs_course import cli

pytestmark = [pytest.mark.release, pytest.mark.timeout(500)]
IGNORED = shutil.ignore_patterns(".ipynb_checkpoints", "*.jsonl")
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


def rows(source: Path, report: Path) -> dict[str, int]:
    """Return the accounts and their answers, as the teacher's own command counts them."""
    assert cli.main(["classe", str(source), "-o", str(report)]) == 0
    lines = [line.split(";") for line in report.read_text("utf-8-sig").splitlines()[1:]]
    return {line[0]: int(line[2]) for line in lines}


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
        assert set(rows(hub.shared, tmp_path / "classe.csv")) == set(ACCOUNTS)


def test_a_small_school_opens_the_course_by_the_link_and_collects_the_homes(
    proxy: Path, tmp_path: Path, capsys
):
    """The Littlest JupyterHub's recipe: the link in each home, then the answers beside it."""
    origin = tmp_path / "origine"
    shutil.copytree(ROOT / "notebooks", origin / "notebooks", ignore=IGNORED)
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "Le cours"]):
        person = ["-c", "user.name=Prof", "-c", "user.email=prof@lycee.test"]
        subprocess.run(["git", *person, *words], cwd=origin, check=True)
    (tmp_path / "hub").mkdir()
    link = f"git-pull/api?repo={origin.as_uri()}&branch=main&targetpath=cours"

    async def come(hub: hubs.Hub, name: str) -> hubs.Pupil:
        pupil = hubs.Pupil(hub, name)
        await pupil.arrive()
        told = (await pupil.call(f"/user/{name}/{link}")).decode()
        assert '"phase": "finished"' in told, told
        async with pupil.page("05-classer") as card:
            assert await card.answer_all(1) == 10
            await asyncio.sleep(6)  # reading: twice as long as a kernel may idle
            assert await card.answer_all(1) == 10
        for _ in range(30):  # the page is closed: its kernel is given back
            if not await pupil.call(f"/user/{name}/api/kernels"):
                return pupil
            await asyncio.sleep(1)
        raise AssertionError("a kernel stays behind a closed page")

    async def both(hub: hubs.Hub) -> list[hubs.Pupil]:
        return await asyncio.gather(come(hub, "lea.martin"), come(hub, "tom"))

    soon = {"cull_idle_timeout": 3, "cull_interval": 1}
    with hubs.running(tmp_path / "hub", proxy, False, soon, small=str(hubs.SMALL)) as hub:
        pupils = asyncio.run(both(hub))
        homes = hub.folder / "homes"
        for pupil in pupils:
            assert (homes / pupil.name / "cours/notebooks/05_classer.ipynb").is_file()
            lines = (homes / pupil.name / "mes_reponses.jsonl").read_text("utf-8").splitlines()
            assert {*pupil.saved} <= {json.loads(line)["id"] for line in lines}
        capsys.readouterr()
        assert rows(homes, tmp_path / "classe.csv") == {"lea.martin": 20, "tom": 20}
    assert "pages et programmes du cours" in capsys.readouterr().out


def test_the_link_leads_where_a_pupil_comes_back():
    page = (hubs.RECIPES.parent / "jupyterhub.md").read_text("utf-8")
    [link] = re.findall(r"https://HUB\S+", page)
    asked = parse_qs(urlsplit(link).query)
    assert f'default_url = "/{asked["urlpath"][0]}"' in hubs.SMALL.read_text("utf-8")
    place = asked["urlpath"][0].partition(f"/{asked['targetpath'][0]}/")[2]
    assert (ROOT / place).is_file()


def test_both_recipes_give_their_kernels_the_same_settings():
    beside = json.loads((hubs.RECIPES / "jupyter_server_config.json").read_text("utf-8"))
    assert hubs.values()["singleuser"]["extraFiles"]["noyaux"]["data"] == beside


def test_moodle_s_accounts_are_read_by_ltiauthenticator():
    """Every name of the recipe is one that the authenticator has."""
    lti = pytest.importorskip("ltiauthenticator.lti13.auth").LTI13Authenticator
    asked = hubs.values()["hub"]["config"]
    module, _, name = asked["JupyterHub"]["authenticator_class"].rpartition(".")
    assert (module, name) == (lti.__module__, lti.__name__)
    given = asked["LTI13Authenticator"] | asked["Authenticator"]
    assert {*given} <= {*lti.class_trait_names(config=True)}
    made = lti(**given)
    assert (made.issuer, made.allow_all) == ("https://MOODLE", True)
    assert made.client_id == {"IDENTIFIANT_DU_CLIENT"}


def test_the_memory_and_the_times_are_those_of_the_measures():
    single, cull = hubs.values()["singleuser"], hubs.values()["cull"]
    assert single["memory"] == {"guarantee": "300M", "limit": "1G"}
    kernels = single["extraFiles"]["noyaux"]["data"]["MappingKernelManager"]
    assert kernels["cull_connected"] is False
    assert cull["timeout"] > 55 * 60
    assert kernels["cull_idle_timeout"] < cull["timeout"]
