import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../core/error/app-error.ts';
import { fetchNodeInfo, parseNodeInfo } from './node-info.ts';
import { parseCid } from './parse-cid.ts';
import { encodePinMessage, parsePinReply, parsePinRequest, type PinReply } from './pin-protocol.ts';
import { startTestGateway } from './testing/http-gateway.ts';

const info = {
  peerId: '12D3KooWMMg7DXzszmv3SYnsneiGmiUo5C8G2Wxy4r1aM9DvAuye',
  multiaddrs: ['/ip4/127.0.0.1/tcp/1/ws'],
  gateway: 'http://127.0.0.1:1',
  version: 'assay/0.1.0'
};

describe('what strangers send is taken whole or not at all', () => {
  test('introductions', () => {
    expect(parseNodeInfo(info)).toEqual(info);
    const near = fc.record({
      peerId: fc.oneof(fc.constant(info.peerId), fc.anything()),
      multiaddrs: fc.oneof(fc.constant(info.multiaddrs), fc.anything()),
      gateway: fc.oneof(fc.constant(info.gateway), fc.anything()),
      version: fc.anything()
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), near), (value) => {
        const parsed = parseNodeInfo(value);
        if (parsed !== null) expect(parsed.multiaddrs.every((address) => address.startsWith('/'))).toBe(true);
      })
    );
  });

  test('pin messages come back', () => {
    const replies: PinReply[] = [
      { type: 'progress', blocks: 1, bytes: 2 },
      { type: 'pinned', blocks: 1, bytes: 2 },
      { type: 'refused', code: 'full', message: 'No.' }
    ];
    for (const reply of replies) expect(parsePinReply(encodePinMessage(reply))).toEqual(reply);
    expect(parsePinRequest(encodePinMessage({ cid: 'bafy' }))).toEqual({ cid: 'bafy' });
  });

  test('any other bytes are no message', () => {
    const values = fc.record({
      type: fc.constantFrom('progress', 'pinned', 'refused', 'x'),
      blocks: fc.oneof(fc.nat(), fc.anything()),
      bytes: fc.double(),
      cid: fc.anything()
    });
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.json().map((text) => new TextEncoder().encode(text)),
      values.map((value) => new TextEncoder().encode(JSON.stringify(value)))
    );
    fc.assert(
      fc.property(bytes, (message) => {
        const request = parsePinRequest(message);
        const reply = parsePinReply(message);
        if (request !== null) expect(typeof request.cid).toBe('string');
        if (reply !== null && reply.type !== 'refused') expect(Number.isInteger(reply.blocks)).toBe(true);
      }),
      { numRuns: 1000 }
    );
  });

  test('CIDs', () => {
    expect(String(parseCid(' ipfs://bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e '))).toMatch(
      /^bafkrei/
    );
    const near = fc.string({ unit: fc.constantFrom(...'bafkreiQmz234567xyz'), maxLength: 64 });
    fc.assert(
      fc.property(fc.oneof(fc.string(), near), (text) => {
        try {
          parseCid(text);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect((error as AppError).code).toBe('store/invalid-cid');
        }
      }),
      { numRuns: 1000 }
    );
  });
});

describe('fetchNodeInfo', () => {
  test('says that a node does not answer, or answers nonsense', async () => {
    const other = await startTestGateway(() => undefined);
    await expect(fetchNodeInfo(other.url)).rejects.toMatchObject({ code: 'store/node-unreachable' });
    await other.close();
    await expect(fetchNodeInfo(other.url)).rejects.toMatchObject({
      code: 'store/node-unreachable',
      details: { gatewayUrl: other.url }
    });
    await expect(fetchNodeInfo('not a url')).rejects.toMatchObject({ code: 'store/node-unreachable' });
  });
});
