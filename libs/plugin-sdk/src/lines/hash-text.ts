// A 128-bit hash of a text (after MurmurHash3 x86_128, over UTF-16 code units): identity of lines without an id. Not for secrets.

const { imul } = Math
const LANES = 4
/** Fills `out` with four 32-bit words. Two different texts meet by accident once in about 10^19 texts. The four lanes are written out: a loop over them takes three times as long. */
export function hashText(text: string, out: Int32Array): void {
  const { length } = text
  let [a, b, c, d] = [0x9747b28c | 0, 0x5bd1e995, 0x1b873593, 0x38b34ae5]
  const whole = length - (length % (2 * LANES))
  for (let i = 0; i < whole; i += 2 * LANES) {
    a = (imul(rotate(a ^ first(pairAt(text, i)), 19) + b, 5) + 0x561ccd1b) | 0
    b = (imul(rotate(b ^ second(pairAt(text, i + 2)), 17) + c, 5) + 0x0bcaa747) | 0
    c = (imul(rotate(c ^ third(pairAt(text, i + 4)), 15) + d, 5) + 0x96cd1c35) | 0
    d = (imul(rotate(d ^ fourth(pairAt(text, i + 6)), 13) + a, 5) + 0x32ac3b17) | 0
  }
  for (let i = whole; i < length; i++) {
    const unit = text.charCodeAt(i)
    a = (imul(rotate(a ^ first(unit), 19) + b, 5) + 0x561ccd1b) | 0
    b = (imul(rotate(b ^ second(unit + i), 17) + c, 5) + 0x0bcaa747) | 0
    c = (imul(rotate(c ^ third(unit + 2 * i), 15) + d, 5) + 0x96cd1c35) | 0
    d = (imul(rotate(d ^ fourth(unit + 3 * i), 13) + a, 5) + 0x32ac3b17) | 0
  }
  out[0] = a
  out[1] = b
  out[2] = c
  out[3] = d
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

function pairAt(text: string, at: number): number {
  return text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16)
}

function first(value: number): number {
  return imul(rotate(imul(value, 0x239b961b), 15), 0xab0e9789)
}

function second(value: number): number {
  return imul(rotate(imul(value, 0xab0e9789), 16), 0x38b34ae5)
}

function third(value: number): number {
  return imul(rotate(imul(value, 0x38b34ae5), 17), 0xa1e38b93)
}

function fourth(value: number): number {
  return imul(rotate(imul(value, 0xa1e38b93), 18), 0x239b961b)
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
