// Lines that tell a part of a use each, and what they come to together.
import { filtered, malformed, type ParsedEvent, type ParsedLine, type UsageRecord } from '@farthing/plugin-sdk'
import type { DateFormat } from './date-format.ts'
import type { PartsTold } from './file-layout.ts'

/** A month of parts of an hour. */
export const MOST_PARTS = 999

/** Starts and lengths are rounded to seconds, each by itself. */
const SECONDS_SLACK_MS = 2000
const MINUTES_SLACK_MS = 60_000

/** What the columns of a line say. */
export interface PartFields {
  readonly number: string
  readonly last: string
}

/** A line of the use `of` that waits for others; null: it tells a whole use. */
export function partOf(
  { first, values, wholes }: PartsTold,
  { last, number }: PartFields,
  of: string
): ParsedLine | null {
  if (wholes.includes(number)) return null
  const place = /^\d{1,9}$/.test(number) ? Number(number) - first : Number.NaN
  if (!(place >= 0)) return malformed('part', 'not-a-number', number)
  if (place >= MOST_PARTS) return malformed('part', 'too-large', number)
  const isLast = values.includes(last)
  const name = String(place + 1)
  return {
    kind: 'piece',
    piece: { of, name, all: isLast ? namesUpTo(place + 1) : [name], more: !isLast },
    ...{ keep: 'both', spare: 'part again', reason: 'parts-missing' },
    detail: `part ${number}${isLast ? ', the last' : ''}: others of this use have not come`
  }
}

const NAMES: (readonly string[])[] = []

function namesUpTo(count: number): readonly string[] {
  return (NAMES[count] ??= Array.from({ length: count }, (_, index) => String(index + 1)))
}

/** What must be the same in all parts of a use. */
const SAME = ['service', 'subscriber', 'unit', 'currency'] as const
/** Where a part may say nothing. */
const NUMBERS = ['to', 'from'] as const

/** The use that parts tell, in their order; malformed where they cannot be of one. */
export function joinedParts(parts: readonly UsageRecord[], format: DateFormat | null): ParsedEvent {
  const [first] = parts
  if (first === undefined) return filtered('empty line')
  const numbers = { to: first.to, from: first.from }
  for (const part of parts) {
    const other = SAME.find(field => part[field] !== first[field])
    if (other !== undefined) return malformed(other, 'parts-differ', `${first[other]} and ${part[other]}`)
    for (const field of NUMBERS) {
      if (numbers[field] === '') numbers[field] = part[field]
      if (part[field] !== '' && part[field] !== numbers[field])
        return malformed(field, 'parts-differ', `${numbers[field]} and ${part[field]}`)
    }
  }
  return overlap(parts, format) ?? summed(first, numbers, parts)
}

function summed(
  first: UsageRecord,
  numbers: Pick<UsageRecord, 'from' | 'to'>,
  parts: readonly UsageRecord[]
): ParsedEvent {
  const quantity = parts.reduce((sum, part) => sum + part.quantity, 0)
  const worths = parts.flatMap(({ value }) => value ?? [])
  const value = worths.length === 0 ? null : worths.reduce((sum, each) => sum + each, 0)
  if (!Number.isSafeInteger(quantity)) return malformed('quantity', 'too-large', `${parts.length} parts`)
  if (value !== null && !Number.isSafeInteger(value)) return malformed('value', 'too-large', `${parts.length} parts`)
  return { kind: 'record', record: { ...first, ...numbers, quantity, value } }
}

/** A part that begins before the one before it has ended tells its time once more: all of the use so far, it may be. */
function overlap(parts: readonly UsageRecord[], format: DateFormat | null): ParsedEvent | null {
  const found = parts.findIndex((part, index) => part.startedAt < (nextFrom(parts[index - 1], format) ?? -Infinity))
  const part = parts[found]
  if (part === undefined) return null
  const at = Temporal.Instant.fromEpochMilliseconds(part.startedAt)
  return malformed('started_at', 'parts-overlap', `part ${found + 1} begins at ${at}, before part ${found} ended`)
}

/** Before which the next part cannot begin, epoch milliseconds. */
export function nextFrom(before: UsageRecord | undefined, format: DateFormat | null): number | undefined {
  if (before === undefined) return undefined
  const { quantity, startedAt, unit } = before
  return startedAt + (unit === 'second' ? quantity : 0) - slackOf(format)
}

function slackOf(format: DateFormat | null): number {
  const hasSeconds = format?.kind !== 'parts' || format.parts.some(part => 'token' in part && part.token === 'ss')
  return hasSeconds ? SECONDS_SLACK_MS : MINUTES_SLACK_MS
}
