// A letter of another script looks like a Latin one, and no eye finds it in a word.
import type { SourceText } from '../text/source-text.ts'
import type { Span } from '../signature/match.ts'

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Cyrillic}/u, 'Cyrillic'],
  [/\p{Script=Greek}/u, 'Greek'],
  [/\P{Script=Latin}/u, 'not Latin']
]

/** The message, with the first letter that keeps what stands there from being the word that was meant: '(its letter 3 is Cyrillic: U+0430)'. */
export function withForeignLetter(message: string, source: SourceText, { start, end, nearest }: Meant): string {
  if (nearest === undefined) return message
  const letters = [...source.text.slice(start, end).replaceAll('"', '')]
  const place = letters.findIndex(
    letter => /\p{L}/u.test(letter) && !nearest.includes(letter) && scriptOf(letter) !== null
  )
  const letter = letters[place]
  if (letter === undefined) return message
  const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `${message} (its letter ${place + 1} is ${scriptOf(letter)}: U+${code})`
}

interface Meant extends Span {
  readonly nearest?: string | undefined
}

/** Null: it is Latin. */
function scriptOf(letter: string): string | null {
  return SCRIPTS.find(([script]) => script.test(letter))?.[1] ?? null
}
