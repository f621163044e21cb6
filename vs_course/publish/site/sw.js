/* Keeps the whole course of one version, all or nothing; the learner says when to change. */
const VERSION = "$version";
const FILES = $files;
const OURS = `vs-course $${registration.scope} `;

/** A file must hold what its name tells, a page must be of this version. */
async function take(cache, [name, [size, integrity]]) {
  const response = await fetch(name, integrity ? { integrity } : { cache: "no-cache" });
  const sound = integrity || (await response.clone().text()).includes(VERSION);
  if (!response.ok || !sound) throw new Error(name);
  await cache.put(name, response);
  return size;
}

async function install() {
  let done = 0;
  try {
    const cache = await caches.open(OURS + VERSION);
    await Promise.all(Object.entries(FILES).map(async (file) => {
      const size = await take(cache, file);
      done += size;
      for (const page of await clients.matchAll({ includeUncontrolled: true })) page.postMessage(done);
    }));
  } catch (error) {
    await caches.delete(OURS + VERSION);
    throw error;
  }
}

async function forgetOthers() {
  const others = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== OURS + VERSION);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function answer({ request }) {
  const cache = await caches.open(OURS + VERSION);
  const asked = request.url.replace(/[?#].*/, "").endsWith("/") ? "index.html" : request;
  const found = await cache.match(asked, { ignoreSearch: true });
  return found ?? fetch(request).catch(() => cache.match("404.html"));
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
addEventListener("message", () => skipWaiting());
addEventListener("fetch", (event) => event.request.method === "GET" && event.respondWith(answer(event)));
