// Two sorted lists -> parts, so that no use of one part is within the tolerance of the other side's in another part.
import type { ToldUse } from './told-use.ts'

/** Both in order of start. */
export interface UseSides<Theirs, Ours> {
  readonly theirs: readonly Theirs[]
  readonly ours: readonly Ours[]
}

export function separateUses<Theirs extends ToldUse, Ours extends ToldUse>(
  { theirs, ours }: UseSides<Theirs, Ours>,
  startMs: number
): UseSides<Theirs, Ours>[] {
  const parts: UseSides<Theirs, Ours>[] = []
  let begin = { theirs: 0, ours: 0 }
  const at = { theirs: 0, ours: 0 }
  const cut = (): void => {
    parts.push({ theirs: theirs.slice(begin.theirs, at.theirs), ours: ours.slice(begin.ours, at.ours) })
    begin = { ...at }
  }
  let [lastTheirs, lastOurs] = [-Infinity, -Infinity]
  while (at.theirs < theirs.length || at.ours < ours.length) {
    const nextTheirs = theirs[at.theirs]?.startedAt ?? Infinity
    const nextOurs = ours[at.ours]?.startedAt ?? Infinity
    if (nextOurs - lastTheirs > startMs && nextTheirs - lastOurs > startMs) cut()
    if (nextTheirs <= nextOurs) {
      lastTheirs = nextTheirs
      at.theirs += 1
    } else {
      lastOurs = nextOurs
      at.ours += 1
    }
  }
  cut()
  return parts
}
