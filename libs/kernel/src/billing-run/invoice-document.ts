// Everything that a printed invoice says, as one plain value: the template decides how it looks.
import type { BaseUnit } from '@farthing/billing-core/values'
import type { AllowanceShown, InvoiceHead, InvoiceLineShown } from './invoice-queries.ts'
import type { InvoiceEvent } from './invoice-usage.ts'

export interface InvoiceDocument {
  readonly operator: { readonly name: string; readonly zone: string }
  readonly account: {
    readonly number: string
    readonly name: string
    readonly address: readonly string[]
    readonly zone: string
  }
  readonly invoice: InvoiceHead
  /** What the account owed before this invoice; negative is credit. Micro, like every amount here. */
  readonly openingBalance: bigint
  /** Money received since the invoice before, newest last. */
  readonly payments: readonly DocumentPayment[]
  readonly groups: readonly DocumentGroup[]
  /** Usage events that this invoice is the first to show, in order of subscription, service, time. */
  readonly usage: readonly InvoiceEvent[]
  /** Whether the annex was cut off at its limit. */
  readonly usageTruncated: boolean
  readonly total: bigint
  /** What this invoice asks for: its total less the credit that it used, never negative. */
  readonly toPay: bigint
  readonly due: Temporal.PlainDate
}

export interface DocumentPayment {
  readonly on: Temporal.PlainDate
  readonly number: string
  readonly method: string
  readonly reference: string
  readonly amount: bigint
}

/** A subscription's part of the invoice; the last group may be the account's own. */
export interface DocumentGroup {
  readonly subscription: string | null
  readonly label: string
  readonly lines: readonly InvoiceLineShown[]
  readonly subtotal: bigint
  readonly usage: readonly UsageSummary[]
  readonly allowances: readonly AllowanceShown[]
}

export interface UsageSummary {
  readonly service: string
  readonly zone: string
  readonly unit: BaseUnit
  readonly events: number
  /** Ticks after increments, and those that allowances covered. */
  readonly billed: number
  readonly covered: number
  readonly amount: bigint
}

/** Lines and usage by subscription, in the order of the lines. */
export function documentGroups(
  invoice: InvoiceHead,
  lines: readonly InvoiceLineShown[],
  usage: readonly InvoiceEvent[]
): DocumentGroup[] {
  const events = Map.groupBy(usage, ({ subscription }) => subscription)
  return [...Map.groupBy(lines, ({ subscription }) => subscription)].map(([subscription, own]) => ({
    subscription,
    label: own[0]?.label ?? '',
    lines: own,
    subtotal: own.reduce((sum, { amount }) => sum + amount, 0n),
    usage: subscription === null ? [] : summaries(events.get(subscription) ?? []),
    allowances: invoice.allowances.filter(each => each.subscription === subscription)
  }))
}

function summaries(events: readonly InvoiceEvent[]): UsageSummary[] {
  return [...Map.groupBy(events, ({ service, zone }) => `${service} ${zone}`).values()].flatMap(group => {
    const [first] = group
    if (first === undefined) return []
    return {
      service: first.service,
      zone: first.zone,
      unit: first.unit as BaseUnit,
      events: group.length,
      billed: group.reduce((sum, { billed }) => sum + billed, 0),
      covered: group.reduce((sum, { covered }) => sum + covered, 0),
      amount: group.reduce((sum, { amount }) => sum + amount, 0n)
    }
  })
}
