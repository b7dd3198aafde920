import { describe, expect, test } from 'vitest';
import { BrowserAccess } from './browser-access.ts';

const HOST = '127.0.0.1:9944';

describe('who may ask a node', () => {
  test('programs that are no browsers', () => {
    const access = new BrowserAccess();
    expect(access.mayAsk({ host: HOST })).toBe(true);
    expect(access.mayAsk({ host: '192.168.1.5:9944' })).toBe(true);
    expect(access.mayAsk({ host: '[::1]:9944' })).toBe(true);
    expect(access.mayAsk({})).toBe(true);
  });

  test.each(['https://evil.example', 'http://localhost:3000', 'http://127.0.0.1', 'null', 'file://', '', 'nonsense'])(
    'no page that was not let in: %j',
    (origin) => {
      const access = new BrowserAccess(['http://localhost:5173', 'https://assay.example']);
      access.pagePort = 5180;
      expect(access.mayAsk({ origin, host: HOST })).toBe(false);
      expect(access.corsOrigin({ origin, host: HOST })).toBeNull();
    }
  );

  test('pages that were let in, as browsers write their origin', () => {
    const access = new BrowserAccess(['HTTP://Localhost:5173/', 'https://assay.example:443', 'chrome-extension://abc']);
    for (const origin of ['http://localhost:5173', 'https://assay.example', 'chrome-extension://abc']) {
      expect(access.mayAsk({ origin, host: HOST })).toBe(true);
      expect(access.corsOrigin({ origin, host: HOST })).toBe(origin);
    }
    expect(access.mayAsk({ origin: 'http://assay.example', host: HOST })).toBe(false);
  });

  test('the own page, under the address by which it also finds the node', () => {
    const access = new BrowserAccess();
    access.pagePort = 5180;
    expect(access.mayAsk({ origin: 'http://127.0.0.1:5180', host: HOST })).toBe(true);
    expect(access.mayAsk({ origin: 'http://localhost:5180', host: HOST })).toBe(true);
    expect(access.mayAsk({ origin: 'http://192.168.1.5:5180', host: '192.168.1.5:9944' })).toBe(true);
    expect(access.mayAsk({ origin: 'http://192.168.1.6:5180', host: '192.168.1.5:9944' })).toBe(false);
    expect(access.mayAsk({ origin: 'http://192.168.1.5:5180', host: HOST })).toBe(false);
    expect(access.mayAsk({ origin: 'https://127.0.0.1:5180', host: HOST })).toBe(false);
  });

  test('no name that others can point at this machine', () => {
    const access = new BrowserAccess(['http://lab.example:5180']);
    access.pagePort = 5180;
    expect(access.mayAsk({ host: 'rebound.example:8181' })).toBe(false);
    expect(access.mayAsk({ origin: 'http://rebound.example:5180', host: 'rebound.example:9944' })).toBe(false);
    expect(access.mayAsk({ host: 'bad host' })).toBe(false);
    expect(access.mayAsk({ host: 'lab.example:8181' })).toBe(true);
  });

  test('everybody, where that was asked for', () => {
    const access = new BrowserAccess(['*']);
    expect(access.mayAsk({ origin: 'https://any.example', host: 'any.example' })).toBe(true);
    expect(access.corsOrigin({ origin: 'https://any.example', host: HOST })).toBe('*');
    // What only the own page is told stays behind names that nobody else chose.
    expect(access.isOwnName('any.example')).toBe(false);
  });
});
