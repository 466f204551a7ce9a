// Names of what a listener writes, and what others left behind: a file belongs to whoever renamed it last.
import { randomBytes } from 'node:crypto'
import { readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A listener writes something every ten seconds. By the clock of the file system. */
const LEFT_AFTER_MS = 60_000

export interface FileKind {
  /** How their names begin and end. */
  readonly begin: string
  readonly end: string
}

export class ListenerFiles {
  /** No two processes have the same, whatever their machines are called. */
  readonly #token = randomBytes(4).toString('hex')
  #number = 0

  /** `place`: where the listener hears; of two that hear at the same place, the earlier one is gone. */
  constructor(private readonly place: string) {}

  /** One that nobody else gives. */
  newName({ begin, end }: FileKind): string {
    return `${begin}${this.place}-${this.#token}-${this.#number++}${end}`
  }

  /** Takes over what is left in a folder: paths under new names. Whoever still writes to one of them learns so, and answers for nothing that came too late. */
  async takeLeft(folder: string, kind: FileKind, { inUse, nowMs }: TakeOver): Promise<string[]> {
    const names = ((await readdir(folder).catch(absent)) ?? []).filter(
      name => name.startsWith(kind.begin) && name.endsWith(kind.end)
    )
    const taken: string[] = []
    for (const name of names) {
      const path = join(folder, name)
      if (path === inUse || !(await this.#isLeft(kind, path, { name, nowMs }))) continue
      const own = join(folder, this.newName(kind))
      if (await isRenamed(path, own)) taken.push(own)
    }
    return taken
  }

  async #isLeft(
    { begin }: FileKind,
    path: string,
    { name, nowMs }: { readonly name: string; readonly nowMs: number }
  ): Promise<boolean> {
    if (name.startsWith(`${begin}${this.place}-`)) return true
    const found = await stat(path).catch(absent)
    return found !== null && found.mtimeMs < nowMs - LEFT_AFTER_MS
  }
}

export interface TakeOver {
  /** Path of this listener's own file of that kind, which is not left. */
  readonly inUse: string | undefined
  /** By the clock of the file system, milliseconds since 1970. */
  readonly nowMs: number
}

async function isRenamed(from: string, to: string): Promise<boolean> {
  return (await rename(from, to).catch(absent)) !== null
}

/** Nothing is there, or somebody else was first. */
function absent(error: { readonly code?: string }): null {
  if (error.code === 'ENOENT') return null
  throw error
}
