// SHA-256 (FIPS 180-4) in plain code: this ring runs in a browser too, where hashing is asynchronous.

const CONSTANTS = roundConstants()
const BLOCK_BYTES = 64

/** 64 hex digits of the hash of the text's UTF-8 bytes. */
export function sha256(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const state = Uint32Array.of(
    0x6a09e667,
    0xbb67ae85,
    0x3c6ef372,
    0xa54ff53a,
    0x510e527f,
    0x9b05688c,
    0x1f83d9ab,
    0x5be0cd19
  )
  const whole = bytes.length - (bytes.length % BLOCK_BYTES)
  const words = new Uint32Array(64)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < whole; at += BLOCK_BYTES) compress(state, words, view, at)
  const tail = padded(bytes, whole)
  for (let at = 0; at < tail.byteLength; at += BLOCK_BYTES) compress(state, words, tail, at)
  return Array.from(state, word => word.toString(16).padStart(8, '0')).join('')
}

/** The rest after the whole blocks, a one bit, zeros, and the length in bits. */
function padded(bytes: Uint8Array, whole: number): DataView {
  const rest = bytes.length - whole
  const tail = new Uint8Array(rest + 9 > BLOCK_BYTES ? 2 * BLOCK_BYTES : BLOCK_BYTES)
  tail.set(bytes.subarray(whole))
  tail[rest] = 0x80
  const view = new DataView(tail.buffer)
  view.setBigUint64(tail.length - 8, BigInt(bytes.length) * 8n)
  return view
}

function compress(state: Uint32Array, words: Uint32Array, view: DataView, at: number): void {
  for (let i = 0; i < 16; i++) words[i] = view.getUint32(at + 4 * i)
  for (let i = 16; i < 64; i++) {
    const early = word(words, i - 15)
    const late = word(words, i - 2)
    const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)
    const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10)
    words[i] = word(words, i - 16) + s0 + word(words, i - 7) + s1
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + word(CONSTANTS, i) + word(words, i)) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const added = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = word(state, i) + (added[i] ?? 0)
}

function word(words: Uint32Array, index: number): number {
  return words[index] ?? 0
}

function rotate(value: number, bits: number): number {
  return (value >>> bits) | (value << (32 - bits))
}

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes. */
function roundConstants(): Uint32Array {
  const constants = new Uint32Array(64)
  let count = 0
  for (let candidate = 2; count < 64; candidate++) {
    if (!isPrime(candidate)) continue
    constants[count++] = cubeRootFraction(BigInt(candidate))
  }
  return constants
}

/** floor(cbrt(n) * 2^32) mod 2^32, by bisection in integers: exact, unlike Math.cbrt. */
function cubeRootFraction(n: bigint): number {
  const target = n << 96n
  let low = 0n
  let high = 1n << 36n
  while (low < high) {
    const middle = (low + high + 1n) >> 1n
    if (middle * middle * middle <= target) low = middle
    else high = middle - 1n
  }
  return Number(BigInt.asUintN(32, low))
}

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) {
    if (n % divisor === 0) return false
  }
  return true
}
