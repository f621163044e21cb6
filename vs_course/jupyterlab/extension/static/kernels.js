/* A kernel that was lost comes back with its cards; one that holds nothing can be given back. */

import { isPlainCall } from "./run.js";

const LOST = ["restarting", "autorestarting", "dead", "terminating"];
const MOST_REVIVALS = 3; // of a kernel that dies again and again, with no one there

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

/** Say in time whether a page holds no answer on its way, no change, no code that someone ran.
    The kernel tells what it ran once it has done, and acknowledged, all that it was sent before. */
export async function holdsNothing({ node, context, sessionContext }, patience) {
  const ran = await inTime(history(sessionContext), patience);
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
function inTime(promise, patience) {
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  return Promise.race([promise.catch(() => undefined), late]);
}
