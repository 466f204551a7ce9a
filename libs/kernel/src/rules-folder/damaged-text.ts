// A file that is not UTF-8, read as far as it goes: what else is wrong with the rules can still be told.
import { Buffer } from 'node:buffer'

export interface DamagedText {
  /** With the replacement character, U+FFFD, where bytes mean nothing. */
  readonly text: string
  /** 1-based; of the first bytes that mean nothing. */
  readonly line: number
  readonly column: number
}

/** `bytes` are not UTF-8. Of a file that begins as UTF-16 does, nothing is read. */
export function damagedText(bytes: Uint8Array): DamagedText {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)
  if (mark === 0xfffe || mark === 0xfeff) return { text: '', line: 1, column: 1 }
  const text = new TextDecoder().decode(bytes)
  const lines = text.slice(0, firstDamage(text, Buffer.from(bytes))).split('\n')
  return { text, line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}

/** A replacement character may have been written by hand: then its own bytes are in the file. */
function firstDamage(text: string, bytes: Buffer): number {
  const written = Buffer.from('\ufffd')
  let from = 0
  let offset = bytes.indexOf(Buffer.from('\ufeff')) === 0 ? 3 : 0
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', from)) {
    offset += Buffer.byteLength(text.slice(from, at))
    if (!bytes.subarray(offset, offset + written.length).equals(written)) return at
    from = at + 1
    offset += written.length
  }
  return text.length
}
