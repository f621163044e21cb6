/* The view of every exercise. It shows feedback at once, then sends the answer; only what Python
   acknowledges is called saved. `model` is all it knows of its host: get, on, off, send. */

const LATE_AFTER_MS = 2000;
const MOST_HANDS = 999;
const LARGEST_FILE = 20e6;

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

/** The text as nodes, with the clue marked where it stands. */
function marked(text, clue) {
  const start = clue ? text.indexOf(clue) : -1;
  if (start < 0) return [text];
  return [text.slice(0, start), h("mark", {}, clue), text.slice(start + clue.length)];
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
    const { exercise, projected } = this.model.get("content");
    const owner = this.model.get("owner");
    const last = `${projected ? "votes" : "answers"}:${exercise}:`;
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
    this.receive = this.receive.bind(this);
    model.on("msg:custom", this.receive);
    if (this.pending.length) this.flush();
  }

  put(message) {
    const answer = { kind: "answer", id: uuid(), ...message };
    this.pending.push(answer);
    this.waiting.add(answer);
    this.flush();
  }

  flush() {
    this.update("saving");
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
    if (message.kind === "unsaved") {
      clearTimeout(this.timer); // Python does reply: its reason stays
      this.update("unsaved", message.reason);
      return;
    }
    // "refused": the exercise no longer has that question; sending it again would not help.
    this.pending = this.pending.filter((other) => other !== answer);
    this.waiting.remove(answer);
    if (this.pending.length) return;
    clearTimeout(this.timer);
    this.update(message.kind === "saved" ? "saved" : "idle");
  }

  update(state, reason = "") {
    this.state = state;
    this.reason = reason;
    this.changed();
  }

  close() {
    clearTimeout(this.timer);
    this.model.off("msg:custom", this.receive);
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
    this.showSaving = this.showSaving.bind(this);
    this.reload = this.reload.bind(this);
    this.receive = this.receive.bind(this);
    this.build(element);
    this.outbox = new Outbox(model, this.showSaving);
    this.reload();
    this.showSaving();
    model.on("change:notice", this.showSaving);
    model.on("change:content", this.reload);
    model.on("msg:custom", this.receive);
  }

  get content() {
    return this.model.get("content");
  }

  get texts() {
    return this.content.texts;
  }

  build(element) {
    const id = `vs-${Math.random().toString(36).slice(2)}`;
    this.textId = `${id}-text`;
    this.title = h("h3", { class: "vs-title", id: `${id}-title` });
    this.position = h("p", { class: "vs-position" });
    this.track = h("div", { class: "vs-track", "aria-hidden": "true" });
    this.body = h("div", { class: "vs-body" });
    this.feedback = h("div", { class: "vs-feedback", role: "status" });
    this.actions = h("div", { class: "vs-actions" });
    this.keeping = h("div", { class: "vs-keeping" });
    this.saving = h("p", { class: "vs-saving", role: "status" });
    element.replaceChildren(
      h("section", { class: "vs-card", lang: "fr", "aria-labelledby": this.title.id },
        h("header", { class: "vs-header" }, this.title, this.position), this.track,
        this.body, this.feedback, this.actions, this.keeping, this.saving),
    );
  }

  /** Show what Python holds now: at first, for a next series, at the end of an evaluation. */
  reload() {
    this.outbox.settle();
    const focused = this.body.parentElement.contains(document.activeElement);
    this.given = { ...this.model.get("answers") };
    this.hinted = {};
    for (const { question, choice } of this.outbox.pending) this.given[question] = choice;
    this.title.textContent = this.content.title;
    this.start(this.content.questions, this.given);
    if (focused) this.focus();
  }

  /** Go through some of the questions; `done` holds the answers already given in this run. */
  start(questions, done = {}) {
    this.run = questions;
    this.done = { ...done };
    const first = questions.findIndex((question) => !(question.id in this.done));
    if (first < 0) this.showSummary();
    else this.show(first);
  }

  /** Focus moves on purpose: what comes next is read out, and an Enter held down answers nothing. */
  focus() {
    (this.index < 0 ? this.heading : this.group).focus();
  }

  show(index) {
    this.index = index;
    this.shownAt = performance.now();
    const question = this.run[index];
    this.buttons = question.choices.map(({ value, label }) =>
      button(h("span", {}, label), {
        class: "vs-choice",
        "aria-pressed": "false",
        onclick: () => this.choose(question, value),
      }),
    );
    this.text = h("p", { class: "vs-text", id: this.textId }, question.text);
    this.group = h("fieldset",
      { class: "vs-question", tabindex: "-1", "aria-describedby": question.text ? this.textId : null, ...FOCUSABLE },
      h("legend", {}, question.prompt), question.text && this.text,
      h("div", { class: `vs-choices vs-${question.layout}` }, ...this.buttons));
    this.body.replaceChildren(this.group);
    this.feedback.replaceChildren();
    this.offerHint(question, 0);
    this.showProgress();
    const anew = this.content.resume && !Object.keys(this.given).length;
    this.keeping.replaceChildren(...(anew ? [this.restoring()] : []));
  }

  offerHint(question, step) {
    const hint = question.hints[step];
    const label = step ? this.texts.moreHint : this.texts.hint;
    const onclick = () => this.giveHint(question, step);
    this.actions.replaceChildren(...(hint ? [button(label, { class: "vs-quiet", onclick })] : []));
  }

  giveHint(question, step) {
    const { text, clue } = question.hints[step];
    this.hinted[question.id] = true;
    if (clue) this.text.replaceChildren(...marked(question.text, clue));
    const said = text ?? `${this.texts.clue} « ${clue} »`;
    this.feedback.replaceChildren(h("p", { class: "vs-hint" }, said));
    this.offerHint(question, step + 1);
    (this.actions.querySelector("button") ?? this.group).focus();
  }

  /** Take a choice: an answer at once, or once the learner has said how sure they are. */
  choose(question, choice) {
    if (question.id in this.done) return;
    if (!this.content.confidence) return this.answer(question, choice);
    for (const [i, { value }] of question.choices.entries()) {
      this.buttons[i].setAttribute("aria-pressed", String(value === choice));
    }
    const levels = this.content.confidence.map(({ value, label }) =>
      button(label, { onclick: () => this.answer(question, choice, value) }));
    this.feedback.replaceChildren();
    this.actions.replaceChildren(
      h("fieldset", { class: "vs-sure" }, h("legend", {}, this.texts.sure), ...levels));
  }

  answer(question, choice, confidence = null) {
    this.done[question.id] = this.given[question.id] = choice;
    this.note = "";
    this.keeping.replaceChildren();
    this.showAnswer(question, choice);
    this.showProgress();
    const duration_ms = Math.round(performance.now() - this.shownAt);
    this.outbox.put({ question: question.id, choice, confidence, duration_ms });
  }

  showAnswer(question, choice) {
    const { reveal } = question;
    for (const [i, { value }] of question.choices.entries()) {
      const chosen = value === choice;
      this.buttons[i].setAttribute("aria-pressed", String(chosen));
      // The chosen button can keep the focus; the others leave the way to « suivante ».
      if (chosen) this.buttons[i].setAttribute("aria-disabled", "true");
      else this.buttons[i].disabled = true;
      if (reveal) this.tag(this.buttons[i], chosen, value === reveal.key, reveal);
    }
    if (reveal) this.text.replaceChildren(...marked(question.text, reveal.clue));
    this.feedback.replaceChildren(
      ...(reveal ? this.explain(reveal, choice) : [h("p", {}, this.texts.taken)]),
    );
    const last = this.run.every(({ id }) => id in this.done);
    const onclick = () => this.advance();
    const next = button(last ? this.texts.finish : this.texts.next, { class: "vs-primary", onclick });
    const lost = this.actions.contains(document.activeElement);
    this.actions.replaceChildren(next);
    // The confidence just given has left the page with its focus: what follows takes it.
    if (lost) this.group.focus();
  }

  tag(choiceButton, chosen, right, reveal) {
    const label = choiceButton.firstChild;
    if (right) label.replaceChildren(...marked(label.textContent, reveal.clue));
    if (!chosen && !right) return;
    const known = reveal.key !== null;
    if (known) choiceButton.classList.add(right ? "vs-right" : "vs-wrong");
    const word = chosen ? this.texts.yours : this.texts.expected;
    choiceButton.append(h("small", {}, known ? `${right ? "✓" : "✗"} ${word}` : word));
  }

  explain(reveal, choice) {
    const wrong = reveal.key !== null && choice !== reveal.key;
    const state = reveal.key === null ? "" : wrong ? "vs-wrong" : "vs-right";
    const icon = reveal.key === null ? null
      : h("span", { "aria-hidden": "true" }, wrong ? "✗" : "✓");
    const asides = reveal.asides.filter((aside) => aside.always || wrong);
    return [
      h("p", { class: `vs-verdict ${state}` }, icon, reveal.verdicts[choice]),
      h("div", { class: "vs-explanation" }, this.why(reveal), ...asides.map(this.aside)),
    ];
  }

  why({ explanation, clue, criterion }) {
    const { texts } = this;
    return h("div", { class: "vs-why" },
      h("p", {}, explanation),
      clue && h("p", { class: "vs-clue" }, h("b", {}, texts.clue), ` « ${clue} »`),
      criterion && h("p", { class: "vs-criterion" },
        h("b", {}, texts.criterion), ` ${criterion.name}. ${criterion.question}`));
  }

  aside({ title, intro, text, clue }) {
    return h("div", { class: "vs-aside" }, h("p", {}, h("b", {}, title)),
      intro && h("p", {}, intro), h("p", {}, ...marked(text, clue)));
  }

  advance() {
    const next = this.run.findIndex((question) => !(question.id in this.done));
    if (next < 0) this.showSummary();
    else this.show(next);
    this.focus();
  }

  showProgress() {
    const values = { n: this.index + 1, total: this.run.length };
    this.position.textContent = this.index < 0 ? "" : fill(this.texts.position, values);
    this.track.replaceChildren(...this.run.map((question, i) => {
      const choice = this.done[question.id];
      const state = choice === undefined ? "todo" : this.state(question, choice);
      return h("span", { "data-state": state, "data-current": i === this.index });
    }));
  }

  /** "right", "wrong", or "taken" where nothing is revealed, or nothing is right or wrong. */
  state({ reveal }, choice) {
    if (!reveal || reveal.key === null) return "taken";
    return choice === reveal.key ? "right" : "wrong";
  }

  showSummary() {
    this.index = -1;
    this.showProgress();
    const all = this.content.questions;
    const by = (wanted) => all.filter((q) => this.state(q, this.given[q.id]) === wanted);
    const [right, missed] = [by("right"), by("wrong")];
    this.heading = h("h4", { tabindex: "-1", ...FOCUSABLE }, this.texts.summary);
    this.body.replaceChildren(h("div", { class: "vs-summary" }, this.heading,
      ...this.outcome(right.length, missed.length),
      missed.length && h("h5", {}, this.texts.toReview),
      missed.length && this.list(missed),
      this.content.once && right.length && h("details", {},
        h("summary", FOCUSABLE, fill(this.texts.wellDone, { n: right.length })),
        this.list(right))));
    this.feedback.replaceChildren();
    this.actions.replaceChildren(...this.again(missed, all));
    this.keeping.replaceChildren(this.downloading(), this.restoring());
  }

  downloading() {
    const onclick = () => this.outbox.send({ kind: "download" });
    return button(this.texts.download, { class: "vs-quiet", onclick });
  }

  /** The button stands for the file field, which can't be styled. */
  restoring() {
    const field = h("input", { type: "file", hidden: true });
    field.addEventListener("change", () => this.restore(field.files[0]));
    const onclick = () => field.click();
    return h("span", {}, field, button(this.texts.restore, { class: "vs-quiet", onclick }));
  }

  async restore(file) {
    if (!file) return;
    if (file.size > LARGEST_FILE) return this.tell(this.texts.tooLarge);
    this.outbox.send({ kind: "restore", text: await file.text() });
  }

  tell(note) {
    this.note = note;
    this.showSaving();
  }

  /** What Python says that is not about one answer. */
  receive(message) {
    if (message.kind === "file") {
      this.outbox.settle();
      save(message.name, message.text);
    } else if (message.kind === "restored") {
      this.reload();
      this.tell(message.reason);
    }
  }

  outcome(right, missed) {
    const { closing, once } = this.content;
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
      const label = (value) => choices.find((choice) => choice.value === value).label
        .replace(/[\s,;:.]+$/, "");
      const whole = layout === "inline" ? choices.map((choice) => choice.label).join("") : "";
      const told = question.text || whole || question.prompt;
      const yours = label(this.given[question.id]);
      const hinted = this.hinted[question.id] ? ` (${texts.hinted})` : "";
      return h("li", {},
        h("p", {}, ...marked(told, reveal.clue)),
        h("p", { class: "vs-criterion" }, h("b", {}, label(reveal.key)), " · ",
          fill(texts.yourAnswer, { answer: yours }), hinted),
        this.content.once && h("p", {}, reveal.explanation));
    }));
  }

  again(missed, all) {
    if (this.content.once) return [];
    const go = (questions) => () => {
      this.start(questions);
      this.focus();
    };
    const replay = fill(missed.length > 1 ? this.texts.replay : this.texts.replayOne,
      { n: missed.length });
    const more = () => this.outbox.send({ kind: "continue" });
    const rank = (first) => (first ? "vs-primary" : "vs-secondary");
    return [
      missed.length && button(replay, { class: "vs-primary", onclick: go(missed) }),
      this.content.more &&
        button(this.texts.continue, { class: rank(!missed.length), onclick: more }),
      button(this.texts.restart, { class: "vs-secondary", onclick: go(all) }),
    ].filter(Boolean);
  }

  showSaving() {
    if (!this.outbox) return;
    const { state, pending, reason } = this.outbox;
    const late = state === "unsaved";
    const { unsavedMany, unsavedOne, unsavedHelp } = this.texts;
    const count = fill(pending.length > 1 ? unsavedMany : unsavedOne, { n: pending.length });
    const lines = {
      idle: [],
      saving: [this.texts.saving],
      saved: [`✓ ${this.texts.saved}`],
      unsaved: [`⚠ ${pending.length ? count : ""} ${reason || unsavedHelp}`],
    }[state];
    if (this.note && !late) lines.splice(0, lines.length, this.note);
    const notice = !late && this.model.get("notice");
    if (notice) lines.push(`⚠ ${notice}`);
    this.saving.classList.toggle("vs-warning", Boolean(late || notice));
    this.saving.textContent = lines.join(" ");
  }

  close() {
    this.outbox.close();
    this.model.off("change:notice", this.showSaving);
    this.model.off("change:content", this.reload);
    this.model.off("msg:custom", this.receive);
  }
}

/** The same exercise for a whole class: a show of hands, typed in as numbers, then the answer. */
class Projection extends Card {
  build(element) {
    super.build(element);
    const card = element.firstChild;
    card.classList.add("vs-projected");
    if (!document.fullscreenEnabled) return;
    const onclick = () =>
      document.fullscreenElement ? document.exitFullscreen() : card.requestFullscreen();
    this.title.after(button(this.texts.fullScreen, { class: "vs-quiet", onclick }));
  }

  reload() {
    this.outbox.settle();
    this.title.textContent = this.content.title;
    this.votes = {};
    this.start(this.content.questions);
  }

  show(index) {
    super.show(index);
    const question = this.run[index];
    const onclick = () => this.count(question);
    this.fields = question.choices.map(() =>
      h("input", { type: "number", min: 0, max: MOST_HANDS, inputmode: "numeric", ...FOCUSABLE }));
    for (const field of this.fields) {
      // Not a form: JupyterLab keeps Enter from sending one.
      field.addEventListener("keydown", ({ key }) => key === "Enter" && onclick());
    }
    const hands = h("div", { class: `vs-choices vs-hands vs-${question.layout}` },
      ...question.choices.map(({ label }, i) =>
        h("label", {}, h("span", {}, label), this.fields[i], h("small", {}, this.texts.hands))),
      button(this.texts.reveal, { class: "vs-primary", onclick }));
    this.group.lastChild.replaceWith(hands);
    this.actions.replaceChildren();
  }

  /** Take the hands counted, and show the answer; without a number, it is only shown. */
  count(question) {
    const hands = this.fields.map((field) => field.valueAsNumber || 0);
    const votes = Object.fromEntries(question.choices.map(({ value }, i) => [value, hands[i]]));
    const total = hands.reduce((sum, count) => sum + count, 0);
    this.done[question.id] = question.reveal.key;
    this.votes[question.id] = votes;
    this.showVotes(question, votes, total);
    this.showProgress();
    this.note = "";
    if (total) this.outbox.put({ kind: "vote", question: question.id, votes });
    this.group.focus();
  }

  /** A class that votes is not marked. */
  state() {
    return "taken";
  }

  showVotes({ text, choices, reveal }, votes, total) {
    const bars = choices.map(({ value, label }) => {
      const bar = h("i", { "aria-hidden": "true" });
      bar.style.setProperty("--share", total ? votes[value] / total : 0);
      const right = value === reveal.key;
      return h("li", { class: right && "vs-right" },
        h("span", {}, right && h("span", { "aria-hidden": "true" }, "✓ "), label,
          right && h("small", {}, this.texts.expected)),
        total && bar, total && h("b", {}, String(votes[value])));
    });
    this.group.lastChild.replaceWith(h("ul", { class: "vs-votes" }, ...bars));
    this.text.replaceChildren(...marked(text, reveal.clue));
    this.feedback.replaceChildren(
      h("div", { class: "vs-explanation" }, this.why(reveal), ...reveal.asides.map(this.aside)));
    const last = this.run.every((question) => question.id in this.done);
    const onclick = () => this.advance();
    const label = last ? this.texts.finish : this.texts.next;
    this.actions.replaceChildren(button(label, { class: "vs-primary", onclick }));
  }

  showSummary() {
    this.index = -1;
    this.showProgress();
    this.heading = h("h4", { tabindex: "-1", ...FOCUSABLE }, this.texts.summary);
    const items = this.run.map((question) => {
      const hands = question.choices.map(({ value, label }) => {
        const right = value === question.reveal.key;
        const told = `${right ? "✓ " : ""}${label} : ${this.votes[question.id][value]}`;
        return h("span", { class: "vs-criterion" }, right ? h("b", {}, told) : told);
      });
      return h("li", {}, h("p", {}, ...marked(question.text, question.reveal.clue)),
        h("p", { class: "vs-counts" }, ...hands));
    });
    this.body.replaceChildren(h("div", { class: "vs-summary" }, this.heading, h("ol", {}, ...items)));
    this.feedback.replaceChildren();
    const onclick = () => {
      this.start(this.content.questions);
      this.focus();
    };
    this.actions.replaceChildren(button(this.texts.restart, { class: "vs-secondary", onclick }));
  }
}

function render({ model, el }) {
  const card = model.get("content").projected ? new Projection(model, el) : new Card(model, el);
  return () => card.close();
}

export default { render };
