// Any web server: the built files and nothing else, no configuration, no header of ours, below any path. The reference model
// is that of the command.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { referenceFolder } from '#lib/score/reference-from-disk.ts';

const BUILD_FOLDER = fileURLToPath(new URL('../../../build', import.meta.url));
const REFERENCE_PATH = '/reference/';

/** @param below where the page is served, such as `/ipfs/CID`; nothing is served beside it. */
export async function servePlainly(below = ''): Promise<{ url: string; stop(): Promise<void> }> {
  const [files, reference] = [sirv(BUILD_FOLDER), sirv(referenceFolder())];
  const server = createServer((request, response) => {
    const notFound = () => void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    if (!request.url?.startsWith(`${below}/`)) return notFound();
    request.url = request.url.slice(below.length);
    if (!request.url.startsWith(REFERENCE_PATH)) return files(request, response, notFound);
    request.url = request.url.slice(REFERENCE_PATH.length - 1);
    reference(request, response, notFound);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${below}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
}
