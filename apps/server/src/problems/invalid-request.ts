import { Refused, type FieldProblem } from '@farthing/kernel'

interface Issue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** What a schema found wrong with a request: 400, each field by name. */
export function invalidRequest(issues: readonly Issue[]): Refused {
  const errors = issues.map(({ path = [], message }): FieldProblem => ({ field: fieldName(path), message }))
  const first = errors[0]
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  const detail = first ? `${first.field || 'The request'}: ${first.message}${more}` : 'The request does not fit.'
  return new Refused(400, 'invalid-request', detail, errors)
}

/** `facts[0].effective` */
function fieldName(path: NonNullable<Issue['path']>): string {
  return path
    .map(part => (typeof part === 'object' ? part.key : part))
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
    .join('')
}
