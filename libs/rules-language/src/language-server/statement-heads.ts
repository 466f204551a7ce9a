// How a statement begins, for lists: its pattern without what may be left out, one for each word with which it may begin.
import type { Signature } from '../signature/signature.ts'

export interface StatementHead {
  /** 'rent <amount> per <period>' */
  readonly label: string
  /** The word that the statement begins with here; '' when it begins with a value. */
  readonly word: string
}

export function headsOf({ pattern }: Signature): StatementHead[] {
  const required = withoutClauses(pattern)
  const choice = /^\(([^()<]*)\)(.*)$/.exec(required)
  if (choice === null) return [{ label: required, word: /^[^\s<(]*/.exec(required)?.[0] ?? '' }]
  const [, words = '', rest = ''] = choice
  return words.split('|').map(word => ({ label: `${word.trim()}${rest}`, word: word.trim() }))
}

function withoutClauses(pattern: string): string {
  let depth = 0
  let kept = ''
  for (const character of pattern) {
    if (character === '[') depth++
    else if (character === ']') depth--
    else if (depth === 0) kept += character
  }
  return kept.replace(/\s+/g, ' ').replaceAll(' )', ')').trim()
}
