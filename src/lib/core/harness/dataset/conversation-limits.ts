// What the output of a harness may be. All but the last are Data Fabrication's (config.py).

export const CONVERSATION_LIMITS = Object.freeze({
  minConversations: 1,
  maxConversations: 10_000,
  maxBytes: 10 * 1024 * 1024,
  minMessages: 2,
  /** Bounds what compares the messages of one conversation with each other. */
  maxMessages: 512
});
