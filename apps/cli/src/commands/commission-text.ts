// Commissions as an operator reads them in a terminal.
import type { entryView, runView, sumsView } from '@farthing/kernel'
import { table } from '../table.ts'

export interface ShownStatement {
  readonly partner: string
  readonly name: string
  readonly sums: readonly ReturnType<typeof sumsView>[]
  readonly entries: readonly ReturnType<typeof entryView>[]
}

export function statementText({ entries, name, partner, sums }: ShownStatement): string {
  if (sums.length === 0) return `${partner}  ${name}  has earned nothing\n`
  const rows = entries.map(({ account, amount, currency, date, invoice, kind, layer, line, payments, rule }) => [
    ...['', date, `${kind}, ${layer}`, account, line === null ? invoice : `${invoice} line ${line}`],
    ...[payments.length === 0 ? 'nothing paid' : `paid by ${payments.join(', ')}`, rule ?? 'no longer earned'],
    `${amount} ${currency}`
  ])
  return [`${partner}  ${name}\n`, table(rows), ...sums.map(sumsText)].join('')
}

function sumsText({
  clawedBack,
  closing,
  currency,
  earned,
  ledger,
  opening,
  paid,
  reconciled
}: ShownStatement['sums'][number]): string {
  const agrees = reconciled ? 'the ledger agrees' : `the ledger has ${ledger}: look at its postings of the partner`
  const rows = [
    ['opening', opening],
    ['earned', earned],
    ['gone back', clawedBack],
    ['paid', paid],
    ['owed', closing]
  ].map(([word = '', amount = '']) => ['', word, amount])
  return `  ${currency}, ${agrees}\n${table(rows)}`
}

export function runText({
  date,
  decidedBy,
  method,
  number,
  payouts,
  proposedBy,
  status
}: ReturnType<typeof runView>): string {
  const whose = (who: string | null): string => (who === null || who === '' ? '' : ` by ${who}`)
  const stands =
    status === 'proposed' ? `proposed${whose(proposedBy)}` : `${status}${whose(decidedBy)} on ${String(date)}`
  const rows = payouts.map(({ currency, name, paid, partner, proposed }) => [
    ...['', partner, name, paid === null || paid === proposed ? '' : `${proposed} proposed`],
    `${paid ?? proposed} ${currency}`
  ])
  return `${number}  ${stands}, by ${method}\n${table(rows)}`
}
