/* The same exercise for a whole class: a show of hands, typed in as numbers, then the answer. */

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

  ask(question) {
    const onclick = () => this.count(question);
    this.fields = question.choices.map(() =>
      h("input", { type: "number", min: 0, max: MOST_HANDS, inputmode: "numeric", ...FOCUSABLE }));
    for (const field of this.fields) {
      // Not a form: JupyterLab keeps Enter from sending one.
      field.addEventListener("keydown", ({ key }) => key === "Enter" && onclick());
    }
    this.hands = h("div", { class: "vs-hands" },
      ...question.choices.map(({ label }, i) =>
        h("label", {}, h("span", {}, label), this.fields[i], h("small", {}, this.texts.hands))));
    if (this.choices.inText) this.choices.inText.remove();
    this.stage.append(this.hands);
    this.lay({ actions: [button(this.texts.reveal, { class: "vs-primary", onclick })] });
  }

  /** Take the hands counted, and show the answer; without a number, it is only shown. */
  count(question) {
    const hands = this.fields.map((field) => field.valueAsNumber || 0);
    const votes = Object.fromEntries(question.choices.map(({ value }, i) => [value, hands[i]]));
    const total = hands.reduce((sum, count) => sum + count, 0);
    this.done[question.id] = question.reveal.key;
    this.votes[question.id] = votes;
    this.answered = true;
    this.showVotes(question, votes, total);
    this.showProgress();
    this.note = "";
    if (total) this.outbox.put({ kind: "vote", question: question.id, votes });
  }

  /** A class that votes is not marked. */
  state() {
    return "taken";
  }

  showVotes(question, votes, total) {
    const { reveal } = question;
    const bars = question.choices.map(({ value, label }) => {
      const bar = h("i", { "aria-hidden": "true" });
      bar.style.setProperty("--share", total ? votes[value] / total : 0);
      const right = reveal.right.includes(value);
      return h("li", { class: right && "vs-right" },
        h("span", {}, right && "✓ ", label), total && bar, total && h("b", {}, String(votes[value])));
    });
    this.hands.replaceWith(h("ul", { class: "vs-votes" }, ...bars));
    if (this.text) light(this.text, question);
    const asides = reveal.asides.map((aside) => h("div", { class: "vs-twin" },
      h("p", {}, h("b", {}, aside.title)), h("p", {}, ...marked(aside.text, aside.clues))));
    const next = button(this.texts.next, { class: "vs-primary", onclick: () => this.advance() });
    this.lay({ actions: [next], told: [h("div", { class: "vs-explanation" },
      h("div", { class: "vs-whole" }, h("p", {}, reveal.sentences.join(" ")),
        reveal.criterion && definitions(this, reveal.criterion, true)), ...asides)] });
    next.focus({ preventScroll: true });
  }

  showSummary() {
    this.index = -1;
    this.showProgress();
    const heading = h("h4", { class: "vs-prompt", id: this.ids.prompt }, this.texts.summary);
    const items = this.run.map(({ id, text, choices, reveal }) => {
      const hands = choices.map(({ value, label }) => {
        const right = reveal.right.includes(value);
        const told = `${right ? "✓ " : ""}${label} : ${this.votes[id][value]}`;
        return h("span", {}, right ? h("b", {}, told) : told);
      });
      return h("li", {}, h("p", {}, ...marked(text, reveal.clues)), h("p", { class: "vs-counts" }, ...hands));
    });
    this.stage.replaceChildren(h("div", { class: "vs-summary" }, heading, h("ol", {}, ...items)));
    const onclick = () => this.advance(this.content.questions, {});
    this.lay({ actions: [button(this.texts.restart, { onclick })] });
  }
}
