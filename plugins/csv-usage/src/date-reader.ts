// Times as a format says that a file writes them -> instants. Local times are wall clock of one zone, through its clock changes.
import { decimalTicks, tickFault, type TimeFault, ZonedTimes } from '@farthing/plugin-sdk'
import type { DateFormat } from './date-format.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** One per open file. */
export class DateReader {
  /** Epoch milliseconds, when the last `read` found no fault. */
  instant = 0
  private readonly times: ZonedTimes
  private readonly expression: RegExp | null

  /** `format` null: ISO 8601, 2026-03-02 10:00:00 with or without an offset. */
  constructor(
    private readonly format: DateFormat | null,
    zone: string
  ) {
    this.expression = format?.kind === 'parts' ? expressionOf(format.parts) : null
    this.times = new ZonedTimes(zone)
  }

  /** Of a time that the clocks show twice the first that is not before `from` (epoch milliseconds), the earlier one without it. */
  read(text: string, from?: number): TimeFault | null {
    const { format } = this
    if (format?.kind === 'counted') return this.counted(text, format.ms)
    const iso = this.isoOf(text)
    if (iso === null) return 'not-a-time'
    this.instant = this.times.instant(iso, from)
    return Number.isNaN(this.instant) ? this.times.fault : null
  }

  private isoOf(text: string): string | null {
    if (this.expression === null) return text
    const { groups } = this.expression.exec(text) ?? {}
    return groups === undefined ? null : isoOf(groups)
  }

  private counted(text: string, ms: number): TimeFault | null {
    const ticks = decimalTicks(text, ms)
    if (tickFault(ticks) !== null) return 'not-a-time'
    this.instant = ticks
    return null
  }
}

type Parts = Extract<DateFormat, { kind: 'parts' }>['parts']

/** The text of each token as a group; a format is of fixed parts, so matching is linear. */
const WRITTEN: Readonly<Record<Extract<Parts[number], { token: string }>['token'], string>> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<shortYear>\\d\\d)',
  MMM: `(?<monthName>${MONTHS.join('|')})`,
  MM: '(?<month>\\d\\d)',
  M: '(?<month>\\d\\d?)',
  DD: '(?<day>\\d\\d)',
  D: '(?<day>\\d\\d?)',
  HH: '(?<hour>\\d\\d)',
  H: '(?<hour>\\d\\d?)',
  hh: '(?<hour>\\d\\d)',
  h: '(?<hour>\\d\\d?)',
  mm: '(?<minute>\\d\\d)',
  ss: '(?<second>\\d\\d)',
  S: '(?<fraction>\\d{1,9})',
  A: '(?<half>[ap]m)',
  Z: '(?<offset>z|[+-]\\d\\d(?::?\\d\\d)?)'
}

function expressionOf(parts: Parts): RegExp {
  const written = parts.map(part =>
    'mark' in part ? part.mark.replace(/[^\p{L}\p{N}]/u, '\\$&') : WRITTEN[part.token]
  )
  return new RegExp(`^${written.join('')}$`, 'i')
}

type Groups = Readonly<Record<string, string | undefined>>

/** '2026-03-02T10:00:00.5+02:00'; null when an hour of 12 is none. */
function isoOf(groups: Groups): string | null {
  const { day = '', fraction, minute = '', offset = '', second = '00' } = groups
  const hour = hourOf(groups)
  if (hour === null) return null
  const parts = fraction === undefined ? '' : `.${fraction}`
  return `${yearOf(groups)}-${monthOf(groups)}-${twoDigits(day)}T${hour}:${minute}:${second}${parts}${offset}`
}

function yearOf({ shortYear, year = `20${shortYear}` }: Groups): string {
  return year
}

function monthOf({ month, monthName = '' }: Groups): string {
  return twoDigits(month ?? String(MONTHS.indexOf(monthName.toLowerCase()) + 1))
}

function hourOf({ half, hour = '' }: Groups): string | null {
  if (half === undefined) return twoDigits(hour)
  const of12 = Number(hour)
  if (of12 < 1 || of12 > 12) return null
  return twoDigits(String((of12 % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)))
}

function twoDigits(text: string): string {
  return text.padStart(2, '0')
}
