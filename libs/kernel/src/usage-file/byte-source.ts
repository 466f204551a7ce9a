// Where usage bytes come from: a file or a stream, gzip or not, read on demand into the caller's buffer.
import { open, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { DamagedSource } from './damaged-source.ts'
import { Unpacking } from './unpacking.ts'

const PIECE_BYTES = 1_048_576
/** By which gzip is known. */
const MAGIC_BYTES = 2

/** Bytes in order; nothing is read ahead of what is asked for, beyond one piece. */
export interface ByteSource {
  /** Fills `target` from `at` and says how many bytes came; 0 only at the end. Rejects with DamagedSource when the bytes are damaged. */
  fill(target: Buffer, at: number): Promise<number>
  close(): Promise<void>
}

export type OpenedSource =
  | { readonly ok: true; readonly source: ByteSource; readonly bytes: number }
  | { readonly ok: false; readonly problem: string }

/** What a machine is short of for a while, or a file system that is elsewhere: nothing is wrong with the file, which is read another time. */
const PASSING: ReadonlySet<string> = new Set([
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'EIO',
  'ESTALE',
  'EAGAIN',
  'EBUSY',
  'ENOSPC',
  'EHOSTDOWN',
  'EREMOTEIO'
])

/** Opens a file; a gzip file is known by its first bytes, whatever its name. `bytes` is the size on the disk. Rejects where the machine fails, not the file. */
export async function openFile(path: string): Promise<OpenedSource> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) return { ok: false, problem: `${path} is a folder: name one of the files in it` }
    const handle = await open(path)
    try {
      return { ok: true, source: await sourceOf(handle, found.isFile()), bytes: found.isFile() ? found.size : 0 }
    } catch (error) {
      await handle.close()
      throw error
    }
  } catch (error) {
    if (isPassing(error)) throw error
    return { ok: false, problem: `${path} cannot be read: ${systemWords(error)}` }
  }
}

/** What is no file, such as a pipe, cannot be looked into. */
async function sourceOf(handle: FileHandle, isFile: boolean): Promise<ByteSource> {
  if (!isFile) return streamSource(handle.createReadStream())
  const magic = Buffer.alloc(MAGIC_BYTES)
  const { bytesRead } = await handle.read(magic, 0, MAGIC_BYTES, 0)
  if (bytesRead < MAGIC_BYTES || !isGzip(magic)) return new FileSource(handle)
  const stream = handle.createReadStream({ start: 0 })
  return gunzipped(piecesOf(stream), () => void stream.destroy())
}

/** A stream, such as standard input; gzip is known by its first bytes. */
export function openStream(stream: Readable): Promise<ByteSource> {
  return sourceOfPieces(piecesOf(stream), () => void stream.destroy())
}

/** The body of a request. What is not read of it is thrown away: broken off, it would take the answer along with the connection. */
export function openBody(stream: Readable): Promise<ByteSource> {
  const pieces = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>
  const letGo = async (): Promise<void> => {
    await pieces.return?.()
    stream.resume()
  }
  return sourceOfPieces({ next: () => pieces.next() }, () => void letGo().catch(() => stream.destroy()))
}

async function sourceOfPieces(pieces: AsyncIterator<Buffer>, end: () => void): Promise<ByteSource> {
  let head: Buffer = Buffer.alloc(0)
  for (let next; head.length < MAGIC_BYTES && next?.done !== true; ) {
    next = await pieces.next()
    if (next.done !== true) head = Buffer.concat([head, Buffer.from(next.value)])
  }
  if (!isGzip(head)) return new PieceSource(pieces, head, end)
  return gunzipped(resumed(head, pieces), end)
}

async function* resumed(head: Buffer, pieces: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value
}

function isGzip(head: Buffer): boolean {
  return head.length >= MAGIC_BYTES && head[0] === 0x1f && head[1] === 0x8b
}

function streamSource(stream: Readable): ByteSource {
  return new PieceSource(piecesOf(stream), Buffer.alloc(0), () => stream.destroy())
}

function piecesOf(stream: Readable): AsyncIterator<Buffer> {
  return stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
}

function gunzipped(pieces: AsyncIterator<Buffer>, end: () => void): ByteSource {
  const unpacking = new Unpacking(pieces)
  return new PieceSource(unpacking.bytes(), Buffer.alloc(0), () => {
    unpacking.stop()
    end()
  })
}

/** Reads a piece while the one before it is used: on a busy machine, each wait for a thread that reads costs more than the reading. */
class FileSource implements ByteSource {
  private spare = Buffer.allocUnsafeSlow(PIECE_BYTES)
  private used = Buffer.allocUnsafeSlow(PIECE_BYTES)
  /** Of `used`: what has not been taken. */
  private rest = Buffer.alloc(0)
  private reading: Promise<number> | null = null

  constructor(private readonly handle: FileHandle) {}

  async fill(target: Buffer, at: number): Promise<number> {
    if (this.rest.length === 0) await this.nextPiece()
    const count = this.rest.copy(target, at)
    this.rest = this.rest.subarray(count)
    return count
  }

  async close(): Promise<void> {
    await this.reading?.catch(() => undefined)
    await this.handle.close()
  }

  private async nextPiece(): Promise<void> {
    const count = await (this.reading ?? this.read())
    ;[this.used, this.spare] = [this.spare, this.used]
    this.rest = this.used.subarray(0, count)
    this.reading = count === 0 ? null : this.read()
    // told to whoever asks for the piece
    this.reading?.catch(() => undefined)
  }

  private async read(): Promise<number> {
    return (await this.handle.read(this.spare, 0, PIECE_BYTES)).bytesRead
  }
}

class PieceSource implements ByteSource {
  constructor(
    private readonly pieces: AsyncIterator<Buffer>,
    private piece: Buffer,
    private readonly end: () => void
  ) {}

  async fill(target: Buffer, at: number): Promise<number> {
    while (this.piece.length === 0) {
      const next = await this.next()
      if (next === null) return 0
      this.piece = next
    }
    const count = this.piece.copy(target, at)
    this.piece = this.piece.subarray(count)
    return count
  }

  async close(): Promise<void> {
    this.end()
    await this.pieces.return?.()
  }

  private async next(): Promise<Buffer | null> {
    try {
      const { done, value } = await this.pieces.next()
      return done === true ? null : value
    } catch (error) {
      if (error instanceof DamagedSource || isPassing(error)) throw error
      throw new DamagedSource(
        `the data breaks off or is damaged (${systemWords(error)}): fetch it again from where it was written`
      )
    }
  }
}

function isPassing(error: unknown): boolean {
  return PASSING.has((error as { code?: string }).code ?? '')
}

function systemWords(error: unknown): string {
  const code = (error as { code?: string }).code
  if (code === 'ENOENT') return 'it does not exist'
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  return error instanceof Error ? error.message : String(error)
}
