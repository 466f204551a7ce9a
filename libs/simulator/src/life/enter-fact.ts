// One fact becomes known: what it does to the life so far.
import { ruleBooks } from '../bill/index.ts'
import { applyPolicies } from './apply-policies.ts'
import { billAccount } from './bill-account.ts'
import { isDatedChange, withdraw } from './due-fact.ts'
import { cancelInvoice, rebill } from './cancel-invoice.ts'
import { earnCommissions } from './earn-commissions.ts'
import { earnPoints } from './earn-points.ts'
import { isOfDesk, isOfGroup, isOfInvoice, type LifeFact, type NoteFact } from './life.ts'
import type { LifeState } from './life-state.ts'
import { enterChange, enterHistory } from './enter-history.ts'
import { enterUse } from './enter-use.ts'
import { fillPocket, lapsePockets } from './life-pockets.ts'
import { enterGroup } from './life-groups.ts'
import { fail, pay } from './pay-invoices.ts'
import { enterDesk } from './retention-desk.ts'
import { refund } from './refund-credit.ts'
import { reverse } from './reverse-payment.ts'
import { forgetRating } from './use-service.ts'
import { writeNote } from './write-note.ts'

export async function enterFact(state: LifeState, fact: LifeFact): Promise<void> {
  const refusals = state.refused.length
  lapsePockets(state, fact.known) // whoever asks, and whether it is refused
  await enter(state, fact)
  if (state.refused.length > refusals) return // what is refused changes nothing that there is to look at
  const day = fact.known.toZonedDateTimeISO(state.account.zone).toPlainDate()
  if (fact.do !== 'advance') await applyPolicies(state, day)
  earnCommissions(state, day)
  earnPoints(state, day)
}

async function enter(state: LifeState, fact: LifeFact): Promise<void> {
  if (isDatedChange(fact)) return void (await enterChange(state, fact))
  if (isOfDesk(fact)) return enterDesk(state, fact)
  if (isOfGroup(fact)) return enterGroup(state, fact)
  if (isOfInvoice(fact)) return correct(state, fact)
  switch (fact.do) {
    case 'withdraw':
      if (withdraw(state, fact)) forgetRating(state)
      return
    case 'subscribe':
    case 'renumber':
    case 'move':
    case 'charge':
    case 'credit':
    case 'tax-place':
    case 'tax-exemption':
    case 'move-bill-day':
    case 'deed':
      await enterHistory(state, fact)
      return
    case 'use':
      return enterUse(state, fact)
    case 'top-up':
    case 'grant':
      return fillPocket(state, fact)
    case 'pay':
    case 'fail':
    case 'reverse':
    case 'refund':
      return moveMoney(state, fact)
    case 'bill':
      return billAccount(state, fact.on, { asked: 'by hand', today: fact.on })
    case 'publish':
      return publish(state, fact)
    case 'advance':
      return
  }
}

function moveMoney(state: LifeState, fact: LifeFact<'pay' | 'fail' | 'reverse' | 'refund'>): void {
  if (fact.do === 'pay') pay(state, fact)
  else if (fact.do === 'fail') fail(state, fact)
  else if (fact.do === 'refund') refund(state, fact)
  else reverse(state, fact)
}

function correct(state: LifeState, fact: NoteFact): void {
  if (fact.do === 'cancel-invoice') cancelInvoice(state, fact)
  else if (fact.do === 'rebill') rebill(state, fact)
  else writeNote(state, fact)
}

function publish(state: LifeState, fact: LifeFact<'publish'>): void {
  const rules = state.ruleSets.get(fact.rules)
  if (rules === undefined) throw new Error(`no rule set ${fact.rules}`)
  state.published.push({ from: fact.on, rules })
  state.ruleBook = ruleBooks(state.published).in(state.account.currency)
  forgetRating(state)
}
