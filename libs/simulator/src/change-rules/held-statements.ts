// Everything that rules say of a subscription on a day: in its plan, in its features, and in files by themselves.
import { accountAlignments, wholeLife } from '@farthing/billing-core'
import { containsDate } from '@farthing/billing-core/values'
import type { HeldStatement } from '@farthing/plugin-sdk'
import { HeldVersions, type RuleBook } from '../bill/index.ts'
import { planHeld, type StandingWorld } from '../conditions/index.ts'

export function heldStatements(world: StandingWorld): HeldStatement[] {
  const { ruleBook, today } = world
  const plan = planHeld(world)
  const own = (plan?.rules ?? []).map(rule => ({ ...rule, kind: 'plan' as const, name: plan?.name ?? '' }))
  return [...own, ...featureStatements(world), ...fileStatements(ruleBook, today)]
}

/** On another day, when it may have been with another account. */
export function heldStatementsOn(world: StandingWorld, today: Temporal.PlainDate): HeldStatement[] {
  const { subscription } = world
  return heldStatements({ ...world, subscription: subscription && wholeLife(subscription), today })
}

/** Those that are nobody's: they stand in files by themselves. */
export function fileStatements(ruleBook: RuleBook, day: Temporal.PlainDate): HeldStatement[] {
  const alone = ruleBook.at(day)?.statements ?? []
  return alone.map(rule => ({ ...rule, kind: 'file' as const, name: rule.at.rule }))
}

function featureStatements({ history, ruleBook, subscription, today }: StandingWorld): HeldStatement[] {
  const on = (subscription?.features ?? []).filter(each => containsDate(each, today))
  const held = new HeldVersions(ruleBook, accountAlignments(history), today)
  return on.flatMap(({ feature: name, from }) => {
    const found = held.at('features', name, { day: today, since: from })
    return (found?.version.rules ?? []).map(rule => ({ ...rule, kind: 'feature' as const, name }))
  })
}
