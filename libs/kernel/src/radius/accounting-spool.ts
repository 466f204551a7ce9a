// What the listener has heard, as detail files in the inbox: safe on the disk before the sender is told, taken by the next sweep when whole.
import { mkdir, readFile, rename, truncate, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DurableFile, syncFolder } from './durable-file.ts'
import type { FileKind, ListenerFiles } from './listener-files.ts'

/** A file that is still written to has a name that the inbox leaves alone. */
const OPEN: FileKind = { begin: 'radius-', end: '.part' }
const PARAGRAPH_END = '\n\n'

export class AccountingSpool {
  readonly #open = new Map<string, DurableFile>()

  constructor(
    private readonly inbox: string,
    private readonly files: ListenerFiles
  ) {}

  /** Resolves when the paragraphs are on the disk; rejects when nobody may be told that they are. */
  async append(format: string, paragraphs: readonly string[]): Promise<void> {
    const open = this.#open.get(format)
    const file = open === undefined || open.isBroken ? await this.#begin(format) : open
    await file.append([paragraphs.join('')])
  }

  /** Closes what is open, and offers to the inbox whatever is left in the folder of that format, by whomever; `nowMs` by the clock of the file system. */
  async offer(format: string, nowMs: number): Promise<void> {
    const open = this.#open.get(format)
    this.#open.delete(format)
    await open?.close()
    const left = await this.files.takeLeft(join(this.inbox, format), OPEN, { inUse: undefined, nowMs })
    for (const path of left) await offer(path)
  }

  async #begin(format: string): Promise<DurableFile> {
    const folder = join(this.inbox, format)
    const made = await mkdir(folder, { recursive: true })
    if (made !== undefined) await syncFolder(this.inbox)
    const begun = await DurableFile.create(join(folder, this.files.newName(OPEN)))
    this.#open.set(format, begun)
    return begun
  }
}

/** It is whole up to the last paragraph that was written to its end: nobody was told of more. */
async function offer(path: string): Promise<void> {
  const text = await readFile(path)
  const end = text.lastIndexOf(PARAGRAPH_END) + PARAGRAPH_END.length
  if (end < PARAGRAPH_END.length) return unlink(path)
  if (end < text.length) await truncate(path, end)
  await rename(path, path.slice(0, -OPEN.end.length))
  await syncFolder(dirname(path))
}
