/* What stands where Python is elsewhere, for one exercise of a page: the card knows get, on, off
   and send. It answers by itself as far as the page goes, and through Python once it is there. */

/** `shown` is what the page carries of the exercise, `page` what all of them share. */
export class Host {
  listeners = { "change:content": new Set(), "change:notice": new Set(), "msg:custom": new Set() };
  turn = Promise.resolve();
  python = null;

  static async open(shown, page) {
    const { bank, ending, content: { exercise } } = shown;
    const host = Object.assign(new Host(), { first: shown, bank, ending, exercise });
    Object.assign(host, { page, store: page.store });
    await host.choose();
    return host;
  }

  get(name) {
    const notice = this.store.base ? "" : this.page.keeping.page;
    const { content, answers, store: { owner } } = this;
    return { content, answers, notice, owner }[name];
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

  /** One message at a time: what is written is in the order it was given. */
  send(message) {
    this.turn = this.turn.then(() => this[message.kind]?.(message));
  }

  of(kind) {
    return this.store.of(kind).filter(({ exercise }) => exercise === this.exercise);
  }

  /** Show the series that the journal leaves under way: the page's own, or the last from Python.
      Another one is not known here: at first there is then no content, until Python comes. */
  async choose() {
    const begun = this.of("series").at(this.first.content.once ? 0 : -1)?.id;
    const last = await this.store.shown(`exercice ${this.exercise}`);
    const known = [this.first, last].filter((one) => one?.bank === this.bank);
    const found = begun ? known.findLast(({ series }) => series === begun) : this.first;
    if (found) Object.assign(this, { content: found.content, series: found.series });
    if (this.page.alone) this.close();
  }

  /** The answers to what is shown, in order; those of older versions don't tell their series. */
  get history() {
    const known = new Map(this.content.questions.map((question) => [question.id, question]));
    const offered = ({ choices, reveal }) => [...choices, ...(reveal?.former ?? [])];
    return this.of("answer").filter(({ question, choice, series }) =>
      (this.content.once || !series || series === this.series) && known.has(question) &&
      offered(known.get(question)).some(({ value }) => value === choice));
  }

  /** The last answer to each question stands; the first, where a question is answered once. */
  get answers() {
    const history = this.content.once ? this.history.reverse() : this.history;
    return Object.fromEntries(history.map(({ question, choice }) => [question, choice]));
  }

  async answer(message) {
    if (await this.tell(message)) return;
    const { id, question, choice, confidence, duration_ms, hints } = message;
    const made = () => this.history.filter((record) => record.question === question);
    const late = this.content.once ? () => made().some((record) => record.id !== id) : null;
    if (late?.()) return this.refuse(id);
    const { reveal } = this.content.questions.find((one) => one.id === question);
    const correct = reveal && reveal.key !== null ? reveal.right.includes(choice) : null;
    const attempt = made().length + 1;
    const event = { question, choice, correct, confidence, attempt, duration_ms, series: this.series };
    if (hints) event.hints = hints; // in the lines of other hosts too, only where it says something
    await this.keep(id, event, late);
  }

  async report(message) {
    if (await this.tell(message)) return;
    const { id, question, reason, text } = message;
    await this.keep(id, { kind: "report", question, reason, text });
  }

  /** Write an event, the series with its first answer; then, only then, acknowledge it. */
  async keep(id, event, late = null) {
    const { store, exercise, bank } = this;
    const at = new Date().toISOString().replace("Z", "+00:00");
    const told = { v: 1, at, learner: store.last?.learner ?? stranger(), exercise, bank };
    const lines = [{ ...told, id, ...event }];
    if (event.series && !this.of("series").some((begun) => begun.id === this.series)) {
      const questions = this.content.questions.map((question) => question.id);
      lines.unshift({ ...told, kind: "series", id: this.series, questions });
    }
    const fresh = store.entries.has(id) ? [] : lines.map((line) => JSON.stringify(line));
    const kept = await store.write(fresh, late);
    if (kept === null) return this.refuse(id);
    this.reply([{ kind: "saved", id, reason: "" }], kept);
  }

  /** It was answered before, and is answered once. */
  refuse(id) {
    this.emit("msg:custom", { kind: "refused", id, reason: "" });
  }

  reply(messages, kept) {
    if (this.page.alone) this.close();
    for (const message of messages) {
      const unsaved = { kind: "unsaved", id: message.id, reason: this.page.keeping.page };
      this.emit("msg:custom", kept || message.kind !== "saved" ? message : unsaved);
    }
  }

  /** Hand a message over to Python and pass its replies on, once what it writes is written; say
      whether it took it: it may be at another series, or not there. */
  async tell(message) {
    try {
      const told = await this.python?.ask({ exercise: this.exercise, series: this.series, message });
      if (!told || told.apart) return false;
      const kept = await this.store.write(told.lines);
      this.take(told);
      this.reply(told.replies, kept);
      return true;
    } catch {
      this.python = null;
      return false;
    }
  }

  /** Python is there: show what it holds, without a redraw where that is what is shown. */
  adopt(python) {
    this.turn = this.turn.then(async () => {
      this.take(await python.ask({ exercise: this.exercise }));
      this.python = python;
      if (this.wanted) this.send({ kind: "continue" });
    });
    return this.turn;
  }

  take({ content, series, begun }) {
    const asked = (one) => one?.questions.map(({ id }) => id).join("\n");
    const told = ({ closing, closed }) => closing === this.content.closing && closed === this.content.closed;
    const same = asked(content) === asked(this.content) && told(content);
    Object.assign(this, { content, series });
    if (begun) this.store.show(`exercice ${this.exercise}`, { content, series, bank: this.bank });
    if (!same) this.emit("change:content");
    if (same || !content.closing) return;
    const closed = this.page.hosts.filter((host) => !host.content?.questions.length);
    for (const host of closed) if (this.python) host.adopt(this.python); // it may open now
  }

  /** The next series is Python's to draw. */
  async continue(message) {
    this.wanted = !(await this.tell(message));
    const reason = this.page.alone ? this.page.keeping.never : this.page.keeping.soon;
    if (this.wanted) this.emit("msg:custom", { kind: "note", reason });
  }

  /** Python will not come: show what there is, and say what there won't be. */
  giveUp() {
    if (!this.content) this.take({ ...this.first, begun: false });
    this.close();
    if (this.wanted) this.send({ kind: "continue" });
  }

  /** End what is answered once, when all of it is and nothing here will grade it. */
  close() {
    const { once, closing, questions } = this.content ?? {};
    if (!once || closing || !questions.length) return;
    if (Object.keys(this.answers).length < questions.length) return;
    this.content = { ...this.content, closing: this.ending };
    this.emit("change:content");
  }

  download() {
    const { fileName: name, text } = this.store;
    this.emit("msg:custom", { kind: "file", name, text });
  }

  async restore({ text }) {
    this.emit("msg:custom", { kind: "restored", reason: await this.page.takeUp(text) });
  }

  /** Look again at the journal: it has changed under the exercise. */
  async refresh() {
    if (this.python) this.take(await this.python.ask({ exercise: this.exercise }));
    else await this.choose();
    this.emit("change:content");
  }
}

/** A pseudonym for the first answer: no name, no account, the file tells who. */
function stranger() {
  const [number] = crypto.getRandomValues(new Uint32Array(1));
  return `eleve-${number.toString(16).padStart(8, "0")}`;
}

/** What the exercises of a page share: the store, what there is to say, Python when it comes.
    `alone` says that none will. */
export class Page {
  hosts = [];

  constructor(store, alone) {
    const keeping = JSON.parse(document.getElementById("vs-keeping").textContent);
    Object.assign(this, { store, alone, keeping });
  }

  /** Bring its exercises to life; one whose series only Python knows, when it comes. */
  async mount(render) {
    const opened = [...document.querySelectorAll(".vs-host")].map(async (place) => {
      const host = await Host.open(JSON.parse(place.querySelector("script").textContent), this);
      const show = () => {
        if (!host.content || place.classList.contains("vs-alive")) return;
        const el = document.createElement("div");
        place.append(el);
        render({ model: host, el });
        place.classList.add("vs-alive");
      };
      host.on("change:content", show);
      show();
      return host;
    });
    this.hosts = await Promise.all(opened);
  }

  /** The journal has changed under the page: a file taken up. */
  async refresh() {
    for (const host of this.hosts) await host.refresh();
  }

  /** Take up a file of answers; return what to tell of it. */
  async takeUp(text) {
    const { added, known } = await this.store.merge(text);
    const { restored, already, nothing } = this.keeping;
    if (added) await this.refresh();
    return added ? restored.replace("{count}", added) : known ? already : nothing;
  }
}
