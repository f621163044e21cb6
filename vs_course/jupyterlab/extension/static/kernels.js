/* A kernel that was lost comes back with its cards; a page that was left gives its kernel back. */

import { isPlainCall } from "./run.js";

const LOST = ["restarting", "autorestarting", "dead", "terminating"];
const MOST_REVIVALS = 3; // of a kernel that dies again and again, with no one there
const PATIENCE_MS = 3000;

/** Note the commands that restart a kernel and then do something of their own with the cells. */
export function watchRestarts({ commandExecuted }) {
  const under = { way: 0 };
  commandExecuted.connect((_, { id, result }) => {
    if (!/:restart-(?!kernel$)/.test(id)) return;
    under.way += 1;
    const over = () => {
      under.way -= 1;
    };
    result.then(over, over);
  });
  return under;
}

/** Show the exercises again when the kernel is back, but where someone runs the cells already. */
export function revive(panel, restarts, show) {
  let lost = false;
  let revivals = 0;
  panel.node.addEventListener("click", () => {
    revivals = 0;
  }, true);
  panel.sessionContext.statusChanged.connect((_, status) => {
    if (status !== "idle") {
      lost ||= LOST.includes(status);
      return;
    }
    if (lost && !restarts.way && revivals < MOST_REVIVALS) {
      revivals += 1;
      show();
    }
    lost = false;
  });
}

/** Close a page that was left and stop its kernel, if nothing of the learner's is lost with it. */
export async function giveBack(panel) {
  if (!(await holdsNothing(panel)) || panel.isVisible || panel.isDisposed) return;
  const { sessionContext } = panel;
  sessionContext.kernelPreference = { ...sessionContext.kernelPreference, shutdownOnDispose: true };
  panel.close();
}

/** Say whether a page holds no answer on its way, no change, and its kernel no code of a person's.
    The kernel tells what it ran once it has done, and acknowledged, all that it was sent before. */
export async function holdsNothing({ node, context, sessionContext }) {
  const ran = await inTime(history(sessionContext));
  const waiting = node.querySelector(".vs-card[data-waiting]");
  return Boolean(ran?.every(isPlainCall)) && !waiting && !context.model.dirty;
}

async function history(sessionContext) {
  await sessionContext.ready;
  const { kernel } = sessionContext.session ?? {};
  if (!kernel) return [];
  const wanted = { output: false, raw: true, hist_access_type: "range", session: 0, start: 1 };
  const { content } = await kernel.requestHistory(wanted);
  return content.status === "ok" ? content.history.map(([, , source]) => source) : null;
}

/** Wait for a while only, and for what fails not at all: a kernel that died has no answer. */
function inTime(promise) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  return Promise.race([promise.catch(() => undefined), late]);
}
