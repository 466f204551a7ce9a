// Versions of each name in order of the day from which they hold; one that holds since ever is the first.
export function byName<T extends { readonly name: string; readonly from: Temporal.PlainDate | null }>(
  all: readonly T[]
): Map<string, T[]> {
  const groups = Map.groupBy(all, ({ name }) => name)
  for (const versions of groups.values()) {
    versions.sort((a, b) => {
      if (a.from === null || b.from === null) return a.from === b.from ? 0 : a.from === null ? -1 : 1
      return Temporal.PlainDate.compare(a.from, b.from)
    })
  }
  return groups
}
