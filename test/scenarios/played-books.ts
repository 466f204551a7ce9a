// hledger reads the journals of every life that a spec file played, and must come to the same balances; where it is not installed, nothing is compared, and the run says so.
import { journalEntry } from '@farthing/billing-core'
import { parseDecimal, partDecimals } from '@farthing/billing-core/values'
import type { LifeResult } from '@farthing/simulator'
import { hledger } from '@farthing/testing'

const lives: LifeResult[] = []

/** Has hledger look at this journal when the spec file ends. */
export function keepBooks(life: LifeResult): void {
  if (life.journal.length > 0) lives.push(life)
}

/** Each life's accounts stand under its number, so that one reading serves all. */
const under = (life: number, account: string): string => `${life}:${account}`

/** '90.000' seconds are 90000 of their parts. */
const partsOf = (amount: string, unit: string): bigint => parseDecimal(amount) / 10n ** BigInt(6 - partDecimals(unit))

function journalOf(life: LifeResult, number: number): string {
  return life.journal
    .map(({ date, description, key, postings }) =>
      journalEntry({
        ...{ key, description, date: Temporal.PlainDate.from(date), account: '' },
        postings: postings.map(({ account, amount, unit }) => ({
          ...{ ledgerAccount: under(number, account), unit, amount: partsOf(amount, unit) }
        }))
      })
    )
    .join('')
}

type Balances = ReadonlyMap<string, bigint>

/** Of rows like '"1:cash:bank","10.00 AUD"'. */
function balancesIn(csv: string): Balances {
  const rows = csv.split('\n').map(row => /^"(\d+:.+)","(-?[\d.]+)/.exec(row))
  return nonZero(rows.flatMap(row => (row === null ? [] : [[row[1] ?? '', row[2] ?? ''] as const])))
}

function nonZero(amounts: readonly (readonly [string, string])[]): Balances {
  const balances = amounts.map(([account, amount]) => [account, parseDecimal(amount.split(' ')[0] ?? '')] as const)
  return new Map(balances.filter(([, amount]) => amount !== 0n).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

afterAll(() => {
  const journal = lives.map(journalOf).join('')
  const answer = hledger(journal, 'balance', '--flat', '-O', 'csv')
  if (answer === null || lives.length === 0) return
  const kept = lives.flatMap(({ balances }, number) =>
    Object.entries(balances.ledger).map(([account, amount]) => [under(number, account), amount] as const)
  )
  expect(balancesIn(answer)).toEqual(nonZero(kept))
})
