// Did you mean: the known word nearest to what was written.

/** Longer words are not compared: nobody mistypes 40 characters. */
const LONGEST = 40

/** The nearest known word within about a third of the word's length (at least 1, at most 3 edits), or the only one it begins. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > LONGEST || word.length === 0) return undefined
  const written = word.toLowerCase()
  const candidates = [...known]
  let best: string | undefined
  let bestDistance = Math.min(3, Math.max(1, Math.floor(word.length / 3))) + 1
  for (const candidate of candidates) {
    if (candidate.length > LONGEST || Math.abs(candidate.length - word.length) >= bestDistance) continue
    const distance = candidate === word ? 0 : editDistance(written, candidate.toLowerCase(), bestDistance)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best ?? completion(written, candidates)
}

/** A word of four or five letters may have lost two of a longer one: the only known word with its first letter, two edits away. */
export function nearestOfShort(word: string, known: readonly string[]): string | undefined {
  if (word.length < 4 || word.length > 5) return undefined
  const written = word.toLowerCase()
  const close = known.filter(candidate => {
    const text = candidate.toLowerCase()
    return text[0] === written[0] && text.length <= LONGEST && editDistance(written, text, 3) <= 2
  })
  return close.length === 1 ? close[0] : undefined
}

/** The only candidate that the word begins, when it has three letters or more. */
function completion(written: string, candidates: readonly string[]): string | undefined {
  if (written.length < 3) return undefined
  const longer = candidates.filter(candidate => candidate.toLowerCase().startsWith(written))
  return longer.length === 1 ? longer[0] : undefined
}

/** Insertions, deletions, replacements and swaps of neighbours; gives up at `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      current.push(cell({ a, b, row, column, current, previous, beforePrevious }))
    }
    if (Math.min(...current) >= limit) return limit
    beforePrevious = previous
    previous = current
  }
  return previous[b.length] ?? limit
}

interface Cell {
  readonly a: string
  readonly b: string
  readonly row: number
  readonly column: number
  readonly current: readonly number[]
  readonly previous: readonly number[]
  readonly beforePrevious: readonly number[]
}

function cell({ a, b, row, column, current, previous, beforePrevious }: Cell): number {
  const at = (line: readonly number[], index: number): number => line[index] ?? Number.MAX_SAFE_INTEGER
  const same = a[row - 1] === b[column - 1]
  const cheapest = Math.min(
    at(previous, column) + 1,
    at(current, column - 1) + 1,
    at(previous, column - 1) + (same ? 0 : 1)
  )
  const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
  return swapped ? Math.min(cheapest, at(beforePrevious, column - 2) + 1) : cheapest
}

/** ': did you mean gold?', to stand behind what is refused; '' where nothing known is close. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const close = nearest(word, known)
  return close === undefined ? '' : `: did you mean ${close}?`
}
