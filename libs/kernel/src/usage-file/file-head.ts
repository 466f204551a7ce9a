// The beginning of a source, read ahead: its first line, and a hash by which the same file is known again.
import { createHash } from 'node:crypto'
import { isUtf8 } from 'node:buffer'
import type { ByteSource } from './byte-source.ts'
import { utf16Problem } from './utf-16.ts'

const HEAD_BYTES = 65_536

export interface FileHead {
  /** Null when the source is empty, or when the line is no text or longer than the head. */
  readonly firstLine: string | null
  /** Why nothing of the source can be read; null: it may be. */
  readonly problem: string | null
  readonly hash: string
  /** Gives everything from the first byte on. */
  readonly source: ByteSource
}

export async function readHead(source: ByteSource): Promise<FileHead> {
  const buffer = Buffer.allocUnsafeSlow(HEAD_BYTES)
  let filled = 0
  for (let count = -1; filled < HEAD_BYTES && count !== 0; filled += count) count = await source.fill(buffer, filled)
  const head = buffer.subarray(0, filled)
  const hash = createHash('sha256').update(head).digest('hex')
  return { firstLine: firstLineOf(head), problem: utf16Problem(head), hash, source: new ResumedSource(head, source) }
}

function firstLineOf(head: Buffer): string | null {
  const newline = head.indexOf(10)
  if (head.length === 0 || (newline < 0 && head.length === HEAD_BYTES)) return null
  const line = head.subarray(0, newline < 0 ? head.length : newline)
  return isUtf8(line) && !line.includes(0) ? line.toString('utf8') : null
}

class ResumedSource implements ByteSource {
  constructor(
    private head: Buffer,
    private readonly rest: ByteSource
  ) {}

  async fill(target: Buffer, at: number): Promise<number> {
    if (this.head.length === 0) return this.rest.fill(target, at)
    const count = this.head.copy(target, at)
    this.head = this.head.subarray(count)
    return count
  }

  close(): Promise<void> {
    return this.rest.close()
  }
}
