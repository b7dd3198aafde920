import { expect, test } from 'vitest';
import { RunEnded } from '../run-ended.ts';
import { importGate, type ImportFunction } from './import-gate.ts';

function gateOf(names: readonly string[], afterWrite = () => {}) {
  const env = Object.fromEntries(names.map((name) => [name, () => 'reached']));
  const gate = importGate({ clock_time_get: () => 0 }, afterWrite);
  const { env: gated } = gate.gated({ env }) as { env: Record<string, ImportFunction> };
  return { gate, gated };
}

test('the interpreter starts with all of its imports, and a program has those of the lists', () => {
  const { gate, gated } = gateOf(['fd_read', 'JsProxy_GetAttr_js', '__syscall_socket', 'getaddrinfo']);
  expect(gated['JsProxy_GetAttr_js']!()).toBe('reached');
  gate.close();
  expect(gated['fd_read']!()).toBe('reached');
  expect(gated['__syscall_socket']!()).toBe(-63);
  expect(gated['getaddrinfo']!()).toBe(63);
  expect(() => gated['JsProxy_GetAttr_js']!()).toThrow(RunEnded);
});

test('names that objects have are no imports of the lists', () => {
  const { gate, gated } = gateOf(['constructor', 'toString', '__proto__']);
  gate.close();
  for (const name of ['constructor', 'toString']) expect(() => gated[name]!()).toThrow(RunEnded);
});

test('a write can end the run', () => {
  const { gated } = gateOf(['fd_write'], () => {
    throw new RunEnded('budget', 'enough');
  });
  expect(() => gated['fd_write']!()).toThrow('enough');
});

test('clock and randomness take the place of the interpreter’s own', () => {
  expect(gateOf(['clock_time_get']).gated['clock_time_get']!()).toBe(0);
});
