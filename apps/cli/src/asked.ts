// What a command line asks for, held against the schema of the same request over HTTP: one set of bounds and words.
import { Refused } from '@farthing/kernel'
import { checkedBody } from '@farthing/server'
import type { z } from 'zod'
import { CallProblem } from './problems.ts'

/** Options by the name of their field over HTTP, where it is another: { expiresAt: '--until' }. */
export type OptionNames = Readonly<Record<string, string>>

/** Of fields that are called as their options are: closesBefore by --closes-before. */
export function options(...fields: readonly string[]): OptionNames {
  return Object.fromEntries(
    fields.map(field => [field, `--${field.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`])
  )
}

/** Throws CallProblem, naming the option, or else the field, that does not fit first. */
export function asked<Schema extends z.ZodType>(
  schema: Schema,
  fields: z.input<Schema>,
  names: OptionNames = {}
): z.output<Schema> {
  try {
    return checkedBody(fields, schema)
  } catch (problem) {
    throw problem instanceof Refused ? new CallProblem(namingOption(problem, names)) : problem
  }
}

/** 'services[0]: ...' becomes '--for: ...'. */
function namingOption({ errors, message }: Refused, names: OptionNames): string {
  const field = errors[0]?.field ?? ''
  const option = names[field] ?? names[/^\w*/.exec(field)?.[0] ?? '']
  return option === undefined ? message : `${option}${message.slice(field.length)}`
}
