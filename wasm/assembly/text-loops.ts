// Hot loops over one text of UTF-16 units: hash, MinHash of character shingles, words, n-grams.
// Every function has a twin in src/lib/core/quality/plain-text-loops.ts that gives the same numbers; tests compare them.

const BINS: i32 = 128;
const SHINGLE: i32 = 5;
const EMPTY: u32 = 0xffffffff;
const ROTATION: u32 = 0x9e3779b1;
const FNV_BASIS: u32 = 0x811c9dc5;
const FNV_PRIME: u32 = 0x01000193;
const FIRST_FACTOR: u32 = 0x9e3779b1;
const SECOND_FACTOR: u32 = 0x85ebca77;
const THIRD_FACTOR: u32 = 0xc2b2ae3d;
const LOW_FACTOR: u32 = 0x85ebca6b;
const HIGH_FACTOR: u32 = 0xc2b2ae35;
const GRAM: i32 = 13;
const SIEVE_BITS: u32 = 1 << 21;

// Memory: bins, hash and signature, then the sieve, then the text and behind it what a call returns.
const BINS_AT: usize = 1024;
const HASH_AT: usize = 1536;
const SIGNATURE_AT: usize = 1552;
const SIEVE_AT: usize = 2048;
const TEXT_AT: usize = SIEVE_AT + SIEVE_BITS / 8;

let results: usize = TEXT_AT;

export function hashAt(): usize {
  return HASH_AT;
}

export function signatureAt(): usize {
  return SIGNATURE_AT;
}

export function textAt(): usize {
  return TEXT_AT;
}

export function resultsAt(): usize {
  return results;
}

/** Makes room for a text and for one 32-bit result a unit. */
export function reserve(units: i32): void {
  results = (TEXT_AT + ((<usize>units) << 1) + 31) & ~15;
  const pages = <i32>((results + ((<usize>units) << 2) + 0xffff) >> 16);
  if (pages > memory.size()) memory.grow(pages - memory.size());
}

/** Takes a text of so many ASCII characters that stands as bytes at resultsAt(). */
export function widen(count: i32): void {
  let at: usize = 0;
  // A load past the count stays inside the room for results.
  for (; at < <usize>count; at += 8) v128.store(TEXT_AT + (at << 1), v128.load_ext<u8>(results + at));
}

function unit(at: i32): u32 {
  return <u32>load<u16>(TEXT_AT + ((<usize>at) << 1));
}

/** Murmur3's finaliser. */
function mix(hash: u32): u32 {
  let mixed = (hash ^ (hash >> 16)) * 0x85ebca6b;
  mixed = (mixed ^ (mixed >> 13)) * 0xc2b2ae35;
  return mixed ^ (mixed >> 16);
}

function mixLanes(hash: v128): v128 {
  let mixed = i32x4.mul(v128.xor(hash, i32x4.shr_u(hash, 16)), i32x4.splat(<i32>0x85ebca6b));
  mixed = i32x4.mul(v128.xor(mixed, i32x4.shr_u(mixed, 13)), i32x4.splat(<i32>0xc2b2ae35));
  return v128.xor(mixed, i32x4.shr_u(mixed, 16));
}

function pair(at: i32): u32 {
  return load<u32>(TEXT_AT + ((<usize>at) << 1));
}

/** Two 32-bit hashes of the units from..to, at hashAt(): four units a step, missing ones count as 0. */
export function hash(from: i32, to: i32): void {
  let low: u32 = FNV_BASIS ^ (<u32>(to - from));
  let high: u32 = ROTATION;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    low = (low ^ pair(at) ^ (high >> 7)) * LOW_FACTOR;
    high = (high ^ pair(at + 2) ^ (low >> 9)) * HIGH_FACTOR;
  }
  if (at < to) {
    const second = at + 1 < to ? unit(at + 1) << 16 : 0;
    const third = at + 2 < to ? unit(at + 2) : 0;
    low = (low ^ unit(at) ^ second ^ (high >> 7)) * LOW_FACTOR;
    high = (high ^ third ^ (low >> 9)) * HIGH_FACTOR;
  }
  store<u32>(HASH_AT, mix(low ^ (high >> 16)));
  store<u32>(HASH_AT + 4, mix(high));
}

/** Hash of a shingle's five units, packed by two. */
function shingle(first: u32, second: u32, third: u32): u32 {
  return mix(((first * FIRST_FACTOR) ^ (second * SECOND_FACTOR)) + third * THIRD_FACTOR);
}

/** Keeps the smaller value, without a branch: which one it is cannot be foreseen. */
function offer(hash: u32): void {
  const bin = BINS_AT + ((<usize>(hash & (BINS - 1))) << 2);
  const value = hash >> 7;
  const before = load<u32>(bin);
  store<u32>(bin, select<u32>(value, before, value < before));
}

function emptyBins(): void {
  memory.fill(BINS_AT, 0xff, BINS << 2);
}

/**
 * Empty bins borrow from the next full one to their right, past the last from the first, marked by the distance; the low
 * bytes are the signature.
 */
function finishSignature(): void {
  let distance: u32 = 0;
  while (load<u32>(BINS_AT + ((<usize>distance) << 2)) == EMPTY) distance++;
  let value = load<u32>(BINS_AT + ((<usize>distance) << 2));
  for (let bin = BINS - 1; bin >= 0; bin--) {
    const own = load<u32>(BINS_AT + ((<usize>bin) << 2));
    const isEmpty = own == EMPTY;
    distance = select<u32>(distance + 1, 0, isEmpty);
    value = select<u32>(value, own, isEmpty);
    store<u8>(SIGNATURE_AT + <usize>bin, <u8>(value + distance * ROTATION));
  }
}

function lanes(at: i32): v128 {
  return v128.load_ext<u16>(TEXT_AT + ((<usize>at) << 1));
}

function unitBefore(at: i32, to: i32): u32 {
  return at < to ? unit(at) : 0;
}

/** MinHash signature of the character shingles of the units from..to, at signatureAt(). */
export function minhash(from: i32, to: i32): void {
  emptyBins();
  const last = max(from, to - SHINGLE);
  let start = from;
  // Four shingles at a time; the last lane reads up to unit start + 7.
  for (; start + 8 <= to; start += 4) {
    const first = v128.or(lanes(start), i32x4.shl(lanes(start + 1), 16));
    const second = v128.or(lanes(start + 2), i32x4.shl(lanes(start + 3), 16));
    const both = v128.xor(
      i32x4.mul(first, i32x4.splat(<i32>FIRST_FACTOR)),
      i32x4.mul(second, i32x4.splat(<i32>SECOND_FACTOR))
    );
    const hashes = mixLanes(i32x4.add(both, i32x4.mul(lanes(start + 4), i32x4.splat(<i32>THIRD_FACTOR))));
    offer(<u32>i32x4.extract_lane(hashes, 0));
    offer(<u32>i32x4.extract_lane(hashes, 1));
    offer(<u32>i32x4.extract_lane(hashes, 2));
    offer(<u32>i32x4.extract_lane(hashes, 3));
  }
  for (; start <= last; start++) {
    const first = unitBefore(start, to) | (unitBefore(start + 1, to) << 16);
    const second = unitBefore(start + 2, to) | (unitBefore(start + 3, to) << 16);
    offer(shingle(first, second, unitBefore(start + 4, to)));
  }
  finishSignature();
}

function isDigit(code: u32): bool {
  return code - 0x30 < 10;
}

function isLetter(code: u32): bool {
  return code - 0x61 < 26 || (code >= 0x80 && code < 0x2e80);
}

/** Hashes of the words of the units from..to, at resultsAt(); the number of words is returned. */
export function words(from: i32, to: i32): i32 {
  let count: usize = 0;
  let at = from;
  while (at < to) {
    const first = unit(at);
    let code: u32 = FNV_BASIS;
    if (first >= 0x2e80) {
      code = (code ^ first) * FNV_PRIME;
      at++;
    } else if (isLetter(first) || isDigit(first)) {
      while (at < to) {
        const next = unit(at);
        if (isDigit(next)) {
          while (at < to && isDigit(unit(at))) at++;
          code = (code ^ 0x23) * FNV_PRIME;
        } else if (isLetter(next)) {
          code = (code ^ next) * FNV_PRIME;
          at++;
        } else break;
      }
    } else {
      at++;
      continue;
    }
    store<u32>(results + (count << 2), mix(code));
    count++;
  }
  return <i32>count;
}

/** MinHash signature of words and neighbouring pairs of words of the units from..to, at signatureAt(). */
export function wordSignature(from: i32, to: i32): void {
  emptyBins();
  const count = <usize>words(from, to);
  let before: u32 = 0;
  for (let index: usize = 0; index < count; index++) {
    const word = load<u32>(results + (index << 2));
    offer(mix(word));
    if (index > 0) offer(mix(before * ROTATION + word));
    before = word;
  }
  if (count == 0) offer(0);
  finishSignature();
}

function spread(code: u32): u32 {
  return (code + 1) * ROTATION;
}

/** Notes an n-gram's hash in the sieve. */
export function sieve(hash: u32): void {
  const at = SIEVE_AT + ((hash & (SIEVE_BITS - 1)) >> 3);
  const one: u32 = 1;
  store<u8>(at, load<u8>(at) | u8(one << (hash & 7)));
}

/**
 * Hashes of the 13-grams of the units from..to, at resultsAt(): all of them, or those that the sieve knows. A text shorter
 * than an n-gram is one n-gram. Their number is returned.
 */
export function grams(from: i32, to: i32, sieved: bool): i32 {
  let leaving: u32 = 1;
  for (let index = 1; index < GRAM; index++) leaving *= FNV_PRIME;
  let hash: u32 = 0;
  let count: usize = 0;
  const short = to - from < GRAM;
  for (let at = from; at < to; at++) {
    if (at - from >= GRAM) hash -= spread(unit(at - GRAM)) * leaving;
    hash = hash * FNV_PRIME + spread(unit(at));
    if (at - from < GRAM - 1 && !(short && at == to - 1)) continue;
    if (sieved && !(load<u8>(SIEVE_AT + ((hash & (SIEVE_BITS - 1)) >> 3)) & (1 << (hash & 7)))) continue;
    store<u32>(results + (count << 2), hash);
    count++;
  }
  return <i32>count;
}
