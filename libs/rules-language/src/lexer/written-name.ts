// A name as rules must write it: bare when it reads as one word, else between quotation marks.
import { lexRange } from './lex.ts'
import { Ident } from './tokens.ts'

export function isWord(name: string): boolean {
  const { tokens } = lexRange(name, 0, name.length)
  return tokens.length === 1 && tokens[0]?.tokenType === Ident && tokens[0].image === name
}

export function writtenName(name: string): string {
  return isWord(name) ? name : writtenText(name)
}

export function writtenText(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}
