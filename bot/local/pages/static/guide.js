// The first minute: three things to try, ticked off as they are done, whether typed or pressed.

const guide = document.getElementById("tries");
const KEPT = `tried ${document.body.dataset.me}`;
const steps = [...guide.querySelectorAll("[data-step]")];
const done = new Set(JSON.parse(localStorage.getItem(KEPT) ?? "[]"));
// Whoever did all of it in this window still reads that this was all.
const finished = every();

/** Offer what is left to try; an empty room offers it in its middle. */
export function offerGuide(wanted) {
  guide.hidden = !wanted || finished;
}

/** Tick off what a line that was taken shows. */
export function tried(text) {
  const said = text.toLowerCase();
  for (const { dataset } of steps) {
    if (dataset.words.split(",").some((word) => said.startsWith(word))) done.add(dataset.step);
  }
  keep();
}

function keep() {
  localStorage.setItem(KEPT, JSON.stringify([...done]));
  draw();
}

function draw() {
  for (const step of steps) step.classList.toggle("done", done.has(step.dataset.step));
  guide.classList.toggle("all", every());
}

function every() {
  return steps.every((step) => done.has(step.dataset.step));
}

guide.querySelector(".close").addEventListener("click", () => {
  for (const { dataset } of steps) done.add(dataset.step);
  keep();
  guide.hidden = true;
});
draw();
