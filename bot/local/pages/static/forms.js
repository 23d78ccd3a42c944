// Forms: a dialog that opens when we asked for it, and a line in the flow to come back to it.

import { copy, placeWaiting } from "./flow.js";
import { addressed, send } from "./sending.js";

const page = document.body.dataset;
const hints = document.getElementById("a-form").dataset;
const forms = new Map(); // id of the post -> its article, and the thread its answer belongs to

/** Show a form, its errors, or that it is done with; `open` when it was asked for in this window. */
export function placeForm(post, open) {
  if (post.closed) return leave(post.id);
  const known = forms.get(post.id);
  const { article } = known ?? made(post);
  const dialog = article.querySelector("dialog");
  article.querySelector(".sheet").innerHTML = post.html;
  for (const field of article.querySelectorAll("[data-kind]")) field.placeholder = hints[field.dataset.kind] ?? "";
  article.querySelector("dialog > .error").textContent = "";
  dialog.setAttribute("aria-labelledby", `form-${post.id}`);
  if (!known && open) show(dialog);
  else if (dialog.open) focusField(dialog);
}

function made(post) {
  const form = { article: copy("a-form"), thread: post.thread, command: post.form.command };
  for (const [id, other] of forms) if (other.command === form.command) leave(id);
  forms.set(post.id, form);
  const dialog = form.article.querySelector("dialog");
  form.article.querySelector("b").textContent = post.title;
  form.article.querySelector(".resume").addEventListener("click", () => show(dialog));
  form.article.querySelector(".close").addEventListener("click", () => dialog.close());
  form.article.addEventListener("submit", (event) => submit(event, form));
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close());
  placeWaiting(form.article, post);
  return form;
}

function leave(id) {
  const article = forms.get(id)?.article;
  article?.querySelector("dialog").close(); // gives the focus back to where it came from
  article?.remove();
  forms.delete(id);
}

function show(dialog) {
  dialog.showModal();
  focusField(dialog);
}

function focusField(dialog) {
  const field = dialog.querySelector("[aria-invalid=true]") ?? dialog.querySelector("input, select, textarea");
  field?.focus();
}

async function submit(event, { article, thread, command }) {
  event.preventDefault();
  const button = event.target.querySelector("[type=submit]");
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const { me: member, channel } = page;
  const fields = Object.fromEntries(new FormData(event.target));
  const outcome = await send(addressed({ channel, member, text: command, thread, fields, pressed: true }));
  if (outcome !== "sent") article.querySelector("dialog > .error").textContent = trouble(outcome);
  // The answer comes over the stream, as the form anew or closed; do not wait for it for ever.
  else await new Promise((resume) => setTimeout(resume, 4000));
  button.removeAttribute("aria-busy");
}

/** Return the page's words for a message that did not go out. */
export function trouble(outcome) {
  return document.getElementById("trouble").dataset[outcome];
}
