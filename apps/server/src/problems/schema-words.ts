// What schemas find wrong, in the words of the house: the one place where the library's own are translated.
import { z } from 'zod'

type RawIssue = Parameters<NonNullable<z.core.$ZodConfig['customError']>>[0]

/** For all schemas of the process; what a schema says in words of its own is left as it is. Undefined: as the library says it. */
export function inOurWords(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'unrecognized_keys':
      // what a strict schema says of names that it does not know: those that it does
      return issue.inst instanceof z.ZodObject
        ? `unknown field: this takes ${Object.keys(issue.inst.shape).join(', ')}`
        : undefined
    case 'invalid_value':
      return `not one of these: ${issue.values.map(String).join(', ')}`
    case 'too_big':
      return beyond(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)
    case 'too_small':
      return beyond(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)
    case 'invalid_format':
      return ofForm(issue.format)
    case 'invalid_union':
      return 'fits none of the forms that this takes'
    default:
      return undefined
  }
}

const COUNTED: Readonly<Record<string, string>> = { string: 'character', array: 'entry', set: 'entry', record: 'entry' }

/** 'give at least 1 character' */
function beyond(origin: string, side: string, limit: number | bigint): string {
  const noun = COUNTED[origin]
  if (noun === undefined) return `give ${side} ${limit}`
  const nouns = noun === 'entry' ? 'entries' : `${noun}s`
  return `give ${side} ${limit} ${Number(limit) === 1 ? noun : nouns}`
}

function ofForm(format: string): string | undefined {
  if (format === 'uuid' || format === 'guid') return 'not an id such as 01890a5d-ac96-774b-bcce-b302099a8057'
  return format === 'regex' ? 'not of the form that this takes' : undefined
}
