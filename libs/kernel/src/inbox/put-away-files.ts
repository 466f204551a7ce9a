// Files that were put away lately: whoever still writes to one has it open wherever it lies now, and goes on.
import { lookAt, type Shelved, takeBack, type WaitingFile, wordsOf } from './inbox-folder.ts'

/** Transfers that stall for longer have failed. */
const REMEMBERED_MS = 3_600_000
const MOST_REMEMBERED = 10_000

interface Remembered {
  readonly shelved: Shelved
  readonly look: string
  readonly sinceMs: number
}

export class PutAwayFiles {
  /** The oldest first. */
  readonly #files = new Set<Remembered>()

  /** `nowMs` by any clock that only goes forward. */
  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  remember(shelved: Shelved, { look }: Pick<WaitingFile, 'look'>): void {
    const [oldest] = this.#files.size < MOST_REMEMBERED ? [] : this.#files
    if (oldest !== undefined) this.#files.delete(oldest)
    this.#files.add({ shelved, look, sinceMs: this.nowMs() })
  }

  /** Into their folders, those that grew since: all of each comes again, and what is known counts as duplicate. Returns why some could not be: they are tried again. */
  async takeGrownBack(): Promise<string[]> {
    const problems: string[] = []
    for (const file of this.#files) {
      try {
        const isOld = file.sinceMs < this.nowMs() - REMEMBERED_MS
        const now = isOld ? null : await lookAt(file.shelved)
        if (now?.look === file.look) continue
        if (now !== null) await takeBack(file.shelved)
        this.#files.delete(file)
      } catch (error) {
        problems.push(wordsOf(error))
      }
    }
    return problems
  }
}
