// May a deed be done? The plugin that declares it says, from the history and the rules of the day.
import { accountAlignments, type DeedFields } from '@farthing/billing-core'
import { containsDate } from '@farthing/billing-core/values'
import {
  askPlugin,
  contributorOf,
  deedRefusal,
  type DeedRefusal,
  deedValues,
  type HeldStatement,
  PluginFault
} from '@farthing/plugin-sdk'
import { HeldVersions } from '../bill/index.ts'
import { planHeld, type StandingWorld } from '../conditions/index.ts'

/** Null: it may. A plugin that fails has not agreed. The deed is one of the registry's, its fields read by `readDeed`. */
export function judgeDeed(
  asked: { readonly deed: string; readonly fields: DeedFields },
  world: StandingWorld
): DeedRefusal | null {
  const { history, registry, subscription, today: day } = world
  const deed = registry.deeds.get(asked.deed)
  if (deed === undefined) throw new Error(`no plugin declares the deed ${asked.deed}`)
  if (deed.judge === undefined) return null
  const held = heldStatements(world)
  const heldOn = (other: Temporal.PlainDate): HeldStatement[] => heldStatements({ ...world, today: other })
  const values = deedValues(deed, asked.fields)
  const plugin = contributorOf('deeds', deed, registry)
  const own = held.filter(({ signature }) => signature.startsWith(`${plugin}.`))
  try {
    return askPlugin(
      () => deed.judge?.({ values, day, history, subscription, held, heldOn }) ?? null,
      deedRefusal,
      () => ({ what: `deed ${deed.name}`, plugin, rules: own.map(({ at }) => at) })
    )
  } catch (fault) {
    if (fault instanceof PluginFault) return { reason: fault.message, rule: fault.rules[0] ?? null }
    throw fault
  }
}

function heldStatements(world: StandingWorld): HeldStatement[] {
  const { ruleBook, today } = world
  const plan = planHeld(world)
  const own = (plan?.rules ?? []).map(rule => ({ ...rule, kind: 'plan' as const, name: plan?.name ?? '' }))
  const alone = (ruleBook.at(today)?.statements ?? []).map(rule => ({
    ...rule,
    kind: 'file' as const,
    name: rule.at.rule
  }))
  return [...own, ...featureStatements(world), ...alone]
}

function featureStatements({ history, ruleBook, subscription, today }: StandingWorld): HeldStatement[] {
  const on = (subscription?.features ?? []).filter(each => containsDate(each, today))
  const held = new HeldVersions(ruleBook, accountAlignments(history), today)
  return on.flatMap(({ feature: name, from }) => {
    const found = held.at('features', name, { day: today, since: from })
    return (found?.version.rules ?? []).map(rule => ({ ...rule, kind: 'feature' as const, name }))
  })
}
