// What is sent, as a file: for work that holds something others need, and must not wait for its sender.
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openFile, type OpenedSource } from './byte-source.ts'
import { DamagedSource } from './damaged-source.ts'

/** Reads it to its end, packed as it comes. The file has no name any more when this returns, so that nothing has to remove it. */
export async function keepStream(stream: Readable): Promise<OpenedSource> {
  stream.on('error', () => undefined) // told by whoever reads it, who has not begun
  const folder = await mkdtemp(join(tmpdir(), 'farthing-sent-'))
  try {
    const path = join(folder, 'body')
    await pipeline(sent(stream), createWriteStream(path))
    return await openFile(path)
  } catch (error) {
    if (error instanceof DamagedSource) return { ok: false, problem: error.message }
    throw error
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** A sender who breaks off is no fault of ours; a disk that is full is. */
async function* sent(stream: Readable): AsyncGenerator<Buffer> {
  try {
    yield* stream as AsyncIterable<Buffer>
  } catch (error) {
    throw new DamagedSource(`the data breaks off (${error instanceof Error ? error.message : String(error)})`)
  }
}
