// Where each part of an event stands.
import { childOf, childrenOf, isCurrency, type Match } from '@farthing/plugin-sdk'
import { readDateFormat } from './date-format.ts'
import { currencyStatement, fromStatement, idStatement } from './field-statements.ts'
import { serviceStatement, serviceWordStatement, startedStatement, subscriberStatement } from './field-statements.ts'
import { toStatement, unitStatement, unitWordStatement, valueStatement } from './field-statements.ts'
import type { FileLayout, NumberColumn, Told, Words } from './file-layout.ts'
import type { FormatFaults } from './format-faults.ts'
import type { Part } from './format-parts.ts'
import { quantityOf } from './lower-quantity.ts'

type Fields = Pick<
  FileLayout,
  'currency' | 'from' | 'id' | 'quantity' | 'service' | 'started' | 'subscriber' | 'to' | 'value'
>

/** Null when one is wrong, or when one that is needed is not written, of which its block tells. */
export function fieldsOf(match: Match, faults: FormatFaults): Fields | null {
  const service = serviceOf(match, faults)
  const subscriber = subscriberOf(match)
  const started = startedOf(match, faults)
  const quantity = quantityOf(match, unitsOf(match, faults), faults)
  const currency = currencyOf(match, faults)
  if (service === null || subscriber === null || started === null || quantity === null) return null
  return {
    service,
    subscriber,
    started,
    quantity,
    currency,
    id: childOf(match, idStatement)?.slots.columns ?? [],
    to: numberColumn(childOf(match, toStatement)),
    from: numberColumn(childOf(match, fromStatement)),
    value: childOf(match, valueStatement)?.slots.column ?? null
  }
}

function numberColumn(statement: Part<(typeof toStatement)['slots']> | undefined): NumberColumn | null {
  if (statement === undefined) return null
  const { column, prefix = '' } = statement.slots
  return { column, without: prefix }
}

function column(name: string, words: Words | null = null, without = ''): Told {
  return { kind: 'column', column: name, without, words }
}

function serviceOf(match: Match, faults: FormatFaults): Told | null {
  const statement = childOf(match, serviceStatement)
  if (statement === undefined) return null
  const { column: name, service = '' } = statement.slots
  const parts = childrenOf(statement, serviceWordStatement)
  const meanings = parts.map(part => ({ part, means: part.slots.service }))
  if (name !== undefined) return column(name, wordsOf(meanings, faults))
  const [first] = parts
  if (first !== undefined)
    faults.of(first, `every line is ${service}: words are explained of a column`, { code: 'R0506' })
  return { kind: 'constant', text: service }
}

function subscriberOf(match: Match): Told | null {
  const statement = childOf(match, subscriberStatement)
  if (statement === undefined) return null
  const { column: name, prefix, subscriber = '' } = statement.slots
  return name === undefined ? { kind: 'constant', text: subscriber } : column(name, null, prefix)
}

function unitsOf(match: Match, faults: FormatFaults): Told | null {
  const statement = childOf(match, unitStatement)
  if (statement === undefined) return null
  const meanings = childrenOf(statement, unitWordStatement).map(part => ({ part, means: part.slots.unit }))
  return column(statement.slots.column, wordsOf(meanings, faults))
}

interface Meaning {
  readonly part: Part<{ readonly words: { readonly kind: 'texts' } }>
  readonly means: string
}

/** Null when no word is explained. */
function wordsOf(meanings: readonly Meaning[], faults: FormatFaults): Words | null {
  const words = new Map<string, string>()
  for (const { part, means } of meanings) {
    part.slots.words.forEach((word, item) => {
      if (words.has(word))
        faults.at(part, 'words', `"${word.slice(0, 40)}" is explained twice`, { code: 'R0506', item })
      words.set(word, means)
    })
  }
  return words.size === 0 ? null : Object.fromEntries(words)
}

function startedOf(match: Match, faults: FormatFaults): FileLayout['started'] | null {
  const statement = childOf(match, startedStatement)
  if (statement === undefined) return null
  const { columns, format } = statement.slots
  if (format === undefined) return { columns, format: null }
  const read = readDateFormat(format)
  if (read.ok) return { columns, format: read.format }
  faults.at(statement, 'format', read.problem, { code: 'R0507', nearest: read.nearest })
  return null
}

function currencyOf(match: Match, faults: FormatFaults): Told | null {
  const statement = childOf(match, currencyStatement)
  if (statement === undefined) return null
  if (childOf(match, valueStatement) === undefined)
    faults.of(statement, 'there is no value of which this could be the currency', { code: 'R0509' })
  const { column: name, currency = '' } = statement.slots
  if (name !== undefined) return column(name)
  if (!isCurrency(currency))
    faults.at(statement, 'currency', `there is no currency \`${currency.slice(0, 40)}\``, { code: 'R0509' })
  return { kind: 'constant', text: currency }
}
