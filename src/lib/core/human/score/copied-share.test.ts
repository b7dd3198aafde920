import { describe, expect, test } from 'vitest';
import { copiedShare, NOTHING_COPIED } from './copied-share.ts';

describe('what is the same more often than by accident', () => {
  test('is the share of the rest that is copied', () => {
    expect(copiedShare(40, 40, 0.5, 10)).toMatchObject({ share: 1 });
    expect(copiedShare(400, 300, 0.5, 10).share).toBeCloseTo(0.5, 12);
  });

  test('is nothing where chance gives as much, or one of many pairs does', () => {
    expect(copiedShare(40, 24, 0.5, 1)).toBe(NOTHING_COPIED);
    expect(copiedShare(8, 8, 0.5, 1)).not.toBe(NOTHING_COPIED);
    expect(copiedShare(8, 8, 0.5, 10)).toBe(NOTHING_COPIED);
    expect(copiedShare(0, 0, 0.5, 1)).toBe(NOTHING_COPIED);
  });
});
