// Says in a sentence why a server could not listen.
import { AppError } from '#lib/core/error/app-error.ts';

export function listenError(error: NodeJS.ErrnoException, host: string, port: number): AppError {
  if (error.code === 'EADDRINUSE')
    return new AppError('devnet/port-in-use', `Port ${port} is already in use on ${host}.`, {
      hints: ['Stop what runs there, or choose another port.'],
      details: { port, host },
      cause: error
    });
  return new AppError('devnet/cannot-listen', `The local chain cannot listen on ${host}:${port}.`, {
    details: { port, host, reason: error.code },
    cause: error
  });
}
