// Sends messages: the same delivery again while nobody can take it, so that nothing is done twice.

import { tried } from "./guide.js";

const WAITS = [300, 1000, 2500];
const unsent = new Map(); // what did not go out -> its delivery, in case it arrived all the same

/** Return what is to be sent, under a delivery of its own, or under its old one when it failed before. */
export function addressed(message) {
  const delivery = unsent.get(JSON.stringify(message)) ?? crypto.randomUUID();
  return { ...message, delivery };
}

/** Send an addressed message; "sent", "refused" (it will never be taken) or "unsent" (it may be sent again). */
export async function send({ delivery, ...message }) {
  const key = JSON.stringify(message);
  for (const wait of [...WAITS, null]) {
    const outcome = await post({ ...message, delivery });
    if (outcome !== "unsent") {
      unsent.delete(key);
      if (outcome === "sent") tried(message.text);
      return outcome;
    }
    if (wait !== null) await new Promise((resume) => setTimeout(resume, wait));
  }
  unsent.set(key, delivery);
  return "unsent";
}

async function post(message) {
  try {
    const response = await fetch("/local/messages", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(8000),
    });
    if (response.ok) return "sent";
    return response.status >= 500 ? "unsent" : "refused";
  } catch {
    return "unsent"; // no network, or no answer in time
  }
}
