// What the listener has heard, as detail files in the inbox: safe on the disk before the sender is told, taken by the next sweep when whole.
import { mkdir, readdir, readFile, rename, truncate, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { DurableFile } from './durable-file.ts'

/** A file that is still written to has a name that the inbox leaves alone. */
const OPEN = '.part'
const PARAGRAPH_END = '\n\n'

interface OpenFile {
  readonly path: string
  readonly file: DurableFile
}

export class AccountingSpool {
  readonly #open = new Map<string, OpenFile>()
  #number = 0

  /** `owner`: in the names of its files, so that no two listeners on one folder take one another's. */
  constructor(
    private readonly inbox: string,
    private readonly owner: string
  ) {}

  /** Files that a killed process left open are whole up to the last paragraph that was written to its end: nobody was told of more. */
  async recover(formats: Iterable<string>): Promise<void> {
    for (const format of formats) {
      const folder = join(this.inbox, format)
      await mkdir(folder, { recursive: true })
      const left = (await readdir(folder)).filter(name => name.startsWith(this.#prefix) && name.endsWith(OPEN))
      for (const name of left) await offer(join(folder, name))
    }
  }

  /** Resolves when the paragraphs are on the disk; rejects when nobody may be told that they are. */
  async append(format: string, paragraphs: readonly string[], at: Temporal.Instant): Promise<void> {
    const { file } = this.#open.get(format) ?? (await this.#begin(format, at))
    await file.append(paragraphs.join(''))
  }

  /** Closes what is open and offers it to the inbox. */
  async rotate(): Promise<void> {
    for (const [format, { file, path }] of this.#open) {
      this.#open.delete(format)
      await file.close()
      await offer(path)
    }
  }

  get #prefix(): string {
    return `radius-${this.owner}-`
  }

  async #begin(format: string, at: Temporal.Instant): Promise<OpenFile> {
    const name = `${this.#prefix}${at.epochMilliseconds}-${this.#number++}${OPEN}`
    const path = join(this.inbox, format, name)
    const begun = { path, file: await DurableFile.open(path) }
    this.#open.set(format, begun)
    return begun
  }
}

async function offer(path: string): Promise<void> {
  const text = await readFile(path)
  const end = text.lastIndexOf(PARAGRAPH_END) + PARAGRAPH_END.length
  if (end < PARAGRAPH_END.length) return unlink(path)
  if (end < text.length) await truncate(path, end)
  await rename(path, path.slice(0, -OPEN.length))
}
