// The page of the local chat: listens to the stream, presses buttons, remembers who we are.

import { fill, replyTo, speak, takeFocus } from "./composer.js";
import { placeLine, placePost, ready, threadOf } from "./flow.js";
import { placeForm, trouble } from "./forms.js";
import { addressed, send } from "./sending.js";

const page = document.body.dataset;
const flow = document.getElementById("flow");
const empty = document.getElementById("empty");
const offline = document.getElementById("offline");
const asked = new Map(); // deliveries of this window -> what to do when they are answered
const echoes = kept("private", []); // what we typed in private, which nobody keeps but this window

const seen = kept("seen", null);
let last = Number(page.after);
let lost;

function kept(name, otherwise) {
  return JSON.parse(sessionStorage.getItem(`${name} ${page.me}`)) ?? otherwise;
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
  const echo = echoes.find((line) => line.delivery === post.delivery && !line.shown);
  if (echo && page.channel === "dm") placeEcho(echo);
  if (post.form || post.closed) placeForm(post, asked.has(post.delivery));
  else placePost(post);
  asked.get(post.delivery)?.();
}

/** Everything up to now is shown; mark the rooms in which more was said than we saw. */
function arrived(newest) {
  ready();
  empty.hidden = flow.childElementCount > 0;
  const read = { ...(seen ?? newest), ...kept("read", {}), [page.channel]: newest[page.channel] ?? 0 };
  keep("read", read);
  keep("seen", seen ?? newest);
  for (const link of document.querySelectorAll("nav a")) {
    const channel = link.dataset.channel;
    link.querySelector(".dot").hidden = channel === page.channel || (newest[channel] ?? 0) <= (read[channel] ?? 0);
  }
}

function placeEcho(echo) {
  echo.shown = true;
  placeLine({ ...echo, member: Number(page.id), name: page.name, thread: null });
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

speak({
  before: (message) => {
    asked.set(message.delivery, () => {});
    if (page.channel !== "dm") return;
    echoes.push({ delivery: message.delivery, text: message.text, at: new Date().toISOString() });
    keep("private", echoes.slice(-50).map(({ shown: _, ...echo }) => echo));
  },
  failed: (message) => {
    const [echo] = echoes.splice(echoes.findIndex(({ delivery }) => delivery === message.delivery) >>> 0, 1);
    if (echo) keep("private", echoes.map(({ shown: _, ...rest }) => rest));
  },
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
