// Reads the lines that a format gives as samples: what they say is proven before the rules are published.
import {
  childrenOf,
  formatDecimal,
  formatQuantity,
  fromTicks,
  joinedText,
  type LowerContext,
  type Match
} from '@farthing/plugin-sdk'
import type { ParsedLine, Quantity, UsageRecord } from '@farthing/plugin-sdk'
import { carrierFormat } from './carrier-format.ts'
import type { FileLayout } from './file-layout.ts'
import { sampleStatement, skippedSampleStatement } from './filter-statements.ts'
import type { FormatFaults } from './format-faults.ts'
import type { Part } from './format-parts.ts'

interface Checking {
  readonly context: LowerContext
  readonly faults: FormatFaults
}

/** Whether there are any. */
export function checkSamples(match: Match, layout: FileLayout, { context, faults }: Checking): boolean {
  const usage = childrenOf(match, sampleStatement)
  const others = childrenOf(match, skippedSampleStatement)
  const [first] = [...usage, ...others]
  if (first === undefined) return false
  if (layout.columns === null) {
    faults.of(first, 'list the columns, so that the fields of the line have names', { code: 'R0503' })
    return true
  }
  const parse = parserOf(layout, layout.columns, context)
  const zone = layout.zone ?? context.zone
  const check = (sample: Match, line: string, wanted: readonly string[]): void => {
    const read = told(parse(line), zone)
    const wrong = wanted.find(part => !read.includes(part))
    if (wrong === undefined) return
    faults.at(sample, 'line', `this line is read as ${read.join(' ')}, and not as ${wrong}`, { code: 'R0510' })
  }
  for (const sample of usage) check(sample, sample.slots.line, expected(sample, zone))
  for (const sample of others) check(sample, sample.slots.line, skipped(sample.slots.reason))
  return true
}

type Sample = Part<(typeof sampleStatement)['slots']>

/** Reads lines of a file in which the columns stand as they are listed. */
function parserOf(
  layout: FileLayout,
  columns: readonly string[],
  { rule, units, zone }: LowerContext
): (line: string) => ParsedLine {
  const { quote, separator } = layout
  const quoted = (name: string): string => `${quote}${name.replaceAll(quote, quote + quote)}${quote}`
  const header = columns.map(name => (quote === '' ? name : quoted(name))).join(separator)
  const format = carrierFormat(layout, rule)
  return line => {
    // each of a file of its own, which has one line of totals
    const opened = format.open({ header: layout.hasHeader ? header : null, zone, units })
    if (!opened.ok) throw new Error(opened.problem)
    const parsed = opened.parse(line)
    return parsed.kind === 'piece' ? opened.parse(joinedText([line])) : parsed
  }
}

function expected({ slots }: Sample, zone: string): string[] {
  const { at, number, quantity, service, subscriber, value } = slots
  return [
    ...useParts({ quantity, service, subscriber, at: at.toZonedDateTime(zone).toInstant() }, zone),
    ...(number === undefined ? [] : [`to ${number}`]),
    ...(value === undefined ? [] : [`worth ${formatDecimal(value.micro, 6)}`])
  ]
}

function skipped(reason: string): string[] {
  return ['skipped', `as "${reason}"`]
}

/** In the words of the statement, part by part. */
function told(parsed: ParsedLine, zone: string): string[] {
  if (parsed.kind === 'filtered') return skipped(parsed.reason)
  if (parsed.kind === 'malformed') return [`wrong in ${parsed.field}`, `(${parsed.reason}: ${parsed.detail})`]
  if (parsed.kind !== 'record') throw new Error(`a line is no ${parsed.kind}`)
  const { quantity: ticks, service, startedAt, subscriber, to, unit, value } = parsed.record
  const at = Temporal.Instant.fromEpochMilliseconds(startedAt)
  return [
    ...useParts({ quantity: fromTicks(ticks, unit), service, subscriber, at }, zone),
    ...(to === '' ? [] : [`to ${to}`]),
    ...(value === null ? [] : [`worth ${formatDecimal(BigInt(value), 6)}`])
  ]
}

interface Use extends Pick<UsageRecord, 'service' | 'subscriber'> {
  readonly quantity: Quantity
  readonly at: Temporal.Instant
}

function useParts({ at, quantity, service, subscriber }: Use, zone: string): string[] {
  const wall = at.toZonedDateTimeISO(zone).toPlainDateTime().toString().replace('T', ' ')
  return [formatQuantity(quantity), `of ${service}`, `by ${subscriber}`, `at ${wall}`]
}
