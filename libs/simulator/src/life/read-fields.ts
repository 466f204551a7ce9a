// Reads an object against a table of its fields: every problem of it at once, unknown fields by name.
import { nearest } from '@farthing/rules-language'
import type { Field, UnitWords } from './field.ts'

export type Shape = Readonly<Record<string, Field<unknown>>>

/** The values of a shape: optional fields may be missing. */
export type ValuesOf<S extends Shape> = {
  readonly [K in keyof S as S[K] extends Field<unknown, false> ? K : never]: S[K] extends Field<infer T> ? T : never
} & {
  readonly [K in keyof S as S[K] extends Field<unknown, true> ? K : never]?: S[K] extends Field<infer T> ? T : never
}

/** What is wrong with one field; '' for the object as a whole. */
export interface FieldProblem {
  readonly field: string
  readonly problem: string
}

export interface RefusedFields {
  readonly ok: false
  readonly problems: readonly FieldProblem[]
}

export type ReadFields<S extends Shape> = { readonly ok: true; readonly values: ValuesOf<S> } | RefusedFields

/** What was done, and what is said of it. */
export type ReadDoing = { readonly ok: true; readonly values: object } | RefusedFields

/** `units`: that quantities may have. */
export function readFields<S extends Shape>(value: unknown, shape: S, units: UnitWords): ReadFields<S> {
  if (!isRecord(value)) return { ok: false, problems: [{ field: '', problem: 'it is not an object: write { ... }' }] }
  const problems: FieldProblem[] = unknownFields(value, shape)
  const values: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(shape)) {
    const given = Object.hasOwn(value, name) ? value[name] : undefined
    if (given === undefined) {
      if (!field.optional) problems.push({ field: name, problem: 'it is missing' })
    } else {
      const result = field.read(given, units)
      if (result.ok) values[name] = result.value
      else problems.push({ field: name, problem: result.problem })
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, values: values as ValuesOf<S> }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unknownFields(value: Readonly<Record<string, unknown>>, shape: Shape): FieldProblem[] {
  const known = Object.keys(shape)
  return Object.keys(value)
    .filter(name => !Object.hasOwn(shape, name))
    .map(name => {
      const close = nearest(name, known)
      const hint = close === undefined ? fieldsOf(known) : `did you mean "${close}"?`
      return { field: name.slice(0, 40), problem: `there is no such field; ${hint}` }
    })
}

function fieldsOf(known: readonly string[]): string {
  return known.length === 0 ? 'it needs none' : `it may have: ${known.join(', ')}`
}
