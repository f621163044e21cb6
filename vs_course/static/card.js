/* The view of every exercise. It shows feedback at once, then sends the answer; only what Python
   acknowledges is called saved. `model` is all it knows of its host: get, on, off, send. */

const LATE_AFTER_MS = 2000;

/** Build an element; strings become text nodes, so that text from data stays text. */
function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") node.addEventListener("click", value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child != null));
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

/** Answers on their way to the journal. One stays here, and in the tab's storage, until Python
    says that it is on disk: a kernel that dies loses nothing. */
class Outbox {
  constructor(model, exercise, changed) {
    this.model = model;
    this.key = `vs-course:${location.pathname}:${exercise}`;
    this.changed = changed;
    this.state = "idle";
    this.reason = "";
    this.pending = this.restore();
    this.receive = this.receive.bind(this);
    model.on("msg:custom", this.receive);
    if (this.pending.length) this.flush();
  }

  put(answer) {
    this.pending.push({ kind: "answer", id: uuid(), ...answer });
    this.flush();
  }

  flush() {
    this.store();
    this.update("saving");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.update("unsaved"), LATE_AFTER_MS);
    try {
      for (const answer of this.pending) this.model.send(answer);
    } catch {
      this.update("unsaved"); // the comm is closed: the kernel is gone
    }
  }

  receive(message) {
    if (!this.pending.some((answer) => answer.id === message.id)) return;
    if (message.kind === "unsaved") return this.update("unsaved", message.reason);
    // "refused": the exercise no longer has that question; sending it again would not help.
    this.pending = this.pending.filter((answer) => answer.id !== message.id);
    this.store();
    if (this.pending.length) return;
    clearTimeout(this.timer);
    this.update(message.kind === "saved" ? "saved" : "idle");
  }

  update(state, reason = "") {
    this.state = state;
    this.reason = reason;
    this.changed();
  }

  restore() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key)) ?? [];
    } catch {
      return []; // no storage in a sandboxed page
    }
  }

  store() {
    try {
      if (this.pending.length) sessionStorage.setItem(this.key, JSON.stringify(this.pending));
      else sessionStorage.removeItem(this.key);
    } catch {
      // kept in this page only
    }
  }

  close() {
    clearTimeout(this.timer);
    this.model.off("msg:custom", this.receive);
  }
}

class Card {
  constructor(model, element) {
    this.model = model;
    this.content = model.get("content");
    this.texts = this.content.texts;
    this.given = { ...model.get("answers") };
    this.outbox = new Outbox(model, this.content.exercise, () => this.showSaving());
    for (const { question, choice } of this.outbox.pending) this.given[question] = choice;
    this.build(element);
    this.showSaving = this.showSaving.bind(this);
    model.on("change:notice", this.showSaving);
    this.showSaving();
    this.start(this.content.questions, this.given);
  }

  build(element) {
    const id = `vs-${Math.random().toString(36).slice(2)}`;
    this.textId = `${id}-text`;
    this.position = h("p", { class: "vs-position" });
    this.track = h("div", { class: "vs-track", "aria-hidden": "true" });
    this.body = h("div", { class: "vs-body" });
    this.feedback = h("div", { class: "vs-feedback", role: "status" });
    this.actions = h("div", { class: "vs-actions" });
    this.saving = h("p", { class: "vs-saving", role: "status" });
    const title = h("h3", { class: "vs-title", id: `${id}-title` }, this.content.title);
    element.replaceChildren(
      h("section", { class: "vs-card", lang: "fr", "aria-labelledby": title.id },
        h("header", { class: "vs-header" }, title, this.position), this.track,
        this.body, this.feedback, this.actions, this.saving),
    );
  }

  /** Go through some of the questions; `done` holds the answers already given in this run. */
  start(questions, done = {}) {
    this.run = questions;
    this.done = { ...done };
    const first = questions.findIndex((question) => !(question.id in this.done));
    if (first < 0) this.showSummary();
    else this.show(first);
  }

  show(index) {
    this.index = index;
    this.shownAt = performance.now();
    const question = this.run[index];
    this.buttons = question.choices.map(({ value, label }) =>
      button(label, {
        class: "vs-choice",
        "aria-pressed": "false",
        onclick: () => this.answer(question, value),
      }),
    );
    this.text = h("p", { class: "vs-text", id: this.textId }, question.text);
    this.group = h("fieldset",
      { class: "vs-question", tabindex: "-1", "aria-describedby": this.textId, ...FOCUSABLE },
      h("legend", {}, question.prompt), this.text,
      h("div", { class: "vs-choices" }, ...this.buttons));
    this.body.replaceChildren(this.group);
    this.feedback.replaceChildren();
    this.actions.replaceChildren();
    this.showProgress();
  }

  answer(question, choice) {
    if (question.id in this.done) return;
    this.done[question.id] = this.given[question.id] = choice;
    this.showAnswer(question, choice);
    this.showProgress();
    const duration_ms = Math.round(performance.now() - this.shownAt);
    this.outbox.put({ question: question.id, choice, duration_ms });
  }

  showAnswer(question, choice) {
    const { reveal } = question;
    question.choices.forEach(({ value }, i) => {
      const chosen = value === choice;
      this.buttons[i].setAttribute("aria-pressed", String(chosen));
      // The chosen button keeps the focus; the other leaves the way to « suivante ».
      if (chosen) this.buttons[i].setAttribute("aria-disabled", "true");
      else this.buttons[i].disabled = true;
      if (reveal) this.tag(this.buttons[i], chosen, value === reveal.key);
    });
    if (reveal) this.text.replaceChildren(...marked(question.text, reveal.clue));
    this.feedback.replaceChildren(
      ...(reveal ? this.explain(reveal, choice) : [h("p", {}, this.texts.taken)]),
    );
    const last = this.index === this.run.length - 1;
    const onclick = () => this.advance();
    this.actions.replaceChildren(
      button(last ? this.texts.finish : this.texts.next, { class: "vs-primary", onclick }),
    );
  }

  tag(choiceButton, chosen, right) {
    if (!chosen && !right) return;
    choiceButton.classList.add(right ? "vs-right" : "vs-wrong");
    const word = chosen ? this.texts.yours : this.texts.expected;
    choiceButton.append(h("small", {}, `${right ? "✓" : "✗"} ${word}`));
  }

  explain(reveal, choice) {
    const right = choice === reveal.key;
    const { name, question } = reveal.criterion;
    const why = h("div", { class: "vs-why" },
      h("p", {}, reveal.explanation),
      h("p", { class: "vs-clue" }, h("b", {}, this.texts.clue), ` « ${reveal.clue} »`),
      h("p", { class: "vs-criterion" }, h("b", {}, this.texts.criterion), ` ${name}. ${question}`));
    const twin = !right && reveal.twin;
    return [
      h("p", { class: right ? "vs-verdict vs-right" : "vs-verdict vs-wrong" },
        h("span", { "aria-hidden": "true" }, right ? "✓" : "✗"), reveal.verdicts[choice]),
      h("div", { class: "vs-explanation" }, why, twin ? this.compare(twin) : null),
    ];
  }

  compare(twin) {
    return h("div", { class: "vs-twin" },
      h("p", {}, h("b", {}, this.texts.twin)),
      h("p", {}, fill(this.texts.twinIntro, { answer: twin.answer })),
      h("blockquote", {}, ...marked(twin.text, twin.clue)));
  }

  advance() {
    const next = this.run.findIndex((question) => !(question.id in this.done));
    if (next < 0) this.showSummary();
    else this.show(next);
    // Focus moves on purpose: what comes next is read out, and an Enter held down answers nothing.
    (next < 0 ? this.heading : this.group).focus();
  }

  showProgress() {
    const values = { n: this.index + 1, total: this.run.length };
    this.position.textContent = fill(this.texts.position, values);
    this.track.replaceChildren(...this.run.map((question, i) => {
      const choice = this.done[question.id];
      const state = choice === undefined ? "todo" : this.isRight(question, choice);
      return h("span", { "data-state": state, "data-current": i === this.index });
    }));
  }

  isRight(question, choice) {
    if (!question.reveal) return "taken";
    return choice === question.reveal.key ? "right" : "wrong";
  }

  showSummary() {
    const all = this.content.questions;
    const missed = all.filter((q) => this.isRight(q, this.given[q.id]) === "wrong");
    this.index = -1;
    this.showProgress();
    this.position.textContent = "";
    this.heading = h("h4", { tabindex: "-1", ...FOCUSABLE }, this.texts.summary);
    const score = h("p", { class: "vs-score" }, this.score(all.length - missed.length, all.length));
    this.body.replaceChildren(h("div", { class: "vs-summary" }, this.heading, score,
      ...(missed.length ? this.review(missed) : [h("p", {}, this.texts.allRight)])));
    this.feedback.replaceChildren();
    this.actions.replaceChildren(...this.again(missed, all));
  }

  score(right, total) {
    return fill(right > 1 ? this.texts.score : this.texts.scoreOne, { right, total });
  }

  review(missed) {
    const items = missed.map((question) => {
      const { reveal } = question;
      const label = (value) => question.choices.find((choice) => choice.value === value).label;
      return h("li", {},
        h("p", {}, ...marked(question.text, reveal.clue)),
        h("p", { class: "vs-criterion" }, h("b", {}, label(reveal.key)),
          ` · ${reveal.criterion.name}. `,
          fill(this.texts.yourAnswer, { answer: label(this.given[question.id]) })));
    });
    return [h("h5", {}, this.texts.toReview), h("ol", {}, ...items)];
  }

  again(missed, all) {
    const go = (questions) => () => {
      this.start(questions);
      this.group.focus();
    };
    const label = fill(missed.length > 1 ? this.texts.replay : this.texts.replayOne,
      { n: missed.length });
    return [
      missed.length && button(label, { class: "vs-primary", onclick: go(missed) }),
      button(this.texts.restart, { class: "vs-secondary", onclick: go(all) }),
    ].filter(Boolean);
  }

  showSaving() {
    if (!this.saving) return;
    const { state, pending, reason } = this.outbox;
    const warning = state === "unsaved";
    const count = pending.length > 1 ? this.texts.unsavedMany : this.texts.unsavedOne;
    const lines = warning
      ? [`⚠ ${fill(count, { n: pending.length })} ${reason || this.texts.unsavedHelp}`]
      : state === "saving" ? [this.texts.saving]
      : state === "saved" ? [`✓ ${this.texts.saved}`]
      : [];
    const notice = !warning && this.model.get("notice");
    if (notice) lines.push(`⚠ ${notice}`);
    this.saving.classList.toggle("vs-warning", Boolean(warning || notice));
    this.saving.textContent = lines.join(" ");
  }

  close() {
    this.outbox.close();
    this.model.off("change:notice", this.showSaving);
  }
}

function render({ model, el }) {
  const card = new Card(model, el);
  return () => card.close();
}

export default { render };
