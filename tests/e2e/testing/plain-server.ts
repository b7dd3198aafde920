// Any web server: the built files and nothing else, no configuration, no header of ours.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

const BUILD_FOLDER = fileURLToPath(new URL('../../../build', import.meta.url));

export async function servePlainly(): Promise<{ url: string; stop(): Promise<void> }> {
  const files = sirv(BUILD_FOLDER);
  const server = createServer((request, response) =>
    files(request, response, () => void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found'))
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
}
