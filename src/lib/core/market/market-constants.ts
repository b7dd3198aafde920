// Constants of the market contract that its clients reckon with: docs/market.md, "Parameters".

/** Blocks after the reveals in which validators are seated and drawn; after that the request is refunded. */
export const DRAW_BLOCKS = 7_200;
/** From a snapshot or a challenge to the block whose hash is its seed. */
export const SEED_DELAY_BLOCKS = 4;
/** A seller's time to release a key; then the price goes back. */
export const KEY_RELEASE_BLOCKS = 50_400;
/** Between starting to take a bond out and taking it. */
export const COOLING_OFF_BLOCKS = 50_400;
/** Longest window a request can name, and farthest deadline. */
export const MAX_WINDOW_BLOCKS = 648_000;
/** What stays of the value sent with `open`, for the treasury: 0.01 TAO. */
export const OPENING_FEE_RAO = 10_000_000n;
/** An appeal's bond, in bonds of the challenge. */
export const APPEAL_BONDS = 2n;
/** Rejected challenges after which a score cannot be challenged again. */
export const MAX_REJECTED = 3;
/** Submissions of a request. */
export const MAX_SUBMISSIONS = 64;
