// What requests must bring with them. An editor's author who forgot something reads here what, and how it is written.
import { ErrorCodes, ResponseError } from 'vscode-languageserver/node'
import { Position, Range, TextDocumentIdentifier } from 'vscode-languageserver-types'

interface Need {
  holds(value: unknown): boolean
  /** How it is written. */
  readonly like: string
}

const PLACE = '{ "line": 0, "character": 4 }'

const NEEDS = {
  textDocument: { holds: TextDocumentIdentifier.is, like: '{ "uri": "file:///rules/plans.farthing" }' },
  position: { holds: Position.is, like: `${PLACE}, both counted from 0` },
  range: { holds: Range.is, like: `{ "start": ${PLACE}, "end": ${PLACE} }, counted from 0` },
  newName: { holds: value => typeof value === 'string', like: '"mobile-40"' },
  query: { holds: value => typeof value === 'string', like: '"mobile"; "" finds everything' },
  context: {
    holds: value => typeof value === 'object' && value !== null && 'includeDeclaration' in value,
    like: '{ "includeDeclaration": true }'
  }
} as const satisfies Readonly<Record<string, Need>>

export type NeededParam = keyof typeof NEEDS

/** Answers with the protocol's InvalidParams instead of asking when something is missing or malformed. */
export function withParams<P extends object>(
  method: string,
  needed: readonly NeededParam[],
  answer: (params: P) => object | null
): (params: P) => object | null {
  return params => {
    // What arrives is whatever the other side sent.
    const given = new Map<string, unknown>(isObject(params) ? Object.entries(params) : [])
    const wrong = needed.find(name => !NEEDS[name].holds(given.get(name)))
    if (wrong === undefined) return answer(params)
    const fault = given.has(wrong) ? `its "${wrong}" is malformed` : `it has no "${wrong}"`
    return new ResponseError(ErrorCodes.InvalidParams, `${method}: ${fault}. Write "${wrong}": ${NEEDS[wrong].like}`)
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
