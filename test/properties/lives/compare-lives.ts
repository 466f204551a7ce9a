// What must hold within one telling of a life, and between two of the same: each answers what is wrong, or null.
import { isDeepStrictEqual } from 'node:util'
import { parseDecimal } from '@farthing/billing-core/values'
import type { LifeInvoice, LifeResult } from '@farthing/simulator'
import { coins, sum } from './coins.ts'
import { notesFault } from './notes-of-life.ts'

type LifeTax = LifeInvoice['taxes'][number]

/** Postings sum to zero, balances are their sums, invoices their lines with taxes, and what is owed what is open. */
export function booksOf(life: LifeResult, decimals: number): string | null {
  const [parked] = life.parked
  if (parked !== undefined) return `parked: ${parked.reason}: ${parked.detail}`
  for (const invoice of life.invoices) {
    const wrong = invoiceFault(invoice, decimals)
    if (wrong !== null) return `${invoice.number}: ${wrong}`
  }
  return notesFault(life) ?? journalFault(life) ?? owedFault(life)
}

function invoiceFault({ creditUsed, lines, net, taxes, toPay, total }: LifeInvoice, decimals: number): string | null {
  const nets = sum(lines.map(line => line.net))
  if (nets !== coins(net)) return `net ${net}, and its lines come to ${nets}`
  const taxed = taxes.filter(({ amount }) => coins(amount) !== 0n)
  const whole = coins(net) + sum(taxed.map(({ amount }) => amount))
  if (whole !== coins(total)) return `total ${total}, and net with taxes comes to ${whole}`
  const gross = sum(lines.map(({ amount }) => amount)) + sum(taxed.filter(tax => !tax.included).map(tax => tax.amount))
  if (gross !== coins(total)) return `total ${total}, and lines with added taxes come to ${gross}`
  if (coins(total) - coins(creditUsed) !== coins(toPay) && coins(total) > 0n) return `to pay ${toPay} of ${total}`
  if (lines.some(({ amount }) => (amount.split('.')[1] ?? '').length !== decimals)) return 'a line of broken coins'
  return null
}

function journalFault({ balances, journal }: LifeResult): string | null {
  const posted = new Map<string, bigint>()
  for (const { key, postings } of journal) {
    const rest = postings.reduce((all, { amount }) => all + parseDecimal(amount), 0n)
    if (rest !== 0n) return `transaction ${key} is out of balance by ${rest}`
    for (const { account, amount } of postings) posted.set(account, (posted.get(account) ?? 0n) + parseDecimal(amount))
  }
  const told = new Map(
    Object.entries(balances.ledger).map(([account, amount]) => [account, parseDecimal(amountOf(amount))])
  )
  return isDeepStrictEqual(told, posted) ? null : 'balances are not the sums of their postings'
}

/** '5' of '5 points'; each ledger account is of one unit. */
const amountOf = (told: string): string => told.split(' ')[0] ?? ''

function owedFault({ account, balances, invoices }: LifeResult): string | null {
  const open = sum(invoices.map(({ outstanding }) => outstanding))
  if (open !== coins(balances.owed)) return `owed ${balances.owed}, and ${open} is open on invoices`
  const held = -coins(balances.ledger[UNALLOCATED] ?? '0')
  return held === coins(balances.credit)
    ? null
    : `credit ${balances.credit} ${account.currency}, and ${held} in the books`
}

const UNALLOCATED = 'unallocated:life'

/** The same money for each thing; taxes by rate may differ by the rounding of each invoice. */
export function moneyApart(first: LifeResult, other: LifeResult): string | null {
  const [one, two] = [first, other].map(chargedFor) as [Map<string, bigint>, Map<string, bigint>]
  for (const name of new Set([...one.keys(), ...two.keys()])) {
    const [before, after] = [one.get(name) ?? 0n, two.get(name) ?? 0n]
    if (before !== after) return `${name} comes to ${after} in all, and to ${before} told at once`
  }
  return taxApart(first, other)
}

/** Corrected by differences under one name: discounts of several charges, and an event's fee that another plan turns out to ask for. */
const SHARED = new Set(['discount', 'service-change', 'bill-day-change'])

function chargedFor({ invoices }: LifeResult): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { amount, charge, description, subscription } of invoices.flatMap(({ lines }) => lines)) {
    const name = `${subscription} ${charge} ${SHARED.has(charge) ? '' : description}`
    sums.set(name, (sums.get(name) ?? 0n) + coins(amount))
  }
  return sums
}

const taxesOf = ({ invoices }: LifeResult): LifeTax[] => invoices.flatMap(({ taxes }) => taxes)

function taxApart(first: LifeResult, other: LifeResult): string | null {
  const rate = ({ code, percent, tax }: LifeTax): string => `${tax} ${percent}% ${code}`
  for (const name of new Set([...taxesOf(first), ...taxesOf(other)].map(rate))) {
    const [one, two] = [first, other].map(life =>
      taxesOf(life)
        .filter(tax => rate(tax) === name)
        .map(tax => tax.amount)
    )
    if (one === undefined || two === undefined) throw new Error('two lives are two')
    const apart = sum(one) - sum(two)
    if (apart * apart > BigInt((one.length + two.length) ** 2)) return `${name} is ${apart} coins apart`
  }
  return null
}

/** An invoice without what later payments make of it. */
function issued({ creditUsed, date, due, lines, net, number, taxes, toPay, total }: LifeInvoice): object {
  return { creditUsed, date, due, lines, net, number, taxes, toPay, total }
}

/** Invoices and transactions of a life that went on begin with those of its first part. */
export function postedApart(early: LifeResult, whole: LifeResult): string | null {
  for (const [index, invoice] of early.invoices.entries()) {
    const later = whole.invoices[index]
    if (later === undefined || !isDeepStrictEqual(issued(invoice), issued(later)))
      return `${invoice.number} was changed`
  }
  for (const [index, transaction] of early.journal.entries()) {
    if (!isDeepStrictEqual(transaction, whole.journal[index])) return `transaction ${transaction.key} was changed`
  }
  return null
}
