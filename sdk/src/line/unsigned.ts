/* Stands in the bundle where the NATS client brings the arithmetic of signatures along: whoever bears a token signs nothing. */
export {};
