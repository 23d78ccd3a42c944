// What is typed and not sent yet: this window keeps it for each person and room, over a reload.

const page = document.body.dataset;
const KEPT = `draft ${page.me} ${page.channel}`;

/** Keep what stands in the box and the thread it is meant for; nothing is kept of an empty box. */
export function keepDraft(draft) {
  if (draft.text.trim()) sessionStorage.setItem(KEPT, JSON.stringify(draft));
  else sessionStorage.removeItem(KEPT);
}

/** Return what was typed here and not sent, if anything. */
export function keptDraft() {
  return JSON.parse(sessionStorage.getItem(KEPT));
}
