// Reads an object against a table of its fields: every problem of it at once, unknown and unbuilt fields by name.
import { nearest } from '@farthing/rules-language'
import type { Field, UnbuiltField, UnitWords } from './field.ts'

export type Shape = Readonly<Record<string, Field<unknown> | UnbuiltField>>

/** The values of a shape: optional fields may be missing, unbuilt ones never exist. */
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

export type ReadFields<S extends Shape> =
  | { readonly ok: true; readonly values: ValuesOf<S> }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] }

/** `units`: that quantities may have. */
export function readFields<S extends Shape>(value: unknown, shape: S, units: UnitWords): ReadFields<S> {
  if (!isRecord(value)) return { ok: false, problems: [{ field: '', problem: 'it is not an object: write { ... }' }] }
  const problems: FieldProblem[] = unknownFields(value, shape)
  const values: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(shape)) {
    const given = Object.hasOwn(value, name) ? value[name] : undefined
    if ('unbuilt' in field) {
      // An empty list asks for nothing.
      if (!isNothing(given)) problems.push({ field: name, problem: `"${name}" is not built yet: leave it out` })
    } else if (given === undefined) {
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

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}

function unknownFields(value: Readonly<Record<string, unknown>>, shape: Shape): FieldProblem[] {
  const known = Object.entries(shape).flatMap(([name, field]) => ('unbuilt' in field ? [] : [name]))
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
