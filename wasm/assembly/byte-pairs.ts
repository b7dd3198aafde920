// The byte-pair tokenizer's loop: cuts bytes into chunks and joins the pairs of each, earliest learnt first.
// Its twin is src/lib/core/lift/plain-byte-pairs.ts with the chunk rule of chunk-bytes.ts; tests compare them.

const CHUNK_MAX: i32 = 32;
const SPACE: u32 = 0x20;
const NONE: u32 = 0xffffffff;

const LETTER: u32 = 0;
const DIGIT: u32 = 1;
const BLANK: u32 = 2;
const SIGN: u32 = 3;

// Memory: the chunk in hand and its ranks, the table of pairs, then the bytes and behind them the tokens.
const CHUNK_AT: usize = 1024;
const RANKS_AT: usize = 1280;
const PAIRS_AT: usize = 2048;

let pairMask: u32 = 0;
let firstMerged: u32 = 0;
let bytes: usize = PAIRS_AT;
let tokens: usize = PAIRS_AT;

export function bytesAt(): usize {
  return bytes;
}

export function tokensAt(): usize {
  return tokens;
}

function grow(end: usize): void {
  const pages = <i32>((end + 0xffff) >> 16);
  if (pages > memory.size()) memory.grow(pages - memory.size());
}

/** An empty table of `slots` pairs, a power of two above twice the number of merges. Merged ids start at `first`. */
export function emptyTable(slots: i32, first: i32): void {
  pairMask = <u32>slots - 1;
  firstMerged = <u32>first;
  bytes = PAIRS_AT + ((<usize>slots) << 3);
  grow(bytes);
  memory.fill(PAIRS_AT, 0xff, (<usize>slots) << 3);
}

/** Makes room for so many bytes and as many tokens. */
export function reserve(count: i32): void {
  tokens = (bytes + <usize>count + 15) & ~15;
  grow(tokens + ((<usize>count) << 2));
}

function slotOf(pair: u32): usize {
  const hash = pair * 0x9e3779b1;
  return <usize>((hash ^ (hash >> 15)) & pairMask);
}

/** Ids of at most 16 bits that become firstMerged + rank; of a pair given twice the later rank holds. */
export function addPair(left: i32, right: i32, rank: i32): void {
  const pair = ((<u32>left) << 16) | (<u32>right);
  let slot = slotOf(pair);
  while (load<u32>(PAIRS_AT + (slot << 3) + 4) != NONE && load<u32>(PAIRS_AT + (slot << 3)) != pair)
    slot = (slot + 1) & (<usize>pairMask);
  store<u32>(PAIRS_AT + (slot << 3), pair);
  store<u32>(PAIRS_AT + (slot << 3) + 4, <u32>rank);
}

function rankOf(left: u32, right: u32): u32 {
  const pair = (left << 16) | right;
  let slot = slotOf(pair);
  let rank = load<u32>(PAIRS_AT + (slot << 3) + 4);
  while (rank != NONE && load<u32>(PAIRS_AT + (slot << 3)) != pair) {
    slot = (slot + 1) & (<usize>pairMask);
    rank = load<u32>(PAIRS_AT + (slot << 3) + 4);
  }
  return rank;
}

function byte(at: i32): u32 {
  return <u32>load<u8>(bytes + <usize>at);
}

function classOf(code: u32): u32 {
  if (code - 0x61 < 26 || code - 0x41 < 26 || code >= 0x80 || code == 0x5f) return LETTER;
  if (code - 0x30 < 10) return DIGIT;
  return code == SPACE || code - 0x09 < 5 ? BLANK : SIGN;
}

function startsWord(code: u32): bool {
  const kind = classOf(code);
  return kind == LETTER || kind == SIGN;
}

function chunkEnd(start: i32, length: i32): i32 {
  const limit = min(length, start + CHUNK_MAX);
  const leads = byte(start) == SPACE && start + 1 < limit && startsWord(byte(start + 1));
  const kind = classOf(byte(leads ? start + 1 : start));
  let end = leads ? start + 2 : start + 1;
  if (kind == DIGIT) return end;
  while (end < limit && classOf(byte(end)) == kind) {
    if (kind == BLANK && byte(end) == SPACE && end + 1 < length && startsWord(byte(end + 1))) break;
    end++;
  }
  return end;
}

function token(index: i32): u32 {
  return load<u32>(CHUNK_AT + ((<usize>index) << 2));
}

function rankAt(index: i32): u32 {
  return load<u32>(RANKS_AT + ((<usize>index) << 2));
}

function setRank(index: i32, rank: u32): void {
  store<u32>(RANKS_AT + ((<usize>index) << 2), rank);
}

/** Joins the pairs of the chunk in hand; its new number of tokens is returned. */
function join(length: i32): i32 {
  let count = length;
  for (let index = 0; index + 1 < count; index++) setRank(index, rankOf(token(index), token(index + 1)));
  while (count > 1) {
    let best: u32 = NONE;
    let at = -1;
    for (let index = 0; index + 1 < count; index++) {
      if (rankAt(index) < best) {
        best = rankAt(index);
        at = index;
      }
    }
    if (at < 0) break;
    count--;
    store<u32>(CHUNK_AT + ((<usize>at) << 2), firstMerged + best);
    for (let index = at + 1; index < count; index++) {
      store<u32>(CHUNK_AT + ((<usize>index) << 2), token(index + 1));
      setRank(index, rankAt(index + 1));
    }
    if (at > 0) setRank(at - 1, rankOf(token(at - 1), token(at)));
    if (at + 1 < count) setRank(at, rankOf(token(at), token(at + 1)));
  }
  return count;
}

/** Tokens of the `length` bytes at bytesAt(), at tokensAt() as 32-bit words; their number is returned. */
export function encode(length: i32): i32 {
  let written: usize = 0;
  let start = 0;
  while (start < length) {
    const end = chunkEnd(start, length);
    for (let at = start; at < end; at++) store<u32>(CHUNK_AT + ((<usize>(at - start)) << 2), byte(at));
    const count = join(end - start);
    for (let index = 0; index < count; index++) store<u32>(tokens + ((written + <usize>index) << 2), token(index));
    written += <usize>count;
    start = end;
  }
  return <i32>written;
}
