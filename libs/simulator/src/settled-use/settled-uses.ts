// What bills make of single events, told by the run over all usage of the account that makes the bills.
import { type Parked, type UsageInput, witnessUsage } from '../bill/index.ts'
import { explainUse, type SettledUse } from './explain-use.ts'
import { UseRecorder } from './use-record.ts'
import { type RuleVerdict, verdictsOnUse } from './verdicts-on-use.ts'

export type SettledUses = { readonly ok: true; readonly uses: ReadonlyMap<string, SettledUse> } | Parked

/** Null: the account has no such event before the bill's day. */
export type UseVerdicts =
  | { readonly ok: true; readonly use: SettledUse; readonly verdicts: readonly RuleVerdict[] }
  | Parked
  | null

/**
 * By id, those asked for that begin before the bill's day. `input.usage` begins where `usageWindow` says, so that what
 * an event got is what it got on the bill of that day.
 */
export function settledUses(input: UsageInput, asked: ReadonlySet<string>): SettledUses {
  const recorded = record(input, asked)
  if (!(recorded instanceof UseRecorder)) return recorded
  const uses = Array.from(recorded.records, ([id, each]) => [id, explainUse(each, input.history)] as const)
  return { ok: true, uses: new Map(uses) }
}

/** Every rule that could have had a part in the price of an event, and the condition that failed. */
export function verdictsOn(input: UsageInput, event: string): UseVerdicts {
  const recorded = record(input, new Set([event]))
  if (!(recorded instanceof UseRecorder)) return recorded
  const found = recorded.records.get(event)
  if (found === undefined) return null
  return { ok: true, use: explainUse(found, input.history), verdicts: verdictsOnUse(found, input) }
}

function record(input: UsageInput, asked: ReadonlySet<string>): UseRecorder | Parked {
  const recorder = new UseRecorder(asked)
  return witnessUsage(input, recorder) ?? recorder
}
