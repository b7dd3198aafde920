// A WebSocket between a client and a node that passes everything on and records what is asked.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { RpcRecording } from './rpc-recording.ts';

/** @param url of the node. @returns where a client connects instead, and the record. */
export async function recordRpc(url: string): Promise<{ url: string; recording: RpcRecording; stop(): void }> {
  const recording = new RpcRecording();
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (client) => {
    const node = new WebSocket(url);
    const early: string[] = [];
    client.on('message', (data) => {
      const text = data.toString();
      recording.asked(text);
      if (node.readyState === WebSocket.OPEN) node.send(text);
      else early.push(text);
    });
    node.on('open', () => early.forEach((text) => node.send(text)));
    node.on('message', (data) => {
      const text = data.toString();
      recording.answered(text);
      client.send(text);
    });
    node.on('error', () => client.terminate());
    client.on('close', () => node.close());
    node.on('close', () => client.close());
  });
  await once(server, 'listening');
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    recording,
    stop: () => {
      for (const client of server.clients) client.terminate();
      server.close();
    }
  };
}
