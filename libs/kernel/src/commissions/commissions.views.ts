import { formatDecimal, formatPlace } from '@farthing/billing-core/values'
import { z } from 'zod'
import { GivenAmount, GivenCurrency, GivenDay, GivenText } from '../http/index.ts'
import type { BookedEntry } from './commission-book.ts'
import type { Partner } from './partners.service.ts'
import type { CommissionRun } from './payment-run-book.ts'
import type { StatementSums } from './statements.service.ts'

export const GivenPartner = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower case letters, digits and hyphens: agent-7')

export const NewPartnerBody = z
  .strictObject({
    code: GivenPartner,
    name: z.string().trim().min(1).max(200),
    parent: GivenPartner.optional().describe('The partner above: its dealer, its master.'),
    from: GivenDay.optional().describe('Of the parent; since ever when left out.')
  })
  .refine(({ from, parent }) => from === undefined || parent !== undefined, {
    error: 'it is the first day under a parent: name one, or leave the day out',
    path: ['from']
  })
  .meta({ id: 'NewPartner' })

export const ParentBody = z
  .strictObject({ parent: GivenPartner.nullable().describe('Null: nobody.'), from: GivenDay })
  .meta({ id: 'PartnerParentChange' })

export const PartnersQuery = z.strictObject({
  after: GivenPartner.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50)
})

export const PartnerView = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    parents: z.array(z.object({ parent: z.string().nullable(), from: z.iso.date() }))
  })
  .meta({ id: 'Partner' })
export type PartnerView = z.infer<typeof PartnerView>

export const StatementQuery = z.strictObject({
  from: GivenDay.optional(),
  until: GivenDay.optional().describe('The first day outside.')
})

export const EntriesQuery = StatementQuery.extend({
  after: z.uuid().optional().describe('Id of the last entry of the page before.'),
  limit: z.coerce.number().int().min(1).max(1000).default(100)
})

export const StatementView = z
  .object({
    partner: z.string(),
    name: z.string(),
    from: z.iso.date().nullable(),
    until: z.iso.date().nullable(),
    sums: z.array(
      z.object({
        currency: z.string(),
        opening: z.string().describe('Owed to the partner when the period begins.'),
        earned: z.string(),
        clawedBack: z.string().describe('What went back, negative.'),
        paid: z.string(),
        closing: z.string(),
        ledger: z.string().describe('The same by the postings of the ledger.'),
        reconciled: z.boolean()
      })
    )
  })
  .meta({ id: 'CommissionStatement' })
export type StatementView = z.infer<typeof StatementView>

const StepView = z.object({ step: z.string(), detail: z.string(), result: z.string() })

export const CommissionEntryView = z
  .object({
    id: z.string(),
    date: z.iso.date(),
    partner: z.string(),
    layer: z.string(),
    commission: z.string(),
    kind: z.enum(['leading', 'trailing']),
    account: z.string().describe('Its number.'),
    subscription: z.string().nullable().describe('Its name or number.'),
    invoice: z.string(),
    line: z.int().nullable().describe('Null: for all lines of the invoice that count.'),
    payments: z.array(z.string()).describe('Those that paid the invoice then.'),
    amount: z.string(),
    currency: z.string(),
    rule: z.string().nullable().describe('Which line of which file.'),
    whole: z.string().nullable().describe('What the line has earned in all, over all layers.'),
    steps: z.array(StepView)
  })
  .meta({ id: 'CommissionEntry' })
export type CommissionEntryView = z.infer<typeof CommissionEntryView>

export const EarnedView = z.object({ accounts: z.int(), entries: z.int() }).meta({ id: 'CommissionsEarned' })
export type EarnedView = z.infer<typeof EarnedView>

const Method = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'lower case letters, digits and hyphens: bank, card, cash')
const By = GivenText.max(200).default('').describe('Who does it.')

export const NewRunBody = z
  .strictObject({
    method: Method.default('bank'),
    least: GivenAmount.default('0').describe('Partners who are owed less wait.'),
    currency: GivenCurrency.optional().describe('Only what is owed in it; left out: in all.'),
    by: By
  })
  .meta({ id: 'NewCommissionRun' })

export const RunDecisionBody = z.strictObject({ by: By }).meta({ id: 'CommissionRunDecision' })

export const RunsQuery = z.strictObject({
  status: z.enum(['proposed', 'paid', 'withdrawn']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50)
})

export const CommissionRunView = z
  .object({
    number: z.string(),
    status: z.enum(['proposed', 'paid', 'withdrawn']),
    method: z.string(),
    proposedBy: z.string(),
    proposedAt: z.string(),
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
    date: z.iso.date().nullable(),
    payouts: z.array(
      z.object({
        partner: z.string(),
        name: z.string(),
        currency: z.string(),
        proposed: z.string(),
        paid: z.string().nullable().describe('Less than was proposed where commission went back since.')
      })
    )
  })
  .meta({ id: 'CommissionRun' })
export type CommissionRunView = z.infer<typeof CommissionRunView>

export function partnerView({ code, id, name, parents }: Partner): PartnerView {
  return { id, code, name, parents: parents.map(({ from, parent }) => ({ parent, from: from.toString() })) }
}

export function sumsView(sums: StatementSums): StatementView['sums'][number] {
  const { clawedBack, closing, currency, earned, ledger, opening, paid } = sums
  const shown = (micro: bigint): string => formatDecimal(micro)
  return {
    ...{ currency, opening: shown(opening), earned: shown(earned), clawedBack: shown(clawedBack), paid: shown(paid) },
    ...{ closing: shown(closing), ledger: shown(ledger), reconciled: closing === ledger }
  }
}

export function entryView(entry: BookedEntry): CommissionEntryView {
  const { commission, currency, explanation, id, kind, layer, line, partner, payments } = entry
  return {
    ...{ id, date: entry.date.toString(), partner, layer, commission, kind, account: entry.accountNumber },
    ...{ subscription: entry.label, invoice: entry.invoiceNumber, line, payments: [...payments] },
    ...{ amount: formatDecimal(entry.amount), currency },
    rule: explanation && `${explanation.rule.rule} (${formatPlace(explanation.rule)})`,
    whole: explanation?.amount ?? null,
    steps: (explanation?.steps ?? []).map(({ detail, result, step }) => ({ step, detail, result }))
  }
}

export function runView(run: CommissionRun): CommissionRunView {
  const { date, decidedAt, decidedBy, method, number, payouts, proposedAt, proposedBy, status } = run
  return {
    ...{ number, status, method, proposedBy, proposedAt: proposedAt.toString(), decidedBy },
    ...{ decidedAt: decidedAt?.toString() ?? null, date: date?.toString() ?? null },
    payouts: payouts.map(({ currency, name, paid, partner, proposed }) => ({
      ...{ partner, name, currency, proposed: formatDecimal(proposed) },
      paid: paid === null ? null : formatDecimal(paid)
    }))
  }
}
