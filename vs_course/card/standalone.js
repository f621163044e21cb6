/* The host where no Python answers: a page made beforehand, a notebook without widgets. It stands
   where the kernel does elsewhere: the same messages, the same journal, kept by this browser. */

const JOURNAL = "vs-course:mes_reponses.jsonl";
const TEXTS = ["id", "at", "learner", "exercise", "question"];

/** The learner's answers, one JSON object a line, for all the exercises of this site. */
class Journal {
  lines = [];

  /** What another page of the course has written in the meantime is there too. */
  read() {
    try {
      this.add((localStorage.getItem(JOURNAL) ?? "").split("\n"));
    } catch {
      // no storage: the answers live as long as the page
    }
    return this.lines.map((line) => JSON.parse(line));
  }

  /** Say whether the answer will still be there when the page is opened again. */
  append(record) {
    this.read();
    this.add([JSON.stringify(record)]);
    return this.write();
  }

  /** Add the answers of a file; return how many were added and how many were here already. */
  merge(text) {
    const known = this.read().length;
    const given = text.split("\n").filter(isEvent);
    this.add(given);
    const added = this.lines.length - known;
    return { added, known: given.length - added, kept: this.write() };
  }

  add(lines) {
    const ids = new Set(this.lines.map((line) => JSON.parse(line).id));
    for (const line of lines.filter(isEvent)) {
      const { id } = JSON.parse(line);
      if (!ids.has(id)) this.lines.push(line);
      ids.add(id);
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

/** An answer, or a report: what this page writes. */
function isEvent(line) {
  try {
    const record = JSON.parse(line);
    const names = [...TEXTS, record?.kind === "report" ? "reason" : "choice"];
    return record?.v === 1 && names.every((name) => typeof record[name] === "string");
  } catch {
    return false;
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
    return this.journal.read().filter(({ exercise, question, choice }) =>
      exercise === this.content.exercise &&
      known.get(question)?.choices.some(({ value }) => value === choice));
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
