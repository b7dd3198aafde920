// What keeps weights from being taken, said before anything is signed. The checks and their order are those of
// subtensor `subnets/weights.rs` internal_set_weights, internal_commit_weights and check_rate_limit.
import { formatTao } from '../encoding/tao.ts';
import type { ErrorCode } from '../error/error-codes.ts';
import type { WeightVector } from './weight-vector.ts';
import { spanInWords } from './span-in-words.ts';
import { weightMethods } from './weight-method.ts';
import { MAX_UNREVEALED_COMMITS, WEIGHTS_VERSION_KEY, type WeightMethod, type WeightRules } from './weight-rules.ts';

export interface WeightObstacle {
  code: Extract<ErrorCode, `weights/${string}`>;
  text: string;
  /** For obstacles that pass by themselves: after this many blocks. */
  blocks?: number;
}

export interface WeightPlan {
  /** null: the chain takes weights in no way this program knows. */
  method: WeightMethod | null;
  methods: WeightMethod[];
  obstacles: WeightObstacle[];
}

/** Stakes are rounded to four decimals. */
const SHOWN_RAO = 100_000n;

/**
 * @param vector as it would be sent.
 * @param wanted a way to prefer where the chain takes it.
 */
export function planWeights(rules: WeightRules, vector: WeightVector, wanted?: WeightMethod): WeightPlan {
  const methods = weightMethods(rules);
  const method = methods.find((one) => one === wanted) ?? methods[0] ?? null;
  const obstacles = [...subnetObstacles(rules, method), ...validatorObstacles(rules, vector, method)];
  if (vector.uids.length === 0) obstacles.push(obstacle('weights/nothing-to-set', 'No score counts: nothing to set.'));
  else obstacles.push(...vectorObstacles(rules, vector));
  return { method, methods, obstacles };
}

function subnetObstacles(rules: WeightRules, method: WeightMethod | null): WeightObstacle[] {
  const found: WeightObstacle[] = [];
  if (rules.mechid >= rules.mechidCount)
    found.push(
      obstacle(
        'weights/no-such-mechanism',
        `Subnet ${rules.netuid} has ${counted(rules.mechidCount, 'mechanism')}; there is no mechanism ${rules.mechid}.`
      )
    );
  if (method === null)
    found.push(obstacle('weights/no-method', 'This chain takes weights in a way this version of Assay does not know.'));
  if (rules.schedule.tempoBlocks === 0)
    found.push(
      obstacle('weights/no-epochs', 'This subnet runs no epochs (its tempo is 0): weights can have no effect.')
    );
  if (rules.versionKey > WEIGHTS_VERSION_KEY)
    found.push(
      obstacle(
        'weights/version-key',
        `The subnet takes weights only from version ${rules.versionKey} on; this is ${WEIGHTS_VERSION_KEY}. Update Assay.`
      )
    );
  return found;
}

function validatorObstacles(rules: WeightRules, vector: WeightVector, method: WeightMethod | null): WeightObstacle[] {
  const { validator } = rules;
  if (!validator) return [obstacle('weights/not-registered', `This hotkey holds no uid on subnet ${rules.netuid}.`)];
  const found: WeightObstacle[] = [];
  if (validator.stakeRao < rules.stakeThresholdRao && !validator.isOwner)
    found.push(
      obstacle(
        'weights/stake-too-low',
        `Setting weights takes a stake of ${tao(rules.stakeThresholdRao)}; this hotkey has ${tao(validator.stakeRao)}.`
      )
    );
  const selfWeight = vector.uids.length === 1 && vector.uids[0] === validator.uid;
  if (!validator.permit && !validator.isOwner && !selfWeight)
    found.push(
      obstacle(
        'weights/no-permit',
        'This hotkey has no validator permit. Permits go to the largest stakes at every epoch.'
      )
    );
  const wait = blocksToWait(rules);
  if (wait > 0)
    found.push({
      ...obstacle('weights/too-soon', `You can set weights again in ${spanInWords(wait, rules.blockSeconds)}.`),
      blocks: wait
    });
  const unrevealed =
    method === 'timelocked'
      ? validator.unrevealedCommits.timelocked
      : method === 'commit-by-hash'
        ? validator.unrevealedCommits.hash
        : 0;
  if (unrevealed >= MAX_UNREVEALED_COMMITS)
    found.push(
      obstacle(
        'weights/too-many-unrevealed',
        `${unrevealed} commits of this hotkey wait to be revealed; the chain takes no more.`
      )
    );
  return found;
}

function vectorObstacles(rules: WeightRules, vector: WeightVector): WeightObstacle[] {
  const found: WeightObstacle[] = [];
  const least = Math.min(rules.minWeights, rules.subnetSize);
  const selfWeight = vector.uids.length === 1 && vector.uids[0] === rules.validator?.uid;
  if (vector.uids.length < least && !selfWeight)
    found.push(
      obstacle(
        'weights/too-few-weights',
        `The subnet wants entries for ${least} uids; this vector has ${vector.uids.length}.`
      )
    );
  const gone = vector.uids.filter((uid) => uid >= rules.subnetSize);
  if (gone.length > 0)
    found.push(
      obstacle('weights/unknown-uid', `The subnet has no ${gone.length === 1 ? 'uid' : 'uids'} ${gone.join(', ')}.`)
    );
  return found;
}

/** Blocks until the rate limit lets a transaction in, which lands in the block after the one read. */
export function blocksToWait({ validator, rateLimitBlocks, block }: WeightRules): number {
  if (!validator || validator.lastUpdateBlock === 0) return 0;
  return Math.max(0, validator.lastUpdateBlock + rateLimitBlocks - (block + 1));
}

const obstacle = (code: WeightObstacle['code'], text: string): WeightObstacle => ({ code, text });
const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
const tao = (rao: bigint) => `${formatTao(((rao + SHOWN_RAO / 2n) / SHOWN_RAO) * SHOWN_RAO)} TAO`;
