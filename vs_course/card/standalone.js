/* A page with no kernel and no other file: all of it is in this one script. */
import card from "./card.js";
import { Page } from "./host.js";
import { Store } from "./store.js";

/** A frame as tall as what it holds; the room is that of the window around it. */
function fitFrame() {
  const frame = window.frameElement;
  if (!frame) return;
  const { innerHeight } = frame.ownerDocument.defaultView;
  document.documentElement.style.setProperty("--vs-room", `${innerHeight}px`);
  const fit = () => (frame.style.height = `${document.documentElement.offsetHeight}px`);
  new ResizeObserver(fit).observe(document.documentElement);
}

const page = new Page(await Store.open(), true);
page.store.changed = (forgotten) => forgotten && location.reload();
await page.mount(card.render);
fitFrame();
