// What is gone through on trial is taken back: everything that stands somehow can be marked, and undone to its mark.

/** Puts back how it stood when it was marked. Once, and the last mark first. */
export type Undo = () => void

export interface Markable {
  mark(): Undo
}

export function markAll(parts: readonly Markable[]): Undo {
  const undos = parts.map(part => part.mark())
  return () => {
    for (const undo of undos) undo()
  }
}

export function refill<V>(map: Map<string, V>, entries: Iterable<readonly [string, V]>): void {
  map.clear()
  for (const [key, value] of entries) map.set(key, value)
}
