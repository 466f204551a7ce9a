// What a credit note takes of an invoice's lines and taxes: all, some lines, or an amount spread over them.
import { formatAmount, minorUnit, partOfCoin, split } from '../values/index.ts'
import { grossOf, type LineShare, partOf, sumOfGross } from './line-share.ts'

export type CreditAsked =
  | { readonly kind: 'whole' }
  /** Taxes included, micro. */
  | { readonly kind: 'amount'; readonly amount: bigint }
  /** As priced, micro; null: all that is left of the line. */
  | { readonly kind: 'lines'; readonly lines: readonly { readonly line: number; readonly amount: bigint | null }[] }

export interface LeftToCredit {
  readonly currency: string
  /** Of each line of the invoice. */
  readonly lines: readonly LineShare[]
  /** Of the invoice, taxes included, micro. */
  readonly total: bigint
}

export type CreditRefusal =
  | 'amount-not-positive'
  | 'amount-too-fine'
  | 'unknown-line'
  | 'line-named-twice'
  | 'bond-line'
  | 'nothing-left'
  | 'above-line'
  | 'above-invoice'

export type DrawnCredit =
  | { readonly ok: true; readonly value: readonly LineShare[] }
  | { readonly ok: false; readonly reason: CreditRefusal; readonly detail: string }

/** Never more than is left of a line, or of the invoice. */
export function drawCredit(asked: CreditAsked, left: LeftToCredit): DrawnCredit {
  const drawn = drawnBy(asked, left)
  if (!drawn.ok) return drawn
  const total = sumOfGross(drawn.value)
  if (total <= 0n) return refuse('nothing-left', 'Nothing is left to credit of this invoice.')
  return total > left.total ? aboveInvoice(total, left) : drawn
}

function drawnBy(asked: CreditAsked, left: LeftToCredit): DrawnCredit {
  switch (asked.kind) {
    case 'whole':
      return drawWhole(left)
    case 'amount':
      return drawAmount(asked.amount, left)
    case 'lines':
      return drawLines(asked.lines, left)
  }
}

function drawWhole({ lines }: LeftToCredit): DrawnCredit {
  const bond = lines.find(({ amount, ledger }) => ledger === 'bond' && amount !== 0n)
  if (bond !== undefined) return bondLine(bond.line)
  return { ok: true, value: lines.filter(share => share.amount !== 0n || grossOf(share) !== 0n) }
}

/** Over what is left of lines and of each of their taxes, by largest remainder. */
function drawAmount(amount: bigint, left: LeftToCredit): DrawnCredit {
  const wrong = refusedAmount(amount, left.currency)
  if (wrong !== undefined) return wrong
  const lines = left.lines.filter(share => share.ledger === 'revenue' && grossOf(share) > 0n)
  const most = sumOfGross(lines)
  if (amount > left.total || amount > most)
    return aboveInvoice(amount, most < left.total ? { ...left, total: most } : left)
  const weights = lines.flatMap(({ net, taxes }) => [net, ...taxes])
  const parts = split(amount, weights, minorUnit(left.currency))
  const value = lines.map((share): LineShare => {
    const [net = 0n, ...taxes] = parts.splice(0, 1 + share.taxes.length)
    const included = taxes.reduce((sum, tax, index) => (share.tax?.[index]?.included === true ? sum + tax : sum), 0n)
    return { ...share, amount: net + included, net, taxes }
  })
  return { ok: true, value: value.filter(share => grossOf(share) !== 0n) }
}

function drawLines(
  asked: Extract<CreditAsked, { kind: 'lines' }>['lines'],
  { currency, lines }: LeftToCredit
): DrawnCredit {
  const value: LineShare[] = []
  for (const { amount, line } of asked) {
    const share = lines.find(each => each.line === line)
    if (share === undefined) return refuse('unknown-line', `The invoice has no line ${line}.`)
    if (value.some(each => each.line === line)) return refuse('line-named-twice', `Line ${line} is named twice.`)
    if (share.ledger === 'bond') return bondLine(line)
    if (share.amount <= 0n) return refuse('nothing-left', `Nothing is left to credit of line ${line}.`)
    const wanted = amount ?? share.amount
    const wrong = refusedAmount(wanted, currency)
    if (wrong !== undefined) return wrong
    if (wanted > share.amount) {
      const shown = formatAmount(share.amount, currency)
      return refuse('above-line', `Of line ${line} at most ${shown} ${currency} is left to credit.`)
    }
    value.push(partOf(share, wanted, minorUnit(currency)))
  }
  return { ok: true, value }
}

function refusedAmount(amount: bigint, currency: string): Extract<DrawnCredit, { ok: false }> | undefined {
  if (amount <= 0n) return refuse('amount-not-positive', 'A note is of more than zero.')
  const fine = partOfCoin(amount, currency)
  return fine === null ? undefined : refuse('amount-too-fine', `${fine}.`)
}

function aboveInvoice(amount: bigint, { currency, total }: LeftToCredit): Extract<DrawnCredit, { ok: false }> {
  const [asked, most] = [formatAmount(amount, currency), formatAmount(total > 0n ? total : 0n, currency)]
  return refuse('above-invoice', `${asked} ${currency} is more than is left to credit of this invoice: ${most}.`)
}

function bondLine(line: number): Extract<DrawnCredit, { ok: false }> {
  return refuse('bond-line', `Line ${line} is a bond, which is given back and never credited.`)
}

function refuse(reason: CreditRefusal, detail: string): Extract<DrawnCredit, { ok: false }> {
  return { ok: false, reason, detail }
}
