// Text of two bytes a character, which no format reads: told of the file as a whole, before its lines are taken for damaged ones.

const SAMPLE_BYTES = 512

/** What is wrong with a file that begins so; null: it is no UTF-16. */
export function utf16Problem(head: Buffer): string | null {
  const order = byteOrder(head)
  if (order === null) return null
  const from = order === 'little' ? 'UTF-16LE' : 'UTF-16BE'
  return `the file is UTF-16 text, and usage is read as UTF-8: convert it (iconv -f ${from} -t UTF-8) and import it again`
}

/** By its mark, or because every other byte of its beginning is zero, as of text in Latin letters and digits. */
function byteOrder(head: Buffer): 'little' | 'big' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'little'
  if (head[0] === 0xfe && head[1] === 0xff) return 'big'
  const sample = head.subarray(0, SAMPLE_BYTES)
  const zeros = [0, 0]
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (sample.length < 4 || (even > 0 && odd > 0) || (even + odd) * 3 < sample.length) return null
  return even > 0 ? 'big' : 'little'
}
