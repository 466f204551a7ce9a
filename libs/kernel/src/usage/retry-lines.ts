// Quarantined lines once more through parsing and rating, as they would fare if their file came today.
import { isUtf8 } from 'node:buffer'
import { joinedEvent, type OpenedUsageFile, type ParsedEvent, type ParsedPiece } from '@farthing/plugin-sdk'
import { eventId, looksFirst, rateRecord, type RatedRecord } from '@farthing/simulator'
import { LONGEST_LINE_BYTES } from '../usage-file/index.ts'
import { isFault } from './line-encoder.ts'
import type { QuarantinedLine, RetriedLine } from './quarantine-book.ts'
import type { RatingSetup } from './rating-setup.ts'

export interface Settled {
  readonly kind: 'settled'
  readonly result: RetriedLine
}

export type Retried =
  | { readonly kind: 'rated'; readonly line: QuarantinedLine; readonly event: string; readonly outcome: RatedRecord }
  | Settled

/** A line that is a piece of an event: the others may wait beside it. */
export interface WaitingPiece {
  readonly kind: 'piece'
  readonly line: QuarantinedLine
  readonly parsed: ParsedPiece
}

/** Opens each file's format once. */
export class LineRetry {
  private readonly opened = new Map<number, OpenedUsageFile>()

  constructor(private readonly setup: Pick<RatingSetup, 'formats' | 'rating' | 'units' | 'zone'>) {}

  try(line: QuarantinedLine): Retried | WaitingPiece {
    const { raw } = line
    // what is no text stays that; nobody can have mended it
    if (isTooLong(raw) || raw.includes(0) || !isUtf8(raw)) return stays(line, line)
    if (isFault(line.reason)) return stays(line, line)
    const opened = this.openedOf(line)
    if (!opened.ok) return stays(line, { field: 'line', reason: 'bad-header', detail: opened.problem })
    const parsed = opened.parse(raw.toString('utf8'))
    if (parsed.kind === 'batch') return stays(line, BATCH)
    return parsed.kind === 'piece' ? { kind: 'piece', line, parsed } : this.rated(line, parsed, raw.toString('utf8'))
  }

  /** The joined texts of all pieces of an event, of which `line` is one. */
  tryJoined(line: QuarantinedLine, text: string): Retried {
    const opened = this.openedOf(line)
    if (!opened.ok) return stays(line, { field: 'line', reason: 'bad-header', detail: opened.problem })
    return this.rated(line, joinedEvent(opened.parse(text)), '')
  }

  /** A line that could not be read waited under a name made of its text: now it is known as its file would bring it. */
  private rated(line: QuarantinedLine, parsed: ParsedEvent, text: string): Retried {
    // what waits for a person to look at it says so until somebody knows more
    if (parsed.kind === 'malformed') return stays(line, looksFirst(line.reason) ? line : parsed)
    if (parsed.kind === 'filtered') return settled(line, 'filtered', parsed.reason)
    const outcome = rateRecord(parsed.record, this.setup.rating)
    if (!outcome.ok) return stays(line, outcome)
    return { kind: 'rated', line, event: eventId(line.format, parsed.record.id, text), outcome }
  }

  private openedOf({ importId, format: code, header }: QuarantinedLine): OpenedUsageFile {
    let opened = this.opened.get(importId)
    if (opened === undefined) {
      const { formats, units, zone } = this.setup
      const format = formats.get(code)
      opened = format?.open({ header, zone, units }) ?? {
        ok: false,
        problem: `neither a plugin nor the rules read the format ${code} any more`
      }
      this.opened.set(importId, opened)
    }
    return opened
  }
}

/** What was joined of several lines may be longer than one. */
function isTooLong(raw: Buffer): boolean {
  return raw.length > LONGEST_LINE_BYTES && !raw.includes('\n')
}

/** A batch waits only as long as its plugin fails to read it. */
const BATCH = { field: 'line', reason: 'batch', detail: 'the line is a batch now: import its file again' }

interface Why {
  readonly field: string
  readonly reason: string
  readonly detail: string
}

export function settled(line: QuarantinedLine, state: 'filtered' | 'duplicate', reason: string): Settled {
  return { kind: 'settled', result: { event: line.event, state, ...whyOf(line), reason } }
}

export function stays({ event }: QuarantinedLine, why: Why): Settled {
  return { kind: 'settled', result: { event, state: 'open', ...whyOf(why) } }
}

export function whyOf({ field, reason, detail }: Why): Why {
  return { field, reason, detail }
}
