// The flow of a room: what people typed and what Baton posted, threads under their roots.
// A post's html comes from the server, drawn and escaped there; everything else is set as text.

const page = document.body.dataset;
const flow = document.getElementById("flow");
const scroller = document.getElementById("scroll");
const below = document.getElementById("below");

const posts = new Map(); // id -> the article of a post
const milestones = new Map(); // id -> its line in the main flow

const lang = document.documentElement.lang;
const clock = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: page.zone });
const day = new Intl.DateTimeFormat(lang, { weekday: "long", day: "numeric", month: "long", timeZone: page.zone });

/** Show what somebody typed. */
export function placeLine(line) {
  const article = copy("a-line");
  article.classList.add(`tint-${line.member % 6}`);
  article.querySelector(".face").textContent = [...line.name][0];
  article.querySelector("b").textContent = line.name;
  article.querySelector(".text").textContent = line.text;
  article.dataset.by = `${line.member}`;
  stamp(article, line.at);
  keepingPlace(String(line.member) === page.id, () => put(article, rootOf(line.thread)));
  return article;
}

/** Show a post, or show it anew when it is there already. */
export function placePost(post) {
  const known = posts.get(post.id);
  keepingPlace(false, () => {
    if (known) redraw(known, post);
    else put(drawn(post), rootOf(post.thread), post.rev > 0);
    if (!known && post.thread === null) adopt(post.id);
    if (post.milestone && post.thread !== null) placeMilestone(post);
  });
}

/** Put a form's line where the form was asked for. */
export function placeWaiting(element, post) {
  element.dataset.id = post.id;
  stamp(element, post.at);
  keepingPlace(false, () => put(element, null, true));
}

/** Say that everything said before we came is shown. */
export function ready() {
  if (flow.getAttribute("aria-busy") === "false") return;
  flow.setAttribute("aria-busy", "false");
  toBottom();
}

/** Return the id of the root of the thread a card stands in: its own when it is one, none in private. */
export function threadOf(element) {
  const root = element.closest("#flow > .post");
  if (root === null || page.channel === "dm" || root.classList.contains("private")) return null;
  return root.dataset.thread ?? root.dataset.id;
}

/** Return a copy of one of the page's templates. */
export function copy(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

function drawn(post) {
  const article = copy("a-post");
  article.id = `post-${post.id}`;
  article.dataset.id = post.id;
  article.dataset.rev = post.rev;
  if (post.thread !== null) article.dataset.thread = post.thread;
  article.classList.toggle("private", post.private && page.channel !== "dm");
  article.querySelector(".reply").hidden = post.private;
  stamp(article, post.at);
  fill(article, post.html);
  posts.set(post.id, article);
  return article;
}

function redraw(article, post) {
  if (Number(article.dataset.rev) >= post.rev) return;
  article.dataset.rev = post.rev;
  const card = article.querySelector(".card");
  const focused = card.contains(document.activeElement) ? document.activeElement : null;
  const busy = [...card.querySelectorAll("[aria-busy=true]")].map((button) => button.dataset.command);
  fill(article, post.html);
  const again = (command) => [...card.querySelectorAll("[data-command]")].find((button) => button.dataset.command === command);
  for (const command of busy) again(command)?.setAttribute("aria-busy", "true");
  // A button that is gone leaves the focus to its card: Tab goes on from there.
  if (focused) (again(focused.dataset.command) ?? card).focus();
}

function fill(article, html) {
  const card = article.querySelector(".card");
  card.innerHTML = html;
  for (const mention of card.querySelectorAll(".member")) mention.classList.toggle("mine", mention.dataset.member === page.id);
}

function rootOf(thread) {
  const root = thread === null ? null : posts.get(thread);
  return root?.parentElement === flow ? root : null;
}

/** Put an element where it belongs; one that was changed since goes back to where it was first said. */
function put(element, root, back = false) {
  const list = root ? root.querySelector(".replies") : flow;
  if (root) element.querySelectorAll(".thread, .reply").forEach((part) => part.remove());
  const next = back ? [...list.children].find((other) => isLater(other, element)) : undefined;
  list.insertBefore(element, next ?? null);
  if (root) count(root);
  settle(element);
  if (element.nextElementSibling) settle(element.nextElementSibling);
}

/** Whether something was said after a post: posts are counted, lines have a moment that is never after their answer's. */
function isLater(other, post) {
  if (other.dataset.id) return Number(other.dataset.id) > Number(post.dataset.id);
  return Number(other.dataset.at) > Number(post.dataset.at);
}

/** A root that came after its replies, because it was changed since, takes them in. */
function adopt(id) {
  const root = posts.get(id);
  for (const orphan of flow.querySelectorAll(`:scope > [data-thread="${id}"]`)) put(orphan, root, true);
}

function placeMilestone(post) {
  const line = milestones.get(post.id) ?? copy("a-milestone");
  const link = line.querySelector("a");
  link.textContent = post.title;
  link.href = `#post-${post.id}`;
  if (milestones.has(post.id)) return;
  milestones.set(post.id, line);
  line.dataset.id = post.id;
  stamp(line, post.at);
  put(line, null, post.rev > 0);
}

function count(root) {
  const hidden = root.querySelector(".replies").children.length - 2;
  root.querySelector(".thread").hidden = false;
  root.querySelector(".more").hidden = hidden <= 0;
  root.querySelector(".more b").textContent = hidden;
}

/** Name the day where a new one begins, and a speaker only once for lines in a row. */
function settle(element) {
  const before = element.previousElementSibling;
  const named = day.format(Number(element.dataset.at));
  const fresh = element.parentElement === flow && (!before || day.format(Number(before.dataset.at)) !== named);
  if (fresh) element.dataset.day = named === day.format(Date.now()) ? flow.dataset.today : named;
  else delete element.dataset.day;
  const soon = before && Number(element.dataset.at) - Number(before.dataset.at) < 180_000;
  element.classList.toggle("again", Boolean(soon && element.dataset.by && element.dataset.by === before.dataset.by));
}

function stamp(element, at) {
  element.dataset.at = Date.parse(at);
  const time = element.querySelector("time");
  if (!time) return;
  time.dateTime = at;
  time.textContent = clock.format(Date.parse(at));
}

/** Stay at the bottom when we are there or when it is our own; otherwise say that there is more below. */
function keepingPlace(mine, change) {
  const [was, many] = [atBottom(), flow.childElementCount];
  change();
  if (flow.getAttribute("aria-busy") === "true") return;
  if (was || mine) toBottom();
  else if (flow.childElementCount > many) below.hidden = false;
}

function atBottom() {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 48;
}

function toBottom() {
  scroller.scrollTop = scroller.scrollHeight;
  below.hidden = true;
}

let staying = true; // at the bottom, also when the box below grows

below.addEventListener("click", toBottom);
new ResizeObserver(() => staying && toBottom()).observe(scroller);
scroller.addEventListener(
  "scroll",
  () => {
    staying = atBottom();
    below.hidden ||= staying;
  },
  { passive: true },
);

flow.addEventListener("click", (event) => {
  const more = event.target.closest(".more");
  if (more) {
    const open = more.closest(".thread").classList.toggle("open");
    more.setAttribute("aria-expanded", open);
  }
  const link = event.target.closest(".milestone a");
  if (link) {
    event.preventDefault();
    show(document.querySelector(link.hash));
  }
});

function show(article) {
  article.closest(".thread")?.classList.add("open");
  article.closest(".thread")?.querySelector(".more").setAttribute("aria-expanded", "true");
  article.scrollIntoView({ block: "center" });
  article.classList.remove("found");
  requestAnimationFrame(() => article.classList.add("found"));
}
