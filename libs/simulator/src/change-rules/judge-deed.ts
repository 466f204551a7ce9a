// May a deed be done? The plugin that declares it says, from the history and the rules of the day.
import type { DeedFields } from '@farthing/billing-core'
import {
  askPlugin,
  contributorOf,
  deedRefusal,
  type DeedRefusal,
  deedValues,
  type HeldStatement,
  partsOfCoins,
  PluginFault
} from '@farthing/plugin-sdk'
import type { StandingWorld } from '../conditions/index.ts'
import { heldStatements } from './held-statements.ts'

/** Null: it may. A plugin that fails has not agreed. The deed is one of the registry's, its fields read by `readDeed`. */
export function judgeDeed(
  asked: { readonly deed: string; readonly fields: DeedFields },
  world: StandingWorld
): DeedRefusal | null {
  const { history, registry, subscription, today: day } = world
  const deed = registry.deeds.get(asked.deed)
  if (deed === undefined) throw new Error(`no plugin declares the deed ${asked.deed}`)
  const [fine] = partsOfCoins(deed, asked.fields, history.currency)
  if (fine !== undefined) return { reason: `${fine.field}: ${fine.problem}`, rule: null }
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
