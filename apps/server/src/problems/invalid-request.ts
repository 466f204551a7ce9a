import { Refused, type FieldProblem } from '@farthing/kernel'
import { z } from 'zod'
import { inOurWords } from './schema-words.ts'

z.config({ customError: inOurWords })

export interface Issue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
  /** Names that a strict schema does not know: zod tells them beside the path of their object. */
  readonly keys?: readonly string[]
}

/** What a schema found wrong with a request: 400, each field by name. */
export function invalidRequest(issues: readonly Issue[]): Refused {
  const errors = issues.flatMap(fieldProblems)
  const first = errors[0]
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  const detail = first ? `${first.field || 'The request'}: ${first.message}${more}` : 'The request does not fit.'
  return new Refused(400, 'invalid-request', detail, errors)
}

function fieldProblems({ path = [], message, keys }: Issue): FieldProblem[] {
  if (keys === undefined) return [{ field: fieldName(path), message: inWords(message) }]
  return keys.map(key => ({ field: fieldName([...path, key]), message }))
}

/** 'Invalid input: expected string, received undefined' is what a schema says of a field that is not there. */
function inWords(message: string): string {
  const [, expected, received] = /^Invalid input: expected (\w+), received (\w+)$/.exec(message) ?? []
  if (expected === undefined || received === undefined) return message
  return received === 'undefined'
    ? `missing: give ${jsonKind(expected)}`
    : `give ${jsonKind(expected)}, not ${jsonKind(received)}`
}

/** A kind of value as the sender of JSON knows it. */
function jsonKind(kind: string): string {
  if (kind === 'null') return kind
  if (kind === 'NaN') return 'other text'
  if (kind === 'int') return 'a whole number'
  const known = kind === 'record' || kind === 'map' ? 'object' : kind
  return /^[aeiou]/.test(known) ? `an ${known}` : `a ${known}`
}

/** `facts[0].effective` */
function fieldName(path: NonNullable<Issue['path']>): string {
  return path
    .map(part => (typeof part === 'object' ? part.key : part))
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
    .join('')
}
