// Whether two texts differ in their numbers alone, and which way those went.

const NUMBER = /\d+(?:\.\d+)?/g
const FREE = /\bfree\b/g

/** 'up' when some numbers rose and none fell; null when words differ too, or numbers went both ways. `free` is a price of nothing, whatever the unit. */
export function numbersMoved(before: string, after: string): 'up' | 'down' | null {
  const units = [before, after].some(text => text.search(FREE) >= 0) ? / per( \w+)?/g : /(?!)/g
  const [old, now] = [before, after].map(text => text.replaceAll(FREE, '0').replaceAll(units, ''))
  if (old === undefined || now === undefined || shapeOf(old) !== shapeOf(now)) return null
  const [from, to] = [numbersOf(old), numbersOf(now)]
  const rose = to.some((number, index) => number > (from[index] ?? 0))
  const fell = to.some((number, index) => number < (from[index] ?? 0))
  if (rose === fell) return null
  return rose ? 'up' : 'down'
}

function shapeOf(text: string): string {
  return text.replaceAll(NUMBER, '0')
}

function numbersOf(text: string): number[] {
  return (text.match(NUMBER) ?? []).map(Number)
}
