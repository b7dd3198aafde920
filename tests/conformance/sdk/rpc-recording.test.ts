import { expect, test } from 'vitest';
import { RpcRecording } from './rpc-recording.ts';

test('counts methods, runtime APIs by name, and keeps what was refused', () => {
  const recording = new RpcRecording();
  recording.asked('{"id":1,"method":"chain_getHeader","params":[]}');
  recording.answered('{"id":1,"result":{}}');
  recording.asked('[{"id":2,"method":"state_call","params":["Core_version","0x"]},{"id":3,"method":"sync_state"}]');
  recording.answered('[{"id":2,"result":"0x"},{"id":3,"error":{"code":-32601,"message":"Method not found"}}]');
  recording.answered('{"method":"chain_newHead","params":{"subscription":"x","result":{}}}');
  expect(recording.list()).toEqual([
    { method: 'chain_getHeader', asked: 1, refused: 0, refusals: [] },
    { method: 'state_call Core_version', asked: 1, refused: 0, refusals: [] },
    { method: 'sync_state', asked: 1, refused: 1, refusals: ['-32601 Method not found'] }
  ]);
});
