/* For whoever bundles the SDK: what its NATS client brings along and no page needs. */
import { fileURLToPath } from "node:url";

export const lean = { "@nats-io/nkeys": fileURLToPath(new URL("src/line/unsigned.ts", import.meta.url)) };
