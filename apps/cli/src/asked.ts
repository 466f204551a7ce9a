// What a command line asks for, held against the schema of the same request over HTTP: one set of bounds and words.
import { Refused } from '@farthing/kernel'
import { checkedBody } from '@farthing/server'
import type { z } from 'zod'
import { CallProblem } from './problems.ts'

/** Throws CallProblem, naming the first field that does not fit. */
export function asked<Schema extends z.ZodType>(schema: Schema, fields: z.input<Schema>): z.output<Schema> {
  try {
    return checkedBody(fields, schema)
  } catch (problem) {
    throw problem instanceof Refused ? new CallProblem(problem.message) : problem
  }
}
