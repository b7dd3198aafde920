// `assay validate`: does all that is due for this validator now, and says what failed and what waits, and for which block: its sealing key,
// its bond, snapshots and draws, scores, reveals, jury duty.
import { defineCommand } from 'citty';
import { taoText } from '#lib/core/encoding/tao.ts';
import { findAccountNeuron, requireValidator } from '#lib/market/request/account-neuron.ts';
import { ensureSealingKey } from '#lib/market/keys/ensure-sealing-key.ts';
import { checkSandbox } from '#lib/core/validator/check-sandbox.ts';
import { dataFolder, machineFile } from '../data-folder.ts';
import { sandbox } from '../harness/sandbox.ts';
import { EXIT } from '../exit-code.ts';
import { readTao } from '../read-tao.ts';
import { say } from '../say.ts';
import { doDuties } from '../validator/do-duties.ts';
import { hasSeat } from '../validator/has-seat.ts';
import { machineArguments, machineSettings } from '../validator/machine-settings.ts';
import { healthLines } from '../validator/health-lines.ts';
import { sayDuties } from '../validator/say-duties.ts';
import { asSender, isStopped, senderArguments, type Sender } from '../session/market-session.ts';
import { measureArguments, readMachine } from '../session/measure.ts';

export const validate = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'validate', description: 'Do what is due for this validator: key, bond, scores, reveals, juries' },
    args: {
      ...senderArguments,
      ...measureArguments,
      ...machineArguments,
      'check-sandbox': {
        type: 'boolean',
        default: false,
        description: 'First run a small program in the sandbox, and say whether it works as it does everywhere'
      },
      bond: { type: 'string', description: 'Bring the bond that no request holds to this amount of TAO first' },
      reserve: {
        type: 'string',
        description:
          'TAO of the bond that requests with a smaller bounty cannot lock; those that pay best are served first'
      },
      'key-only': {
        type: 'boolean',
        default: false,
        description: 'Only publish the sealing key, so that benchmarks can be sealed to it'
      },
      'replace-key': {
        type: 'boolean',
        default: false,
        description: 'Put the sealing key kept here in the place of another one on chain'
      }
    },
    run: ({ args }) => {
      const machine = readMachine(args);
      const bondRao = args.bond === undefined ? null : readTao('bond', args.bond);
      const reserveRao = args.reserve === undefined ? 0n : readTao('reserve', args.reserve);
      return asSender(args, signal, async (sender) => {
        const settings = await machineSettings(machineFile(dataFolder(args.data)), args, sender.chain.identity());
        const health = args['check-sandbox'] ? await checkSandbox(sandbox(), { signal }) : null;
        if (health && 'cancelled' in health) return { status: 'cancelled' };
        if (health) for (const line of healthLines(health)) say(line);
        const published = await publishKey(sender, args);
        const { programs, mostSeconds, mostMemoryMiB } = settings;
        const done = {
          validator: sender.account.address,
          sealingKeyPublished: published,
          machine: { programs, mostSeconds, mostMemoryMiB },
          ...(health && { sandbox: health })
        };
        if (args['key-only'])
          return { ...done, depositedRao: 0n, did: [], undone: [], waits: [], says: 'the sealing key stands.' };
        const deposit = await bringBondTo(bondRao, sender);
        if (typeof deposit !== 'bigint') return deposit;
        const duties = await doDuties(machine, sender, { reserveRao, settings });
        if (duties.undone.length > 0) process.exitCode = EXIT.failed;
        return { ...done, depositedRao: deposit, ...duties, says: sayDuties(duties) };
      });
    }
  });

/** @returns whether it was sent now. A seat stands without the permit of now; its work needs no key to be published. */
async function publishKey(
  { chain, account, vault, randomBytes, options }: Sender,
  { 'key-only': isAll, 'replace-key': replace }: { 'key-only': boolean; 'replace-key': boolean }
): Promise<boolean> {
  const metagraph = await chain.metagraph();
  const isPermitted = findAccountNeuron(metagraph, account)?.validatorPermit === true;
  if (!isPermitted && !isAll && !replace && (await hasSeat(chain, account))) {
    say(`${account.name} has no validator permit now: no sealing key is published, and its seats stand.`);
    return false;
  }
  requireValidator(metagraph, account);
  const ensured = await ensureSealingKey(chain, account, vault, randomBytes, {
    ...options,
    replace,
    renew: 'when-due'
  });
  const { published, expiresBlock } = ensured;
  if (published)
    say(
      `published a sealing key: what is sealed from now on, until block ${expiresBlock}, is sealed to it. It is renewed here before that.`
    );
  return published;
}

/** @returns what was deposited. */
async function bringBondTo(wantedRao: bigint | null, { chain, account, options }: Sender) {
  if (wantedRao === null) return 0n;
  const { activeRao, lockedRao } = await chain.bond(account.publicKey);
  const missing = wantedRao - (activeRao - lockedRao);
  if (missing <= 0n) return 0n;
  const outcome = await chain.depositBond(account, missing, options);
  if (isStopped(outcome)) return outcome;
  say(`${taoText(missing)} TAO added to the bond.`);
  return missing;
}
