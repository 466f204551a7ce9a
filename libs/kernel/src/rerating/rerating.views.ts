// The shapes of re-ratings over HTTP.
import { z } from 'zod'
import { ExplanationView, explanationView } from '../billing-run/index.ts'
import { dayAfter, GivenAccount, GivenDay, GivenNumber, GivenText } from '../http/index.ts'
import {
  AccountBillView,
  accountBillView,
  Amounts,
  OTHERS,
  BillsView,
  billsView,
  decimal,
  movedView
} from './rerating-bills.views.ts'
import type { ExplainedMove } from './explained-moves.ts'
import type { ReratedOnce } from './event-history.ts'
import type { ReratedAccount } from './rerated-accounts.ts'
import type { Rerating } from './rerating-queries.ts'

const Instant = z.string().describe('ISO 8601, UTC.')
const Limit = z.coerce.number().int().min(1).max(1000).default(100)

export const NewReratingBody = z
  .strictObject({
    from: GivenDay.optional().describe('Uses that began on this day of the operator or later.'),
    until: GivenDay.optional().describe('... and before this day.'),
    accounts: z.array(GivenAccount).min(1).max(100_000).optional().describe('Ids or numbers.'),
    tariff: z.string().min(1).max(200).optional().describe('Uses that this tariff rates now.')
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    error: dayAfter('from', 'until'),
    path: ['until']
  })
  .meta({ id: 'NewRerating' })

export const ReratingQuery = z.strictObject({
  top: z.coerce.number().int().min(0).max(50).default(5).describe('How many of the biggest moves to explain.')
})
export const ReratingsQuery = z.strictObject({ before: GivenNumber.optional(), limit: Limit })
export const ReratingPageQuery = z.strictObject({
  after: GivenText.optional().describe('`next` of the page before.'),
  limit: Limit
})

const MoveView = z.object({
  events: z.int(),
  currency: z.string(),
  ...Amounts,
  because: z
    .enum(['rules', 'history'])
    .describe(
      'Rules were published; or the history of accounts was told otherwise, such as a change of plan dated back.'
    ),
  use: z.object({ event: z.string(), account: z.string(), startedAt: Instant }).describe('One of them, as an example.'),
  sides: z.object({ before: ExplanationView, after: ExplanationView })
})

export const ReratingView = z
  .object({
    id: z.int(),
    state: z
      .enum(['finding', 'nothing', 'proposed', 'applied', 'withdrawn'])
      .describe('proposed: ready to be looked at; nothing: no price and no bill moves.'),
    knownAt: Instant.describe('Rules and facts that came later are not in it.'),
    choice: z.object({
      from: z.iso.date().nullable(),
      until: z.iso.date().nullable(),
      accounts: z.array(z.string()).nullable().describe('Those that were asked for. Null: nobody named any.'),
      tariff: z.string().nullable(),
      rating: z
        .enum(['real-time'])
        .nullable()
        .describe('real-time: made by itself, of usage whose plans say rate in real time; null: somebody asked for it.')
    }),
    currency: z.string(),
    progress: z.object({ done: z.int(), rows: z.int() }).describe('Rows looked at, of those to be looked at.'),
    found: z
      .object({
        examined: z.int(),
        changed: z.int(),
        unrated: z.int().describe('Cannot be rated any more: they keep their price.'),
        prepaid: z
          .int()
          .describe(
            'Of those that change: pockets have paid them, and the next bill settles the difference of what money paid.'
          ),
        accounts: z.int(),
        ...Amounts,
        invoiced: z
          .object({ accounts: z.int(), events: z.int(), ...Amounts })
          .describe('What of it standing bills have: the next ones correct it, whether or not this is applied.'),
        late: z
          .object({ accounts: z.int(), events: z.int(), amount: z.string() })
          .describe(
            'Usage that came when the bill of its day had been made: the next ones bring it, without what pockets have paid.'
          ),
        others: z
          .array(
            z.object({
              ...{ currency: z.string(), accounts: z.int(), events: z.int(), ...Amounts },
              ...{ invoiced: z.int(), late: z.int(), lateAmount: z.string() }
            })
          )
          .describe(OTHERS)
      })
      .nullable()
      .describe('Prices of uses, before allowances and tiers.'),
    bills: BillsView.nullable().describe(
      'What the next bills move by, tiers and allowances counted anew. Null: they were not looked at, for only a part of the usage was asked for, or a plan that rates in real time is corrected by itself.'
    ),
    endedAt: Instant.nullable().describe('When it was applied or withdrawn.'),
    byItself: z.boolean().describe('It was applied without anybody, for it moves no more than the plans allow.')
  })
  .meta({ id: 'Rerating' })
export type ReratingView = z.infer<typeof ReratingView>

export const ExplainedReratingView = ReratingView.extend({ moves: z.array(MoveView) }).meta({ id: 'ExplainedRerating' })
export type ExplainedReratingView = z.infer<typeof ExplainedReratingView>

export const ReratingsPageView = z
  .object({ reratings: z.array(ReratingView), next: z.int().nullable().describe('Pass it as `before`.') })
  .meta({ id: 'ReratingsPage' })
export type ReratingsPageView = z.infer<typeof ReratingsPageView>

export const ReratedAccountsView = z
  .object({
    accounts: z.array(
      z.object({
        account: z.string(),
        number: z.string(),
        currency: z.string(),
        events: z.int(),
        ...Amounts,
        invoiced: z.object({ events: z.int(), ...Amounts }),
        late: z.object({ events: z.int(), amount: z.string() }),
        bill: AccountBillView.nullable().describe(
          'The next bill, where it moves. Null: it does not, or that was not looked at.'
        )
      })
    ),
    next: z.string().nullable()
  })
  .meta({ id: 'ReratedAccounts' })
export type ReratedAccountsView = z.infer<typeof ReratedAccountsView>

export const UnratedUsesView = z
  .object({
    uses: z.array(z.object({ event: z.string(), account: z.string(), detail: z.string() })),
    next: z.string().nullable()
  })
  .meta({ id: 'UnratedUses' })
export type UnratedUsesView = z.infer<typeof UnratedUsesView>

const PriceView = z.object({
  amount: z.string(),
  billed: z.number().describe('Ticks.'),
  tariff: z.string(),
  version: z.string(),
  zone: z.string(),
  bands: z.string()
})

export const ReratedUseView = z
  .object({ reratings: z.array(z.object({ rerating: z.int(), at: Instant, before: PriceView, after: PriceView })) })
  .meta({ id: 'ReratedUse' })
export type ReratedUseView = z.infer<typeof ReratedUseView>

export function reratingView(rerating: Rerating): ReratingView {
  const { byItself, choice, currency, endedAt, id, knownAt, progress, state, summary } = rerating
  const found = summary && {
    ...summary,
    ...movedView(summary),
    invoiced: { ...summary.invoiced, ...movedView(summary.invoiced) },
    late: { ...summary.late, amount: decimal(summary.late.amount) },
    others: (summary.others ?? []).map(each => ({
      ...{ ...each, ...movedView(each), lateAmount: decimal(each.lateAmount) }
    }))
  }
  return {
    id,
    state,
    knownAt: knownAt.toString(),
    choice: { ...choice, accounts: choice.accounts && [...choice.accounts] },
    currency,
    progress: { ...progress },
    found,
    bills: billsView(rerating),
    endedAt: endedAt && endedAt.toString(),
    byItself
  }
}

export function explainedReratingView(rerating: Rerating, moves: readonly ExplainedMove[]): ExplainedReratingView {
  return {
    ...reratingView(rerating),
    moves: moves.map(({ because, currency, events, sides, use, ...amounts }) => ({
      events,
      currency,
      because,
      ...movedView(amounts),
      use: { event: use.event, account: use.account, startedAt: use.startedAt.toString() },
      sides: { before: explanationView(sides.before), after: explanationView(sides.after) }
    }))
  }
}

export function reratedAccountView({
  bill,
  invoiced,
  late,
  ...rest
}: ReratedAccount): ReratedAccountsView['accounts'][number] {
  return {
    ...rest,
    ...movedView(rest),
    invoiced: { ...invoiced, ...movedView(invoiced) },
    late: { ...late, amount: decimal(late.amount) },
    bill: bill && accountBillView(bill)
  }
}

export function reratedOnceView({ after, at, before, rerating }: ReratedOnce): ReratedUseView['reratings'][number] {
  return {
    rerating,
    at: at.toString(),
    before: { ...before, amount: decimal(before.amount) },
    after: { ...after, amount: decimal(after.amount) }
  }
}
