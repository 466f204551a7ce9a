// What a policy does: a message with a text for each channel, and a part of the service that there is.
import { type FactSignature, kernelFacts } from '../conditions/fact-signature.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { oneOf, quoted } from '../diagnostics/wording.ts'
import { INVOICE_MESSAGE } from '../rule-set/message.ts'
import type { PolicyEffect } from '../rule-set/policy.ts'
import type { Match } from '../signature/match.ts'
import type { MessageDeclaration, Spot } from '../vocabulary/declarations.ts'
import { slotSpot } from '../vocabulary/match-parts.ts'
import type { ConditionWorld } from './check-condition.ts'
import { related } from './report.ts'

/** Parts of service beside the services that tariffs are for. */
const ABROAD = 'international'
const PARTS = [ABROAD, 'outgoing', 'roaming']

export function checkEffect(
  effect: PolicyEffect,
  match: Match,
  { messages, world }: { messages: ReadonlyMap<string, MessageDeclaration>; world: ConditionWorld }
): void {
  if (effect.effect === 'notify') checkNotice(effect, match, { messages, world })
  if (effect.effect === 'bar' || effect.effect === 'restore') checkPart(effect.what, slotSpot(match, 'what'), world)
  if (effect.effect === 'bar' && effect.what === ABROAD && !world.knowsCountry) {
    const text = 'the operator says no country: charging knows of no call abroad, and holds none back'
    world.report.warning(slotSpot(match, 'what'), 'R0640', text)
  }
}

function checkNotice(
  { message: name, channels }: Extract<PolicyEffect, { effect: 'notify' }>,
  match: Match,
  { messages, world }: { messages: ReadonlyMap<string, MessageDeclaration>; world: ConditionWorld }
): void {
  const message = messages.get(name)
  // one that nobody declares is reported as an unknown name
  if (message === undefined) return
  const [messageSlot, channelSlot] = match.slots['message'] === undefined ? ['also', 'alsoby'] : ['message', 'channels']
  if (name === INVOICE_MESSAGE) {
    const text = `message "${name}" says what is of an invoice: it goes out when invoices are sent`
    world.report.errorOfNew(slotSpot(match, messageSlot), 'R0627', text)
    return
  }
  const known = [...new Set(message.templates.map(({ channel }) => channel))]
  if (known.length === 0) {
    const text = `message "${name}" has no text: nobody is told anything`
    world.report.warning(slotSpot(match, messageSlot), 'R0473', text)
    return
  }
  channels.forEach((channel, index) => {
    if (known.includes(channel)) return
    const spot = { source: match.source, ...match.slotSpan(channelSlot, index) }
    const text = `message "${name}" has no text by ${channel}: it has one by ${oneOf(known)}`
    world.report.error(spot, 'R0472', text, { nearest: nearest(channel, known), expected: known })
  })
}

/** Who is told of an account is told of none of its subscriptions. */
export function checkToldOfAccount(
  effects: readonly PolicyEffect[],
  match: Match,
  { messages, world }: { messages: ReadonlyMap<string, MessageDeclaration>; world: ConditionWorld }
): void {
  const slot = match.slots['message'] === undefined ? 'also' : 'message'
  for (const effect of effects) {
    const message = effect.effect === 'notify' ? messages.get(effect.message) : undefined
    const own = message?.facts.find(fact => isOfSubscription(world.facts.get(fact.value)))
    if (message === undefined || own === undefined) continue
    const text = `this is told of an account, and message "${message.name.value}" says ${quoted(own.value)}, which is of a subscription`
    world.report.error(slotSpot(match, slot), 'R0537', text, { related: [related('it is said here', own.spot)] })
  }
}

/** Of the kernel's facts those that need none are asked of the account; what a plugin says is of a subscription. */
function isOfSubscription(fact: FactSignature | undefined): boolean {
  return fact !== undefined && (fact.needsSubscription === true || !kernelFacts.includes(fact))
}

function checkPart(what: string, spot: Spot, { names, report }: ConditionWorld): void {
  if (PARTS.includes(what) || names.knows('service', what)) return
  const known = [...names.all('service'), ...PARTS]
  const text = `${quoted(what)} is neither a service of a tariff nor ${oneOf(PARTS)}`
  report.error(spot, 'R0474', text, { nearest: nearest(what, known), expected: known.slice(0, 8) })
}
