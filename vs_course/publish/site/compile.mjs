/* Compiles ahead what the browser's Python imports, with that very Python: it then starts twice as
   fast. Arguments: the Pyodide folder; the course's, compiled in place; where the rest goes. */
import { pathToFileURL } from "node:url";

const [runtime, course, standard] = process.argv.slice(2);
const TRACED = `
import json, sys, zipimport
from pathlib import Path
from py_compile import PycInvalidationMode, compile

sys.path.insert(0, "/course")
from vs_course import bank
from vs_course.publish.worker import Door

door = Door()
for exercise in bank.load().exercises:
    asked = {"exercise": exercise.id, "lines": []}
    told = json.loads(door.handle(json.dumps(asked)))
    for first in told["content"]["questions"][:1]:
        answer = {"kind": "answer", "id": "5f0c6a5e-2c6b-4d55-9a57-0d5c1a3c8e11"}
        answer |= {"question": first["id"], "choice": first["choices"][0]["value"]}
        door.handle(json.dumps({**asked, "series": told["series"], "message": answer}))
for place in ("parcours", "bilan"):
    door.handle(json.dumps({"place": place, "lines": []}))

def keep(source, made, shown):
    mode = PycInvalidationMode.UNCHECKED_HASH
    compile(str(source), str(made), shown, doraise=True, optimize=2, invalidation_mode=mode)

for module in list(sys.modules.values()):
    spec = getattr(module, "__spec__", None)
    if spec and isinstance(spec.loader, zipimport.zipimporter) and spec.origin.endswith(".py"):
        place = Path(spec.origin).relative_to(spec.loader.archive)
        made = Path("/standard") / place.with_suffix(".pyc")
        made.parent.mkdir(parents=True, exist_ok=True)
        source = Path("/tmp/source.py")
        source.write_bytes(spec.loader.get_data(spec.origin))
        keep(source, made, str(place))
for source in list(Path("/course").rglob("*.py")):
    keep(source, source.with_suffix(".pyc"), str(source.relative_to("/course")))
    source.unlink()
`;

try {
  const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`));
  const python = await loadPyodide();
  for (const [place, root] of Object.entries({ "/course": course, "/standard": standard })) {
    python.FS.mkdirTree(place);
    python.FS.mount(python.FS.filesystems.NODEFS, { root }, place);
  }
  python.runPython(TRACED);
  process.exit(0);
} catch (error) {
  // What Node prints by itself quotes the failing line: here, a file of a megabyte.
  process.stderr.write(error.message.trim().split("\n").at(-1));
  process.exit(1);
}
