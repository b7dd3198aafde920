import { expect, test } from 'vitest';
import { isPersistent, persistenceRequest } from './tab-persistence.ts';

const refuses = () => Promise.reject(new TypeError('Not on this page.'));

test('the browser is asked once, at the first secret', () => {
  let asked = 0;
  const keep = persistenceRequest({ persist: async () => ++asked > 0 });
  expect(asked).toBe(0);
  keep();
  keep();
  expect(asked).toBe(1);
});

test('what it answers is what is shown', async () => {
  expect(await isPersistent({ persisted: async () => true })).toBe(true);
  expect(await isPersistent({ persisted: async () => false })).toBe(false);
});

test("a browser without it, or that refuses to say, is in nobody's way", async () => {
  expect(() => persistenceRequest({})()).not.toThrow();
  expect(() => persistenceRequest({ persist: refuses })()).not.toThrow();
  expect(await isPersistent({})).toBeNull();
  expect(await isPersistent({ persisted: refuses })).toBeNull();
});
