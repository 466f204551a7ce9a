// Which kinds of steps were played in many lives, and which were left out because a telling refused them.
import type { KindCounts } from './judge-life.ts'

export type Tally = Map<string, { played: number; refused: number }>

export function addKinds(tally: Tally, counts: KindCounts): void {
  for (const [kind, { played, refused }] of Object.entries(counts)) {
    const sum = tally.get(kind) ?? { played: 0, refused: 0 }
    tally.set(kind, { played: sum.played + played, refused: sum.refused + refused })
  }
}

/** 'change  412 played  31 left out', the most played first. */
export function kindsTable(tally: Tally): string {
  const rows = [...tally].toSorted(([, one], [, other]) => other.played - one.played)
  const width = Math.max(...rows.map(([kind]) => kind.length))
  return rows
    .map(([kind, { played, refused }]) => `${kind.padEnd(width)}  ${played} played  ${refused} left out`)
    .join('\n')
}
