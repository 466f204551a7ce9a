// A deed as somebody wrote it, in JSON: what the history keeps of it, or everything that is wrong with it.
import type { DeedFields } from '@farthing/billing-core'
import { date, formatDecimal, LARGEST_ENTERED, MICRO, parseDecimal } from '@farthing/billing-core/values'
import { FIRST_ENTERED, LAST_ENTERED } from '@farthing/billing-core/values'
import type { Deed, DeedField } from './deed.ts'

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/
const LONGEST = 200

export interface DeedFieldProblem {
  readonly field: string
  readonly problem: string
}

export type ReadDeed =
  | { readonly ok: true; readonly fields: DeedFields }
  | { readonly ok: false; readonly problems: readonly DeedFieldProblem[] }

/** `given`: as somebody wrote it, in JSON. Every problem is told at once; what stays is in one form ('12.5' is '12.500000'). */
export function readDeed(deed: Pick<Deed, 'fields'>, given: Readonly<Record<string, unknown>>): ReadDeed {
  const names = Object.keys(deed.fields)
  const problems: DeedFieldProblem[] = Object.keys(given)
    .filter(name => !Object.hasOwn(deed.fields, name))
    .map(name => ({
      field: name.slice(0, 40),
      problem: `there is no such field; ${names.length === 0 ? 'it has none' : `it may have: ${names.join(', ')}`}`
    }))
  const kept: Record<string, string | number | boolean> = {}
  for (const [name, field] of Object.entries(deed.fields)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value === undefined || value === null) {
      if (field.optional !== true) problems.push({ field: name, problem: `it is missing: ${field.doc}` })
      continue
    }
    const read = readField(field, value)
    if ('problem' in read) problems.push({ field: name, problem: read.problem })
    else kept[name] = read.value
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, fields: kept }
}

/** `contract` of a new subscription: the fields of that deed, or the contract's name alone. */
export function readContract(deed: Pick<Deed, 'fields'>, given: unknown): ReadDeed {
  if (typeof given === 'string') return readDeed(deed, { contract: given })
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return readDeed(deed, { ...given })
  const problem = `${quoted(given)} is neither the name of a contract nor { "contract": "term-24", "months": 24 }`
  return { ok: false, problems: [{ field: '', problem }] }
}

type ReadField = { readonly value: string | number | boolean } | { readonly problem: string }

function readField(field: DeedField, value: unknown): ReadField {
  const text = typeof value === 'string' ? value.trim() : null
  const refused = (words: string): ReadField => ({ problem: `${quoted(value)} is not ${words}` })
  switch (field.kind) {
    case 'money':
      return readMoney(value)
    case 'count':
      return Number.isSafeInteger(value) && (value as number) >= 0
        ? { value: value as number }
        : refused('a whole number from 0 on')
    case 'flag':
      return typeof value === 'boolean' ? { value } : refused('true or false')
    case 'date':
      return text !== null && isDay(text) ? { value: text } : refused('a date like "2026-03-01"')
    case 'choice':
      return text !== null && field.of.includes(text) ? { value: text } : refused(`one of: ${field.of.join(', ')}`)
    case 'name':
      return text !== null && text.length <= LONGEST && NAME.test(text)
        ? { value: text }
        : refused('a name like "mobile-40"')
    case 'partner':
      return text !== null && text.length <= LONGEST && NAME.test(text)
        ? { value: text }
        : refused('the code of a partner, like "agent-7"')
    case 'account':
    case 'text':
      return text !== null && text !== '' && text.length <= LONGEST && !text.includes('\0')
        ? { value: text }
        : refused(`a text of 1 to ${LONGEST} characters`)
  }
}

function readMoney(value: unknown): ReadField {
  const refused: ReadField = { problem: `${quoted(value)} is not an amount like "12.50"` }
  if (typeof value !== 'string' && typeof value !== 'number') return refused
  try {
    const micro = parseDecimal(String(value))
    if (micro > LARGEST_ENTERED || micro < -LARGEST_ENTERED)
      return { problem: `an amount is at most ${LARGEST_ENTERED / MICRO}` }
    return { value: formatDecimal(micro, 6) }
  } catch {
    return refused
  }
}

function isDay(text: string): boolean {
  try {
    const day = date(text).toString()
    return day >= FIRST_ENTERED && day <= LAST_ENTERED
  } catch {
    return false
  }
}

/** A value as written, cut to what fits into a message. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 42 ? `${text.slice(0, 40)}...` : text
}
