/* What a question offers: buttons under the text, texts to choose between, words in the text.
   Native controls all of them; in a test, one chooses, may change, then validates. */

class Choices {
  constructor(card, question) {
    Object.assign(this, { card, question, trial: card.content.once });
    const { layout, choices } = question;
    this.radios = this.trial || layout === "inline";
    this.options = choices.map((choice) => (this.radios ? this.radio(choice) : this.button(choice)));
    this.fieldset = h("fieldset",
      { class: `vs-choices vs-${layout}`, "aria-labelledby": card.ids.prompt, ...FOCUSABLE },
      ...this.options);
    this.fieldset.dataset.form = layout === "inline" ? question.form : "";
    this.validate = this.trial && button(card.texts.validate,
      { class: "vs-primary vs-validate", "aria-disabled": "true", onclick: () => this.commit() });
  }

  get inText() {
    return ["stack", "inline"].includes(this.question.layout) && this.fieldset;
  }

  get actions() {
    return [!this.inText && this.fieldset, this.validate];
  }

  button({ value, label }) {
    const onclick = () => this.card.choose(this.question, value);
    return button(h("span", {}, label), { class: "vs-choice", onclick });
  }

  /** A radio answers when it is pressed, not when arrows pass over it; in a test, once validated. */
  radio({ value, label }) {
    const input = h("input", { type: "radio", name: this.card.ids.name, value, ...FOCUSABLE });
    const take = () => (this.trial ? this.commit() : this.card.choose(this.question, value));
    input.addEventListener("keydown", ({ key }) => {
      this.passing = key.startsWith("Arrow");
      if (key === "Enter") take();
    });
    input.addEventListener("click", () => {
      if (this.trial) this.validate.removeAttribute("aria-disabled");
      else if (!this.passing) take();
      this.passing = false;
    });
    return h("label", { class: "vs-choice" }, input, h("span", {}, label));
  }

  commit() {
    const chosen = this.fieldset.querySelector("input:checked");
    if (chosen) this.card.choose(this.question, chosen.value);
  }

  /** Tell found, missed and wrong by a mark, a word and a colour, where they stand. */
  show(choice) {
    if (!this.inText) return;
    for (const [i, one] of this.question.choices.entries()) {
      this.tell(this.options[i], one, one.value === choice);
    }
  }

  tell(option, { value, label }, chosen) {
    const { reveal } = this.question;
    const { yours, missed } = this.card.texts;
    const right = reveal.right.includes(value);
    (this.radios ? option.firstChild : option).disabled = true;
    if (right) option.lastChild.replaceChildren(...marked(label, reveal.clues));
    if (!chosen && !right) return;
    const [state, mark] = !chosen ? ["missed", "○"] : right ? ["right", "✓"] : ["wrong", "✗"];
    option.classList.add(`vs-${state}`);
    option.prepend(h("small", {}, `${mark} ${chosen ? yours : missed}`));
    keepInside(option.firstChild, this.fieldset);
  }
}

/** A note that hangs over its words stays in the text's width. */
function keepInside(note, frame) {
  const over = note.getBoundingClientRect().right - frame.getBoundingClientRect().right;
  if (over > 0) note.style.marginLeft = `${-over}px`;
}
