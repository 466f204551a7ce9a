// The last packet of each session that goes on, kept on the disk: what is known of it should its end never be heard.
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DurableFile, syncFolder, type Texts } from './durable-file.ts'
import type { FileKind, ListenerFiles } from './listener-files.ts'
import { type OpenSession, readChange, type SessionChange, SessionChanges, sessionKey } from './session-changes.ts'

const JOURNAL: FileKind = { begin: '.radius-sessions-', end: '' }
/** The journal is written anew when it holds this many lines more that say nothing any more than lines that do. */
const MOST_STALE_LINES = 10_000
/** Written at once: as one text, the sessions of a large network would be longer than a string can be, and hold up everybody else. */
const LINES_AT_ONCE = 1000

export class OpenSessions {
  readonly #sessions = new Map<string, OpenSession>()
  readonly #byNas = new Map<string, Set<string>>()
  #journal: DurableFile | null = null
  #lines = 0
  #unread = 0

  constructor(
    private readonly folder: string,
    private readonly files: ListenerFiles
  ) {}

  get count(): number {
    return this.#sessions.size
  }

  /** Lines of journals that no listener can have written, as a loss of power may leave them: since this was asked last. */
  takeUnread(): number {
    const unread = this.#unread
    this.#unread = 0
    return unread
  }

  get(key: string): OpenSession | undefined {
    return this.#sessions.get(key)
  }

  of(nas: string): OpenSession[] {
    return [...(this.#byNas.get(nas) ?? [])].flatMap(key => this.#sessions.get(key) ?? [])
  }

  /** Goes on with what listeners that are gone left. Answers with the time by the clock of the file system, milliseconds since 1970. */
  async takeLeft(): Promise<number> {
    const { path, writtenMs: nowMs } = await this.#write(['\n'])
    for (const left of await this.files.takeLeft(this.folder, JOURNAL, { inUse: path, nowMs })) {
      const changes = new SessionChanges(this)
      const { sessions, unread } = await readJournal(left)
      this.#unread += unread
      for (const session of sessions) changes.hear(session)
      await this.keep(changes)
      await rm(left)
    }
    return nowMs
  }

  /** Resolves when they are on the disk. What could not be put there is heard again, for nobody was told. */
  async keep(changes: SessionChanges): Promise<void> {
    const news = [...changes.all].filter(([key, change]) => this.#apply(key, change)).map(([, change]) => change)
    if (news.length === 0) return
    await this.#write(linesOf(news))
    this.#lines += news.length
    if (this.#lines > 2 * this.#sessions.size + MOST_STALE_LINES) await this.#rewrite()
  }

  /** Sessions last heard before that. */
  silent(beforeMs: number): OpenSession[] {
    return [...this.#sessions.values()].filter(({ heardAt }) => heardAt < beforeMs)
  }

  /** The longest silent of more than that many. */
  surplus(most: number): OpenSession[] {
    if (this.#sessions.size <= most) return []
    return [...this.#sessions.values()].sort((a, b) => a.heardAt - b.heardAt).slice(0, this.#sessions.size - most)
  }

  /** The next listener goes on with it. */
  async close(): Promise<void> {
    await this.#journal?.close()
    this.#journal = null
  }

  /** Whether it is news. */
  #apply(key: string, change: SessionChange): boolean {
    const known = this.#sessions.get(key)
    if (known !== undefined) this.#byNas.get(known.nas)?.delete(key)
    if ('ended' in change) {
      if (known !== undefined && this.#byNas.get(known.nas)?.size === 0) this.#byNas.delete(known.nas)
      return this.#sessions.delete(key)
    }
    this.#sessions.set(key, change)
    const keys = this.#byNas.get(change.nas)
    if (keys === undefined) this.#byNas.set(change.nas, new Set([key]))
    else keys.add(key)
    return true
  }

  /** What is in memory is right, whatever is on the disk: after a failure all of it is written anew. */
  async #write(lines: Texts): Promise<DurableFile> {
    const journal = this.#journal === null || this.#journal.isBroken ? await this.#rewrite() : this.#journal
    await journal.append(lines)
    return journal
  }

  /** Two journals say nothing else than one: whoever finds both reads both. */
  async #rewrite(): Promise<DurableFile> {
    const before = this.#journal
    const path = join(this.folder, this.files.newName(JOURNAL))
    const journal = await DurableFile.create(path, linesOf(this.#sessions.values()))
    this.#journal = journal
    this.#lines = this.#sessions.size
    await before?.close()
    if (before !== null) await rm(before.path, { force: true })
    await syncFolder(this.folder)
    return journal
  }
}

/** What follows the last line end was cut off before anybody was told of it. */
async function readJournal(journal: string): Promise<{ sessions: Iterable<OpenSession>; unread: number }> {
  const sessions = new Map<string, OpenSession>()
  let unread = 0
  for await (const line of wholeLines(journal)) {
    if (line === '') continue
    const change = readChange(line)
    if (change === null) unread++
    else if ('ended' in change) sessions.delete(sessionKey(change.format, change.ended))
    else sessions.set(sessionKey(change.format, change.id), change)
  }
  return { sessions: sessions.values(), unread }
}

/** Not by `readline`: it ends lines at characters that JSON leaves as they are. */
async function* wholeLines(path: string): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of createReadStream(path, 'utf8') as AsyncIterable<string>) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

function* linesOf(changes: Iterable<SessionChange>): Generator<string> {
  let lines: string[] = []
  for (const change of changes) {
    lines.push(`${JSON.stringify(change)}\n`)
    if (lines.length < LINES_AT_ONCE) continue
    yield lines.join('')
    lines = []
  }
  yield lines.join('')
}
