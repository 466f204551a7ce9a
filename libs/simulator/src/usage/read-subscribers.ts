// A file of subscribers for offline commands: number,account,subscription,plan[,from,until,bill_day].
import { startOfDayMs } from '@farthing/billing-core/values'
import { FieldScanner } from '@farthing/plugin-sdk'
import { type Dialling, nearest } from '@farthing/rules-language'
import { SubscriberIndex, type SubscriberStretch } from './subscriber-index.ts'

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

interface Read {
  readonly subscribers: SubscriberIndex
  readonly billDays: Map<string, number>
  /** Of each stretch of `subscribers`. */
  readonly lines: number[]
  /** By account and subscription, its stretches of `subscribers`. */
  readonly held: Map<string, number[]>
  /** By account, the line that told its bill day first. */
  readonly billDayLines: Map<string, number>
}

interface Row {
  /** Counts from 1. */
  readonly line: number
  value(name: string): string
}

type Fault = Omit<SubscribersProblem, 'line'>

/**
 * Dates are days of the operator's zone, half-open; empty is unbounded. `bill_day` is 1..31, the same on all rows of an account
 * that tell it. One number is held by one subscription at a time, which has one plan at a time. Columns that nobody knows are
 * refused, for they may be misspelled, and so is one that is there twice.
 */
export function readSubscribers(
  text: string,
  operator: { readonly zone: string; readonly dialling: Dialling | null }
): ReadSubscribers {
  const fields = new FieldScanner(MOST_COLUMNS)
  const lines = (text.startsWith('\ufeff') ? text.slice(1) : text).split('\n')
  const names = fieldsOf(fields, lines[0] ?? '').map(name => name.toLowerCase())
  const fault = headerFault(names)
  if (fault !== null) return { ok: false, problems: [{ line: 1, field: 'header', message: fault }] }
  const read: Read = {
    subscribers: new SubscriberIndex(operator.dialling),
    billDays: new Map(),
    lines: [],
    held: new Map(),
    billDayLines: new Map()
  }
  const problems: SubscribersProblem[] = []
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue
    const row = fieldsOf(fields, line)
    const value = (name: string): string => row[names.indexOf(name)] ?? ''
    const problem =
      row.length === names.length ? addRow(read, { line: index + 1, value }, operator.zone) : wrongLength(row, names)
    if (problem !== null) problems.push({ line: index + 1, ...problem })
    if (problems.length === MOST_PROBLEMS) break
  }
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, subscribers: read.subscribers, billDays: read.billDays }
}

function headerFault(names: readonly string[]): string | null {
  const twice = names.find((name, index) => names.indexOf(name) < index)
  if (twice !== undefined) return `'${twice}' is there twice: leave one of the two columns out`
  const missing = needed.filter(name => !names.includes(name))
  const unknown = names.find(name => !known.includes(name))
  if (missing.length === 0) {
    if (unknown === undefined) return null
    const close = nearest(unknown, known)
    const meant = close === undefined ? `known columns are ${known.join(', ')}` : `did you mean '${close}'?`
    return `'${unknown}' is no column of this file: ${meant}`
  }
  return `the first line lacks ${missing.join(', ')}: write a header like ${known.join(',')}`
}

function fieldsOf(fields: FieldScanner, line: string): string[] {
  return Array.from({ length: Math.max(fields.scan(line), 0) }, (_, index) => fields.text(index).trim())
}

function wrongLength(row: readonly string[], names: readonly string[]): Fault {
  return { field: 'line', message: `it has ${row.length} fields, and the header ${names.length}` }
}

function addRow(read: Read, row: Row, zone: string): Fault | null {
  const { value } = row
  const empty = needed.find(name => value(name) === '')
  if (empty !== undefined) return { field: empty, message: 'it is empty' }
  const from = value('from') === '' ? -Infinity : dayMs(value('from'), zone)
  const until = value('until') === '' ? Infinity : dayMs(value('until'), zone)
  if (from === null || until === null) {
    return { field: from === null ? 'from' : 'until', message: 'it is not a date like 2026-03-01' }
  }
  if (until <= from) {
    return { field: 'until', message: `it is the first day without service, and must lie after from, ${value('from')}` }
  }
  const holder = { account: value('account'), subscription: value('subscription'), plan: value('plan') }
  const fault = addStretch(read, row, { ...holder, from, until })
  return fault ?? (value('bill_day') === '' ? null : addBillDay(read, row))
}

function addStretch({ subscribers, lines, held }: Read, row: Row, stretch: SubscriberStretch): Fault | null {
  const number = row.value('number')
  const holder = subscribers.overlapping(number, stretch)
  if (holder >= 0) {
    const message = `line ${lines[holder]} says who has this number at the same time: give one of the two an end`
    return { field: 'number', message }
  }
  const key = `${stretch.account}\n${stretch.subscription}`
  const own = held.get(key)
  const other = own?.find(index => isOtherPlan(subscribers.at(index), stretch))
  if (other !== undefined) {
    const { plan } = subscribers.at(other)
    const message = `line ${lines[other]} gives subscription ${stretch.subscription} the plan ${plan} at the same time: give one of the two an end`
    return { field: 'plan', message }
  }
  if (own === undefined) held.set(key, [subscribers.size])
  else own.push(subscribers.size)
  subscribers.add(number, stretch)
  lines.push(row.line)
  return null
}

function isOtherPlan(a: SubscriberStretch, b: SubscriberStretch): boolean {
  return a.plan !== b.plan && a.from < b.until && b.from < a.until
}

function addBillDay({ billDays, billDayLines }: Read, { line, value }: Row): Fault | null {
  const [account, text] = [value('account'), value('bill_day')]
  if (!BILL_DAY.test(text)) return { field: 'bill_day', message: 'it is not a day of the month, 1..31' }
  const before = billDays.get(account)
  if (before !== undefined && before !== Number(text)) {
    const message = `line ${billDayLines.get(account)} gives account ${account} the bill day ${before}`
    return { field: 'bill_day', message }
  }
  if (before === undefined) billDayLines.set(account, line)
  billDays.set(account, Number(text))
  return null
}

function dayMs(text: string, zone: string): number | null {
  try {
    return startOfDayMs(Temporal.PlainDate.from(text), zone)
  } catch {
    return null
  }
}
