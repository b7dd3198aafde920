// libp2p and bitswap settings both ends share: with the defaults, parallel bitswap over WebSockets loses blocks and hangs.
import { noise } from '@libp2p/noise';
import { yamux } from '@libp2p/yamux';

/** Room for every block in flight on one stream; the default of 4 MiB drops replies. */
const STREAM_BUFFER_BYTES = 64 * 1024 * 1024;

export const peerSettings = () => ({
  connectionEncrypters: [noise()],
  streamMuxers: [yamux({ streamOptions: { maxReadBufferLength: STREAM_BUFFER_BYTES } })],
  // A slow link that is busy with blocks is not dead.
  connectionMonitor: { abortConnectionOnPingFailure: false }
});

export const BITSWAP_SETTINGS = Object.freeze({
  messageSendTimeout: 120_000,
  messageReceiveTimeout: 120_000,
  sendBlocksTimeout: 120_000,
  maxIncomingMessageSize: 4 * 1024 * 1024,
  // A block that was lost is asked for again: do not sit on it.
  doNotResendBlockWindow: 1_000
});
