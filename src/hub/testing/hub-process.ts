// A content node in a process of its own, which tests can kill. Prints its addresses as one line of JSON.
import { startHub } from '../start-hub.ts';

const [dataDir, wsPort, httpPort] = process.argv.slice(2);
const hub = await startHub({ dataDir, wsPort: Number(wsPort), httpPort: Number(httpPort) });
process.stdout.write(
  `${JSON.stringify({ peerId: hub.peerId, wsMultiaddr: hub.wsMultiaddr, gatewayUrl: hub.gatewayUrl })}\n`
);
process.on('SIGTERM', () => void hub.stop().then(() => process.exit(0)));
