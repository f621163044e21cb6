/* The site: the exercises answer at once, then Python comes, then the course is kept whole. */
import card from "./card.js";
import { Page } from "./host.js";
import { Store } from "./store.js";

const { python: runtime, course } = document.querySelector("[data-python]").dataset;
const { serviceWorker } = navigator; // none without https
const find = (id) => document.getElementById(id);
const say = (words, id = "vs-said") => (find(id).textContent = words);
const absolute = (address) => new URL(address, document.baseURI).href;
const idle = globalThis.requestIdleCallback ?? ((then) => setTimeout(then, 200)); // WebKit

class Site extends Page {
  async refresh() {
    await super.refresh();
    await this.fillPlaces();
  }

  /** Show what Python last made of the learner's road and results; what it makes now, once there. */
  async fillPlaces() {
    for (const place of document.querySelectorAll(".vs-place")) {
      const { place: kind, page } = place.dataset;
      const name = `${kind} ${page}`;
      const told = await this.python?.ask({ place: kind, page });
      if (told) this.store.show(name, told.html);
      const html = told?.html ?? (await this.store.shown(name));
      if (!html || place.shown === html) continue;
      place.shown = place.innerHTML = html;
      for (const bar of place.querySelectorAll("[data-share]")) bar.style.width = bar.dataset.share;
    }
  }

  async bringPython() {
    try {
      const { Python } = await import("./python.js");
      const addresses = { runtime: absolute(runtime), course: absolute(course) };
      this.python = await Python.start(this.store, addresses);
      for (const host of this.hosts) await host.adopt(this.python);
      await this.fillPlaces();
      document.documentElement.dataset.python = "there";
    } catch {
      // an old browser, a blocked file: the page goes on by itself
      this.alone = true;
      document.documentElement.dataset.python = "none";
      for (const host of this.hosts) host.giveUp();
      const bilan = document.querySelector('[data-place="bilan"]:not(:has(.vs-bilan))');
      bilan?.replaceChildren(this.keeping.noResults);
    }
  }
}

const site = new Site(await Store.open(), false);
const { store } = site;

/** What the buttons of a page do. */
const does = {
  /** Give the file: by the device's own sharing where that is how one does. */
  async handIn() {
    const { fileName: name, text } = store;
    const file = new File([text], name.replace("jsonl", "txt"), { type: "text/plain" });
    if (matchMedia("(pointer: coarse)").matches && navigator.canShare?.({ files: [file] })) {
      return navigator.share({ files: [file] }).catch(() => {});
    }
    const address = URL.createObjectURL(new Blob([text], { type: "application/x-ndjson" }));
    Object.assign(document.createElement("a"), { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 2000);
    say(site.keeping.handed.replace("{name}", name));
  },

  takeBack() {
    find("vs-file").click();
  },

  leave() {
    find("vs-who").textContent = store.last?.learner ?? "";
    find("vs-leaving").showModal();
  },

  stay() {
    find("vs-leaving").close();
  },

  async forget() {
    await store.forget();
    location.reload();
  },

  /** Keep the whole course here, its progress told. */
  async keep() {
    serviceWorker.addEventListener("message", ({ data: done }) =>
      say(`Le cours se garde : ${(done / 1e6).toFixed(1).replace(".", ",")} Mo…`, "vs-kept"));
    navigator.storage?.persist?.();
    await keepCourse();
  },

  async update() {
    const { waiting } = await serviceWorker.getRegistration();
    waiting?.postMessage("switch"); // every tab then opens again
  },
};

/** Register the worker that keeps the course: it takes all of it, or nothing. */
async function keepCourse() {
  const registration = await serviceWorker.register("sw.js", { updateViaCache: "none" }).catch(() => {});
  if (!registration) return; // refused, in private browsing
  const told = () => {
    find("vs-update").hidden = !(registration.waiting && serviceWorker.controller);
    find("vs-keep").hidden = Boolean(registration.active);
    if (registration.active) say("✓ Le cours est gardé ici : il s’ouvre sans connexion.", "vs-kept");
  };
  const watch = (worker) => worker?.addEventListener("statechange", told);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  watch(registration.installing);
  told();
}

await site.mount(card.render);

store.changed = (forgotten) => forgotten && location.reload();
document.addEventListener("click", ({ target }) => does[target.dataset?.does]?.());
find("vs-file").addEventListener("change", async ({ target: { files: [file] } }) => {
  if (file) say(await site.takeUp(await file.text()));
  find("vs-file").value = ""; // the same file again is a change too
});
find("vs-answers").hidden = false;
find("vs-keep").hidden = !serviceWorker || Boolean(serviceWorker.controller);
await site.fillPlaces();
idle(async () => {
  await site.bringPython();
  if (!serviceWorker) return;
  if (serviceWorker.controller) {
    serviceWorker.addEventListener("controllerchange", () => location.reload());
  }
  await keepCourse();
});
