// Says which port is taken before anything is started on it.
import { createServer } from 'node:net';
import { AppError } from '#lib/core/error/app-error.ts';

/** Throws AppError `hub/port-in-use` or `hub/cannot-listen`. Port 0 is always free. */
export function requireFreePort(host: string, port: number, purpose: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      const sentence = taken
        ? `Port ${port} for the IPFS node's ${purpose} is in use.`
        : `The IPFS node cannot listen on ${host}:${port}.`;
      reject(
        new AppError(taken ? 'hub/port-in-use' : 'hub/cannot-listen', sentence, {
          hints: taken
            ? ['Stop the program that uses it, or choose another port.']
            : ['Choose another address or a port above 1023.'],
          details: { host, port, purpose, reason: cause.code },
          cause
        })
      );
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
