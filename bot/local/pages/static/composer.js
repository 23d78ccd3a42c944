// The text box: Enter sends, arrows bring back what was sent, a reply goes into a deal's thread.

import { keepDraft, keptDraft } from "./draft.js";
import { addressed, send } from "./sending.js";
import { trouble } from "./forms.js";

const page = document.body.dataset;
const composer = document.getElementById("composer");
const box = document.getElementById("text");
const replying = document.getElementById("replying");
const complaint = document.getElementById("trouble");
const KEPT = `said ${page.me}`;

const said = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
let recalled = said.length; // which of the lines said stands in the box
let thread = null;

/** Send what is typed; `before` is told of each message that leaves. */
export function speak(before) {
  composer.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text || box.readOnly) return;
    const message = addressed({ channel: page.channel, member: page.me, text, thread });
    before(message);
    busy(true);
    const outcome = await send(message);
    busy(false);
    complaint.textContent = outcome === "sent" ? "" : trouble(outcome);
    if (outcome === "sent") taken(text);
  });
}

/** Write into the thread of a root post; its title is shown above the box. */
export function replyTo(root, title) {
  thread = root;
  replying.hidden = root === null;
  replying.querySelector("b").textContent = title ?? "";
  keep();
  box.focus();
}

/** Put an example or an old line into the box. */
export function fill(text) {
  box.value = text;
  changed();
  box.focus();
  box.setSelectionRange(text.length, text.length);
}

/** Take the focus where that does not open a keyboard over half the page. */
export function takeFocus() {
  if (matchMedia("(hover: hover)").matches) box.focus();
}

function busy(is) {
  box.readOnly = is;
  composer.classList.toggle("busy", is);
}

function taken(text) {
  if (said.at(-1) !== text) said.push(text);
  sessionStorage.setItem(KEPT, JSON.stringify(said.slice(-50)));
  recalled = said.length;
  box.value = "";
  changed();
  if (thread !== null) replyTo(null);
}

function changed() {
  grow();
  keep();
}

function keep() {
  keepDraft({ text: box.value, thread, title: replying.querySelector("b").textContent });
}

/** Put what was typed before the page was loaded again back into the box. */
function restore({ text, thread: root, title }) {
  box.value = text;
  grow();
  box.setSelectionRange(text.length, text.length);
  if (root !== null) replyTo(root, title);
}

function grow() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 180)}px`;
}

/** Arrows walk through what was said while the box is empty or shows one of those lines. */
function recall(step) {
  const shown = said[recalled] ?? "";
  const next = recalled + step;
  if (box.value !== shown || next < 0 || next > said.length) return false;
  recalled = next;
  fill(said[recalled] ?? "");
  return true;
}

const draft = keptDraft();
if (draft) restore(draft);

box.addEventListener("input", changed);
box.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return; // Enter chooses a word in an input method
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    composer.requestSubmit();
  } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    if (recall(event.key === "ArrowUp" ? -1 : 1)) event.preventDefault();
  } else if (event.key === "Escape") replyTo(null);
});
replying.querySelector("button").addEventListener("click", () => replyTo(null));
