// Lines of an opened file -> its events, those of batches one by one.
import type { OpenedUsageFile, ParsedEvent } from './usage-format.ts'

/** Takes one event: what it is, the text that says so, and the line on which that begins, counted from 1. */
export type EventTaker = (event: ParsedEvent, text: string, line: number) => void

export class UsageEvents {
  constructor(
    private readonly opened: Pick<Extract<OpenedUsageFile, { ok: true }>, 'parse'>,
    private readonly take: EventTaker
  ) {}

  read(text: string, line: number): void {
    const parsed = this.opened.parse(text)
    if (parsed.kind !== 'batch') return this.take(parsed, text, line)
    for (const each of parsed.lines) this.readNested(each, line)
  }

  private readNested(text: string, line: number): void {
    const parsed = this.opened.parse(text)
    this.take(parsed.kind === 'batch' ? NESTED : parsed, text, line)
  }
}

const NESTED: ParsedEvent = {
  kind: 'malformed',
  field: 'line',
  reason: 'batch-in-batch',
  detail: 'a batch holds events, not batches'
}
