import { connect } from 'node:net';
import { CarReader } from '@ipld/car/reader';
import { CID } from 'multiformats/cid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNodeStore } from '#lib/store/create-node-store.ts';
import { isBlockOf } from '#lib/store/verify-block.ts';
import { BrowserAccess } from '#lib/core/access/browser-access.ts';
import { startHub, type Hub } from './start-hub.ts';

const readme = new TextEncoder().encode('# Hi');
const data = Uint8Array.from({ length: 2_200_000 }, (_, index) => (index * 7 + (index >> 9) + (index >> 18)) & 255);
let hub: Hub;
let cid: string;
beforeAll(async () => {
  hub = await startHub({ wsPort: 0, httpPort: 0, access: new BrowserAccess(['*']) });
  const store = await createNodeStore({ gatewayUrl: hub.gatewayUrl });
  cid = await store.addFolder([
    { path: 'README.md', bytes: readme },
    { path: 'data/train rows.jsonl', bytes: data }
  ]);
  await store.publish(cid);
  await store.stop();
});
afterAll(async () => {
  await hub.stop();
});
const ask = (path: string, init?: RequestInit) => fetch(`${hub.gatewayUrl}${path}`, init);

describe('the gateway', () => {
  test('gives raw blocks that hash to their CID, for any page and for ever', async () => {
    const response = await ask(`/ipfs/${cid}?format=raw`);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/vnd.ipld.raw',
      'cache-control': 'public, max-age=29030400, immutable',
      etag: `"${cid}.raw"`,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff'
    });
    expect(await isBlockOf(CID.parse(cid), new Uint8Array(await response.arrayBuffer()))).toBe(true);
  });

  test('takes the Accept header for the format', async () => {
    const response = await ask(`/ipfs/${cid}`, { headers: { accept: 'application/vnd.ipld.raw' } });
    expect(response.headers.get('content-type')).toBe('application/vnd.ipld.raw');
  });

  test('gives the whole DAG as a CAR, every block once and right', async () => {
    const car = await CarReader.fromBytes(new Uint8Array(await (await ask(`/ipfs/${cid}?format=car`)).arrayBuffer()));
    expect((await car.getRoots()).map(String)).toEqual([cid]);
    const seen = new Set<string>();
    for await (const block of car.blocks()) {
      expect(await isBlockOf(block.cid, block.bytes)).toBe(true);
      seen.add(String(block.cid));
    }
    expect(seen.size).toBe(7);
  });

  test('gives plain files by path, as downloads', async () => {
    const response = await ask(`/ipfs/${cid}/data/train%20rows.jsonl`);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-disposition': 'attachment',
      'content-length': String(data.length),
      'content-security-policy': "default-src 'none'; sandbox"
    });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(data);
  });

  test.each([`?format=raw`, `?format=car`, `/README.md`])('HEAD says the same without a body: %s', async (rest) => {
    const [head, get] = [await ask(`/ipfs/${cid}${rest}`, { method: 'HEAD' }), await ask(`/ipfs/${cid}${rest}`)];
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'));
    await get.arrayBuffer();
  });

  test('says 304 to one who has it', async () => {
    expect((await ask(`/ipfs/${cid}?format=raw`, { headers: { 'if-none-match': `"${cid}.raw"` } })).status).toBe(304);
  });

  test('answers preflights', async () => {
    const response = await ask(`/ipfs/${cid}`, { method: 'OPTIONS' });
    expect([response.status, response.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET, HEAD, OPTIONS'
    ]);
  });

  test.each([
    ['GET', '/', 404],
    ['GET', '/ipfs/', 404],
    ['GET', '/ipfs/nonsense?format=raw', 400],
    ['GET', '/ipfs/bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e?format=raw', 404],
    ['GET', '/ipfs/CID?format=tar', 400],
    ['GET', '/ipfs/CID/README.md?format=raw', 400],
    ['GET', '/ipfs/CID', 406],
    ['GET', '/ipfs/CID/none', 404],
    ['GET', `/ipfs/${'a'.repeat(5000)}`, 414],
    ['POST', '/ipfs/CID', 405],
    ['PUT', '/ipfs/CID', 405],
    ['DELETE', '/ipfs/CID', 405]
  ])('%s %.40s is %i', async (method, path, status) => {
    const response = await ask(path.replace('CID', cid), { method });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([status, '*']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    if (status === 405) expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });

  // Sent by hand: fetch tidies such paths up before they leave.
  test.each([
    '/ipfs/CID/../../etc/passwd',
    '/ipfs/CID/%2e%2e/%2e%2e/etc/passwd',
    '/ipfs/CID/..%2f..%2fetc',
    '/ipfs/%2e%2e/peer',
    '//evil/ipfs/CID',
    '/ipfs/CID/a\\..\\b',
    '/ipfs/CID/%00',
    '/ipfs/CID/%zz',
    'ipfs/CID',
    'http://evil/ipfs/CID'
  ])('nothing climbs: %s', async (path) => {
    const port = Number(new URL(hub.gatewayUrl).port);
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`GET ${path.replace('CID', cid)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      );
      socket.on('data', (piece) => (text += String(piece)));
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
  });
});
