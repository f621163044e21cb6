/* The page of an exercise inside a learning platform (SCORM 1.2): the platform keeps the answers
   and shows the score. Nothing is left in the browser, which the next pupil may share. */
import card from "./card.js";
import { Page } from "./host.js";
import { parse, Store } from "./store.js";

const MOST_KEPT = 4096; // characters, what every platform must keep
const FARTHEST = 10; // windows around this one

/** Return what the platform provides, in a window around this one or around its opener. */
function platform() {
  for (let one of [window.parent, window.opener]) {
    for (let far = 0; one && far < FARTHEST; far += 1) {
      try {
        if (one.API) return one.API;
      } catch {
        break; // a page of another origin
      }
      one = one.parent;
    }
  }
  return null;
}

async function through(stream, content) {
  const passed = new Blob([content]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(passed).arrayBuffer());
}

async function pack(text) {
  const bytes = await through(new CompressionStream("deflate-raw"), text);
  return btoa(String.fromCharCode(...bytes));
}

async function unpack(kept) {
  const bytes = Uint8Array.from(atob(kept), (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), bytes));
}

/** The lines of the journal, kept by the platform; `base` says whether it does keep them. */
class PlatformStore extends Store {
  static async open(api, { content, series }) {
    const store = Object.assign(new PlatformStore(), { api, content, series });
    if (api) await store.load().catch(() => {}); // nothing is kept: the page says so
    return store;
  }

  async load() {
    if (!this.call("LMSInitialize", "")) return;
    addEventListener("pagehide", () => this.call("LMSFinish", ""));
    this.owner = this.api.LMSGetValue("cmi.core.student_id");
    const kept = this.api.LMSGetValue("cmi.suspend_data");
    if (kept) this.add((await unpack(kept)).split("\n"));
    const status = this.api.LMSGetValue("cmi.core.lesson_status");
    this.began = Boolean(status) && status !== "not attempted";
    this.base = await this.commit();
  }

  call(name, ...given) {
    return String(this.api[name](...given)) === "true"; // some give a boolean
  }

  /** Another series is that of an earlier package, or of the course elsewhere: it isn't shown. */
  own({ exercise, kind, id, series }) {
    const of = kind === "series" ? id : series;
    return exercise === this.content.exercise && (kind === "report" || of === this.series);
  }

  of(...kinds) {
    return super.of(...kinds).filter((record) => this.own(record));
  }

  async write(lines) {
    this.add(lines);
    this.base = Boolean(this.api) && (await this.commit().catch(() => false));
    return this.base;
  }

  async merge(text) {
    const own = (line) => {
      const record = parse(line)?.record;
      return record && this.own(record);
    };
    return super.merge(text.split(/[\r\n]+/).filter(own).join("\n"));
  }

  show() {} // only Python shows another series
  async shown() {}

  /** Hand all over, and say whether the platform has it. */
  async commit() {
    const kept = await this.packed();
    const told = { "cmi.core.exit": "suspend", "cmi.suspend_data": kept, ...this.reached };
    const set = Object.entries(told).map(([name, value]) => this.call("LMSSetValue", name, value));
    return kept.length <= MOST_KEPT && set.every(Boolean) && this.call("LMSCommit", "");
  }

  /** Where there is not room for all, of each question the first answer and the last. */
  async packed() {
    const text = this.text.trimEnd();
    const whole = text && (await pack(text));
    if (whole.length <= MOST_KEPT) return whole;
    const answers = this.of("answer");
    const last = new Map(answers.map((one) => [one.question, one]));
    const first = new Map(answers.reverse().map((one) => [one.question, one]));
    const others = this.of("series", "report");
    const least = new Set([...others, ...first.values(), ...last.values()]);
    return pack([...least].map((record) => JSON.stringify(record)).join("\n"));
  }

  /** The status, and the share right at the first answer to each question that is right or wrong. */
  get reached() {
    const first = new Map(this.of("answer").reverse().map((one) => [one.question, one.choice]));
    if (!first.size) return this.began ? {} : { "cmi.core.lesson_status": "incomplete" };
    const { questions } = this.content;
    const done = questions.every(({ id }) => first.has(id));
    const reached = { "cmi.core.lesson_status": done ? "completed" : "incomplete" };
    const marked = questions.filter(({ reveal }) => reveal.key !== null);
    if (!marked.length) return reached;
    const right = marked.filter(({ id, reveal }) => reveal.right.includes(first.get(id)));
    const score = { min: 0, max: 100, raw: Math.round((100 * right.length) / marked.length) };
    for (const [name, value] of Object.entries(score)) reached[`cmi.core.score.${name}`] = `${value}`;
    return reached;
  }
}

const place = JSON.parse(document.querySelector(".vs-host script").textContent);
const page = new Page(await PlatformStore.open(platform(), place), true);
await page.mount(card.render);
for (const { content } of page.hosts) content.texts.reportKept = page.keeping.reported;
