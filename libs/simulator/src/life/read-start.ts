// A `subscribe` of a life: what the kernel knows of it, and the contract that it signs, read by the plugin that has contracts.
import { contractDeed, type Deed as PluginDeed, readContract } from '@farthing/plugin-sdk'
import type { UnitWords } from './field.ts'
import { factShapes } from './life.ts'
import { readFields } from './read-fields.ts'
import type { ReadDoing } from './read-fields.ts'

interface Setting {
  readonly pluginDeeds: ReadonlyMap<string, PluginDeed>
  readonly units: UnitWords
}

export function readStart(given: Record<string, unknown>, { pluginDeeds, units }: Setting): ReadDoing {
  const start = readFields(given, factShapes.subscribe, units)
  const contract = readSigned(given['contract'], pluginDeeds)
  return start.ok && contract.ok
    ? { ok: true, values: { do: 'subscribe', ...start.values, ...contract.values } }
    : { ok: false, problems: [start, contract].flatMap(each => (each.ok ? [] : each.problems)) }
}

function readSigned(given: unknown, pluginDeeds: Setting['pluginDeeds']): ReadDoing {
  if (given === undefined || given === null) return { ok: true, values: { contract: undefined } }
  const deed = contractDeed(pluginDeeds.values())
  if (deed === undefined) return { ok: false, problems: [{ field: 'contract', problem: NO_CONTRACTS }] }
  const read = readContract(deed, given)
  if (read.ok) return { ok: true, values: { contract: { deed: deed.name, fields: read.fields } } }
  const at = (field: string): string => (field === '' ? 'contract' : `contract.${field}`)
  return { ok: false, problems: read.problems.map(({ field, problem }) => ({ field: at(field), problem })) }
}

const NO_CONTRACTS = 'no plugin of this installation has contracts: leave it out'
