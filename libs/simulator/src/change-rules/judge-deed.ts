// May a deed be done? The plugin that declares it says, from the history and the rules of the day.
import type { DeedFields } from '@farthing/billing-core'
import {
  askPlugin,
  type AskedDeed,
  contributorOf,
  type Deed,
  deedRefusal,
  type DeedRefusal,
  deedValues,
  type HeldStatement,
  partsOfCoins,
  PluginFault,
  type PocketMoves,
  pocketMoves
} from '@farthing/plugin-sdk'
import type { StandingWorld } from '../conditions/index.ts'
import { heldStatements } from './held-statements.ts'

export interface DeedWorld extends StandingWorld {
  /** Parts of a unit that the account's own pockets have free; nothing when left out. */
  readonly free?: (unit: string) => bigint
}

interface Asked {
  readonly deed: string
  readonly fields: DeedFields
}

/** Null: it may. A plugin that fails has not agreed. The deed is one of the registry's, its fields read by `readDeed`. */
export function judgeDeed(told: Asked, world: DeedWorld): DeedRefusal | null {
  const deed = declared(told, world)
  const [fine] = partsOfCoins(deed, told.fields, world.history.currency)
  if (fine !== undefined) return { reason: `${fine.field}: ${fine.problem}`, rule: null }
  const asked = askedOf(deed, told, world)
  const plugin = contributorOf('deeds', deed, world.registry)
  const own = asked.held.filter(({ signature }) => signature.startsWith(`${plugin}.`))
  try {
    const refusal = askPlugin(
      () => deed.judge?.(asked) ?? null,
      deedRefusal,
      () => ({ what: `deed ${deed.name}`, plugin, rules: own.map(({ at }) => at) })
    )
    if (refusal === null) movesOfDeed(told, world)
    return refusal
  } catch (fault) {
    if (fault instanceof PluginFault) return { reason: fault.message, rule: fault.rules[0] ?? null }
    throw fault
  }
}

/** What a deed does to pockets. Throws PluginFault; not where the deed was judged and may be done. */
export function movesOfDeed(told: Asked, world: DeedWorld): PocketMoves | null {
  const deed = declared(told, world)
  if (deed.moves === undefined) return null
  const asked = askedOf(deed, told, world)
  return askPlugin(
    () => deed.moves?.(asked) ?? null,
    pocketMoves,
    () => ({ what: `deed ${deed.name}`, plugin: contributorOf('deeds', deed, world.registry), rules: [] })
  )
}

function declared({ deed: name }: Asked, { registry }: DeedWorld): Deed {
  const deed = registry.deeds.get(name)
  if (deed === undefined) throw new Error(`no plugin declares the deed ${name}`)
  return deed
}

function askedOf(deed: Deed, { fields }: Asked, world: DeedWorld): AskedDeed {
  const { free = () => 0n, history, subscription, today: day } = world
  const heldOn = (other: Temporal.PlainDate): HeldStatement[] => heldStatements({ ...world, today: other })
  return { values: deedValues(deed, fields), day, history, subscription, held: heldStatements(world), heldOn, free }
}
