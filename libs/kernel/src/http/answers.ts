// What a route answers: one decorator that strips and checks the response and documents it.
import { applyDecorators, HttpCode, SerializeOptions } from '@nestjs/common'
import { ApiOperation, ApiProduces, ApiResponse } from '@nestjs/swagger'
import type { z } from 'zod'

export interface AnswerSettings {
  /** 200 unless said otherwise; 201 for what creates. */
  readonly status?: 200 | 201 | 202
  readonly list?: boolean
  /** One sentence for /docs. */
  readonly summary: string
}

/** Put on every route: `@Answers(AccountView, { status: 201, summary: 'Opens an account.' })`. An answer that does not match is a 500. */
export function Answers(schema: z.ZodType, settings: AnswerSettings): MethodDecorator {
  const { status = 200, list = false, summary } = settings
  return applyDecorators(
    HttpCode(status),
    SerializeOptions({ schema }),
    ApiOperation({ summary }),
    ApiResponse({ status, standardSchema: schema, isArray: list })
  )
}

/** Instead of `Answers` where there is nothing to say but that it was done: 204. */
export function AnswersNothing(summary: string): MethodDecorator {
  return applyDecorators(HttpCode(204), ApiOperation({ summary }), ApiResponse({ status: 204, description: 'Done.' }))
}

/** Instead of `Answers` where the answer is a document: `@AnswersFile('application/pdf', 'The invoice as a PDF.')`. */
export function AnswersFile(mediaType: string, summary: string): MethodDecorator {
  const schema = { type: 'string', ...(mediaType.startsWith('text/') ? {} : { format: 'binary' }) }
  return applyDecorators(
    ApiProduces(mediaType),
    ApiOperation({ summary }),
    ApiResponse({ status: 200, description: summary, content: { [mediaType]: { schema } } })
  )
}
