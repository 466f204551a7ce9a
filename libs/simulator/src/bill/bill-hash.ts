// The name of a bill's inputs: rules versions, history, usage and what was billed before. Usage is told as it comes.
import { type AccountHistory, type SubscriptionHistory, treatmentKey } from '@farthing/billing-core'
import type { BillableUsage, BillInput } from './bill-input.ts'
import { compareDates, dateText } from '@farthing/billing-core/values'
import { Fingerprint } from './fingerprint.ts'

/** The order of usage and of what was billed counts, so bring them in order first. */
export class BillHash {
  readonly #print = new Fingerprint()
  readonly #input: Omit<BillInput, 'registry' | 'usage'>
  #last: BillableUsage | undefined

  constructor(input: Omit<BillInput, 'registry' | 'usage'>) {
    this.#input = input
    const print = this.#print
    for (const { from, rules } of input.ruleBook.versions) print.add(`${text(from)} ${rules.version}`)
    print.add(`${text(input.billDate)} ${text(input.previousBillDate)} ${text(input.since)}`)
    addHistory(print, input.history)
  }

  take(usage: readonly BillableUsage[]): void {
    for (const each of usage) {
      addUsage(this.#print, each, this.#last)
      this.#last = each
    }
  }

  /** 16 digits, once all usage was taken. */
  hex(): string {
    const print = this.#print
    for (const { at, allowances, counts = [], spent = [], taken = [] } of this.#input.carried) {
      print.add(at)
      for (const { table, unit, subscription, reset, period, ticks, paid } of counts)
        print.add(`${table} ${unit} ${subscription} ${reset} ${period} ${ticks} ${paid?.offered} ${paid?.charged}`)
      for (const { subscription, service, services, zones, days, spent: each } of spent) {
        const scope = [subscription, service ?? services, zones, days]
        print.add(JSON.stringify([...scope, ...each.map(({ day, micro }) => [day, micro])]))
      }
      for (const { subscription, grant, days, taken: each } of taken)
        print.add(JSON.stringify([subscription, grant, days, ...each.map(({ day, ticks }) => [day, ticks])]))
      for (const { id, subscription, cycle, left } of allowances) print.add(`${id} ${subscription} ${cycle} ${left}`)
    }
    for (const { invoice, line, key, amount, tax } of this.#input.billed) {
      print.add(invoice).addNumber(line).add(key).add(String(amount))
      if (tax !== null) print.add(treatmentKey(tax))
    }
    return print.hex()
  }
}

/** What an event has in common with the one before it is told once. A value is not negative: -1 is none. */
function addUsage(print: Fingerprint, usage: BillableUsage, last: BillableUsage | undefined): void {
  const { amount, billed, from, id, inUnits, prepaid, quantity, startedAt, to, value } = usage
  if (last === undefined || !isAlike(usage, last)) {
    const { service, subscription, tariff, tariffSince, version, zone } = usage
    print.add(`of ${subscription}`).add(service).add(zone).add(tariff).add(version)
    if (tariffSince) print.add(`since ${tariffSince}`)
  }
  print.add(id).add(to).add(from)
  print.addNumber(startedAt).addNumber(quantity).addNumber(billed).addNumber(amount)
  print.addNumber(value ?? -1)
  if (prepaid !== undefined) print.add('prepaid').addNumber(prepaid)
  if (inUnits !== undefined) print.add(`in units ${inUnits.worth} ${inUnits.charged} ${inUnits.listed}`)
}

function isAlike(a: BillableUsage, b: BillableUsage): boolean {
  return (
    a.zone === b.zone &&
    a.tariff === b.tariff &&
    a.tariffSince === b.tariffSince &&
    a.subscription === b.subscription &&
    a.service === b.service &&
    a.version === b.version
  )
}

function addHistory(print: Fingerprint, history: AccountHistory): void {
  print.add(`${history.account} ${history.zone} ${history.currency} ${text(history.opened)}`)
  for (const { from, billDay, follows } of history.billDays)
    print.add(`${text(from)} ${billDay}${follows ? ' follows' : ''}`)
  for (const subscription of history.subscriptions) addSubscription(print, subscription)
  for (const item of history.items) {
    print.add(
      `${item.id} ${text(item.effective)} ${item.amount} ${item.category} ${item.subscription} ${item.description}`
    )
  }
  for (const { from, place, taxId } of history.taxPlaces) print.add(`${text(from)} in ${place} ${taxId}`)
  for (const [subscription, places] of history.subscriptionPlaces ?? [])
    for (const { from, place, taxId } of places) print.add(`${text(from)} ${subscription} in ${place} ${taxId}`)
  for (const { certificate, from, tax, until } of history.taxExemptions)
    print.add(`${text(from)} ${text(until)} exempt ${tax} ${certificate}`)
  for (const { deed, effective, fields, id, subscription } of history.deeds) {
    print.add(`${id} ${deed} ${text(effective)} ${subscription}`)
    for (const [name, value] of Object.entries(fields)) print.add(`${name} ${value}`)
  }
  for (const { invoice, due, settled, unpaid } of history.settlements)
    print.add(`${invoice} ${text(due)} ${text(settled)}${unpaid ? ' unpaid' : ''}`)
}

function addSubscription(print: Fingerprint, subscription: SubscriptionHistory): void {
  const { id, labels, started, terminated } = subscription
  print.add(`${id} ${labels.map(({ label }) => label).join(' ')} ${text(started)} ${text(terminated)}`)
  for (const { from, until, feature } of subscription.features)
    print.add(`${text(from)} ${text(until)} feature ${feature}`)
  for (const { from, until, plan, state, suspension } of subscription.segments)
    print.add(`${text(from)} ${text(until)} ${plan} ${state}${suspension === undefined ? '' : ` ${suspension}`}`)
  for (const { from, identity } of subscription.identities)
    if (compareDates(from, started) > 0) print.add(`${text(from)} number ${identity}`)
  for (const { from, until } of subscription.held ?? []) print.add(`${text(from)} ${text(until)} held`)
  if (subscription.whole !== undefined) addSubscription(print, subscription.whole)
}

function text(day: Temporal.PlainDate | null): string {
  return day === null ? '-' : dateText(day)
}
