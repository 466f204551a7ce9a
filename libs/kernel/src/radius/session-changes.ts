// What some packets do to the open sessions, in their order, before any of it is on the disk.

export interface OpenSession {
  /** Names it within its format. */
  readonly id: string
  readonly format: string
  /** Its last packet, as a paragraph of a detail file. */
  readonly paragraph: string
  /** The client and which of its network elements: when that starts again, none of its sessions goes on. */
  readonly nas: string
  /** Seconds that it had lasted: packets may overtake one another. */
  readonly lasted: number
  /** Epoch milliseconds at which that was heard. */
  readonly heardAt: number
}

/** A session as it is now, or that it has ended. */
export type SessionChange = OpenSession | { readonly format: string; readonly ended: string }

const TEXTS = ['id', 'format', 'paragraph', 'nas'] as const
const NUMBERS = ['lasted', 'heardAt'] as const

/** Null: the line says nothing that a listener wrote. */
export function readChange(line: string): SessionChange | null {
  try {
    const read: unknown = JSON.parse(line)
    return isChange(read) ? read : null
  } catch {
    return null
  }
}

function isChange(read: unknown): read is SessionChange {
  if (typeof read !== 'object' || read === null) return false
  const told = read as Readonly<Record<string, unknown>>
  if ('ended' in told) return typeof told['ended'] === 'string' && typeof told['format'] === 'string'
  return TEXTS.every(name => typeof told[name] === 'string') && NUMBERS.every(name => Number.isFinite(told[name]))
}

/** Of the sessions that were open before. */
interface Before {
  get(key: string): OpenSession | undefined
  of(nas: string): readonly OpenSession[]
}

export class SessionChanges {
  readonly #changes = new Map<string, SessionChange>()

  constructor(private readonly before: Before) {}

  /** By key, what has become of each session. */
  get all(): ReadonlyMap<string, SessionChange> {
    return this.#changes
  }

  hear(session: OpenSession): void {
    const key = sessionKey(session.format, session.id)
    const known = this.#changes.get(key) ?? this.before.get(key)
    if (known === undefined || 'ended' in known || session.lasted >= known.lasted) this.#changes.set(key, session)
  }

  end(format: string, id: string): void {
    this.#changes.set(sessionKey(format, id), { format, ended: id })
  }

  /** Sessions of a network element that go on, and end so. */
  endAll(nas: string): OpenSession[] {
    const before = this.before.of(nas).filter(({ format, id }) => !this.#changes.has(sessionKey(format, id)))
    const since = [...this.#changes.values()].filter(each => 'id' in each).filter(each => each.nas === nas)
    const ended = [...before, ...since]
    for (const { format, id } of ended) this.end(format, id)
    return ended
  }
}

export function sessionKey(format: string, id: string): string {
  return `${format}\n${id}`
}
