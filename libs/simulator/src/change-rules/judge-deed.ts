// May a deed be done? The plugin that declares it says, from the history and the rules of the day.
import type { DeedFields } from '@farthing/billing-core'
import { sameDate } from '@farthing/billing-core/values'
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
import { fileStatements, heldStatements, heldStatementsOn } from './held-statements.ts'

export interface DeedWorld extends StandingWorld {
  /** The day on which it is told, of the account's zone: what it does to pockets it does then, whatever its own day. */
  readonly toldOn: Temporal.PlainDate
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
  if (deed.moves !== undefined && !sameDate(world.toldOn, world.today))
    return { reason: doneOn(deed, world), rule: null }
  const [fine] = partsOfCoins(deed, told.fields, world.history.currency)
  if (fine !== undefined) return { reason: `${fine.field}: ${fine.problem}`, field: fine.field, rule: null }
  const asked = askedOf(deed, told, world)
  return refusalIn(() => {
    const refusal = verdict(deed, { ...world, held: asked.held }, () => deed.judge?.(asked) ?? null)
    if (refusal === null) movesOfDeed(told, world)
    return refusal
  })
}

function doneOn({ name }: Deed, { toldOn, today }: DeedWorld): string {
  return `${name} is done on the day on which it is told, ${toldOn}: tell it for that day, not for ${today}`
}

/** Null: the rules of one of the days have what the deed names, or the deed names nothing of rules. The refusal is that of the first day. */
export function offeredDeed(
  told: Asked,
  { registry, ruleBook }: Pick<DeedWorld, 'registry' | 'ruleBook'>,
  days: readonly Temporal.PlainDate[]
): DeedRefusal | null {
  const deed = declared(told, { registry })
  const values = deedValues(deed, told.fields)
  let first: DeedRefusal | null = null
  for (const day of days) {
    const held = fileStatements(ruleBook, day)
    const refusal = refusalIn(() =>
      verdict(deed, { registry, held }, () => deed.offers?.({ values, day, held }) ?? null)
    )
    if (refusal === null) return null
    first ??= refusal
  }
  return first
}

function verdict(
  deed: Deed,
  { held, registry }: Pick<DeedWorld, 'registry'> & { readonly held: readonly HeldStatement[] },
  ask: () => DeedRefusal | null
): DeedRefusal | null {
  const plugin = contributorOf('deeds', deed, registry)
  const own = held.filter(({ signature }) => signature.startsWith(`${plugin}.`))
  return askPlugin(ask, deedRefusal, () => ({ what: `deed ${deed.name}`, plugin, rules: own.map(({ at }) => at) }))
}

function refusalIn(judge: () => DeedRefusal | null): DeedRefusal | null {
  try {
    return judge()
  } catch (fault) {
    if (fault instanceof PluginFault) return { reason: fault.message, rule: fault.rules[0] ?? null }
    throw fault
  }
}

/** What a deed does to pockets. Throws PluginFault; not where the deed was judged and may be done. */
export function movesOfDeed(told: Asked, world: Omit<DeedWorld, 'toldOn'>): PocketMoves | null {
  const deed = declared(told, world)
  if (deed.moves === undefined) return null
  const asked = askedOf(deed, told, world)
  return askPlugin(
    () => deed.moves?.(asked) ?? null,
    pocketMoves,
    () => ({ what: `deed ${deed.name}`, plugin: contributorOf('deeds', deed, world.registry), rules: [] })
  )
}

function declared({ deed: name }: Asked, { registry }: Pick<DeedWorld, 'registry'>): Deed {
  const deed = registry.deeds.get(name)
  if (deed === undefined) throw new Error(`no plugin declares the deed ${name}`)
  return deed
}

function askedOf(deed: Deed, { fields }: Asked, world: Omit<DeedWorld, 'toldOn'>): AskedDeed {
  const { free = () => 0n, history, subscription, today: day } = world
  const heldOn = (other: Temporal.PlainDate): HeldStatement[] => heldStatementsOn(world, other)
  return { values: deedValues(deed, fields), day, history, subscription, held: heldStatements(world), heldOn, free }
}
