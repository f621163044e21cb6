/* Python as the page sees it: what is asked of it, with the lines of the journal that it has not
   seen; what it tells, with the lines that it adds. */

export class Python {
  waiting = new Map();
  known = new Set(); // the lines it has
  count = 0;

  /** Resolve when it is there; reject where it can't be. */
  static async start(store, addresses) {
    const python = new Python();
    python.store = store;
    python.worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    python.worker.onmessage = ({ data }) => python.receive(data);
    python.worker.onerror = () => python.fail();
    await python.post(addresses);
    return python;
  }

  post(asked) {
    this.count += 1;
    this.worker.postMessage({ id: this.count, asked });
    return new Promise((resolve, reject) => this.waiting.set(this.count, { resolve, reject }));
  }

  receive({ id, told, fault }) {
    const { resolve, reject } = this.waiting.get(id);
    this.waiting.delete(id);
    if (fault) reject(new Error(fault));
    else resolve(told);
  }

  fail() {
    for (const { reject } of this.waiting.values()) reject(new Error("worker"));
    this.waiting.clear();
    this.post = () => Promise.reject(new Error("worker"));
  }

  async ask(request) {
    const lines = [];
    for (const { line } of this.store.entries.values()) {
      if (!this.known.has(line)) lines.push(line);
      this.known.add(line);
    }
    const told = JSON.parse(await this.post(JSON.stringify({ ...request, lines })));
    for (const line of told.lines) this.known.add(line);
    return told;
  }
}
