/* The view of every exercise. It shows feedback at once, then sends the answer; only what Python
   acknowledges is called saved. `model` is all it knows of its host: get, on, off, send.
   The browser gets one module: this file, then choices.js, feedback.js, situations.js and
   projection.js (browser.py). */

const LATE_AFTER_MS = 2000;
const MOST_HANDS = 999;
const LARGEST_FILE = 20e6;
const NEAREST = { block: "nearest" };
const SIGNATURE = /^(reponses_[\d-]+_).+(?=\.jsonl$)/;
const SETTLE_MS = 350; // a press doubled or held does not reach what the first one brought

/** Build an element; strings become text nodes, so that text from data stays text. */
function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") node.addEventListener("click", value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter(Boolean));
  return node;
}

/** JupyterLab's command shortcuts match the focused element itself (x cuts the cell): every
    element that takes focus opts out. */
const FOCUSABLE = { "data-lm-suppress-shortcuts": "true" };

function button(label, attributes) {
  return h("button", { type: "button", ...FOCUSABLE, ...attributes }, label);
}

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function uuid() {
  // crypto.randomUUID exists on https and localhost only; a class may use a plain http hub.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** The address of the server, which on a hub is each user's own; "" in a page without Jupyter. */
function server() {
  const config = document.getElementById("jupyter-config-data");
  return (config && JSON.parse(config.textContent).baseUrl) || "";
}

/** What the browser keeps until Python says that it is on disk, so that neither a kernel that dies
    nor a page that closes loses it. Filed by the journal's pseudonym, not by the page's address:
    the same course finds it again from any page, the next pupil on a shared machine doesn't. A
    journal without an answer has no pseudonym yet: what waits for it is the tab's. An answer is an
    entry of its own: two tabs never write over each other. */
class Waiting {
  constructor(model) {
    this.model = model;
  }

  /** Where to look, [storage, beginning of a key]; the first is where to put. */
  get shelves() {
    const { exercise, projected, series } = this.model.get("content");
    const owner = this.model.get("owner");
    const last = `${projected ? `votes/${series}` : "answers"}:${exercise}:`;
    const tab = [sessionStorage, `vs-course:@${server()}:${last}`];
    return owner ? [[localStorage, `vs-course:${owner}:${last}`], tab] : [tab];
  }

  /** All that waits for this exercise, oldest first. */
  read() {
    try {
      const kept = this.shelves.flatMap(([storage, start]) => Object.keys(storage)
        .filter((key) => key.startsWith(start)).map((key) => JSON.parse(storage.getItem(key))));
      return kept.sort((one, other) => one.since - other.since).map(({ message }) => message);
    } catch {
      return []; // no storage in a sandboxed page
    }
  }

  add(message) {
    try {
      const [storage, start] = this.shelves[0];
      storage.setItem(start + message.id, JSON.stringify({ since: Date.now(), message }));
    } catch {
      // kept in this page only
    }
  }

  remove({ id }) {
    try {
      for (const [storage, start] of this.shelves) storage.removeItem(start + id);
    } catch {
      // nothing was kept
    }
  }
}

/** Answers on their way to the journal: one stays in `pending` until Python has it on disk. */
class Outbox {
  constructor(model, changed) {
    this.model = model;
    this.changed = changed;
    this.state = "idle";
    this.reason = "";
    this.waiting = new Waiting(model);
    this.pending = this.waiting.read();
    if (this.pending.length) this.flush();
  }

  put(message) {
    const answer = { kind: "answer", id: uuid(), ...message };
    this.pending.push(answer);
    this.waiting.add(answer);
    this.flush();
  }

  /** Trouble stays until it is mended, whatever else is sent. */
  flush() {
    if (this.state === "unsaved") this.changed();
    else this.update("saving");
    this.send(...this.pending);
  }

  /** Send to Python; with no reply in time, say so. */
  send(...messages) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.update("unsaved"), LATE_AFTER_MS);
    try {
      for (const message of messages) this.model.send(message);
    } catch {
      this.update("unsaved"); // the comm is closed: the kernel is gone
    }
  }

  /** What was asked for has come. */
  settle() {
    if (!this.pending.length) clearTimeout(this.timer);
  }

  receive(message) {
    const answer = this.pending.find(({ id }) => id === message.id);
    if (!answer) return;
    if (message.kind === "unsaved") return this.update("unsaved", message.reason);
    // "refused": the exercise no longer has that question; sending it again would not help.
    this.pending = this.pending.filter((other) => other !== answer);
    this.waiting.remove(answer);
    if (!this.pending.length) this.update(message.kind === "saved" ? "saved" : "idle");
  }

  /** Nothing more is waited for in time: a reason that Python gave stays. */
  update(state, reason = "") {
    clearTimeout(this.timer);
    this.state = state;
    this.reason = reason;
    this.changed();
  }
}

/** Hand a text over to the browser as a file to save. */
function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/x-ndjson" }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), LATE_AFTER_MS);
}

class Card {
  constructor(model, element) {
    this.model = model;
    this.note = "";
    this.listeners = Object.entries({
      "change:notice": () => this.showSaving(),
      "change:content": () => this.reload(),
      "msg:custom": (message) => this.receive(message),
    });
    this.build(element);
    this.outbox = new Outbox(model, () => this.showSaving());
    this.reload();
    this.showSaving();
    for (const [event, told] of this.listeners) model.on(event, told);
  }

  get content() {
    return this.model.get("content");
  }

  get texts() {
    return this.content.texts;
  }

  build(element) {
    const id = `vs-${Math.random().toString(36).slice(2)}`;
    this.ids = { prompt: `${id}-prompt`, text: `${id}-text`, more: `${id}-more`, name: id };
    this.title = h("h3", { class: "vs-title", id: `${id}-title` });
    this.saving = h("p", { class: "vs-saving" });
    this.position = h("p", { class: "vs-position" });
    this.track = h("div", { class: "vs-track", "aria-hidden": "true" });
    this.stage = h("div", { class: "vs-stage", ...FOCUSABLE });
    this.feedback = h("div", { class: "vs-feedback" });
    this.notice = h("p", { class: "vs-notice" });
    this.more = h("div", { class: "vs-more", id: this.ids.more });
    this.told = h("div", { class: "vs-told", ...FOCUSABLE },
      h("div", { class: "vs-status", role: "status", "aria-atomic": "false" },
        this.feedback, this.notice), this.more);
    this.actions = h("div", { class: "vs-actions" });
    this.sheet = h("div", { class: "vs-sheet" }, this.told, this.actions);
    this.group = h("div", { class: "vs-question", role: "group", tabindex: "-1", ...FOCUSABLE },
      this.stage, this.sheet);
    this.root = h("section",
      { class: "vs-card", lang: "fr", "aria-labelledby": this.title.id, "data-exercise": this.content.exercise },
      h("header", { class: "vs-header" },
        h("div", { class: "vs-bar" }, this.title, this.saving, this.position), this.track), this.group);
    this.holdPresses();
    this.resized = new ResizeObserver(() => this.makeRoom());
    this.resized.observe(this.root);
    element.replaceChildren(this.root);
  }

  /** The card that opens a page leaves in view what stands above it, however tall that is. */
  makeRoom() {
    const panel = this.root.closest(".jp-WindowedPanel-outer");
    const { scrollTop, clientHeight } = panel ?? document.scrollingElement;
    const start = panel?.getBoundingClientRect().top ?? 0;
    const above = Math.ceil(this.root.getBoundingClientRect().top - start + scrollTop);
    const taken = above < clientHeight / 2 ? `max(44px, ${above + 10}px)` : "";
    this.root.style.setProperty("--vs-above", taken);
    if (this.around) return;
    this.around = panel?.firstElementChild ?? document.body;
    this.resized.observe(this.around);
  }

  /** What has just come is not pressed by the end of the gesture that brought it. */
  holdPresses() {
    const hold = (event) => {
      const held = event.repeat || this.root.hasAttribute("data-settling");
      if (!held || (event.type === "keydown" && event.key !== "Enter")) return;
      event.preventDefault();
      event.stopPropagation();
    };
    for (const type of ["click", "keydown"]) this.group.addEventListener(type, hold, true);
  }

  settle() {
    clearTimeout(this.settling);
    this.root.setAttribute("data-settling", "");
    this.settling = setTimeout(() => this.root.removeAttribute("data-settling"), SETTLE_MS);
  }

  /** Put in the sheet what belongs to one step, and nothing of the step before. */
  lay({ told = [], more = [], actions = [], verdict = "" }) {
    this.feedback.replaceChildren(...told.filter(Boolean));
    this.more.replaceChildren(...more.filter(Boolean));
    this.actions.replaceChildren(...actions.filter(Boolean));
    this.sheet.dataset.verdict = verdict;
    this.settle();
    this.reach();
  }

  /** Where a short window makes a part scroll, the keyboard can scroll it. */
  reach() {
    for (const part of [this.stage, this.told]) {
      if (part.scrollHeight > part.clientHeight + 1) part.tabIndex = 0;
      else part.removeAttribute("tabindex");
    }
  }

  /** Show what Python holds now: at first, for a next series, at the end of an evaluation. */
  reload() {
    this.outbox.settle();
    const focused = this.root.contains(document.activeElement);
    this.given = { ...this.model.get("answers") };
    this.hinted = {}; // how many hints were used, by question
    const answers = this.outbox.pending.filter(({ kind }) => kind === "answer");
    for (const { question, choice } of answers) this.given[question] = choice;
    this.title.textContent = this.content.title;
    this.title.ariaLevel = this.alone ? 2 : 3; // under the title of the page, or of a lesson
    this.start(this.content.questions, this.given);
    if (focused) this.focus();
  }

  /** Go through some of the questions; `done` holds the answers already given in this run. */
  start(questions, done = {}) {
    this.run = questions;
    this.done = { ...done };
    const first = questions.findIndex((question) => !(question.id in this.done));
    if (first < 0 && !this.alone) return this.showSummary();
    this.show(Math.max(first, 0));
    if (first < 0) this.showAnswer(questions[0], this.done[questions[0].id]);
  }

  /** A page that opens with one question goes on from its answer, which stays to be read. */
  get alone() {
    const { questions, next } = this.content;
    return questions.length === 1 && Boolean(questions[0].reveal && next);
  }

  /** Focus moves on purpose: what comes next is read out, the whole card in view. */
  focus() {
    this.group.focus({ preventScroll: true });
    this.root.scrollIntoView(NEAREST);
  }

  show(index) {
    const question = this.run[index];
    this.open(index);
    const prompt = h("p", { class: "vs-prompt", id: this.ids.prompt }, question.prompt);
    this.text = question.text && situation(question, this.ids.text);
    const { formName: name } = question; // beside the text, which is what describes the question
    const told = name && this.text ? h("div", { role: "group", "aria-label": name }, this.text) : this.text;
    this.stage.replaceChildren(...[prompt, told, this.choices.inText].filter(Boolean));
    this.stage.scrollTop = 0;
    this.group.setAttribute("aria-labelledby", this.ids.prompt);
    this.group.setAttribute("aria-describedby", question.text ? this.ids.text : this.ids.prompt);
    this.ask(question);
  }

  /** Ask a second question of the text that stands there, where the first was answered. */
  follow(index, said, state) {
    this.open(index);
    const lead = h("p", { class: "vs-lead", id: `${this.ids.name}-lead` }, sign(state, this.texts), said);
    this.choices.fieldset.setAttribute("aria-labelledby", lead.id);
    this.choices.fieldset.tabIndex = -1;
    this.lay({ told: [lead], actions: this.choices.actions });
    this.choices.fieldset.focus({ preventScroll: true });
  }

  open(index) {
    this.index = index;
    this.shownAt = performance.now();
    this.answered = false;
    this.choices = new Choices(this, this.run[index]);
    this.showProgress();
    this.showSaving();
  }

  /** Offer the choices, and help: each hint takes the place of the one before. */
  ask(question, step = 0) {
    const { texts } = this;
    const { length: total } = question.hints;
    const hint = question.hints[step - 1];
    const rank = hint && h("small", {}, fill(texts.hintRank, { n: step, total }));
    const onclick = () => this.giveHint(question, step + 1);
    const label = step ? texts.moreHint : texts.hint;
    const anew = this.content.resume && !Object.keys(this.given).length;
    this.lay({
      told: [hint && h("p", { class: "vs-hint" }, rank, hint.text || texts.clue)],
      more: [step < total && button(label, { class: "vs-quiet", onclick }), anew && this.restoring()],
      actions: this.choices.actions,
    });
  }

  giveHint(question, step) {
    this.hinted[question.id] = step;
    this.ask(question, step);
    if (!question.hints[step - 1].text) light(this.text, question);
    (this.more.querySelector("button") ?? this.group).focus({ preventScroll: true });
  }

  /** Take a choice: an answer at once, or once the learner has said how sure they are. */
  choose(question, choice) {
    if (question.id in this.done) return;
    if (!this.content.confidence) return this.answer(question, choice);
    const { label } = question.choices.find(({ value }) => value === choice);
    const sure = h("p", { class: "vs-sure", id: `${this.ids.name}-sure` },
      h("b", {}, `${label.replace(/[.,;:\s]+$/, "")}.`), ` ${this.texts.sure}`);
    const levels = h("fieldset",
      { class: "vs-choices vs-row vs-levels", tabindex: "-1", "aria-labelledby": sure.id, ...FOCUSABLE },
      ...this.content.confidence.map(({ value, label: level }) =>
        button(level, { onclick: () => this.answer(question, choice, value) })));
    const change = button(this.texts.change, { class: "vs-quiet", onclick: () => this.advance() });
    this.lay({ more: [sure, change], actions: [levels] });
    levels.focus({ preventScroll: true });
  }

  answer(question, choice, confidence = null) {
    this.done[question.id] = this.given[question.id] = choice;
    this.note = "";
    const duration_ms = Math.round(performance.now() - this.shownAt);
    const next = this.index + 1;
    const follows = question.leads && this.run[next]?.id.startsWith(`${question.id}/`);
    if (!question.reveal) this.advance();
    else if (follows) this.follow(next, question.leads[choice], this.state(question, choice));
    else {
      this.showAnswer(question, choice);
      this.actions.querySelector(".vs-primary").focus({ preventScroll: true });
      // In a short window the sheet may cover the clue. Two texts are read by scrolling already.
      if (question.layout !== "stack") this.stage.querySelector("mark")?.scrollIntoView(NEAREST);
    }
    this.actions.scrollIntoView(NEAREST); // where it was cut, be it by half a pixel
    const hints = this.hinted[question.id] ?? 0;
    this.outbox.put({ question: question.id, choice, confidence, duration_ms, hints });
  }

  showAnswer(question, choice) {
    this.answered = true;
    if (this.text) light(this.text, { ...question, clues: question.reveal.clues });
    this.choices.show(choice);
    this.showProgress();
    const next = this.alone ? this.road(this.content.next, this.texts.goOn)
      : button(this.texts.next, { onclick: () => this.advance() });
    next.classList.add("vs-primary");
    const state = this.state(question, choice);
    this.lay({ ...explain(this, question, choice, state, next), verdict: state });
  }

  advance(questions = this.run, done = this.done) {
    this.start(questions, done);
    this.focus();
  }

  showProgress() {
    const { question, position, ended } = this.texts;
    const told = fill(position, { n: this.index + 1, total: this.run.length });
    this.position.replaceChildren(
      ...(this.index < 0 ? [this.content.closed ? "" : ended] : [h("span", { class: "vs-heard" }, question), told]));
    this.position.hidden = this.track.hidden = this.alone;
    this.track.replaceChildren(...this.run.map((one, i) => {
      const choice = this.done[one.id];
      const state = choice === undefined ? "todo" : this.state(one, choice);
      return h("span", { "data-state": state, "data-current": i === this.index });
    }));
  }

  /** "right", "wrong", or "taken" where nothing is revealed, or nothing is right or wrong. */
  state({ reveal }, choice) {
    if (!reveal || reveal.key === null) return "taken";
    return reveal.right.includes(choice) ? "right" : "wrong";
  }

  showSummary() {
    this.index = -1;
    this.answered = true;
    this.showProgress();
    this.showSaving();
    const all = this.content.questions;
    const by = (wanted) => all.filter((q) => this.state(q, this.given[q.id]) === wanted);
    const [right, missed] = [by("right"), by("wrong")];
    const heading = h("h4", { class: "vs-prompt", id: this.ids.prompt },
      this.content.closed || this.texts.summary);
    this.group.setAttribute("aria-labelledby", heading.id);
    this.group.removeAttribute("aria-describedby");
    this.stage.replaceChildren(h("div", { class: "vs-summary" }, heading,
      ...this.outcome(right.length, missed.length),
      missed.length && h("h5", {}, this.texts.toReview),
      missed.length && this.list(missed),
      this.content.once && right.length && h("details", {},
        h("summary", FOCUSABLE, fill(this.texts.wellDone, { n: right.length })),
        this.list(right))));
    this.stage.scrollTop = 0;
    this.lay({ actions: this.endings(missed, all) });
  }

  /** The way on first, the errors second, the rest folded; at the end of a test, handing in too. */
  endings(missed, all) {
    const { texts, content: { next, back, once, more, closing } } = this;
    const go = (questions) => () => this.advance(questions, {});
    const again = () => this.outbox.send({ kind: "continue" });
    const others = more && button(texts.continue, { onclick: again });
    const replay = !once && missed.length > 0 && button(
      missed.length > 1 ? texts.replay : texts.replayOne, { onclick: go(missed) });
    const hand = button(texts.handIn, { onclick: () => this.handIn(hand) });
    const folded = [!once && button(texts.restart, { onclick: go(all) }),
      !closing && hand, this.restoring()];
    const menu = h("details", { class: "vs-menu" },
      h("summary", { "aria-label": texts.others, ...FOCUSABLE }, "⋯"),
      h("div", {}, next && others, ...folded));
    const roads = [closing && hand, replay || (back && this.road(back, texts.goBack)),
      next ? this.road(next, texts.goOn) : others].filter(Boolean);
    roads.at(-1)?.classList.add("vs-primary");
    return [menu, ...roads];
  }

  /** A link to a page; to what comes next where the exercise it names is further on this one. */
  road({ label, href, exercise }, words) {
    const onclick = (event) => {
      const seen = [...document.querySelectorAll("h2, .vs-card")].filter((one) => one.checkVisibility());
      const there = seen.findIndex((one) => exercise && one.dataset.exercise === exercise);
      if (there < 0) return;
      event.preventDefault();
      const next = seen[Math.min(there, seen.indexOf(this.root) + 1)]; // the lesson before it
      next.style.scrollMargin = "1rem";
      next.scrollIntoView();
      const reached = next.querySelector(".vs-question") ?? next;
      reached.tabIndex = -1;
      reached.dataset.lmSuppressShortcuts = "true";
      reached.focus({ preventScroll: true });
    };
    return h("a", { class: "vs-button", href, onclick, ...FOCUSABLE }, fill(words, { name: label }));
  }

  /** The button stands for the file field, which can't be styled. */
  restoring() {
    const field = h("input", { type: "file", hidden: true });
    field.addEventListener("change", async () => {
      const [file] = field.files;
      if (file?.size > LARGEST_FILE) this.tell(this.texts.tooLarge);
      else if (file) this.outbox.send({ kind: "restore", text: await file.text() });
    });
    const onclick = () => field.click();
    return h("span", {}, field, button(this.texts.restore, { class: "vs-quiet", onclick }));
  }

  /** Say which file, and where it goes; a name, if one is given, is in the file's name only. */
  handIn(opener) {
    const { texts } = this;
    opener.remove();
    this.actions.querySelector(".vs-menu").open = false;
    const words = h("input", { type: "text", maxlength: 60, autocomplete: "name", ...FOCUSABLE });
    const onclick = () => {
      this.signed = words.value.trim().replace(/[^\p{L}\p{N}]+/gu, "-");
      this.outbox.send({ kind: "download" });
    };
    this.more.replaceChildren(h("fieldset", { class: "vs-reasons" }, h("legend", {}, texts.handIn),
      h("p", { class: "vs-soft" }, texts.handInWhere),
      h("label", { class: "vs-words" }, texts.signed, words), button(texts.download, { class: "vs-primary", onclick })));
    this.reach();
    words.focus({ preventScroll: true });
    this.more.scrollIntoView(NEAREST);
  }

  tell(note) {
    this.note = note;
    this.showSaving();
  }

  receive(message) {
    this.outbox.receive(message);
    if (message.kind === "file") {
      this.outbox.settle();
      const name = this.signed ? message.name.replace(SIGNATURE, `$1${this.signed}`) : message.name;
      save(name, message.text);
      this.tell(fill(this.texts.downloaded, { name }));
    } else if (message.kind === "restored") {
      this.reload();
      this.tell(message.reason);
    } else if (message.kind === "note") {
      this.outbox.settle();
      this.tell(message.reason);
    }
  }

  outcome(right, missed) {
    const { closing, once, closed } = this.content;
    if (closed) return [];
    if (closing) return [h("p", { class: "vs-closing" }, closing)];
    if (once) return [h("p", {}, this.texts.waiting)];
    if (!right && !missed) return [h("p", {}, this.texts.unscored)];
    const template = right > 1 ? this.texts.score : this.texts.scoreOne;
    const score = fill(template, { right, total: right + missed });
    return [h("p", { class: "vs-score" }, score), missed ? null : h("p", {}, this.texts.allRight)];
  }

  list(questions) {
    const { texts } = this;
    return h("ol", {}, ...questions.map((question) => {
      const { reveal, choices, layout } = question;
      const label = (value) => [...choices, ...reveal.former].find((one) => one.value === value)
        .label.replace(/[\s,;:.]+$/, "");
      const pieces = layout === "inline" ? choices.map((choice) => choice.label) : [label(reveal.key)];
      const hinted = this.hinted[question.id] ? ` (${texts.hinted})` : "";
      return h("li", {},
        h("p", {}, ...marked(question.text || pieces.join(""), reveal.clues)),
        layout !== "stack" && h("p", { class: "vs-soft" }, h("b", {}, label(reveal.key)), " · ",
          fill(texts.yourAnswer, { answer: label(this.given[question.id]) }), hinted),
        this.content.once && h("p", {}, reveal.sentences.join(" ")));
    }));
  }

  /** « Enregistré » is said of the answer just given; trouble stays until it is mended. */
  showSaving() {
    if (!this.outbox) return;
    const { texts, outbox: { state, pending, reason } } = this;
    this.root.toggleAttribute("data-waiting", pending.length > 0); // the host leaves the page open
    const late = state === "unsaved";
    const saved = state === "saved" && this.answered && !this.note;
    this.saving.replaceChildren(...(saved ? ["✓", h("span", {}, ` ${texts.saved}`)] : []));
    const { length: n } = pending;
    const count = n ? `${fill(n > 1 ? texts.unsavedMany : texts.unsavedOne, { n })} ` : "";
    const trouble = late ? count + (reason || texts.unsavedHelp) : this.model.get("notice");
    this.notice.classList.toggle("vs-warning", Boolean(trouble));
    const lines = [!late && this.note, trouble && `⚠ ${trouble}`];
    this.notice.textContent = lines.filter(Boolean).join(" ");
    this.reach();
  }

  close() {
    clearTimeout(this.settling);
    this.resized.disconnect();
    clearTimeout(this.outbox.timer);
    for (const [event, told] of this.listeners) this.model.off(event, told);
  }
}

function render({ model, el }) {
  const card = model.get("content").projected ? new Projection(model, el) : new Card(model, el);
  return () => card.close();
}

export default { render };
