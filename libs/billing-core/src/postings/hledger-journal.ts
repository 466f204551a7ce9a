// Writes the ledger as an hledger journal (https://hledger.org/hledger.html#journal), one transaction at a time.
import { formatParts, unitName } from '../values/index.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'

const PLAIN_COMMODITY = /^\p{L}+$/u

const ACCOUNT_TYPES: readonly (readonly [name: string, type: string])[] = [
  ['receivable', 'A'],
  ['cash', 'C'],
  ['unallocated', 'L'],
  ['bond', 'L'],
  ['pocket', 'L'],
  ['transfer', 'L'],
  ['tax', 'L'],
  ['commission', 'L'],
  ['revenue', 'R'],
  ['breakage', 'R'],
  ['used', 'R'],
  ['expense', 'X'],
  ['issued', 'X'],
  ['writeoff', 'X'],
  ['commission-expense', 'X'],
  ['rounding', 'X']
]

/** Declares the kinds of accounts and the units (with their decimals) that follow. */
export function journalHeader(units: readonly { readonly unit: string; readonly decimals: number }[]): string {
  const accounts = ACCOUNT_TYPES.map(([name, type]) => `account ${name}  ; type:${type}`)
  const commodities = units.map(({ unit, decimals }) => {
    return `commodity 1000.${'0'.repeat(decimals)} ${commodity(unit)}`
  })
  return `${[...accounts, ...commodities].join('\n')}\n`
}

/** One transaction, with a blank line before it. The key goes in the code's place, so that it can be found again. */
export function journalEntry(transaction: LedgerTransaction): string {
  const lines = transaction.postings.map(({ ledgerAccount, unit, amount }) => {
    return `    ${accountName(ledgerAccount)}  ${formatParts(amount, unit)} ${commodity(unit)}`
  })
  const head = `${transaction.date} (${oneLine(transaction.key).replaceAll(/[()]/g, ' ')}) ${oneLine(transaction.description)}${corrected(transaction)}`
  return `\n${head}\n${lines.join('\n')}\n`
}

/** A tag, for `hledger register tag:corrects=2026-03`. */
function corrected({ corrects }: LedgerTransaction): string {
  return corrects === undefined ? '' : `  ; corrects: ${corrects.toString()}`
}

/** Letters only may stand bare; anything else is quoted. */
function commodity(unit: string): string {
  const name = unitName(unit)
  return PLAIN_COMMODITY.test(name) ? name : `"${name.replaceAll(/["\s]/g, ' ')}"`
}

/** Two spaces end an account's name, and ';' begins a comment. */
function accountName(name: string): string {
  return oneLine(name).replaceAll(/\s+/g, ' ')
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n;|]+/g, ' ').trim()
}
