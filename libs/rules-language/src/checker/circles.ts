// Names that lead back to themselves: rules and offers that override each other in a circle.

/** For each group of names that all lead to each other: the shortest circle through its first name. `next` gives no name twice. */
export function circlesOf(given: Iterable<string>, next: (name: string) => readonly string[]): string[][] {
  const names = [...given]
  const back = Map.groupBy(
    names.flatMap(from => next(from).map(to => ({ from, to }))),
    ({ to }) => to
  )
  const leadingTo = (name: string): string[] => (back.get(name) ?? []).map(({ from }) => from)
  const told = new Set<string>()
  const found: string[][] = []
  for (const name of leadingOn(names, next, leadingTo)) {
    if (told.has(name)) continue
    const before = reachedFrom(name, next)
    const last = before.get(name)
    if (last === undefined) continue
    found.push(pathTo(last, name, before))
    for (const reached of reachedFrom(name, leadingTo).keys()) if (before.has(reached)) told.add(reached)
  }
  return found
}

/** Those from which a way without an end begins: only they can stand in a circle. */
function leadingOn(
  names: readonly string[],
  next: (name: string) => readonly string[],
  leadingTo: (name: string) => readonly string[]
): Set<string> {
  const left = new Set(names)
  const ways = new Map(names.map(name => [name, next(name).filter(to => left.has(to)).length]))
  const open = names.filter(name => ways.get(name) === 0)
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    left.delete(name)
    for (const from of leadingTo(name)) {
      const count = (ways.get(from) ?? 0) - 1
      ways.set(from, count)
      if (count === 0) open.push(from)
    }
  }
  return left
}

/** Every name that can be reached, nearest first, with the one before it. */
function reachedFrom(start: string, next: (name: string) => readonly string[]): Map<string, string> {
  const before = new Map<string, string>()
  const open = [start]
  for (const name of open) {
    for (const to of next(name)) {
      if (before.has(to)) continue
      before.set(to, name)
      open.push(to)
    }
  }
  return before
}

function pathTo(last: string, start: string, before: ReadonlyMap<string, string>): string[] {
  const path = [last]
  for (let name = last; name !== start; ) {
    name = before.get(name) ?? start
    path.push(name)
  }
  return path.reverse()
}

const MOST_NAMED = 5

/** 'a overrides b, which overrides c, which overrides a': of a long circle the first few. */
export function circleInWords(names: readonly string[]): string {
  const [first = '', ...others] = names
  const shown = others.slice(0, MOST_NAMED - 1)
  const more = others.length - shown.length
  const [second, ...rest] = more > 0 ? shown : [...shown, first]
  if (second === undefined || others.length === 0) return `${first} overrides itself`
  const way = [`${first} overrides ${second}`, ...rest.map(name => `which overrides ${name}`)].join(', ')
  return more > 0 ? `${way}, and so on by way of ${more} more, the last of which overrides ${first}` : way
}
