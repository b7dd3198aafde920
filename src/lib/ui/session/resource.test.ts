import { expect, test } from 'vitest';
import { Resource } from './resource.svelte.ts';

test('an answer for what was shown before is dropped, and so is its failure', async () => {
  const first = Promise.withResolvers<string>();
  const second = Promise.withResolvers<string>();
  const resource = new Resource<string>();
  const loads = [resource.load(() => first.promise), resource.load(() => second.promise)];
  resource.forget();
  const last = resource.load(async () => 'of Bob');
  first.resolve('of Alice');
  second.reject(new Error('Alice is offline.'));
  await Promise.all([...loads, last]);
  expect([resource.value, resource.error, resource.loading]).toEqual(['of Bob', null, false]);
});
