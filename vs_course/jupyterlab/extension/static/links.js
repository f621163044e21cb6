/* From page to page: links open in place, and the Back button goes back. */

import { holdsNothing } from "./kernels.js";
import { isOurs } from "./quiet.js";

// How long a page that was left may take to say that it holds nothing.
const BEHIND_MS = 60_000;
const ON_THE_WAY_MS = 3000; // in Notebook 7, where someone waits for the next one

/** The notebook a link leads to, and where in it. JupyterLab has made addresses of files of a text's
    links; those of a card are as they were written. */
function target(link, base, from) {
  const address = new URL(link.getAttribute("href"), `${base}files/${encodeURI(from)}`);
  if (!address.href.startsWith(`${base}files/`) || !address.pathname.endsWith(".ipynb")) return null;
  const files = new URL(`${base}files/`).pathname;
  return { path: decodeURIComponent(address.pathname.slice(files.length)), place: address.hash };
}

/** The notebook that JupyterLab's address names. */
function addressed(base) {
  const [, path] = /^(?:lab|doc)\/(?:workspaces\/[^/]+\/)?tree\/(.+\.ipynb)$/.exec(
    location.pathname.slice(new URL(base).pathname.length)) ?? [];
  return path && decodeURIComponent(path);
}

export class Moves {
  constructor({ app, shell, router, tracker }) {
    Object.assign(this, { app, shell, tracker });
    this.base = new URL(app.serviceManager.serverSettings.baseUrl, location.href).href;
    this.left = new Map(); // pages that no one looks at, and since which move
    this.closing = new Map(); // by path, when it is done
    this.count = 0;
    if (!shell) return;
    tracker.currentChanged.connect((_, current) => this.left.delete(current));
    globalThis.addEventListener("popstate", () => this.back());
    if (router) keepForward(router);
  }

  follow(panel) {
    panel.node.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      const other = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      if (!link || other || !this.hasAddress(panel)) return;
      const to = target(link, this.base, panel.context.path);
      if (!to || to.path === panel.context.path) return;
      event.preventDefault();
      event.stopPropagation();
      void this.go(panel, to.path, to.place);
    }, true);
  }

  /** Say whether an address can name a notebook here; in JupyterLite the site sees to its links. */
  hasAddress({ context }) {
    const own = `${new URL(this.base).pathname}notebooks/${context.path}`;
    return this.shell || decodeURI(location.pathname) === own;
  }

  async go(from, path, place) {
    if (!this.shell) {
      if (await holdsNothing(from, ON_THE_WAY_MS)) await from.sessionContext.shutdown();
      location.assign(`${this.base}notebooks/${encodeURI(path)}${place}`);
      return;
    }
    this.count += 1;
    const move = this.count;
    for (const panel of this.left.keys()) if (panel.context.path === path) this.left.delete(panel);
    await this.closing.get(path); // else its kernel would be found again, and go
    const options = { mode: "tab-after", ref: from.id, activate: false };
    const next = await this.app.commands.execute("docmanager:open", { path, options });
    if (!next) return; // said already
    await next.context.ready;
    await next.revealed;
    const late = move !== this.count; // someone has gone elsewhere meanwhile
    if (isOurs(next)) this.left.set(late ? next : from, move);
    if (!late) this.arrive(next, place);
    for (const [panel, since] of this.left) void this.giveBack(panel, since);
  }

  arrive(next, place) {
    this.left.delete(next);
    this.shell.activateById(next.id);
    holdPlace(next, place);
  }

  /** Close a page that was left and stop its kernel, if nothing of the learner's goes with it. */
  async giveBack(panel, since) {
    const free = await holdsNothing(panel, BEHIND_MS);
    if (!free || this.left.get(panel) !== since) return; // or someone came back to it
    this.left.delete(panel);
    if (panel.isDisposed) return;
    const { context: { path }, sessionContext: { session } } = panel;
    panel.dispose();
    const gone = session && this.app.serviceManager.sessions.shutdown(session.id);
    this.closing.set(path, gone?.catch(() => undefined)); // someone else has stopped it
  }

  /** The address has changed, JupyterLab's page hasn't. */
  back() {
    const { currentWidget: current } = this.tracker;
    const path = addressed(this.base);
    if (!path || !isOurs(current) || path === current.context.path) return;
    void this.go(current, path, location.hash);
  }
}

/** Show a cell of a page, again as the exercises above it come, until someone does something. */
export function holdPlace({ node, content }, place) {
  const cell = content.widgets.find(({ model }) => place === `#cell-id=${model.id}`);
  if (!cell) return;
  content.activeCellIndex = content.widgets.indexOf(cell);
  const looking = new ResizeObserver(() => cell.node.scrollIntoView({ block: "center" }));
  looking.observe(node.querySelector(".jp-WindowedPanel-viewport"));
  for (const gesture of ["pointerdown", "wheel", "keydown"]) {
    globalThis.addEventListener(gesture, () => looking.disconnect(), { capture: true, once: true });
  }
}

/** Keep the way forward: JupyterLab gives its address again after each move, back ones too. */
function keepForward(router) {
  const navigate = router.navigate.bind(router);
  router.navigate = (path, options) => {
    if (options?.skipRouting && path === location.pathname) return;
    navigate(path, options);
  };
}
