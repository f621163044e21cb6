/* Keeps the whole course of one version, all or nothing; the learner says when to change. */
const VERSION = "$version";
const FILES = $files;
const PREFIX = "vs-course " + registration.scope + " ";
const CACHE = PREFIX + VERSION;

/** A file whose name tells what it holds must hold it; a page must be of this version. */
async function fetched(cache, [name, [size, digest]]) {
  const response = await fetch(name, { cache: digest ? "default" : "no-cache" });
  const bytes = await response.clone().arrayBuffer();
  const sum = digest && new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sound = digest ? sum.toHex?.() ?? hex(sum) : new TextDecoder().decode(bytes).includes(VERSION);
  if (!response.ok || (digest ? sound !== digest : !sound)) throw new Error(name);
  await cache.put(name, response);
  return size;
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

async function install() {
  let done = 0;
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(Object.entries(FILES).map(async (file) => {
      done += await fetched(cache, file);
      for (const page of await clients.matchAll({ includeUncontrolled: true })) page.postMessage({ done });
    }));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function forget() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
}

async function answer(request) {
  const cache = await caches.open(CACHE);
  const { pathname } = new URL(request.url);
  const asked = pathname.endsWith("/") ? "index.html" : request;
  const found = await cache.match(asked, { ignoreSearch: true });
  return found ?? fetch(request).catch(() => cache.match("404.html"));
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(forget()));
addEventListener("message", ({ data }) => data === "switch" && skipWaiting());
addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(registration.scope)) event.respondWith(answer(event.request));
});
