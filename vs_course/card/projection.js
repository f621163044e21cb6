/* The same exercise for a whole class: a show of hands, typed in as numbers, once, or before and
   after discussing; then the answer. All of it in one screen. */

const SMALLEST_PX = 18;

class Projection extends Card {
  build(element) {
    super.build(element);
    this.root.classList.add("vs-projected");
    if (!document.fullscreenEnabled) return;
    const onclick = () =>
      document.fullscreenElement ? document.exitFullscreen() : this.root.requestFullscreen();
    this.title.after(button(this.texts.fullScreen, { class: "vs-quiet", onclick }));
  }

  reload() {
    this.outbox.settle();
    this.title.textContent = this.content.title;
    this.votes = {};
    this.start(this.content.questions);
  }

  /** The largest type with which nothing has to be scrolled to. */
  reach() {
    let [size, tooLarge] = [SMALLEST_PX, Math.ceil(this.root.clientWidth / 28)];
    const set = (px) => this.root.style.setProperty("--vs-body", `${px}px`);
    while (tooLarge - size > 1) {
      const tried = Math.floor((size + tooLarge) / 2);
      set(tried);
      if ([this.stage, this.told].some((part) => part.scrollHeight > part.clientHeight + 1)) tooLarge = tried;
      else size = tried;
    }
    set(size);
    super.reach();
  }

  makeRoom() {
    super.makeRoom();
    this.reach();
  }

  ask(question) {
    this.votes[question.id] = [];
    if (this.choices.inText) this.choices.inText.remove();
    this.hands = h("div");
    this.stage.append(this.hands);
    this.poll(question);
  }

  /** Count the hands; the second time, beside those of the first. */
  poll(question) {
    const { texts } = this;
    const [before] = this.votes[question.id];
    const reveal = () => this.take(question) && this.showVotes(question);
    const again = () => {
      if (!this.take(question)) return;
      this.poll(question);
      this.fields[0].focus({ preventScroll: true });
    };
    this.fields = question.choices.map(() =>
      h("input", { type: "number", min: 0, max: MOST_HANDS, inputmode: "numeric", ...FOCUSABLE }));
    for (const field of this.fields) {
      // Not a form: JupyterLab keeps Enter from sending one.
      field.addEventListener("keydown", ({ key }) => key === "Enter" && reveal());
    }
    const hands = h("div", { class: "vs-hands" },
      ...question.choices.map(({ value, label }, i) => h("label", {}, h("span", {}, label),
        before && h("small", {}, `${before[value]} ${texts.before}, `), this.fields[i],
        h("small", {}, before ? texts.after : texts.hands))));
    this.hands.replaceWith(hands);
    this.hands = hands;
    this.lay({ actions: [!before && button(texts.again, { onclick: again }),
      button(texts.reveal, { class: "vs-primary", onclick: reveal })] });
  }

  /** Keep the hands counted, if any were; return whether the numbers will do. */
  take({ id, choices }) {
    if (!this.fields.every((field) => field.reportValidity())) return false;
    const hands = this.fields.map((field) => field.valueAsNumber || 0);
    if (!hands.some(Boolean)) return true;
    const votes = Object.fromEntries(choices.map(({ value }, i) => [value, hands[i]]));
    this.answered = true;
    this.note = "";
    const round = this.votes[id].push(votes);
    this.outbox.put({ kind: "vote", question: id, votes, round });
    return true;
  }

  /** A class that votes is not marked. */
  state() {
    return "taken";
  }

  showVotes(question) {
    const { reveal, choices, form } = question;
    const { texts } = this;
    const rounds = this.votes[question.id];
    this.done[question.id] = reveal.key;
    this.showProgress();
    const bars = choices.map(({ value, label }) => {
      const right = reveal.right.includes(value);
      return h("li", { class: right && "vs-right" }, h("span", {}, right && "✓ ", label),
        ...rounds.flatMap((votes, i) => {
          const bar = h("i", { "aria-hidden": "true" });
          bar.style.setProperty("--share", votes[value] / Object.values(votes).reduce((sum, n) => sum + n));
          const when = rounds[1] && h("small", {}, ` ${i ? texts.after : texts.before}`);
          return [bar, h("span", {}, h("b", {}, String(votes[value])), when)];
        }));
    });
    const list = h("ul", { class: "vs-votes" }, ...bars);
    list.style.setProperty("--rounds", rounds.length || 1);
    this.hands.replaceWith(list);
    if (this.text) light(this.text, question);
    const asides = reveal.asides.map((aside) => {
      const text = situation({ ...aside, form, formName: "" });
      const differing = aside.excerpt.filter(([, lit]) => lit).map(([words]) => words);
      const found = differing.length && differing.every((words) => aside.text.includes(words));
      light(text, { ...aside, form, clues: found ? differing : aside.clues });
      return h("div", { class: "vs-twin" }, h("p", {}, h("b", {}, aside.title)), text);
    });
    const next = button(texts.next, { class: "vs-primary", onclick: () => this.advance() });
    const verdict = reveal.key && h("b", { class: "vs-verdict vs-right" }, `✓ ${reveal.verdicts[reveal.key]}`);
    const named = reveal.criterion && h("p", {}, h("b", {}, `${reveal.criterion.name}. `), reveal.criterion.question);
    this.lay({ verdict: "taken", actions: [next], told: [h("div", { class: "vs-explanation" },
      h("div", {}, h("p", {}, verdict, verdict && " · ", reveal.sentences.join(" ")), named), ...asides)] });
    next.focus({ preventScroll: true });
  }

  showSummary() {
    this.index = -1;
    this.showProgress();
    const heading = h("h4", { class: "vs-prompt", id: this.ids.prompt }, this.texts.summary);
    const items = this.run.map(({ id, text, choices, reveal }) => {
      const hands = choices.map(({ value, label }) => {
        const right = reveal.right.includes(value);
        const counts = this.votes[id].map((votes) => votes[value]).join(" → ");
        const told = `${right ? "✓ " : ""}${label}${counts && ` : ${counts}`}`;
        return h("span", {}, right ? h("b", {}, told) : told);
      });
      return h("li", {}, h("p", {}, ...marked(text, reveal.clues)), h("p", { class: "vs-counts" }, ...hands));
    });
    this.stage.replaceChildren(h("div", { class: "vs-summary" }, heading, h("ol", {}, ...items)));
    const onclick = () => this.advance(this.content.questions, {});
    this.lay({ actions: [button(this.texts.restart, { onclick })] });
  }
}
