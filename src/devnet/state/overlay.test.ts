import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Overlay } from './overlay.ts';
import { VersionedState } from './versioned-state.ts';

const bytes = (value: number) => new Uint8Array([value]);
const item = (n: number) => 'ab'.repeat(32) + n.toString(16).padStart(2, '0');
const contents = (state: {
  keysWithPrefix(prefix: string): Iterable<string>;
  get(key: string): Uint8Array | undefined;
}) => Object.fromEntries([...state.keysWithPrefix('')].sort().map((key) => [key, state.get(key)![0]]));

describe('layers of state', () => {
  test('behave as copies of a map would', () => {
    const step = fc.oneof(
      fc.tuple(fc.constant('set' as const), fc.nat(5), fc.nat(255)),
      fc.tuple(fc.constantFrom('delete' as const), fc.nat(5), fc.constant(0)),
      fc.tuple(
        fc.constantFrom('begin' as const, 'commit' as const, 'rollback' as const),
        fc.constant(0),
        fc.constant(0)
      )
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const base = new VersionedState(0, [[item(0), bytes(1)]]);
        const overlay = new Overlay(base);
        let model = new Map([[item(0), 1]]);
        const layers: Map<string, number>[] = [];
        for (const [what, key, value] of steps) {
          if (what === 'set') {
            overlay.set(item(key), bytes(value));
            model.set(item(key), value);
          } else if (what === 'delete') {
            overlay.delete(item(key));
            model.delete(item(key));
          } else if (what === 'begin') {
            overlay.begin();
            layers.push(new Map(model));
          } else if (layers.length > 0) {
            const before = layers.pop()!;
            if (what === 'commit') overlay.commit();
            else {
              overlay.rollback();
              model = before;
            }
          }
          expect(contents(overlay)).toEqual(Object.fromEntries([...model].sort()));
        }
        expect(contents(base)).toEqual({ [item(0)]: 1 });
      })
    );
  });
});

describe('states of the past', () => {
  test('are what they were, as far back as the window goes', () => {
    const change = fc.array(fc.tuple(fc.nat(4), fc.option(fc.nat(255), { nil: null })), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (blocks) => {
        const state = new VersionedState(0, [[item(0), bytes(9)]], { blocks: 6 });
        const history = [new Map([[item(0), 9]])];
        blocks.forEach((changes, i) => {
          const model = new Map(history.at(-1));
          for (const [key, value] of changes)
            if (value === null) model.delete(item(key));
            else model.set(item(key), value);
          history.push(model);
          state.apply(i + 1, new Map(changes.map(([key, value]) => [item(key), value === null ? null : bytes(value)])));
        });
        history.forEach((model, block) => {
          const then = state.at(block);
          if (block < blocks.length - 6) expect(then).toBeUndefined();
          else expect(contents(then!)).toEqual(Object.fromEntries([...model].sort()));
        });
      })
    );
  });

  test('take no more room than they may, as long as the fewest are kept', () => {
    const state = new VersionedState(0, [], { blocks: 1000, bytes: 100_000, fewest: 10 });
    for (let block = 1; block <= 100; block++) state.apply(block, new Map([[item(block % 3), new Uint8Array(20_000)]]));
    expect(state.at(90)).toBeDefined();
    expect(state.at(89)).toBeUndefined();
  });

  test('come back when the newest blocks are undone', () => {
    const change = fc.array(fc.tuple(fc.nat(4), fc.option(fc.nat(255), { nil: null })), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.nat(5), (blocks, depth) => {
        const state = new VersionedState(0, [[item(0), bytes(9)]], { blocks: 6 });
        const apply = (changes: [number, number | null][], block: number) =>
          state.apply(block, new Map(changes.map(([key, value]) => [item(key), value === null ? null : bytes(value)])));
        const history = [contents(state)];
        blocks.forEach((changes, i) => {
          apply(changes, i + 1);
          history.push(contents(state));
        });
        const kept = Math.max(0, blocks.length - depth);
        state.revert(kept);
        expect(contents(state)).toEqual(history[kept]);
        expect(Object.fromEntries([...state.entriesAt(kept)].map(([key, value]) => [key, value[0]]))).toEqual(
          history[kept]
        );
        blocks.slice(kept).forEach((changes, i) => apply(changes, kept + i + 1));
        expect(contents(state)).toEqual(history.at(-1));
      })
    );
  });
});
