// What every part of a request passes before a controller sees it: plain text, the right media type, its schema.
import { StandardSchemaValidationPipe, type ArgumentMetadata, type PipeTransform } from '@nestjs/common'
import { Refused } from '@farthing/kernel'
import type { z } from 'zod'
import { invalidRequest, type Issue } from './invalid-request.ts'
import { unstorableTexts } from './unstorable-texts.ts'

export class RequestPipe implements PipeTransform {
  /** By the name of the part; '' for a whole body. */
  readonly #pipes = new Map<string, StandardSchemaValidationPipe>()

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    // a path parameter or a single query parameter is a bare value: its name is where an issue lies
    const place = metadata.data === undefined ? [] : [metadata.data]
    if (!isStream(value)) refuseIf(unstorableTexts(value, place))
    else if (metadata.schema !== undefined) throw notJson()
    return this.#pipe(place).transform(value, metadata)
  }

  #pipe(place: readonly string[]): StandardSchemaValidationPipe {
    const name = place[0] ?? ''
    let pipe = this.#pipes.get(name)
    if (pipe === undefined) {
      pipe = new StandardSchemaValidationPipe({ exceptionFactory: issues => invalidRequest(placed(issues, place)) })
      this.#pipes.set(name, pipe)
    }
    return pipe
  }
}

/** A whole body, as the pipe would leave it. */
export function checkedBody<Schema extends z.ZodType>(value: unknown, schema: Schema): z.output<Schema> {
  if (isStream(value)) throw notJson()
  refuseIf(unstorableTexts(value, []))
  const { data, error, success } = schema.safeParse(value)
  if (!success) throw invalidRequest(error.issues)
  return data
}

/** A part of the path, as the pipe would leave it. */
export function checkedText(value: string, name: string): string {
  refuseIf(unstorableTexts(value, [name]))
  return value
}

function refuseIf(issues: readonly Issue[]): void {
  if (issues.length > 0) throw invalidRequest(issues)
}

function placed(issues: readonly Issue[], place: readonly string[]): Issue[] {
  return issues.map(issue => ({ ...issue, path: [...place, ...(issue.path ?? [])] }))
}

function isStream(value: unknown): boolean {
  return typeof (value as { readonly pipe?: unknown } | null | undefined)?.pipe === 'function'
}

function notJson(): Refused {
  return new Refused(415, 'unsupported-media-type', 'This route reads JSON. Send the body as application/json.')
}
