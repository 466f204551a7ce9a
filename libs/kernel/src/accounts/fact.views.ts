// Facts and items over HTTP.
import { type Fact, formatDecimal } from '@farthing/billing-core'
import { z } from 'zod'
import { GivenAmount, GivenDay, GivenSubscription } from '../http/index.ts'
import { rowOf } from './fact-row.ts'

const Day = z.iso.date()

export const NewItemBody = z
  .strictObject({
    amount: GivenAmount.describe("In the account's currency, such as '12.50'; negative is a credit."),
    description: z.string().trim().min(1).max(200),
    category: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,39}$/, 'a word in kebab case')
      .optional()
      .describe("What it counts as in the ledger's revenue: 'item' when left out."),
    effective: GivenDay.optional().describe(
      "The day from which it may be billed; today in the account's zone when left out."
    ),
    subscription: GivenSubscription.optional().describe(
      "On whose part of the invoice it stands: its id, or a number or login that it holds on the day; the account's own when left out."
    )
  })
  .meta({ id: 'NewItem' })

export const FactView = z
  .object({
    id: z.string(),
    kind: z.string(),
    effective: Day,
    known: z.string(),
    supersedes: z.string().nullable(),
    subscription: z.string().nullable(),
    details: z
      .record(z.string(), z.unknown())
      .describe("What the kind of fact tells; amounts are decimal text in the account's currency.")
  })
  .meta({ id: 'Fact' })
export type FactView = z.infer<typeof FactView>

export function factView(fact: Fact): FactView {
  const { id, kind, effective, known, supersedes, subscription, details } = rowOf('', fact)
  const amount = fact.kind === 'item' ? { amount: formatDecimal(fact.amount) } : {}
  return { id, kind, effective, known, supersedes, subscription, details: { ...details, ...amount } }
}
