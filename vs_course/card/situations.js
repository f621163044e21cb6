/* A situation as what it is: prose, a thread of messages, a till receipt. */

const SAID = /^([^:]{1,60}?)(\s:\s)(.*)$/;
const PRICED = /^(.+?)(\s:\s)([^:]{0,14}\d[^:]{0,14})$/;

/** The text as nodes, with each clue marked where it stands. */
function marked(text, clues) {
  const nodes = [];
  let done = 0;
  for (const clue of [...clues].sort((a, b) => text.indexOf(a) - text.indexOf(b))) {
    const start = text.indexOf(clue, done);
    if (start < 0) continue;
    nodes.push(text.slice(done, start), h("mark", {}, clue));
    done = start + clue.length;
  }
  return [...nodes, text.slice(done)];
}

function situation(question, id = null) {
  const { form, formName: name, text } = question;
  const node = h("div", { class: "vs-text", id });
  node.dataset.form = form;
  node.classList.toggle("vs-long", text.length > 220 || Boolean(name));
  light(node, { ...question, clues: [] });
  return node;
}

/** Mark the clues in a text that stands there; no line of it moves. */
function light(node, { text, form, clues, reveal }) {
  const lit = (clues ?? reveal.clues).flatMap((clue) => clue.split("\n"));
  const rows = { messages: thread, ticket: receipt }[form];
  node.replaceChildren(...(rows ? rows(text.split("\n"), lit) : marked(text, lit)));
}

/** Whoever speaks first stands on the left, the others on the right. */
function thread(lines, clues) {
  const first = SAID.exec(lines[0])?.[1];
  return lines.flatMap((line, i) => {
    const [, who, between, said] = SAID.exec(line) ?? [null, "", "", line];
    const speaker = who && h("b", {}, who, h("span", { class: "vs-heard" }, between));
    const side = who === first ? "vs-bubble" : "vs-bubble vs-reply";
    return [i ? "\n" : "", h("div", { class: side }, speaker, ...marked(said, clues))];
  });
}

function receipt(lines, clues) {
  return lines.flatMap((line, i) => {
    const [, item, between, price] = PRICED.exec(line) ?? [null, line];
    const lit = clues.filter((clue) => line.includes(clue)).flatMap((clue) => clue.split(between));
    return [i ? "\n" : "", h("div", {}, h("span", {}, ...marked(item, lit)),
      price && h("span", { class: "vs-heard" }, between), price && h("b", {}, ...marked(price, lit)))];
  });
}
