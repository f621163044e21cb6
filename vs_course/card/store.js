/* The learner's answers in this browser: the lines of their journal, one record each. Every page of
   an origin shares them, and nothing is called saved before it is in them. */

const BASE = "vs-course";
const EARLIER = "vs-course:mes_reponses.jsonl"; // where earlier versions kept them
const OPEN_WITHIN_MS = 3000;

// What a line of the journal must be: practice/journal.schema.json says it, tests hold this to it.
const INSTANT =
  /^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const REASONS = ["incompris", "autre-reponse", "invraisemblable", "faute"];
const isText = (value) => typeof value === "string";
const isName = (value) => isText(value) && value !== "";
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isNothing = (value) => value === undefined || value === null;
const EVENT = { id: isName, at: isInstant, learner: isName, exercise: isName, bank: isText };
const KEYS = {
  answer: {
    ...EVENT,
    question: isName,
    choice: isName,
    correct: (value) => value === null || typeof value === "boolean",
    confidence: (value) => value === null || isText(value),
    attempt: (value) => isCount(value) && value > 0,
    duration_ms: isCount,
    series: (value) => isNothing(value) || isText(value),
    hints: (value) => value === undefined || isCount(value),
  },
  series: {
    ...EVENT,
    questions: (value) => Array.isArray(value) && value.length > 0 && value.every(isName),
  },
  report: {
    ...EVENT,
    question: isName,
    reason: (value) => REASONS.includes(value),
    text: (value) => isText(value) && [...value].length <= 200,
  },
};

function isInstant(value) {
  if (!isText(value) || !INSTANT.test(value)) return false;
  const day = value.slice(0, 10); // a 30 February passes the pattern only
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** Return what a line holds, { kind, record }: "answer", "series", "report", or "unknown" for a
    kind of a later version, which is kept; null for what is no line of a journal. */
export function parse(line) {
  try {
    const record = JSON.parse(line);
    if (record.v !== 1) return null;
    const kind = "kind" in record ? record.kind : "answer";
    if (!isText(kind)) return null;
    const told = "kind" in record ? ["series", "report"] : ["answer"];
    if (!told.includes(kind)) return { kind: "unknown", record };
    const keys = Object.entries(KEYS[kind]);
    return keys.every(([name, isSound]) => isSound(record[name])) ? { kind, record } : null;
  } catch {
    return null; // not JSON, or a day that there never was
  }
}

const done = (request, event) => new Promise((resolve, reject) => {
  request[event] = () => resolve(request.result);
  request.onerror = request.onabort = () => reject(request.error);
});
const read = (request) => done(request, "onsuccess");
const byInstant = (one, other) => Date.parse(one.at) - Date.parse(other.at);

function openBase() {
  const request = indexedDB.open(BASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("lines", { keyPath: "name" });
    request.result.createObjectStore("shown");
  };
  const late = new Promise((_, reject) => setTimeout(reject, OPEN_WITHIN_MS));
  return Promise.race([read(request), late]);
}

/** Several tabs may write at once: a record is never written over by another answer. */
export class Store {
  entries = new Map(); // all the lines by name, { line, kind, record }, in the order they came
  owner = ""; // whose they are, where a platform tells
  owed = new Map(); // those of them that the browser has not written yet
  changed = () => {}; // called when another tab has written, or forgotten

  static async open() {
    const store = new Store();
    await store.load().catch(() => {}); // nothing is kept here: the page says so
    store.channel = globalThis.BroadcastChannel && new BroadcastChannel(BASE);
    if (store.channel) store.channel.onmessage = ({ data }) => store.hear(data);
    return store;
  }

  async load() {
    this.base = await openBase();
    this.base.onclose = () => (this.base = null);
    await this.look(this.base.transaction("lines").objectStore("lines"));
    const earlier = globalThis.localStorage?.getItem(EARLIER);
    if (earlier && (await this.write(earlier.split("\n")))) localStorage.removeItem(EARLIER);
  }

  /** Take what is written, by whatever tab: a page on a disk hears nothing of the others. */
  async look(shelf) {
    const records = await read(shelf.getAll());
    const lines = records.sort((one, other) => one.rank - other.rank).map(({ line }) => line);
    for (const name of this.add(lines)) this.owed.delete(name);
  }

  hear({ written, forgotten }) {
    if (forgotten) this.entries.clear();
    else for (const name of this.add(written)) this.owed.delete(name);
    this.changed(forgotten);
  }

  /** Take sound lines not known yet: an answer is known by its id, the rest by its whole line. */
  add(lines) {
    const added = [];
    for (const line of lines) {
      const entry = parse(line);
      const name = entry?.kind === "answer" ? entry.record.id : line;
      if (!entry || this.entries.has(name)) continue;
      this.entries.set(name, { line, ...entry });
      this.owed.set(name, { name, line, rank: this.entries.size });
      added.push(name);
    }
    return added;
  }

  /** Add lines; say whether all that this page was ever given is written. With `late`, nothing is
      added, and null returned, where it finds another tab's answer before them: no tab writes
      between its look and theirs. */
  async write(lines, late = null) {
    try {
      this.base ??= await openBase();
      const change = this.base.transaction("lines", "readwrite", { durability: "strict" });
      const shelf = change.objectStore("lines");
      if (late) await this.look(shelf);
      if (late?.()) return null;
      this.add(lines);
      const records = [...this.owed.values()];
      if (!records.length) return true;
      for (const record of records) shelf.put(record);
      await done(change, "oncomplete");
      for (const { name } of records) this.owed.delete(name);
      this.channel?.postMessage({ written: records.map(({ line }) => line) });
      return true;
    } catch {
      this.add(lines); // they live as long as the page
      return false;
    }
  }

  /** Add the lines of a file; return how many answers were added, and how many known already. */
  async merge(text) {
    const lines = text.replace(/^\uFEFF/, "").split(/[ \t]*[\r\n]+[ \t]*/);
    const answers = lines.map(parse).filter((entry) => entry?.kind === "answer");
    const ids = [...new Set(answers.map(({ record }) => record.id))];
    const known = ids.filter((id) => this.entries.has(id)).length;
    await this.write(lines);
    return { added: ids.length - known, known };
  }

  /** What is of some kinds, in the order it was given: by the clock, not by the place. */
  of(...kinds) {
    const found = [...this.entries.values()].filter(({ kind }) => kinds.includes(kind));
    return found.map(({ record }) => record).sort(byInstant);
  }

  get last() {
    return this.of(...Object.keys(KEYS)).at(-1);
  }

  get text() {
    return [...this.entries.values()].map(({ line }) => `${line}\n`).join("");
  }

  /** The name to hand the file in under: the day of its last line and the pseudonym. */
  get fileName() {
    const { at, learner } = this.last ?? {};
    if (!at) return "mes_reponses.jsonl";
    return `reponses_${at.slice(0, 10)}_${learner.replace(/[^\p{L}\p{N}_-]/gu, "-").slice(0, 40)}.jsonl`;
  }

  /** Keep what Python has last shown, for the next page that opens before it. */
  show(name, value) {
    this.base?.transaction("shown", "readwrite").objectStore("shown").put(value, name);
  }

  async shown(name) {
    return this.base && read(this.base.transaction("shown").objectStore("shown").get(name));
  }

  /** Someone else sits down here: nothing of who was there stays. */
  async forget() {
    const change = this.base?.transaction(["lines", "shown"], "readwrite", { durability: "strict" });
    for (const name of change?.objectStoreNames ?? []) change.objectStore(name).clear();
    if (change) await done(change, "oncomplete");
    this.channel?.postMessage({ forgotten: true });
  }
}
