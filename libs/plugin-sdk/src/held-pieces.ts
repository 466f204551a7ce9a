// Lines of a file that wait for the others of their event, the oldest given up when there are too many.
import type { EventPiece, ParsedEvent, ParsedPiece } from './usage-format.ts'

/** Some hundred megabytes at most: longer lines are no text. A switch that closes its calls holds those in progress. */
const MOST_HELD_PIECES = 100_000

/** Whether a piece of the same name and another text has come before, in another file. */
export type WaitsElsewhere = (piece: EventPiece, text: string) => boolean

interface HeldPiece {
  readonly parsed: ParsedPiece
  readonly text: string
  readonly line: number
}

interface HeldEvent {
  /** By name. */
  readonly pieces: Map<string, HeldPiece>
  /** Names of all pieces; null as long as none that is here knows them. */
  all: readonly string[] | null
}

export class HeldPieces {
  /** By id of the event, in the order in which events began. */
  private readonly events = new Map<string, HeldEvent>()
  /** Pieces of all of them. */
  private held = 0

  constructor(
    private readonly take: (event: ParsedEvent, text: string, line: number) => void,
    private readonly waitsElsewhere: WaitsElsewhere
  ) {}

  get size(): number {
    return this.events.size
  }

  /** The joined texts when this was the last that was missing, else null: also where the first piece of a name came in another file. */
  add(parsed: ParsedPiece, text: string, line: number): string | null {
    const { of, name } = parsed.piece
    const before = this.events.get(of)?.pieces.get(name)
    if (parsed.keep === 'both' && this.isOther(parsed.piece, text, before)) {
      this.take(otherPiece(parsed.piece), text, line)
      return null
    }
    const news = { parsed, text: copied(text), line }
    if (before !== undefined) this.spare(parsed.keep === 'last' ? before : news)
    if (before === undefined || parsed.keep === 'last') this.hold(of, news)
    const texts = this.wholeOf(of)
    if (texts === null) return this.giveUp()
    this.forget(of)
    return joinedText(texts)
  }

  /** The event came whole: nothing of it is waited for. */
  drop(of: string): void {
    for (const held of this.events.get(of)?.pieces.values() ?? []) this.spare(held)
    this.forget(of)
  }

  releaseAll(): void {
    for (const of of this.events.keys()) this.release(of)
  }

  /** Whether the text tells the piece otherwise than one that waits here or elsewhere. */
  private isOther(piece: EventPiece, text: string, before: HeldPiece | undefined): boolean {
    return before === undefined ? this.waitsElsewhere(piece, text) : before.text !== text
  }

  private hold(of: string, news: HeldPiece): void {
    const { all, more, name } = news.parsed.piece
    const event = this.events.get(of) ?? this.begin(of)
    if (!event.pieces.has(name)) this.held++
    event.pieces.set(name, news)
    if (more !== true) event.all = all
  }

  /** Their texts when all pieces of the event are here, and no others; null when not. */
  private wholeOf(of: string): string[] | null {
    const { all, pieces } = this.events.get(of) ?? { all: null, pieces: NONE }
    if (all === null || all.length !== pieces.size) return null
    const whole = all.flatMap(each => pieces.get(each) ?? [])
    const isWhole = whole.length === all.length && hasOneEnd(whole.map(({ parsed }) => parsed.piece))
    return isWhole && !whole.some(each => this.isLater(each)) ? whole.map(each => each.text) : null
  }

  private isLater({ parsed, text }: HeldPiece): boolean {
    return parsed.keep === 'first' && this.waitsElsewhere(parsed.piece, text)
  }

  private begin(of: string): HeldEvent {
    const event: HeldEvent = { pieces: new Map(), all: null }
    this.events.set(of, event)
    return event
  }

  /** The oldest event, where too much waits. */
  private giveUp(): null {
    const oldest = this.held <= MOST_HELD_PIECES ? undefined : this.events.keys().next().value
    if (oldest !== undefined) this.release(oldest)
    return null
  }

  private release(of: string): void {
    for (const { parsed, text, line } of this.events.get(of)?.pieces.values() ?? []) {
      const { detail, piece, reason } = parsed
      this.take({ kind: 'malformed', field: 'line', reason, detail, piece }, text, line)
    }
    this.forget(of)
  }

  private forget(of: string): void {
    this.held -= this.events.get(of)?.pieces.size ?? 0
    this.events.delete(of)
  }

  private spare({ parsed, text, line }: HeldPiece): void {
    this.take({ kind: 'filtered', reason: parsed.spare }, text, line)
  }
}

const NONE: HeldEvent['pieces'] = new Map()

/** As a format gets the pieces of an event, be it one alone: never what a line of a file can be. */
export function joinedText(texts: readonly string[]): string {
  return texts.length === 1 ? `${texts[0] ?? ''}\n` : texts.join('\n')
}

/** Where two pieces say that they are the last, nobody knows which of them is. */
function hasOneEnd(pieces: readonly EventPiece[]): boolean {
  return pieces.filter(({ more }) => more === false).length < 2
}

function otherPiece({ name, of }: EventPiece): ParsedEvent {
  const detail = `part ${name} of ${of.slice(0, LONGEST_SHOWN)} has come with another text`
  return { kind: 'malformed', field: 'line', reason: OTHER_PIECE, detail }
}

/** Why a line waits that tells a piece otherwise than one that came before it. */
const OTHER_PIECE = 'other-part'
const LONGEST_SHOWN = 40

/** A line is a slice of its block: kept as it is, it would keep the whole block in memory. */
function copied(text: string): string {
  return ` ${text}`.slice(1)
}
