/* What the sheet says of an answer: the short reason at once, the rest one gesture away. */

/** The mark of a verdict, read out as a word. */
function sign(state, texts) {
  const [mark, heard] = { right: ["✓", texts.rightly], wrong: ["✗", texts.wrongly] }[state] ?? [];
  return heard && h("span", { class: `vs-sign vs-${state}` },
    h("span", { "aria-hidden": "true" }, `${mark} `), h("span", { class: "vs-heard" }, heard));
}

/** Return what to lay in the sheet; `next` is the way on, always at the same place. */
function explain(card, question, choice, state, next) {
  const { reveal } = question;
  const twin = reveal.asides.find((aside) => !aside.always);
  const short = twin?.excerpt.length > 0 && excerpt(card, twin, question.form);
  const wrong = state === "wrong";
  const told = state === "taken" ? sides(card, question, choice) : verdict(card, question, choice, state);
  const rest = reveal.sentences.slice(state === "taken" ? 0 : wrong ? reveal.atOnce : 1).join(" ");
  const { criterion } = reveal;
  const why = h("div", { class: "vs-why", hidden: true }, rest && h("p", {}, rest),
    criterion && definitions(card, criterion, !wrong), !wrong && short);
  const folds = state === "taken" ? card.texts.whole : card.texts.why;
  const unfold = why.childNodes.length > 0 && button(folds, {
    class: "vs-unfold", "aria-expanded": "false", "aria-controls": card.ids.more,
    onclick: ({ currentTarget }) => toggle(card, currentTarget, card.told.querySelectorAll(".vs-why, .vs-folded")),
  });
  const report = button(h("span", {}, card.texts.report), { class: "vs-quiet vs-report",
    "aria-label": card.texts.reportThis, onclick: () => reporting(card, question, report) });
  const aside = h("div", { class: "vs-beside" }, report, unfold);
  return { told, more: [wrong && short, why], actions: [aside, next] };
}

/** Unfold, or fold again, what a button stands for. */
function toggle(card, opener, parts) {
  const opened = opener.getAttribute("aria-expanded") === "false";
  opener.setAttribute("aria-expanded", String(opened));
  for (const part of parts) part.hidden = part.classList.contains("vs-short") ? opened : !opened;
  card.reach();
}

function verdict(card, { reveal, layout }, choice, state) {
  const { texts } = card;
  const wrong = state === "wrong";
  const shown = reveal.sentences.slice(0, wrong ? reveal.atOnce : 1).join(" ");
  const chip = wrong && layout !== "chips" && reveal.criterion && h("span", { class: "vs-chip" },
    h("span", { class: "vs-heard" }, texts.criterion), reveal.criterion.name);
  return [h("p", {}, h("b", { class: `vs-verdict vs-${state}` },
    sign(state, texts), reveal.verdicts[choice]), wrong ? " " : " · ", shown, chip && " ", chip)];
}

function definitions(card, criterion, named) {
  const { sides: names } = card.texts;
  return h("div", { class: "vs-criterion" },
    h("p", {}, named && h("b", {}, `${criterion.name}. `), criterion.question),
    h("dl", {}, ...["vente", "service"].flatMap((side) =>
      [h("dt", {}, names[side]), h("dd", {}, criterion[side])])));
}

/** Of the twin, the words that differ; all of it on demand. */
function excerpt(card, twin, form) {
  const pieces = twin.excerpt.map(([text, lit]) => (lit ? h("mark", {}, text) : text));
  const short = h("span", { class: "vs-short" }, "« ", ...pieces, " »");
  const whole = situation({ ...twin, form, formName: "" });
  light(whole, { ...twin, form });
  whole.hidden = true;
  const read = button(card.texts.readTwin, { class: "vs-quiet", "aria-expanded": "false",
    onclick: () => toggle(card, read, [short, whole]) });
  return h("div", { class: "vs-twin" }, h("p", {}, `${twin.name} `, short, " ", read), whole);
}

/** Both sides of a debate, and on which the learner stands. */
function sides(card, { reveal, choices }, choice) {
  return [h("div", { class: "vs-sides" }, ...reveal.asides.map(({ title, excerpt: [[first]], text }, i) => {
    const mine = choices[i].value === choice && h("span", {}, ` · ${card.texts.mine}`);
    return h("div", {}, h("h4", {}, title, mine), h("p", {}, first,
      h("span", { class: "vs-folded", hidden: true }, text.slice(first.length))));
  }))];
}

/** « Signaler cette situation »: a reason, a few words; kept with the answers, sent nowhere. */
function reporting(card, question, opener) {
  const { texts } = card;
  const kept = [...card.more.childNodes];
  const close = (done) => {
    card.more.replaceChildren(...kept);
    if (done) opener.replaceWith(h("span", { class: "vs-soft vs-reported" }, texts.reportDone));
    (done ? card.actions.lastChild : opener).focus({ preventScroll: true });
    card.reach();
  };
  const words = h("input", { type: "text", maxlength: 200, ...FOCUSABLE });
  const form = h("fieldset", { class: "vs-reasons" }, h("legend", {}, texts.reportThis),
    ...Object.entries(texts.reasons).map(([value, label]) => h("label", {},
      h("input", { type: "radio", name: `${card.ids.name}-reason`, value, ...FOCUSABLE }), label)),
    h("label", { class: "vs-words" }, texts.details, words),
    h("p", { class: "vs-soft" }, texts.reportKept),
    button(texts.cancel, { class: "vs-quiet", onclick: () => close(false) }),
    button(texts.report, { onclick: () => {
      const reason = form.querySelector(":checked")?.value;
      if (!reason) return form.querySelector("input").focus();
      card.outbox.put({ kind: "report", question: question.id, reason, text: words.value });
      close(true);
    } }));
  card.more.replaceChildren(form);
  card.reach();
  form.querySelector("input").focus({ preventScroll: true });
  form.scrollIntoView({ block: "nearest" });
}
