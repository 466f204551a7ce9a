// Quarantined lines once more through parsing and rating, as they would fare if their file came today.
import { isUtf8 } from 'node:buffer'
import type { OpenedUsageFile, Registry } from '@farthing/plugin-sdk'
import { rateRecord, type RatedRecord } from '@farthing/simulator'
import { LONGEST_LINE_BYTES } from '../usage-file/index.ts'
import { isFault } from './line-encoder.ts'
import type { QuarantinedLine, RetriedLine } from './quarantine-book.ts'
import type { RatingSetup } from './rating-setup.ts'

export type Retried =
  | { readonly kind: 'rated'; readonly line: QuarantinedLine; readonly outcome: RatedRecord }
  | { readonly kind: 'settled'; readonly result: RetriedLine }

/** Opens each file's format once. */
export class LineRetry {
  private readonly opened = new Map<number, OpenedUsageFile>()

  constructor(
    private readonly formats: Registry['usageFormats'],
    private readonly setup: Pick<RatingSetup, 'rating' | 'units' | 'zone'>
  ) {}

  try(line: QuarantinedLine): Retried {
    const { raw } = line
    // what is no text stays that; nobody can have mended it
    if (raw.length > LONGEST_LINE_BYTES || raw.includes(0) || !isUtf8(raw)) return stays(line, line)
    if (isFault(line.reason)) return stays(line, line)
    const opened = this.openedOf(line)
    if (!opened.ok) return stays(line, { field: 'line', reason: 'bad-header', detail: opened.problem })
    const parsed = opened.parse(raw.toString('utf8'))
    if (parsed.kind === 'malformed') return stays(line, parsed)
    if (parsed.kind === 'batch') return stays(line, BATCH)
    if (parsed.kind === 'filtered') {
      return {
        kind: 'settled',
        result: { event: line.event, state: 'filtered', ...whyOf(line), reason: parsed.reason }
      }
    }
    const outcome = rateRecord(parsed.record, this.setup.rating)
    return outcome.ok ? { kind: 'rated', line, outcome } : stays(line, outcome)
  }

  private openedOf({ importId, format: code, header }: QuarantinedLine): OpenedUsageFile {
    let opened = this.opened.get(importId)
    if (opened === undefined) {
      const format = this.formats.get(code)
      const { units, zone } = this.setup
      opened = format?.open({ header, zone, units }) ?? {
        ok: false,
        problem: `no plugin reads the format ${code} any more`
      }
      this.opened.set(importId, opened)
    }
    return opened
  }
}

/** A batch waits only as long as its plugin fails to read it. */
const BATCH = { field: 'line', reason: 'batch', detail: 'the line is a batch now: import its file again' }

interface Why {
  readonly field: string
  readonly reason: string
  readonly detail: string
}

function stays({ event }: QuarantinedLine, why: Why): Retried {
  return { kind: 'settled', result: { event, state: 'open', ...whyOf(why) } }
}

export function whyOf({ field, reason, detail }: Why): Why {
  return { field, reason, detail }
}
