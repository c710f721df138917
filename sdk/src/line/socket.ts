/* The live line: one WebSocket to NATS. A batch is there when JetStream acknowledged it. */
import type { Msg, MsgHdrs, NatsConnection } from "@nats-io/nats-core";
import type { ActionBatch } from "../contract.ts";
import { addressOf, type Credentials } from "./credentials.ts";
import { noun, type Ears, type Line } from "./line.ts";

const TIMEOUT_MS = 5000;

interface Acknowledgement { error?: { code: number; description: string } }

export async function openSocket(given: Credentials, origin: string, ears: Ears): Promise<Line> {
  const { headers, jwtAuthenticator, wsconnect } = await import("./nats.ts");
  const connection = await wsconnect({
    servers: addressOf(given, origin),
    authenticator: jwtAuthenticator(given.token),
    inboxPrefix: given.inbox.replace(/\.>$/, ""),
    // Every opening needs fresh credentials and a fresh look at the state, so there is one place that reopens, and it is ours.
    reconnect: false,
    ignoreClusterUpdates: true,
    timeout: TIMEOUT_MS,
    pingInterval: 20_000,
    maxPingOut: 2,
  });
  let sending: Promise<unknown> = Promise.resolve();
  listen(connection, given.subscribe.filter((subject) => !subject.startsWith("_INBOX.")), ears);
  await connection.flush();
  return {
    send: (batch) => {
      const header = headers();
      header.set("Nats-Msg-Id", batch.id);
      const sent = publish(connection, given.publish, batch, header);
      sending = sent.catch(() => undefined);
      return sent;
    },
    closed: connection.closed(),
    end: async () => {
      await sending;
      await connection.drain().catch(() => connection.close());
    },
  };
}

async function publish(connection: NatsConnection, subject: string, batch: ActionBatch, headers: MsgHdrs): Promise<void> {
  const answer = await connection.request(subject, JSON.stringify(batch), { timeout: TIMEOUT_MS, headers });
  const { error } = answer.json<Acknowledgement>();
  if (error) throw new Error(error.description);
}

function listen(connection: NatsConnection, subjects: readonly string[], ears: Ears): void {
  const callback = (error: Error | null, message: Msg): void => {
    if (!error) ears.heard(noun(message.subject), message.data.length > 0 ? message.json() : undefined);
  };
  for (const subject of subjects) connection.subscribe(subject, { callback });
}
