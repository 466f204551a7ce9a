// `standard charge line-rental-plus "Extra line" 5.00 per month in advance, category lines`
import type { PeriodLength } from '@farthing/billing-core'
import { childrenOf, defineStatement, type ExampleText, type Signature } from '@farthing/rules-language'
import { type SuspendedPrices, suspendedPrices, suspendedStatement } from '../suspended-prices.ts'
import type { StandingWords } from './standing-fields.ts'

export interface StandingPrice {
  readonly name: string
  /** What the customer reads. */
  readonly title: string
  /** Of one for a full period, micro of the operator's currency. */
  readonly price: bigint
  readonly length: PeriodLength
  readonly due: 'in advance' | 'in arrears'
  readonly category: string
  /** Other prices while its subscription is suspended; left out where there are none. */
  readonly suspended?: SuspendedPrices
}

/** The charge and, where it is of a subscription, what may stand in its braces. */
export function standingStatements(kind: StandingWords, worked: ExampleText): Signature[] {
  if (kind.to === 'account') return [chargeStatement(kind, worked, null)]
  const suspended = suspendedStatement(`${kind.plugin}.suspended`, blockOf(kind), 'the charge')
  return [chargeStatement(kind, worked, suspended), suspended]
}

function blockOf({ words }: Pick<StandingWords, 'words'>): string {
  return words.replaceAll(' ', '-')
}

function chargeStatement(
  { code, plugin, words }: StandingWords,
  worked: ExampleText,
  suspended: ReturnType<typeof suspendedStatement> | null
): Signature {
  return defineStatement({
    id: `${plugin}.charge`,
    in: ['file'],
    pattern: `${words} <name> <title> <price> per <period> [in advance | in arrears] [, category <category>]`,
    slots: {
      name: { kind: 'name', declares: words, doc: 'what it is added by' },
      title: { kind: 'text', doc: 'what stands on the invoice' },
      price: { kind: 'money', doc: 'of one for a full period' },
      period: { kind: 'period', doc: 'how long a period is: day, week, 2 weeks, month, quarter, year' },
      category: {
        kind: 'name',
        declares: 'category',
        optional: true,
        doc: `where it is booked, and how it is taxed; ${code} when left out`
      }
    },
    ...(suspended !== null && { block: { kind: blockOf({ words }), optional: true } }),
    doc: `What an ${suspended === null ? 'account' : 'account, for one of its subscriptions,'} may be charged every period, from the day on which it is added until it is ended; in advance unless it says otherwise, parts of a period by the day.${suspended === null ? '' : ' In its braces stand prices for the days of a suspension.'}`,
    example: `${words} extra-line "Extra line" 5.00 per month in advance`,
    charges: [code],
    worked,
    lower(match, context) {
      const { category = code, name, period: length, price, title } = match.slots
      const due = match.has('in arrears') ? 'in arrears' : 'in advance'
      const lines = suspended === null ? [] : childrenOf(match, suspended)
      const { faults, prices } = suspendedPrices(lines, [context.micro(price)], context)
      const diagnostics = faults.map(({ at, line, message }) => context.error(line, at, message))
      if (diagnostics.length > 0) return { ok: false, diagnostics }
      const terms: StandingPrice = { name, title, price: context.micro(price), length, due, category }
      if (terms.price > 0n) return { ok: true, value: prices === null ? terms : { ...terms, suspended: prices } }
      const message = 'what costs nothing needs no charge: leave it out'
      return { ok: false, diagnostics: [context.error(match, match.slotSpan('price'), message)] }
    }
  })
}
