// Reads an EpochState from JSON, strictly: a wrong, missing or unknown field is an error that names file and field.
import { AppError } from '../error/app-error.ts';
import { EPOCH_DEFAULTS, type EpochState } from './epoch-state.ts';
import type { SparseRow } from './sparse-matrix.ts';

const U16_MAX = 65_535;
/** As many neurons as a subnet can have. */
const MOST_NEURONS = 4096;
/** Stakes are summed as signed 64.64 fixed point. */
const RAO_LIMIT = 2n ** 63n;
const STATE_FIELDS = new Set<string>([
  'n',
  'block',
  'stakeRao',
  'stakeThresholdRao',
  'lastUpdate',
  'blockAtRegistration',
  'commitBlocks',
  'validatorPermits',
  'ownerUid',
  'weights',
  'bonds',
  'yuma3On',
  'liquidAlphaOn',
  'emissionRao',
  ...Object.keys(EPOCH_DEFAULTS)
] satisfies (keyof EpochState | string)[]);

/**
 * @param text the document: a state, or an object with one under `state`, as `assay yuma --json` prints it.
 * @param source what errors call it, e.g. its file name.
 * @throws AppError `input/malformed-json`, `input/invalid-state` with `details.file` and `details.field`.
 */
export function parseEpochState(text: string, source: string): EpochState {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('input/malformed-json', `${source} is not JSON: ${reason}`, {
      details: { file: source },
      cause
    });
  }
  if (isRecord(json) && isRecord(json.state)) return readState(json.state, new Place(source, 'state'));
  return readState(json, new Place(source, ''));
}

/** Where in which document a value stands. */
class Place {
  private readonly source: string;
  private readonly path: string;

  constructor(source: string, path: string) {
    this.source = source;
    this.path = path;
  }

  field(name: string): Place {
    return new Place(this.source, this.path === '' ? name : `${this.path}.${name}`);
  }

  item(index: number): Place {
    return new Place(this.source, `${this.path}[${index}]`);
  }

  fail(expected: string, value: unknown): never {
    return this.reject(
      `must be ${expected}; it is ${value === undefined ? 'missing' : `not ${shorten(JSON.stringify(value))}`}.`
    );
  }

  reject(sentenceEnd: string): never {
    const field = this.path === '' ? 'the document' : this.path;
    throw new AppError('input/invalid-state', `${this.source}: ${field} ${sentenceEnd}`, {
      details: { file: this.source, field: this.path },
      hints: ['docs/yuma.md lists every field with its unit and default.']
    });
  }
}

type Read<T> = (value: unknown, place: Place) => T;

function readState(json: unknown, root: Place): EpochState {
  if (!isRecord(json)) return root.fail('an object', json);
  for (const name of Object.keys(json))
    if (!STATE_FIELDS.has(name)) root.field(name).reject('is not a field of a state.');
  const take = <T>(name: keyof EpochState, read: Read<T>): T => read(json[name], root.field(name));
  const takeOr = <T>(name: keyof EpochState, read: Read<T>, fallback: T): T =>
    json[name] === undefined ? fallback : take(name, read);
  const share = (name: keyof typeof EPOCH_DEFAULTS) => takeOr(name, whole(0, U16_MAX), EPOCH_DEFAULTS[name]);

  const n = take('n', whole(1, MOST_NEURONS));
  const uid = whole(0, n - 1);
  const row = rowOf(uid);
  const stakeRao = take('stakeRao', listOf(n, rao));
  if (stakeRao.reduce((a, b) => a + b, 0n) >= RAO_LIMIT) root.field('stakeRao').reject('adds up to 2^63 rao or more.');
  return {
    n,
    block: take('block', blockNumber),
    tempo: share('tempo'),
    lastMechanismStepBlock: takeOr('lastMechanismStepBlock', blockNumber, EPOCH_DEFAULTS.lastMechanismStepBlock),
    activityCutoffBlocks: takeOr('activityCutoffBlocks', blockNumber, EPOCH_DEFAULTS.activityCutoffBlocks),
    stakeRao,
    stakeThresholdRao: takeOr('stakeThresholdRao', rao, 0n),
    lastUpdate: take('lastUpdate', listOf(undefined, blockNumber)),
    blockAtRegistration: take('blockAtRegistration', listOf(n, blockNumber)),
    commitBlocks: takeOr(
      'commitBlocks',
      (value, place) => listOf(isEmpty(value) ? 0 : n, orNull(blockNumber))(value, place),
      []
    ),
    validatorPermits: take('validatorPermits', listOf(n, flag)),
    ownerUid: takeOr('ownerUid', orNull(uid), null),
    maxAllowedValidators: share('maxAllowedValidators'),
    weights: take('weights', listOf(n, row)),
    bonds: takeOr(
      'bonds',
      listOf(n, row),
      Array.from({ length: n }, () => ({ uids: [], values: [] }))
    ),
    kappa: share('kappa'),
    bondsPenalty: share('bondsPenalty'),
    bondsMovingAverage: takeOr('bondsMovingAverage', whole(0, 1_000_000), EPOCH_DEFAULTS.bondsMovingAverage),
    yuma3On: takeOr('yuma3On', flag, false),
    liquidAlphaOn: takeOr('liquidAlphaOn', flag, false),
    alphaLow: share('alphaLow'),
    alphaHigh: share('alphaHigh'),
    alphaSigmoidSteepness: takeOr(
      'alphaSigmoidSteepness',
      whole(-32_768, 32_767),
      EPOCH_DEFAULTS.alphaSigmoidSteepness
    ),
    emissionRao: take('emissionRao', rao)
  };
}

function whole(least: number, most: number): Read<number> {
  return (value, place) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    return place.fail(`a whole number from ${least} to ${most}`, value);
  };
}

const blockNumber = whole(0, Number.MAX_SAFE_INTEGER);

/** A whole number, as a decimal string where a JSON number would not hold it. */
const rao: Read<bigint> = (value, place) => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value);
  if (typeof value === 'string' && /^\d{1,19}$/.test(value) && BigInt(value) < RAO_LIMIT) return BigInt(value);
  return place.fail('rao: a whole number below 2^63, above 2^53 as a decimal string', value);
};

const flag: Read<boolean> = (value, place) => (typeof value === 'boolean' ? value : place.fail('true or false', value));

const orNull =
  <T>(read: Read<T>): Read<T | null> =>
  (value, place) =>
    value === null ? null : read(value, place);

function listOf<T>(length: number | undefined, read: Read<T>): Read<T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) return place.fail('a list', value);
    if (length !== undefined && value.length !== length)
      return place.reject(`must be a list of ${length}, one for each uid; it has ${value.length}.`);
    return value.map((item: unknown, index) => read(item, place.item(index)));
  };
}

/** `[[uid, value], ...]`, in stored order, each uid once. */
function rowOf(uid: Read<number>): Read<SparseRow> {
  const share = whole(0, U16_MAX);
  return (value, place) => {
    if (!Array.isArray(value)) return place.fail('a list of [uid, value] pairs', value);
    const uids: number[] = [];
    const values: number[] = [];
    const seen = new Set<number>();
    value.forEach((pair: unknown, index) => {
      const at = place.item(index);
      if (!Array.isArray(pair) || pair.length !== 2) return at.fail('a [uid, value] pair', pair);
      const column = uid(pair[0], at.item(0));
      if (seen.has(column)) return at.item(0).reject(`names uid ${column} twice in one row.`);
      seen.add(column);
      uids.push(column);
      values.push(share(pair[1], at.item(1)));
    });
    return { uids, values };
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}...` : text);
