// A file of subscribers for offline commands: number,account,subscription,plan[,from,until,bill_day].
import { startOfDayMs } from '@farthing/billing-core/values'
import { FieldScanner } from '@farthing/plugin-sdk'
import type { Dialling } from '@farthing/rules-language'
import { SubscriberIndex } from './subscriber-index.ts'

const MOST_COLUMNS = 32
const MOST_PROBLEMS = 20
const BILL_DAY = /^(0?[1-9]|[12]\d|3[01])$/
const needed = ['number', 'account', 'subscription', 'plan']
const known = [...needed, 'from', 'until', 'bill_day']

export interface SubscribersProblem {
  /** Counts from 1. */
  readonly line: number
  readonly field: string
  readonly message: string
}

export type ReadSubscribers =
  | {
      readonly ok: true
      readonly subscribers: SubscriberIndex
      /** By account, of those whose `bill_day` is told. */
      readonly billDays: ReadonlyMap<string, number>
    }
  | { readonly ok: false; readonly problems: readonly SubscribersProblem[] }

/** Dates are days of the operator's zone, half-open; empty is unbounded. `bill_day` is 1..31. */
export function readSubscribers(
  text: string,
  operator: { readonly zone: string; readonly dialling: Dialling | null }
): ReadSubscribers {
  const fields = new FieldScanner(MOST_COLUMNS)
  const lines = (text.startsWith('\ufeff') ? text.slice(1) : text).split('\n')
  const names = fieldsOf(fields, lines[0] ?? '').map(name => name.toLowerCase())
  const fault = headerFault(names)
  if (fault !== null) return { ok: false, problems: [{ line: 1, field: 'header', message: fault }] }
  const read = { subscribers: new SubscriberIndex(operator.dialling), billDays: new Map<string, number>() }
  const problems: SubscribersProblem[] = []
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue
    const row = fieldsOf(fields, line)
    const problem = row.length === names.length ? addRow(read, names, row, operator.zone) : wrongLength(row, names)
    if (problem !== null) problems.push({ line: index + 1, ...problem })
    if (problems.length === MOST_PROBLEMS) break
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, ...read }
}

function headerFault(names: readonly string[]): string | null {
  const missing = needed.filter(name => !names.includes(name))
  if (missing.length === 0) return null
  return `the first line lacks ${missing.join(', ')}: write a header like ${known.join(',')}`
}

function fieldsOf(fields: FieldScanner, line: string): string[] {
  return Array.from({ length: Math.max(fields.scan(line), 0) }, (_, index) => fields.text(index).trim())
}

function wrongLength(row: readonly string[], names: readonly string[]): Omit<SubscribersProblem, 'line'> {
  return { field: 'line', message: `it has ${row.length} fields, and the header ${names.length}` }
}

function addRow(
  { subscribers, billDays }: { readonly subscribers: SubscriberIndex; readonly billDays: Map<string, number> },
  names: readonly string[],
  row: readonly string[],
  zone: string
): Omit<SubscribersProblem, 'line'> | null {
  const value = (name: string): string => row[names.indexOf(name)] ?? ''
  const empty = needed.find(name => value(name) === '')
  if (empty !== undefined) return { field: empty, message: 'it is empty' }
  const from = value('from') === '' ? -Infinity : dayMs(value('from'), zone)
  const until = value('until') === '' ? Infinity : dayMs(value('until'), zone)
  if (from === null || until === null) {
    return { field: from === null ? 'from' : 'until', message: 'it is not a date like 2026-03-01' }
  }
  const holder = { account: value('account'), subscription: value('subscription'), plan: value('plan') }
  subscribers.add(value('number'), { ...holder, from, until })
  const billDay = value('bill_day')
  if (billDay === '') return null
  if (!BILL_DAY.test(billDay)) return { field: 'bill_day', message: 'it is not a day of the month, 1..31' }
  billDays.set(holder.account, Number(billDay))
  return null
}

function dayMs(text: string, zone: string): number | null {
  try {
    return startOfDayMs(Temporal.PlainDate.from(text), zone)
  } catch {
    return null
  }
}
