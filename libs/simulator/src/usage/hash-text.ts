// A 128-bit hash of a text (MurmurHash3 x86_128 over UTF-16 code units): identity of lines without an id. Not for secrets.

/** Fills `out` with four 32-bit words. Two different texts meet by accident once in about 10^19 texts. */
export function hashText(text: string, out: Int32Array): void {
  let a = 0x9747b28c | 0
  let b = 0x5bd1e995 | 0
  let c = 0x1b873593 | 0
  let d = 0x38b34ae5 | 0
  const length = text.length
  const pairs = length - (length % 8)
  for (let i = 0; i < pairs; i += 8) {
    a = mixIn(a, pair(text, i), 0x239b961b, 0xab0e9789, 15, 19, b, 0x561ccd1b)
    b = mixIn(b, pair(text, i + 2), 0xab0e9789, 0x38b34ae5, 16, 17, c, 0x0bcaa747)
    c = mixIn(c, pair(text, i + 4), 0x38b34ae5, 0xa1e38b93, 17, 15, d, 0x96cd1c35)
    d = mixIn(d, pair(text, i + 6), 0xa1e38b93, 0x239b961b, 18, 13, a, 0x32ac3b17)
  }
  for (let i = pairs; i < length; i++) {
    const unit = text.charCodeAt(i)
    a = mixIn(a, unit, 0x239b961b, 0xab0e9789, 15, 19, d, 0x561ccd1b)
    b = mixIn(b, unit + i, 0xab0e9789, 0x38b34ae5, 16, 17, a, 0x0bcaa747)
    c = mixIn(c, unit + i, 0x38b34ae5, 0xa1e38b93, 17, 15, b, 0x96cd1c35)
    d = mixIn(d, unit + i, 0xa1e38b93, 0x239b961b, 18, 13, c, 0x32ac3b17)
  }
  finish(a ^ length, b ^ length, c ^ length, d ^ length, out)
}

/** 32 hex digits. */
export function hashHex(text: string): string {
  const words = new Int32Array(4)
  hashText(text, words)
  return Array.from(words, word => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

function pair(text: string, at: number): number {
  return text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16)
}

function mixIn(
  h: number,
  k: number,
  k1: number,
  k2: number,
  r1: number,
  r2: number,
  next: number,
  add: number
): number {
  const scrambled = Math.imul(rotate(Math.imul(k, k1), r1), k2)
  return (Math.imul((rotate(h ^ scrambled, r2) + next) | 0, 5) + add) | 0
}

function finish(a: number, b: number, c: number, d: number, out: Int32Array): void {
  const sum = (a + b + c + d) | 0
  const h1 = avalanche(sum)
  const h2 = avalanche((b + sum) | 0)
  const h3 = avalanche((c + sum) | 0)
  const h4 = avalanche((d + sum) | 0)
  const total = (h1 + h2 + h3 + h4) | 0
  out[0] = total
  out[1] = (h2 + total) | 0
  out[2] = (h3 + total) | 0
  out[3] = (h4 + total) | 0
}

function avalanche(value: number): number {
  let h = value ^ (value >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}
