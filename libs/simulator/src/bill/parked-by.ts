// An account is parked by what was thrown while it was billed: nothing is billed until a person has looked.
import { PluginFault } from '@farthing/plugin-sdk'
import type { Parked } from './bill-input.ts'

export function parkedBy(thrown: unknown): Parked {
  if (thrown instanceof PluginFault) return { ok: false, reason: 'plugin-fault', detail: thrown.message }
  return { ok: false, reason: 'broken-invariant', detail: thrown instanceof Error ? thrown.message : String(thrown) }
}
