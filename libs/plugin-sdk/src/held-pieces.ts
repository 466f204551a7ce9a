// Lines of a file that wait for the others of their event, the oldest given up when there are too many.
import type { EventPiece, ParsedEvent, ParsedPiece } from './usage-format.ts'

/** Some hundred megabytes at most: longer lines are no text. A switch that closes its calls holds those in progress. */
const MOST_HELD_PIECES = 100_000

/** What files before this one left waiting. */
export interface WaitsElsewhere {
  /** Whether a piece of the same name and another text has come before. */
  toldOtherwise(piece: EventPiece, text: string): boolean
  /** Whether a piece of the event waits that its last one does not name. */
  behind(last: EventPiece): boolean
}

interface HeldPiece {
  readonly parsed: ParsedPiece
  readonly text: string
  readonly line: number
}

interface HeldEvent {
  /** By name. */
  readonly pieces: Map<string, HeldPiece>
  /** That knows the names of all; of several the one that names the fewest. Null as long as none is here. */
  last: EventPiece | null
}

export class HeldPieces {
  /** By id of the event, in the order in which events began. */
  private readonly events = new Map<string, HeldEvent>()
  /** The last pieces of numbered events that were joined: what comes behind them is none of the event. */
  private readonly ended = new Map<string, EventPiece>()
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
    this.end(of)
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
    return before === undefined ? this.waitsElsewhere.toldOtherwise(piece, text) : before.text !== text
  }

  private hold(of: string, news: HeldPiece): void {
    const { piece } = news.parsed
    const { all, more, name } = piece
    const event = this.events.get(of) ?? this.begin(of)
    if (!event.pieces.has(name)) this.held++
    event.pieces.set(name, news)
    if (more !== true && (event.last === null || all.length <= event.last.all.length)) event.last = piece
  }

  /** Their texts when all pieces of the event are here; null when not, and where what other files brought is to be looked at first. */
  private wholeOf(of: string): string[] | null {
    const { last, pieces } = this.events.get(of) ?? { last: null, pieces: NONE }
    if (last === null || last.all.length > pieces.size) return null
    const whole = last.all.flatMap(each => pieces.get(each) ?? [])
    if (whole.length < last.all.length || whole.some(each => this.isLater(each))) return null
    if (last.more === false && this.waitsElsewhere.behind(last)) return null
    return whole.map(each => each.text)
  }

  private isLater({ parsed, text }: HeldPiece): boolean {
    return parsed.keep === 'first' && this.waitsElsewhere.toldOtherwise(parsed.piece, text)
  }

  /** What is behind the last piece waits by itself, whether it came before or comes later. */
  private end(of: string): void {
    const { last, pieces } = this.events.get(of) ?? { last: null, pieces: NONE }
    if (last?.more === false) {
      const oldest = this.ended.size < MOST_HELD_PIECES ? undefined : this.ended.keys().next().value
      if (oldest !== undefined) this.ended.delete(oldest)
      this.ended.set(of, last)
      const behind = pieces.size > last.all.length ? pieces.values() : []
      for (const held of behind) if (!last.all.includes(held.parsed.piece.name)) this.takeBehind(last, held)
    }
    this.forget(of)
  }

  private takeBehind(last: EventPiece, { line, parsed, text }: HeldPiece): void {
    this.take({ kind: 'malformed', field: 'line', ...behindLast(parsed.piece, last) }, text, line)
  }

  private begin(of: string): HeldEvent {
    const event: HeldEvent = { pieces: new Map(), last: null }
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
    const last = this.ended.get(of)
    for (const held of this.events.get(of)?.pieces.values() ?? []) {
      const { line, parsed, text } = held
      const { detail, piece, reason } = parsed
      if (last !== undefined && !last.all.includes(piece.name)) this.takeBehind(last, held)
      else this.take({ kind: 'malformed', field: 'line', reason, detail, piece }, text, line)
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

/** Why a piece waits that comes behind one which says that it is the last: of two that do, the first of them decides. */
export const BEHIND_LAST = 'behind-last-part'

export function behindLast(piece: EventPiece, last: EventPiece): { readonly reason: string; readonly detail: string } {
  const what = piece.more === false ? 'the last, as it says' : 'which others follow'
  const detail = `part ${piece.name}, ${what}: part ${last.name} of this use says that it is the last, and it is charged without this one`
  return { reason: BEHIND_LAST, detail }
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
