/* The door: opening a notebook of this course shows its exercises. The cells that are a plain call
   of the library, and only those, are run. */

const NAMES = "exercice|bilan|classe|criteres|parcours|projeter|scenarios";
const IMPORT = new RegExp(`^from vs_course import (?:${NAMES})(?:, (?:${NAMES}))*$`);
const CALLS = [
  '(exercice|projeter)\\("[a-z0-9-]+"\\)',
  "(bilan|criteres|parcours|scenarios)\\(\\)",
  '(parcours)\\("[a-z0-9_]+"\\)',
].map((call) => new RegExp(`^${call}$`));

/** One import line, one call, or the import of one name and its call; and nothing else: no comment,
    no line more, no argument more. */
export function isPlainCall(source) {
  const text = source.trim();
  if (IMPORT.test(text)) return true;
  const [, imported, called] = /^from vs_course import (\w+)\n(.*)$/.exec(text) ?? [null, null, text];
  return CALLS.some((call) => {
    const name = call.exec(called)?.[1];
    return name !== undefined && (imported === null || imported === name);
  });
}

/** Python imports from the notebook's own folder first: with any module there, `vs_course` or what
    it imports may be something else, so nothing is run. */
async function hasOwnModules(contents, folder) {
  const { content } = await contents.get(folder, { content: true });
  const modules = content.some((item) => /\.(py[cdw]?|so|pyx)$/.test(item.name));
  if (modules) return true;
  for (const item of content.filter((entry) => entry.type === "directory")) {
    const inside = await contents.get(item.path, { content: true });
    if (inside.content.some((entry) => /^__init__\./.test(entry.name))) return true;
  }
  return false;
}

/** What a person writes in a notebook: all of it, but what starting a kernel and running cells do. */
function written(model) {
  const { cells, metadata } = model.toJSON();
  const { kernelspec, language_info, ...about } = metadata;
  const own = cells.map(({ outputs, execution_count, metadata, ...cell }) => {
    const { execution, trusted, ...kept } = metadata;
    return { ...cell, kept };
  });
  return JSON.stringify([own, about]);
}

/** Run what shows the exercises of a course notebook, once it is loaded and on the screen. */
export async function showExercises(panel, contents, run) {
  const { context: { model, path }, content, sessionContext } = panel;
  const before = model.dirty || written(model);
  await panel.revealed;
  if (await hasOwnModules(contents, path.split("/").slice(0, -1).join("/"))) return;
  await sessionContext.ready;
  if (panel.isDisposed) return;
  const plain = ({ model: cell }) => cell.type === "code" && isPlainCall(cell.sharedModel.source);
  const cells = content.widgets.filter(plain);
  if (!cells.length) return;
  await run(content, cells, sessionContext);
  // Looking at a page is no change to save; what was typed in the meantime is.
  if (written(model) === before) model.dirty = false;
}
