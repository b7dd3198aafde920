// How much of two labelers' work is the same work, as a test finds it.

export interface CopiedShare {
  /** In [0, 1]; 0 where independent work can explain what they have in common. */
  share: number;
  /** Standard error. */
  error: number;
}

export const NOTHING_COPIED: CopiedShare = Object.freeze({ share: 0, error: 0 });
