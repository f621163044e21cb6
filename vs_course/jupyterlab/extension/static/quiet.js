/* The look of a course notebook: a page to read and answer. All of JupyterLab is one command away. */

const OURS = "vs-course-page";
const QUIET = "vs-quiet";
const COMMAND = "vs-course:show-code";
const SIDES = ["left", "right"];
const FOLDED = "vs-course:folded"; // in this tab: the side bars to put back

export function isOurs(panel) {
  return Boolean(panel?.hasClass(OURS));
}

export function addStyle() {
  const href = new URL("quiet.css", import.meta.url);
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
}

export function makeQuiet(panel) {
  panel.addClass(OURS);
  setQuiet(panel, true);
}

function setQuiet(panel, quiet) {
  panel.toggleClass(QUIET, quiet);
  panel.toolbar.setHidden(quiet);
  for (const cell of panel.content.widgets) {
    if (!cell.model.getMetadata("jupyter")?.source_hidden) continue;
    cell.syncCollapse = false; // what is seen is no change to save
    cell.inputHidden = quiet;
  }
}

/** « Afficher le code », in the menu and the palette, while a course notebook is current. */
export function addCommand({ commands }, tracker, menu, palette) {
  const current = () => isOurs(tracker.currentWidget);
  commands.addCommand(COMMAND, {
    label: "Afficher le code",
    isVisible: current,
    isEnabled: current,
    isToggleable: true,
    isToggled: () => current() && !tracker.currentWidget.hasClass(QUIET),
    execute: () => setQuiet(tracker.currentWidget, !tracker.currentWidget.hasClass(QUIET)),
  });
  menu?.viewMenu.addGroup([{ command: COMMAND }], 0);
  palette?.addItem({ command: COMMAND, category: "Cours" });
}

/** Fold the side bars on coming to the course, put them back on leaving it. What someone unfolds in
    the meantime stays. */
export function foldBars(shell) {
  const { currentWidget: current } = shell;
  if (!current || current.context?.isReady === false) return;
  const folded = sessionStorage.getItem(FOLDED);
  if (isOurs(current) === (folded !== null)) return;
  const act = (name) => (side) => shell[name + side[0].toUpperCase() + side.slice(1)]();
  if (folded === null) {
    const open = SIDES.filter((side) => !shell[`${side}Collapsed`]);
    open.forEach(act("collapse"));
    sessionStorage.setItem(FOLDED, open);
  } else {
    folded.split(",").filter(Boolean).forEach(act("expand"));
    sessionStorage.removeItem(FOLDED);
  }
}

/** What the French pack lacks, or a panel doesn't look up in it; each is a private door. */
export function speakFrench(words, panel) {
  const known = words._dictionary?.jupyterlab?.["fr-FR"];
  if (known) known["Cell %1/%2"] ??= ["Cellule %1/%2"];
  if ("_trans" in panel) panel._trans = words;
}
