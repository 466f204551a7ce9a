// The shapes of what bills move by, over HTTP.
import { formatDecimal } from '@farthing/billing-core/values'
import { z } from 'zod'
import type { AccountBill } from './rerated-accounts.ts'
import type { Rerating } from './rerating-queries.ts'

export const Amounts = { before: z.string(), after: z.string(), change: z.string() }

export const OTHERS = 'Of accounts in other currencies, whose amounts are in no other sum.'

export const BillsView = z.object({
  progress: z.object({ done: z.int(), accounts: z.int() }).describe('Accounts compared, of those to be compared.'),
  moved: z
    .object({
      accounts: z.int(),
      ...Amounts,
      parked: z.int().describe('Accounts that cannot be billed: they are in no sum.'),
      others: z.array(z.object({ currency: z.string(), accounts: z.int(), ...Amounts })).describe(OTHERS)
    })
    .nullable()
    .describe('Taxes included, of the accounts whose next bill moves. Null: not all are compared yet.'),
  rules: z
    .array(
      z.object({ kind: z.enum(['added', 'removed', 'changed']), name: z.string(), file: z.string(), line: z.int() })
    )
    .describe('What stands otherwise in rules that were published, and hold for days that are over; the first 50.'),
  changes: z.int().describe('How many there are.')
})

export const AccountBillView = z.object({
  on: z.iso.date(),
  amounts: z.object(Amounts).nullable().describe('Taxes included. Null: see the other two.'),
  detail: z.string().nullable().describe('Why it cannot be made.'),
  billedWith: z.string().nullable().describe('Number of the account on whose invoice its lines stand.')
})

export function billsView({ billBasis, billProgress, bills }: Rerating): z.infer<typeof BillsView> | null {
  if (billBasis === null) return null
  const { changes, rules } = billBasis
  const others = (bills?.others ?? []).map(each => ({ ...each, ...movedView(each) }))
  const moved = bills && { ...bills, ...movedView(bills), others }
  return { progress: { ...billProgress }, moved, rules: rules.map(each => ({ ...each })), changes }
}

export function accountBillView({ amounts, on, ...rest }: AccountBill): z.infer<typeof AccountBillView> {
  return { on: on.toString(), amounts: amounts && movedView(amounts), ...rest }
}

type Micro = bigint | string

export function movedView({
  after,
  before
}: {
  readonly before: Micro
  readonly after: Micro
}): Record<'before' | 'after' | 'change', string> {
  return { before: decimal(before), after: decimal(after), change: decimal(BigInt(after) - BigInt(before)) }
}

export function decimal(micro: Micro): string {
  return formatDecimal(BigInt(micro), 6)
}
