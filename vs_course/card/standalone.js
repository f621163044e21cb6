/* The host where no Python answers: a page made beforehand, a notebook without widgets. It stands
   where the kernel does elsewhere: the same messages, the same journal, kept by this browser. */

const JOURNAL = "vs-course:mes_reponses.jsonl";

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

/** Return "answer", "series" or "report"; "unknown" for a kind of a later version, which is kept;
    null for what is no line of a journal. */
function kindOf(line) {
  try {
    const record = JSON.parse(line);
    if (record.v !== 1) return null;
    const kind = "kind" in record ? record.kind : "answer";
    if (!isText(kind)) return null;
    const told = "kind" in record ? ["series", "report"] : ["answer"];
    if (!told.includes(kind)) return "unknown";
    const keys = Object.entries(KEYS[kind]);
    return keys.every(([name, isSound]) => isSound(record[name])) ? kind : null;
  } catch {
    return null; // not JSON, or a day that there never was
  }
}

const isAnswer = (line) => kindOf(line) === "answer";

/** The learner's file, one JSON object a line, for all the exercises of this site. */
class Journal {
  lines = [];

  /** The answers in the order they were given; those of another page of the course are there. */
  read() {
    try {
      this.add((localStorage.getItem(JOURNAL) ?? "").split("\n"));
    } catch {
      // no storage: the answers live as long as the page
    }
    return this.lines
      .filter(isAnswer)
      .map((line) => JSON.parse(line))
      .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  }

  /** Say whether the answer will still be there when the page is opened again. */
  append(record) {
    this.read();
    this.add([JSON.stringify(record)]);
    return this.write();
  }

  /** Add the lines of a file; return how many answers were added, and how many known already. */
  merge(text) {
    const before = this.read().length;
    const lines = text.split(/[\r\n]+/);
    this.add(lines);
    const added = this.lines.filter(isAnswer).length - before;
    const given = new Set(lines.filter(isAnswer).map((line) => JSON.parse(line).id));
    return { added, known: given.size - added, kept: this.write() };
  }

  /** An answer is known by its id, what is of another kind by its whole line. */
  add(lines) {
    const name = (line) => (isAnswer(line) ? JSON.parse(line).id : line);
    const known = new Set(this.lines.map(name));
    for (const line of lines.filter(kindOf)) {
      if (!known.has(name(line))) this.lines.push(line);
      known.add(name(line));
    }
  }

  write() {
    try {
      localStorage.setItem(JOURNAL, this.text);
      return true;
    } catch {
      return false;
    }
  }

  get text() {
    return this.lines.map((line) => `${line}\n`).join("");
  }
}

/** What the view knows of its host: get, on, off, send. */
class Host {
  listeners = { "change:content": new Set(), "change:notice": new Set(), "msg:custom": new Set() };

  constructor(journal, { content, bank, ending, keeping }, changed) {
    Object.assign(this, { journal, content, bank, ending, keeping, changed });
    this.close();
  }

  get(name) {
    return { content: this.content, answers: this.answers, notice: "" }[name];
  }

  on(event, listener) {
    this.listeners[event].add(listener);
  }

  off(event, listener) {
    this.listeners[event].delete(listener);
  }

  emit(event, message) {
    for (const listener of this.listeners[event]) listener(message);
  }

  send(message) {
    queueMicrotask(() => this[message.kind]?.(message));
  }

  get history() {
    const known = new Map(this.content.questions.map((question) => [question.id, question]));
    const offered = ({ choices, reveal }) => [...choices, ...(reveal?.former ?? [])];
    return this.journal.read().filter(({ exercise, question, choice }) =>
      exercise === this.content.exercise && known.has(question) &&
      offered(known.get(question)).some(({ value }) => value === choice));
  }

  /** The last answer to each question stands; the first, where a question is answered once. */
  get answers() {
    const history = this.content.once ? this.history.reverse() : this.history;
    return Object.fromEntries(history.map(({ question, choice }) => [question, choice]));
  }

  answer({ id, question, choice, confidence, duration_ms }) {
    const made = this.history.filter((record) => record.question === question);
    if (this.content.once && made.some((record) => record.id !== id)) {
      return this.emit("msg:custom", { kind: "refused", id, reason: "" });
    }
    const { reveal } = this.content.questions.find((one) => one.id === question);
    this.keep(id, {
      question,
      choice,
      correct: reveal && reveal.key !== null ? reveal.right.includes(choice) : null,
      confidence,
      attempt: made.length + 1,
      duration_ms,
    });
  }

  report({ id, question, reason, text }) {
    this.keep(id, { kind: "report", question, reason, text });
  }

  keep(id, event) {
    const learner = this.journal.read().at(-1)?.learner ?? `eleve-${uuid().slice(0, 8)}`;
    const at = new Date().toISOString().replace("Z", "+00:00");
    const { exercise } = this.content;
    const kept = this.journal.append({ v: 1, id, at, learner, exercise, bank: this.bank, ...event });
    this.close();
    const reason = kept ? "" : this.keeping.page;
    this.emit("msg:custom", { kind: kept ? "saved" : "unsaved", id, reason });
  }

  /** End what is answered once, when all of it is. */
  close() {
    const { once, closing, questions } = this.content;
    if (!once || closing || Object.keys(this.answers).length < questions.length) return;
    this.content = { ...this.content, closing: this.ending };
    this.emit("change:content");
  }

  download() {
    this.journal.read();
    this.emit("msg:custom", { kind: "file", name: "mes_reponses.jsonl", text: this.journal.text });
  }

  restore({ text }) {
    const { added, known } = this.journal.merge(text);
    const { restored, already, nothing } = this.keeping;
    const reason = added ? fill(restored, { count: added }) : known ? already : nothing;
    this.changed();
    this.emit("msg:custom", { kind: "restored", reason });
  }
}

/** A frame as tall as what it holds; the room is that of the window around it. */
function fitFrame() {
  const frame = window.frameElement;
  if (!frame) return;
  const { innerHeight } = frame.ownerDocument.defaultView;
  document.documentElement.style.setProperty("--vs-room", `${innerHeight}px`);
  const fit = () => (frame.style.height = `${document.documentElement.offsetHeight}px`);
  new ResizeObserver(fit).observe(document.documentElement);
}

const journal = new Journal();
const hosts = [];
for (const place of document.querySelectorAll(".vs-host")) {
  const changed = () => {
    for (const host of hosts) {
      host.close();
      host.emit("change:content");
    }
  };
  const host = new Host(journal, JSON.parse(place.querySelector("script").textContent), changed);
  hosts.push(host);
  const element = document.createElement("div");
  place.append(element);
  render({ model: host, el: element });
  place.classList.add("vs-alive");
}
fitFrame();
