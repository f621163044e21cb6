/* Python as the page sees it: what is asked of it, with the lines of the journal that it has not
   seen; what it tells, with the lines that it adds. */

export class Python {
  worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  known = new Set(); // the lines it has

  /** Resolve when it is there; reject where it can't be. */
  static async start(store, addresses) {
    const python = Object.assign(new Python(), { store });
    const gone = () => (python.post = () => Promise.reject());
    python.worker.addEventListener("error", gone);
    await python.post(addresses);
    return python;
  }

  post(asked) {
    return new Promise((resolve, reject) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => (data.fault ? reject(data.fault) : resolve(data.told));
      this.worker.addEventListener("error", reject, { once: true });
      this.worker.postMessage(asked, [port2]);
    });
  }

  async ask(request) {
    const all = [...this.store.entries.values()].map(({ line }) => line);
    const lines = all.filter((line) => !this.known.has(line));
    for (const line of lines) this.known.add(line);
    const told = JSON.parse(await this.post(JSON.stringify({ ...request, lines })));
    for (const line of told.lines) this.known.add(line);
    return told;
  }
}
