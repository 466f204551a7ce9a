// The last packet of each session that goes on, kept on the disk: what is known of it should its end never be heard.
import { readFile, rename, writeFile } from 'node:fs/promises'
import { DurableFile } from './durable-file.ts'

export interface OpenSession {
  /** Names it within its format. */
  readonly id: string
  readonly format: string
  /** Its last packet, as a paragraph of a detail file. */
  readonly paragraph: string
  /** Address of the sender. */
  readonly from: string
  /** Seconds that it had lasted: packets may overtake one another. */
  readonly lasted: number
  /** Epoch milliseconds at which that was heard. */
  readonly heardAt: number
}

/** One line of the journal: a session as it is now, or that it has ended. */
type Entry = OpenSession | { readonly format: string; readonly ended: string }

/** The journal is written anew when it holds more lines that say nothing any more. */
const MOST_STALE_LINES = 10_000

export class OpenSessions {
  readonly #sessions = new Map<string, OpenSession>()
  #journal: DurableFile | null = null
  #lines = 0

  constructor(
    private readonly path: string,
    private readonly most: number
  ) {}

  get count(): number {
    return this.#sessions.size
  }

  async load(): Promise<void> {
    const text = await readFile(this.path, 'utf8').catch(absent)
    // what follows the last line end was cut off before anybody was told of it
    for (const line of text.split('\n').slice(0, -1)) this.#apply(JSON.parse(line) as Entry)
    await this.#rewrite()
  }

  /** Resolves when they are on the disk. What could not be put there is heard again, for nobody was told. */
  async hear(heard: readonly OpenSession[], ended: readonly Pick<OpenSession, 'format' | 'id'>[]): Promise<void> {
    const entries: Entry[] = []
    for (const session of heard) {
      if (!this.#isNews(session)) continue
      this.#apply(session)
      entries.push(session)
    }
    for (const { format, id } of ended) {
      if (this.#sessions.delete(keyOf(format, id))) entries.push({ format, ended: id })
    }
    if (entries.length === 0) return
    this.#journal ??= await DurableFile.open(this.path)
    await this.#journal.append(linesOf(entries))
    this.#lines += entries.length
    if (this.#lines > this.#sessions.size + MOST_STALE_LINES) await this.#rewrite()
  }

  /** Sessions last heard before that, and the longest silent of more than may be open. */
  silent(beforeMs: number): OpenSession[] {
    const all = [...this.#sessions.values()]
    const surplus = all.length - this.most
    if (surplus <= 0) return all.filter(({ heardAt }) => heardAt < beforeMs)
    all.sort((a, b) => a.heardAt - b.heardAt)
    return all.filter(({ heardAt }, index) => index < surplus || heardAt < beforeMs)
  }

  /** Of a sender that has started again. */
  of(from: string): OpenSession[] {
    return [...this.#sessions.values()].filter(session => session.from === from)
  }

  async close(): Promise<void> {
    await this.#journal?.close()
    this.#journal = null
  }

  #isNews({ format, id, lasted }: OpenSession): boolean {
    const known = this.#sessions.get(keyOf(format, id))
    return known === undefined || lasted >= known.lasted
  }

  #apply(entry: Entry): void {
    if ('ended' in entry) this.#sessions.delete(keyOf(entry.format, entry.ended))
    else this.#sessions.set(keyOf(entry.format, entry.id), entry)
  }

  async #rewrite(): Promise<void> {
    await this.close()
    const draft = `${this.path}.new`
    await writeFile(draft, linesOf([...this.#sessions.values()]), { flush: true })
    await rename(draft, this.path)
    this.#lines = this.#sessions.size
  }
}

function linesOf(entries: readonly Entry[]): string {
  return entries.map(entry => `${JSON.stringify(entry)}\n`).join('')
}

function keyOf(format: string, id: string): string {
  return `${format}\n${id}`
}

function absent(error: { readonly code?: string }): string {
  if (error.code === 'ENOENT') return ''
  throw error
}
