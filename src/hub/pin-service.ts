// The node's side of the pin protocol: one request a stream, progress while blocks arrive, one answer.
import { lpStream } from '@libp2p/utils';
import type { CID } from 'multiformats/cid';
import { parseCid } from '#lib/store/parse-cid.ts';
import { encodePinMessage, MAX_PIN_MESSAGE_BYTES, parsePinRequest, type PinReply } from '#lib/store/pin-protocol.ts';
import { PinRefused } from './hub-limits.ts';
import type { Pinner } from './pinner.ts';

const REQUEST_TIMEOUT_MS = 10_000;
const PROGRESS_INTERVAL_MS = 250;

type PinStream = Parameters<typeof lpStream>[0];

/** What happened to a request, for the node's log. */
export type PinOutcome = { peer: string; cid: string | null; pinned: boolean; code?: string; bytes?: number };

/** Serves one stream to its end. Never throws: whatever a peer does concerns that peer alone. */
export async function servePinStream(
  stream: PinStream,
  peer: string,
  pinner: Pinner,
  onOutcome: (outcome: PinOutcome) => void
): Promise<void> {
  const gone = new AbortController();
  stream.addEventListener('close', () => gone.abort(new Error('The peer left.')));
  const messages = lpStream(stream, { maxDataLength: MAX_PIN_MESSAGE_BYTES });
  const send = (reply: PinReply) => messages.write(encodePinMessage(reply), { signal: gone.signal });
  let cid: CID | null = null;
  try {
    const request = parsePinRequest(
      (
        await messages.read({ signal: AbortSignal.any([gone.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]) })
      ).subarray()
    );
    cid = request === null ? null : parse(request.cid);
    if (cid === null) throw new PinRefused('malformed', 'This is not a request for a CID.');
    const progress = heartbeat(send);
    const size = await pinner.pin(cid, peer, { signal: gone.signal, onBlock: progress.update }).finally(progress.stop);
    await send({ type: 'pinned', ...size });
    onOutcome({ peer, cid: String(cid), pinned: true, bytes: size.bytes });
  } catch (error) {
    const refusal =
      error instanceof PinRefused
        ? error
        : new PinRefused(gone.signal.aborted ? 'gone' : 'failed', 'The node could not take it over.');
    await send({ type: 'refused', code: refusal.code, message: refusal.message }).catch(() => undefined);
    onOutcome({ peer, cid: cid && String(cid), pinned: false, code: refusal.code });
  } finally {
    await stream.close().catch(() => undefined);
  }
}

function parse(text: string): CID | null {
  try {
    return parseCid(text);
  } catch {
    return null;
  }
}

/** Says how far the work is a few times a second, also while one block takes long: silence means the node is gone. */
function heartbeat(send: (reply: PinReply) => Promise<void>) {
  let size = { blocks: 0, bytes: 0 };
  let sent = '';
  let quietTurns = 0;
  const timer = setInterval(() => {
    const now = `${size.blocks}/${size.bytes}`;
    quietTurns = now === sent ? quietTurns + 1 : 0;
    if (quietTurns % 20 !== 0) return;
    sent = now;
    send({ type: 'progress', ...size }).catch(() => undefined);
  }, PROGRESS_INTERVAL_MS);
  return {
    update: (next: { blocks: number; bytes: number }) => void (size = { ...next }),
    stop: () => clearInterval(timer)
  };
}
