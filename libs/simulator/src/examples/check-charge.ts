// `expect charge`: what the usage before it costs on the bill of its cycle.
import { nextBillDate } from '@farthing/billing-core'
import { formatDecimal, formatPlace } from '@farthing/billing-core/values'
import type { NetUsage } from '../bill/index.ts'
import { previewBill } from '../life/bill-account.ts'
import type { LifeState } from '../life/life-state.ts'
import { ratedUses } from '../life/use-service.ts'
import { type Unmet, unmet } from './example-report.ts'

export function chargeDifference(expected: bigint, state: LifeState): Unmet | null {
  const use = ratedUses(state).at(-1)
  if (use === undefined) return unmet('there is no usage before it')
  if (use.billable === null) return unmet(`the usage was quarantined, ${use.reason}: ${use.detail}`)
  const startedOn = use.fact.at.toZonedDateTimeISO(state.account.zone).toPlainDate()
  const bill = previewBill(state, nextBillDate(state.account.billDay, startedOn))
  if (!bill.ok) return unmet(`the account was parked, ${bill.reason}: ${bill.detail}`)
  // What a bill does not mention is charged as it was rated: no allowance covered any of it.
  const net = bill.usage.find(({ id }) => id === use.record.id)
  const amount = BigInt(net === undefined ? use.billable.amount : net.amount + (net.paid ?? 0))
  if (amount === expected) return null
  const [want, have] = [formatDecimal(expected, 6), formatDecimal(amount, 6)]
  const message = `expected a charge of ${want}, and it is ${have}${coverOf(net)}`
  return { message, table: [], explanation: net === undefined ? use.explanation : null }
}

function coverOf(net: NetUsage | undefined): string {
  if (net === undefined || net.changedBy.length === 0) return ''
  const rules = new Set(net.changedBy.map(rule => `${rule.rule} (${formatPlace(rule)})`))
  return `, counting ${[...rules].join(', ')}`
}
