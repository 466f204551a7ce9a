// What formats say of a line, in the words that all of them share.
import type { ParsedEvent, UsageRecord } from '../usage-format.ts'

const LONGEST_DETAIL = 80
export const TICKS_PER_SECOND = 1000

/** Quarantine shows field and reason; the text that is to blame is cut after 80 characters. */
export function malformed(field: string, reason: string, detail: string): ParsedEvent {
  return { kind: 'malformed', field, reason, detail: detail.slice(0, LONGEST_DETAIL) }
}

export function filtered(reason: string, event?: string): ParsedEvent {
  return { kind: 'filtered', reason, ...(event === undefined ? {} : { event }) }
}

/** Why a quantity that `decimalTicks` read cannot be used; null when it can. */
export function tickFault(ticks: number): 'not-a-number' | 'negative' | 'too-large' | null {
  if (Number.isNaN(ticks)) return 'not-a-number'
  if (ticks < 0) return 'negative'
  return Number.isFinite(ticks) ? null : 'too-large'
}

/** A call; `quantity` in thousandths of a second. */
export function callRecord(call: Omit<UsageRecord, 'service' | 'unit' | 'value' | 'currency'>): ParsedEvent {
  return { kind: 'record', record: { ...call, service: 'voice', unit: 'second', value: null, currency: '' } }
}
