// How pieces of a file and lists of possibilities are put into a sentence.

/** Characters of a quoted piece before it is cut. */
export const MAX_QUOTED = 40

/** `word` in back quotes, cut at 40 characters, control characters and lone surrogates made visible. */
export function quoted(text: string): string {
  return `\`${visible(shortened(text, MAX_QUOTED))}\``
}

/** Cut behind so many characters. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}...` : text
}

/** Cut behind the last word that fits, and no comma stays at the end. */
export function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text
  const space = text.lastIndexOf(' ', most)
  return `${text
    .slice(0, space > 0 ? space : most)
    .replace(/[\s,]+$/, '')
    .toWellFormed()} ...`
}

/** Nothing that could upset a terminal: control, direction and unpaired surrogate characters become \u{...}. */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu,
    character => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
  )
}

/** 'a, b or c'. */
export function oneOf(items: readonly string[], last = 'or'): string {
  if (items.length <= 1) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1) ?? ''}`
}

/** 'a date', 'an amount of money'. */
export function withArticle(noun: string): string {
  return /^`?[aeiou]/i.test(noun) ? `an ${noun}` : `a ${noun}`
}

/** A kind of named thing as people call it: things are declared and referred to by the word that their statement begins with. */
export function nounOf(kind: string): string {
  return NOUNS[kind] ?? kind
}

/** Several of them: 'plans', 'kinds of suspension'. */
export function nounsOf(kind: string): string {
  return kind === 'suspension' ? 'kinds of suspension' : `${nounOf(kind)}s`
}

const NOUNS: Readonly<Record<string, string>> = {
  zones: 'zone table',
  holidays: 'calendar',
  suspension: 'kind of suspension'
}
