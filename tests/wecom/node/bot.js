// A bot made of the official package alone: answers by stream, card, welcome, push and file; says what happens to it.
import { WSClient } from "@wecom/aibot-node-sdk";

const [wsUrl, botId, secret] = process.argv.slice(2);
const say = (what) => console.log(JSON.stringify(what));
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const client = new WSClient({ wsUrl, botId, secret, logger: quiet, heartbeatInterval: 50, maxAuthFailureAttempts: 1, reconnectInterval: 50 });
const errors = (frame) => (error) => say({ failed: error?.errcode ?? String(error), to: frame });

const notice = (title, task) => ({
  card_type: "text_notice",
  main_title: { title },
  card_action: { type: 1, url: "https://example.com/" },
  task_id: task,
});

client.on("authenticated", () => say({ event: "authenticated" }));
client.on("error", (error) => say({ event: "error", why: error.message }));
client.on("event.disconnected_event", () => say({ event: "kicked" }));
client.on("message.text", async (frame) => {
  const text = frame.body.text.content;
  try {
    if (text.includes("card")) {
      const card = {
        card_type: "button_interaction",
        main_title: { title: "D-1001" },
        task_id: "task-1",
        button_list: [{ text: "认领", key: "claim D-1001" }],
      };
      await client.replyTemplateCard(frame, card);
    } else if (text.includes("file")) {
      const file = await client.uploadMedia(Buffer.alloc(1_200_000, "x"), { type: "file", filename: "a.txt" });
      say({ event: "uploaded", media: file.media_id });
    } else if (text.includes("push")) {
      await client.sendMessage(frame.body.from.userid, { msgtype: "markdown", markdown: { content: "**pushed**" } });
    } else {
      await client.replyStream(frame, "stream-1", "…", false);
      await client.replyStream(frame, "stream-1", `heard: ${text}`, true);
    }
  } catch (error) {
    errors(text)(error);
  }
});
client.on("event.enter_chat", (frame) => client.replyWelcome(frame, { msgtype: "text", text: { content: "welcome" } }));
client.on("event.template_card_event", (frame) => {
  const told = frame.body.event.template_card_event ?? frame.body.event;
  client.updateTemplateCard(frame, notice(`done: ${told.event_key}`, told.task_id)).catch(errors("click"));
});
client.connect();
