// The page of the local chat: listens to the stream, presses buttons, remembers who we are.

import { fill, replyTo, speak, takeFocus } from "./composer.js";
import { placeLine, placePost, ready, threadOf } from "./flow.js";
import { placeForm, trouble } from "./forms.js";
import { offerGuide } from "./guide.js";
import { addressed, send } from "./sending.js";

const page = document.body.dataset;
const flow = document.getElementById("flow");
const empty = document.getElementById("empty");
const offline = document.getElementById("offline");
const asked = new Map(); // deliveries of this window -> what to do when they are answered
const shown = new Set(); // deliveries whose echo stands in the flow
let last = Number(page.after);
let lost;

// What we typed in private, which nobody keeps but this window.
const echoes = () => kept("echoes") ?? [];

function kept(name) {
  return JSON.parse(sessionStorage.getItem(`${name} ${page.me}`));
}

function keep(name, value) {
  sessionStorage.setItem(`${name} ${page.me}`, JSON.stringify(value));
}

function listen() {
  const where = new URLSearchParams({ member: page.me, channel: page.channel, after: last, rooms: true });
  const stream = new EventSource(`/local/stream?${where}`);
  const on = (event, act) =>
    stream.addEventListener(event, ({ data, lastEventId }) => {
      act(JSON.parse(data));
      last = Math.max(last, Number(lastEventId));
    });
  on("post", hear);
  on("line", (line) => placeLine(line));
  on("rooms", arrived);
  stream.addEventListener("reset", () => location.reload());
  stream.onopen = () => {
    clearTimeout(lost);
    lost = undefined;
    offline.hidden = true;
  };
  stream.onerror = () => {
    lost ??= setTimeout(() => (offline.hidden = false), 1500);
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
}

function hear(post) {
  if (page.channel === "dm") echo(post.delivery);
  if (post.form || post.closed) placeForm(post, asked.has(post.delivery));
  else placePost(post);
  asked.get(post.delivery)?.();
}

/** Everything up to now is shown; mark the rooms in which more was said than this window saw. */
function arrived(newest) {
  empty.hidden = flow.childElementCount > 0;
  offerGuide(empty.hidden);
  ready();
  const read = kept("read") ?? { ...newest };
  read[page.channel] = newest[page.channel] ?? 0;
  keep("read", read);
  for (const link of document.querySelectorAll("nav a")) {
    const channel = link.dataset.channel;
    link.querySelector(".dot").hidden = (newest[channel] ?? 0) <= (read[channel] ?? 0);
  }
}

/** Show what we typed above its answer. */
function echo(delivery) {
  const typed = echoes().find((line) => line.delivery === delivery);
  if (!typed || shown.has(delivery)) return;
  shown.add(delivery);
  placeLine({ ...typed, member: Number(page.id), name: page.name, thread: null });
}

async function press(button) {
  if (button.getAttribute("aria-busy") === "true") return;
  const message = addressed({
    channel: page.channel,
    member: page.me,
    text: button.dataset.command,
    thread: threadOf(button),
    pressed: true,
  });
  const card = button.closest(".post");
  button.setAttribute("aria-busy", "true");
  const answered = new Promise((resume) => asked.set(message.delivery, resume));
  const outcome = await send(message);
  document.getElementById("trouble").textContent = outcome === "sent" ? "" : trouble(outcome);
  if (outcome === "sent") await Promise.race([answered, new Promise((resume) => setTimeout(resume, 4000))]);
  for (const one of card.querySelectorAll("[data-command][aria-busy=true]")) {
    if (one.dataset.command === message.text) one.removeAttribute("aria-busy");
  }
}

speak((message) => {
  asked.set(message.delivery, () => {});
  if (page.channel !== "dm") return;
  const others = echoes().filter((line) => line.delivery !== message.delivery);
  const { delivery, text } = message;
  keep("echoes", [...others, { delivery, text, at: new Date().toISOString() }].slice(-50));
});

flow.addEventListener("click", (event) => {
  const button = event.target.closest(".card [data-command]");
  if (button) press(button);
  const reply = event.target.closest(".reply");
  if (reply) replyTo(Number(threadOf(reply)), reply.closest(".post").querySelector(".title").textContent);
});

for (const chip of document.querySelectorAll("[data-try]")) {
  chip.addEventListener("click", () => fill(chip.dataset.try));
}

document.getElementById("me").addEventListener("change", (event) => event.target.form.submit());

// A window is one person: its address says who, and a new address in the same window remembers.
const address = new URL(location.href);
const before = sessionStorage.getItem("me");
if (!address.searchParams.get("me") && before && before !== page.me) {
  location.replace(`/?${new URLSearchParams({ me: before })}`);
} else {
  sessionStorage.setItem("me", page.me);
  history.replaceState(null, "", `/?${new URLSearchParams({ me: page.me, room: page.channel })}`);
  listen();
  takeFocus();
}
