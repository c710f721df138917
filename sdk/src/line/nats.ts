/* What we use of the NATS client, in a file of its own that is loaded when a line is opened. */
export { headers, jwtAuthenticator, wsconnect } from "@nats-io/nats-core";
