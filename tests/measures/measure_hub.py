"""Run by hand: a class arrives together on a hub, and answers. How long, how much, what is lost?

python -m tests.measures.measure_hub [PUPILS] [SECONDS_BETWEEN_ANSWERS] [ROUNDS]
"""

import asyncio
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.measures import hub as hubs

PAGES = ["00-essai", "01-objectif", "02-aider", "03-attribuer", "04-cible", "05-classer"]


async def lesson(hub: hubs.Hub, count: int, pause: float, rounds: int) -> None:
    pupils = [hubs.Pupil(hub, f"eleve{number:02}") for number in range(count)]
    start = time.monotonic()
    arrived = await asyncio.gather(*(pupil.arrive() for pupil in pupils))
    print(f"servers: {statistics.median(arrived):.1f} s median, {max(arrived):.1f} s the last")
    opened: list[float] = []

    async def work(pupil: hubs.Pupil) -> None:
        async with pupil.page("05-classer") as card:
            opened.append(time.monotonic() - start)
            while len(opened) < count:
                await asyncio.sleep(0.1)
            await card.answer_all(rounds, pause)

    working = asyncio.gather(*(work(pupil) for pupil in pupils))
    while len(opened) < count:
        await asyncio.sleep(0.2)
        if working.done():
            break
    print(f"first card shown, from the start: the last after {max(opened):.1f} s")
    held = [hubs.memory(hubs.below(hub.server(pupil.name))) / 1e6 for pupil in pupils]
    print(
        f"memory of a pupil, one page open: {statistics.mean(held):.0f} MB, {max(held):.0f} at most"
    )
    await working
    delays = sorted(delay for pupil in pupils for delay in pupil.delays)
    places = {name: delays[int(len(delays) * part)] for name, part in (("50", 0.5), ("95", 0.95))}
    told = ", ".join(f"{1000 * value:.0f} ms at {name} %" for name, value in places.items())
    print(f"{len(delays)} answers acknowledged: {told}, {1000 * delays[-1]:.0f} ms at most")
    lost = 0
    for pupil in pupils:
        text = (hub.shared / pupil.name / "mes_reponses.jsonl").read_text("utf-8")
        lost += len(set(pupil.saved) - {json.loads(line)["id"] for line in text.splitlines()})
    print(f"acknowledged and not in the journals: {lost}")
    await nine(pupils[0])


async def nine(pupil: hubs.Pupil) -> None:
    """Open more pages, none closed; say what they weigh."""
    pages = [pupil.page(name, f"page{number}") for number, name in enumerate((*PAGES, *PAGES[:2]))]
    for page in pages:
        await page.__aenter__()
    held = hubs.memory(hubs.below(pupil.hub.server(pupil.name))) / 1e6
    print(f"memory of a pupil, nine pages open: {held:.0f} MB")
    for page in pages:
        await page.__aexit__(None, None, None)


def main(arguments: list[str]) -> None:
    count, pause, rounds = (*map(float, arguments), *(20, 1, 3)[len(arguments) :])
    with tempfile.TemporaryDirectory(prefix="vs") as folder:
        (Path(folder) / "npm").mkdir()
        (Path(folder) / "hub").mkdir()
        proxy = hubs.proxy(shutil.which("npm"), Path(folder) / "npm")
        print(f"{int(count)} pupils, load before {os.getloadavg()[0]:.1f}")
        with hubs.running(Path(folder) / "hub", proxy) as hub:
            asyncio.run(lesson(hub, int(count), pause, int(rounds)))
            print(f"load after {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
