// A 128-bit hash of a text (after MurmurHash3 x86_128, over UTF-16 code units): identity of lines without an id. Not for secrets.

const { imul } = Math
const LANES = 4
const SEED = Int32Array.of(0x9747b28c, 0x5bd1e995, 0x1b873593, 0x38b34ae5)
const FIRST_FACTOR = Int32Array.of(0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93)
const SECOND_FACTOR = Int32Array.of(0xab0e9789, 0x38b34ae5, 0xa1e38b93, 0x239b961b)
const FIRST_TURN = Uint8Array.of(15, 16, 17, 18)
const SECOND_TURN = Uint8Array.of(19, 17, 15, 13)
const ADDEND = Int32Array.of(0x561ccd1b, 0x0bcaa747, 0x96cd1c35, 0x32ac3b17)

/** Fills `out` with four 32-bit words. Two different texts meet by accident once in about 10^19 texts. */
export function hashText(text: string, out: Int32Array): void {
  const { length } = text
  out.set(SEED)
  const whole = length - (length % (2 * LANES))
  for (let i = 0; i < whole; i += 2) mix(out, (i >> 1) % LANES, text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16))
  for (let i = whole; i < length; i++) {
    for (let lane = 0; lane < LANES; lane++) mix(out, lane, text.charCodeAt(i) + lane * i)
  }
  finish(out, length)
}

/** 32 hex digits. */
export function hashHex(text: string): string {
  const words = new Int32Array(LANES)
  hashText(text, words)
  return Array.from(words, word => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

const shortWords = new Int32Array(LANES)
/** Numbers below 2^31 are spelt four times as fast as larger ones: a hash is spelt in two parts. */
const DIGITS_4 = 36 ** 4

/** At most seven letters and digits: tells the few apart that have a name in common, and is no name alone. */
export function shortHash(text: string): string {
  hashText(text, shortWords)
  const value = (shortWords[0] ?? 0) >>> 0
  const high = Math.floor(value / DIGITS_4)
  const low = (value - high * DIGITS_4).toString(36)
  return high === 0 ? low : high.toString(36) + low.padStart(4, '0')
}

function mix(state: Int32Array, lane: number, value: number): void {
  const turned = rotate(imul(value, FIRST_FACTOR[lane] ?? 0), FIRST_TURN[lane] ?? 0)
  const mixed = (state[lane] ?? 0) ^ imul(turned, SECOND_FACTOR[lane] ?? 0)
  const neighbour = state[(lane + 1) % LANES] ?? 0
  state[lane] = imul(rotate(mixed, SECOND_TURN[lane] ?? 0) + neighbour, 5) + (ADDEND[lane] ?? 0)
}

function finish(state: Int32Array, length: number): void {
  for (let lane = 0; lane < LANES; lane++) state[lane] = (state[lane] ?? 0) ^ length
  addUp(state)
  for (let lane = 0; lane < LANES; lane++) state[lane] = avalanche(state[lane] ?? 0)
  addUp(state)
}

/** Every lane comes to depend on all the others. */
function addUp(state: Int32Array): void {
  let sum = 0
  for (const word of state) sum = (sum + word) | 0
  state[0] = sum
  for (let lane = 1; lane < LANES; lane++) state[lane] = (state[lane] ?? 0) + sum
}

function avalanche(value: number): number {
  let h = value ^ (value >>> 16)
  h = imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}
