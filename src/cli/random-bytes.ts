// The command's randomness, as the verbs take it.
export const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
