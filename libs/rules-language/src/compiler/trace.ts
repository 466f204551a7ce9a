// The compact record of one rating, in integers: what `explain` needs and the event does not say.

/** 0 none, 1 raised to the minimum, 2 cut to the maximum. */
export type Limit = 0 | 1 | 2

export interface TracePiece {
  /** Index of `rateOf`: origin, zone and band. */
  readonly cell: number
  /** Billed ticks, before the allowance. */
  readonly ticks: number
}

export interface Trace {
  /** Number of the prefix (index + 1), 0 in a tariff with one zone. */
  readonly prefix: number
  /** The same of the calling number, 0 where prices do not ask for an origin. */
  readonly origin: number
  readonly covered: number
  /** Micro units of setup that were charged. */
  readonly setup: number
  readonly limit: Limit
  readonly pieces: readonly TracePiece[]
}

/** Where a trace has what is asked of every event. */
export const TRACE = { covered: 2, pieces: 5 } as const

/** The order that the generated code writes too. */
export function writeTrace(trace: Trace): number[] {
  const numbers = [trace.prefix, trace.origin, trace.covered, trace.setup, trace.limit]
  for (const piece of trace.pieces) numbers.push(piece.cell, piece.ticks)
  return numbers
}

export function readTrace(numbers: readonly number[]): Trace {
  const [prefix = 0, origin = 0, covered = 0, setup = 0, limit = 0] = numbers
  const pieces: TracePiece[] = []
  for (let i = TRACE.pieces; i < numbers.length; i += 2)
    pieces.push({ cell: numbers[i] ?? 0, ticks: numbers[i + 1] ?? 0 })
  return { prefix, origin, covered, setup, limit: limit === 1 || limit === 2 ? limit : 0, pieces }
}
