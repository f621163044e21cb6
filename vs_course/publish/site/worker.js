/* Python, beside the page: the course's own modules, and the door that they open (worker.py). */

let handle;

/** Bring up Python with what the course needs of it, and nothing else. */
async function start({ runtime, course }) {
  const archive = fetch(course).then((response) => response.arrayBuffer());
  const { loadPyodide } = await import(`${runtime}pyodide.mjs`);
  const python = await loadPyodide({ indexURL: runtime });
  python.unpackArchive(await archive, "zip");
  handle = python.runPython("from vs_course.publish.worker import Door\nDoor().handle");
}

onmessage = async ({ data: { id, asked } }) => {
  try {
    postMessage({ id, told: handle ? handle(asked) : await start(asked) });
  } catch (error) {
    postMessage({ id, fault: String(error) });
  }
};
