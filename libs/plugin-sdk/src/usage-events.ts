// Lines of an opened file -> its events: those of batches one by one, and those of several lines when all of them have come.
import { HeldPieces, type WaitsElsewhere } from './held-pieces.ts'
import type { OpenedUsageFile, ParsedEvent, ParsedLine } from './usage-format.ts'

/** Takes one event: what it is, the text that says so, and the line on which that begins, counted from 1; and whether pieces were joined. */
export type EventTaker = (event: ParsedEvent, text: string, line: number, isJoined: boolean) => void

export class UsageEvents {
  private readonly held: HeldPieces

  constructor(
    private readonly opened: Pick<Extract<OpenedUsageFile, { ok: true }>, 'parse'>,
    private readonly take: EventTaker,
    waitsElsewhere: WaitsElsewhere = NOTHING_WAITS
  ) {
    this.held = new HeldPieces((event, text, line) => take(event, text, line, false), waitsElsewhere)
  }

  /** Whether lines wait for others: they are events only at the end. */
  get holds(): boolean {
    return this.held.size > 0
  }

  read(text: string, line: number): void {
    const parsed = this.opened.parse(text)
    if (parsed.kind === 'batch') for (const each of parsed.lines) this.readNested(each, line)
    else this.readOne(parsed, text, line)
  }

  /** After the last line: takes those that still wait for others. */
  release(): void {
    this.held.releaseAll()
  }

  private readNested(text: string, line: number): void {
    const parsed = this.opened.parse(text)
    this.readOne(parsed.kind === 'batch' ? NESTED : parsed, text, line)
  }

  private readOne(parsed: Exclude<ParsedLine, { kind: 'batch' }>, text: string, line: number): void {
    if (parsed.kind !== 'piece') {
      const whole = parsed.kind === 'record' ? parsed.record.id : parsed.kind === 'filtered' ? parsed.event : undefined
      if (whole !== undefined && this.held.size > 0) this.held.drop(whole)
      return this.take(parsed, text, line, false)
    }
    const joined = this.held.add(parsed, text, line)
    if (joined !== null) this.take(joinedEvent(this.opened.parse(joined)), joined, line, true)
  }
}

const NOTHING_WAITS: WaitsElsewhere = { toldOtherwise: () => false, behind: () => false }

const NESTED: ParsedEvent = {
  kind: 'malformed',
  field: 'line',
  reason: 'batch-in-batch',
  detail: 'a batch holds events, not batches'
}

const NOT_JOINED: ParsedEvent = {
  kind: 'malformed',
  field: 'line',
  reason: 'not-joined',
  detail: 'the format does not take the joined pieces as an event'
}

/** What the joined texts of all pieces are. */
export function joinedEvent(parsed: ParsedLine): ParsedEvent {
  return parsed.kind === 'piece' || parsed.kind === 'batch' ? NOT_JOINED : parsed
}
