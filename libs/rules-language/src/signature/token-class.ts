// Classes of tokens, for comparing what two patterns accept.
export type TokenKind = 'word' | 'text' | 'number' | 'date' | 'time' | 'phone' | 'mark'

/** All tokens of a kind, or those with one of these spellings. */
export interface TokenClass {
  readonly kind: TokenKind
  readonly spellings: ReadonlySet<string> | null
}

const SAMPLE: Readonly<Record<TokenKind, string>> = {
  word: 'x',
  text: '"x"',
  number: '1',
  date: '2026-01-01',
  time: '10:00',
  phone: '+61293334444',
  mark: '='
}

export function any(kind: TokenKind): TokenClass {
  return { kind, spellings: null }
}

export function words(...spellings: readonly string[]): TokenClass {
  return { kind: 'word', spellings: new Set(spellings) }
}

export function mark(...spellings: readonly string[]): TokenClass {
  return { kind: 'mark', spellings: new Set(spellings) }
}

/** A token that is in both classes, or null. */
export function meet(a: TokenClass, b: TokenClass): string | null {
  if (a.kind !== b.kind) return null
  if (a.spellings === null) return b.spellings === null ? SAMPLE[a.kind] : first(b.spellings)
  if (b.spellings === null) return first(a.spellings)
  for (const spelling of a.spellings) if (b.spellings.has(spelling)) return spelling
  return null
}

function first(spellings: ReadonlySet<string>): string | null {
  return spellings.values().next().value ?? null
}
