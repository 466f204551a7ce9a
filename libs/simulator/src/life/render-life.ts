// Turns what came of a life into its result.
import { balances, heldOn } from '@farthing/billing-core'
import type { AccountHistory, SubscriptionHistory } from '@farthing/billing-core'
import {
  formatAmount,
  formatDecimal,
  formatParts,
  formatPlace,
  formatQuantity,
  fromTicks,
  isCurrency,
  unitName
} from '@farthing/billing-core/values'
import type { RuleSet } from '@farthing/rules-language'
import { serviceUnit } from '../bill/index.ts'
import type { LifeCommission } from './earn-commissions.ts'
import type { LifeCommissionEntry, LifeRetention } from './life-result.ts'
import type { LifeRequest } from './life-requests.ts'
import type { LifeBalances, LifeResult, LifeService, LifeUse } from './life-result.ts'
import { lifeHistory } from './life-history.ts'
import type { LifeState } from './life-state.ts'
import { renderInvoice, renderNote } from './render-invoices.ts'
import { serviceStates, type ServiceStates } from './service-states.ts'
import { ratedUses } from './use-service.ts'
import type { RatedUse } from './use-service.ts'

/** `today`: the day on which the life stands still. */
export function renderLife(state: LifeState, today: Temporal.PlainDate): LifeResult {
  const { account } = state
  const history = lifeHistory(state)
  const states = serviceStates(state, today)
  return {
    account: {
      billDay: account.billDay,
      billDayMoves: history?.billDays.slice(1).map(({ billDay, from }) => ({ from: from.toString(), billDay })) ?? [],
      zone: account.zone,
      currency: account.currency,
      opened: account.opened.toString()
    },
    invoices: state.invoices.map(issued => renderInvoice(state, issued, today)),
    notes: state.notes.map(note => renderNote(note, account.currency)),
    ratedUsage: ratedUses(state).map(use => renderUse(use, state)),
    balances: renderBalances(state),
    commissions: state.commissions.entries.map(renderCommission),
    messages: state.messages.map(({ on, kind, text }) => ({ on: on.toString(), kind, text })),
    services:
      history?.subscriptions.flatMap(subscription =>
        renderService(subscription, states, { rules: state.ruleBook.at(today), today })
      ) ?? [],
    journal: state.journal.map(({ key, date, description, postings }) => ({
      key,
      date: date.toString(),
      description,
      postings: postings.map(({ ledgerAccount, unit, amount }) => ({
        account: ledgerAccount,
        unit,
        amount: isCurrency(unit) ? formatAmount(amount, unit) : formatParts(amount, unit)
      }))
    })),
    dropped: renderDropped(history),
    parked: state.parked.map(({ reason, detail }) => ({ reason, detail })),
    retention: state.requests.map(renderRequest),
    refused: state.refused
  }
}

function renderRequest({ fact, retention, rule, time, ...request }: LifeRequest): LifeRetention {
  const { closes, decided, offer, reason, status, subscription } = request
  return {
    ...{ fact: fact.number, do: fact.do, subscription, reason, rule: `${rule.rule} (${formatPlace(rule)})` },
    ...{ asked: time.asked.toString(), wished: time.wished.toString(), closes: closes?.toString() ?? null },
    ...{ offers: retention.offers.map(({ title }) => title), status, decided: decided?.toString() ?? null, offer }
  }
}

function renderCommission({ amount, key: _, on, currency, ...entry }: LifeCommission): LifeCommissionEntry {
  return { on: on.toString(), ...entry, amount: formatAmount(amount, currency) }
}

function renderUse(use: RatedUse, state: LifeState): LifeUse {
  const { billable, fact, record } = use
  const net = state.netUsage.get(record.id)
  const prepaid = state.prepaid.get(record.id)
  return {
    fact: fact.number,
    status: billable === null ? 'quarantined' : 'rated',
    subscription: use.subscription,
    service: record.service,
    at: fact.at.toZonedDateTimeISO(state.account.zone).toString({ timeZoneName: 'never' }),
    to: record.to,
    from: record.from,
    quantity: formatQuantity(fact.quantity),
    value: record.value === null ? null : formatDecimal(BigInt(record.value), 6),
    billed: billable && formatQuantity(fromTicks(billable.billed, fact.quantity.unit)),
    prepaid: prepaid === undefined ? null : formatDecimal(prepaid.prepaid, 6),
    amount: billable && use.waitsFor === null ? formatDecimal(BigInt(billable.amount), 6) : null,
    waitsFor: use.waitsFor,
    net: net === undefined ? null : formatDecimal(BigInt(net.amount), 6),
    covered: net === undefined ? null : formatQuantity(fromTicks(net.coveredTicks, fact.quantity.unit)),
    currency: state.account.currency,
    zone: billable?.zone ?? null,
    bands: use.bands,
    reason: use.reason,
    detail: use.detail,
    explanation: use.explanation
  }
}

function renderBalances(state: LifeState): LifeBalances {
  const { currency, id } = state.account
  const ledger = balances(state.journal)
  const balanceOf = (name: string): bigint => ledger.get(name)?.get(currency) ?? 0n
  const shown = (name: string): string => {
    const [other] = [...(ledger.get(name) ?? [])].filter(([unit]) => unit !== currency)
    return other === undefined
      ? formatAmount(balanceOf(name), currency)
      : `${formatParts(other[1], other[0])} ${unitName(other[0])}`
  }
  return {
    owed: formatAmount(balanceOf(`receivable:${id}`), currency),
    credit: formatAmount(state.credit, currency),
    bonds: formatAmount(-balanceOf(`bond:${id}`), currency),
    pockets: state.pockets.map(({ balance, expiresAt, number, priority, reason, services, subscription, unit }) => ({
      ...{ pocket: number, reason, balance: formatParts(balance, unit), unit: unitName(unit), priority, services },
      ...(subscription !== null && { subscription }),
      until: expiresAt?.toZonedDateTimeISO(state.account.zone).toPlainDate().toString() ?? null
    })),
    ledger: Object.fromEntries([...ledger.keys()].sort().map(name => [name, shown(name)]))
  }
}

function renderService(
  subscription: SubscriptionHistory,
  { restrictions, standing }: ServiceStates,
  { rules, today }: { readonly rules: RuleSet | undefined; readonly today: Temporal.PlainDate }
): LifeService[] {
  const last = subscription.segments.at(-1)
  if (last === undefined) return []
  const { terminated } = subscription
  const { suspension } = last
  return [
    {
      subscription: subscription.id,
      plan: last.plan,
      state: terminated === null ? last.state : 'terminated',
      ...(terminated === null && suspension !== undefined && { suspension }),
      since: (terminated ?? last.from).toString(),
      identities: heldOn(subscription, today),
      restrictions: restrictions
        .filter(one => one.subscription === subscription.id)
        .map(({ kilobits, rule, since, until, what }) => {
          const days = { since: since.toString(), until: until?.toString() ?? null }
          return { what, kilobits, ...days, rule: `${rule.rule} (${formatPlace(rule)})` }
        }),
      remaining: standing
        .filter(one => one.subscription === subscription.id)
        .map(({ left, service }) => ({
          service,
          left: left === null ? null : quantityText(left, service, rules)
        })),
      features: featuresOn(subscription, today)
    }
  ]
}

function quantityText(ticks: number, service: string, rules: RuleSet | undefined): string {
  return formatQuantity(fromTicks(ticks, serviceUnit(service, rules) ?? 'event'))
}

function featuresOn({ features }: SubscriptionHistory, day: Temporal.PlainDate): string[] {
  const { compare } = Temporal.PlainDate
  return features
    .filter(({ from, until }) => compare(from, day) <= 0 && (until === null || compare(day, until) < 0))
    .map(({ feature }) => feature)
}

function renderDropped(history: AccountHistory | null): LifeResult['dropped'] {
  // a payment that was reversed takes back that its invoice was paid: nobody told that
  const told = history?.dropped.filter(({ fact }) => fact.kind !== 'invoice-settled') ?? []
  return told.map(({ fact, reason, detail }) => ({ fact: fact.id, reason, detail }))
}
