// Forms: a dialog that opens when we asked for it, and a line in the flow to come back to it.

import { copy, placeLast } from "./flow.js";
import { addressed, send } from "./sending.js";

const page = document.body.dataset;
const forms = new Map(); // id of the post -> its article

/** Show a form, its errors, or that it is done with; `open` when it was asked for in this window. */
export function placeForm(post, open) {
  const known = forms.get(post.id);
  if (post.closed) return leave(post.id);
  const article = known ?? made(post);
  const dialog = article.querySelector("dialog");
  article.dataset.rev = post.rev;
  article.querySelector(".sheet").innerHTML = post.html;
  article.querySelector("dialog > .error").textContent = "";
  dialog.setAttribute("aria-labelledby", `form-${post.id}`);
  if (!known && open) show(dialog);
  else if (dialog.open) focusField(dialog);
}

function made(post) {
  const article = copy("a-form");
  article.querySelector("b").textContent = post.title;
  article.dataset.thread = post.thread ?? "";
  article.dataset.command = post.form.command;
  for (const [id, other] of forms) if (other.dataset.command === post.form.command) leave(id);
  forms.set(post.id, article);
  placeLast(article, post.at);
  delete article.dataset.thread; // of the form's answer, not of its line in the flow
  article.answerTo = post.thread;
  const dialog = article.querySelector("dialog");
  article.querySelector(".open").addEventListener("click", () => show(dialog));
  article.querySelector(".close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close());
  article.addEventListener("submit", (event) => submit(event, article));
  return article;
}

function leave(id) {
  const article = forms.get(id);
  if (!article) return;
  article.querySelector("dialog").close(); // gives the focus back to where it came from
  article.remove();
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

async function submit(event, article) {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("[type=submit]");
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const { me: member, channel } = page;
  const fields = Object.fromEntries(new FormData(form));
  const message = { channel, member, text: form.dataset.command, thread: article.answerTo, fields, pressed: true };
  const [rev, outcome] = [article.dataset.rev, await send(addressed(message))];
  if (outcome !== "sent") article.querySelector("dialog > .error").textContent = trouble(outcome);
  // The answer comes over the stream as the form anew, or closed; do not wait for it for ever.
  else await new Promise((resume) => setTimeout(resume, 4000));
  if (article.dataset.rev === rev) button.removeAttribute("aria-busy");
}

/** Return the page's words for a message that did not go out. */
export function trouble(outcome) {
  return document.getElementById("trouble").dataset[outcome];
}
