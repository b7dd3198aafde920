import { expect, test } from 'vitest';
import { requireMeasurer } from './require-measurer.ts';
import { someMetagraph, someNeuron } from '../testing/some-neuron.ts';
import { someElector } from '../testing/some-request.ts';

const seated = { publicKey: '0x10', name: 'Alice' };
const seatless = { publicKey: '0x11', name: 'Bob' };
const stranger = { publicKey: '0x19', name: 'Eve' };
const chain = (permits: boolean) => ({
  metagraph: async () =>
    someMetagraph(
      someNeuron({ uid: 0, publicKey: '0x10', validatorPermit: permits }),
      someNeuron({ uid: 1, publicKey: '0x11', validatorPermit: permits })
    ),
  electors: async () => [someElector({ hotkey: '0x10' })]
});

test('a validator that lost its permit after the snapshot still measures what it has a seat for', async () => {
  expect(await requireMeasurer(chain(false), 0, seated)).toMatchObject({ uid: 0 });
});

test('without a seat it takes the permit of now', async () => {
  expect(await requireMeasurer(chain(true), 0, seatless)).toMatchObject({ uid: 1 });
  await expect(requireMeasurer(chain(false), 0, seatless)).rejects.toMatchObject({ code: 'account/no-permit' });
  await expect(requireMeasurer(chain(true), 0, stranger)).rejects.toMatchObject({ code: 'account/not-registered' });
});
