// Lines of a file that wait for the others of their event, the oldest given up when there are too many.
import type { EventPiece, ParsedEvent, ParsedPiece } from './usage-format.ts'

/** Some hundred megabytes at most: longer lines are no text. A switch that closes its calls holds those in progress. */
const MOST_HELD_EVENTS = 100_000

/** Whether a piece of the same name and another text has come before, in another file. */
export type WaitsElsewhere = (piece: EventPiece, text: string) => boolean

interface HeldPiece {
  readonly parsed: ParsedPiece
  readonly text: string
  readonly line: number
}

export class HeldPieces {
  /** By id of the event, then by name of the piece; in the order in which events began. */
  private readonly events = new Map<string, Map<string, HeldPiece>>()

  constructor(
    private readonly take: (event: ParsedEvent, text: string, line: number) => void,
    private readonly waitsElsewhere: WaitsElsewhere
  ) {}

  get size(): number {
    return this.events.size
  }

  /** The joined texts when this was the last that was missing, else null: also where the first piece of a name came in another file. */
  add(parsed: ParsedPiece, text: string, line: number): string | null {
    const { of, name, all } = parsed.piece
    const pieces = this.events.get(of) ?? this.begin(of)
    const news = { parsed, text: copied(text), line }
    const before = pieces.get(name)
    if (before !== undefined) this.spare(parsed.keep === 'first' ? news : before)
    if (before === undefined || parsed.keep === 'last') pieces.set(name, news)
    const whole = all.flatMap(each => pieces.get(each) ?? [])
    if (whole.length < all.length || whole.some(each => this.isLater(each))) return null
    this.events.delete(of)
    return whole.map(each => each.text).join('\n')
  }

  /** The event came whole: nothing of it is waited for. */
  drop(of: string): void {
    for (const held of this.events.get(of)?.values() ?? []) this.spare(held)
    this.events.delete(of)
  }

  releaseAll(): void {
    for (const of of this.events.keys()) this.release(of)
  }

  private isLater({ parsed, text }: HeldPiece): boolean {
    return parsed.keep === 'first' && this.waitsElsewhere(parsed.piece, text)
  }

  private begin(of: string): Map<string, HeldPiece> {
    const oldest = this.events.size < MOST_HELD_EVENTS ? undefined : this.events.keys().next().value
    if (oldest !== undefined) this.release(oldest)
    const pieces = new Map<string, HeldPiece>()
    this.events.set(of, pieces)
    return pieces
  }

  private release(of: string): void {
    for (const { parsed, text, line } of this.events.get(of)?.values() ?? []) {
      const { detail, piece, reason } = parsed
      this.take({ kind: 'malformed', field: 'line', reason, detail, piece }, text, line)
    }
    this.events.delete(of)
  }

  private spare({ parsed, text, line }: HeldPiece): void {
    this.take({ kind: 'filtered', reason: parsed.spare }, text, line)
  }
}

/** A line is a slice of its block: kept as it is, it would keep the whole block in memory. */
function copied(text: string): string {
  return ` ${text}`.slice(1)
}
