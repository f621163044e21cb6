/* Python, beside the page: the course's own modules, and the door that they open (worker.py). */

let handle;

/** Bring up Python with what the course needs of it, and nothing else. */
async function start({ runtime, course }) {
  const archive = fetch(course).then((response) => response.arrayBuffer());
  archive.catch(() => {}); // told below
  const { loadPyodide } = await import(`${runtime}pyodide.mjs`);
  const python = await loadPyodide({ indexURL: runtime });
  python.unpackArchive(await archive, "zip");
  handle = python.runPython("from vs_course.publish.worker import Door\nDoor().handle");
}

// What Pyodide leaves of a load cut short by the page that closes; `start` has told what is ours.
addEventListener("unhandledrejection", (event) => event.preventDefault());

addEventListener("message", async ({ data, ports: [port] }) => {
  try {
    port.postMessage({ told: handle ? handle(data) : await start(data) });
  } catch (error) {
    port.postMessage({ fault: String(error) });
  }
});
