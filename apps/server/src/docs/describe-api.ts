// The OpenAPI document: what the routes say of themselves, plus what holds for all of them.
import type { INestApplication } from '@nestjs/common'
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger'
import { z } from 'zod'
import { LONGEST_KEY, Problem } from '@farthing/kernel'

const WRITES = ['post', 'put', 'patch', 'delete'] as const

export function describeApi(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Farthing')
    .setDescription(
      'Billing for telecom operators. Every failure is a problem (RFC 9457). Every write takes an Idempotency-Key: ' +
        'the same key with the same request answers the same again and does nothing twice. ' +
        'Amounts of money are exact decimals in text, with two decimals at least whatever the currency: "1267.00" of JPY, "0.0125" of AUD. ' +
        'Rules, and so a tenant, have one currency; accounts in another are refused.'
    )
    .setVersion('0.1.0')
  const document = SwaggerModule.createDocument(app, builder.build())
  describeProblems(document)
  describeIdempotency(document)
  return document
}

function describeProblems(document: OpenAPIObject): void {
  const schemas = (document.components ??= {}).schemas ?? (document.components.schemas = {})
  schemas['Problem'] = problemSchema() as (typeof schemas)[string]
  for (const operation of operations(document)) {
    operation.responses['default'] = {
      description: 'A problem',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
    }
  }
}

/** The schema itself: as a component it needs no id, by which zod would make it a reference to a definition of its own. */
function problemSchema(): object {
  const schema = z.toJSONSchema(Problem, { target: 'openapi-3.0' }) as { definitions?: Record<string, object> }
  return schema.definitions?.['Problem'] ?? schema
}

function describeIdempotency(document: OpenAPIObject): void {
  for (const operation of operations(document, WRITES)) {
    const parameters = (operation.parameters ??= [])
    if (parameters.some(parameter => 'name' in parameter && parameter.name.toLowerCase() === 'idempotency-key'))
      continue
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: `Chosen by the caller, new for each new command: any text of 1 to ${LONGEST_KEY} characters.`,
      schema: { type: 'string', minLength: 1, maxLength: LONGEST_KEY }
    })
  }
}

type Method = 'get' | (typeof WRITES)[number]

function operations(document: OpenAPIObject, methods: readonly Method[] = ['get', ...WRITES]) {
  return Object.values(document.paths).flatMap(path =>
    methods.map(method => path[method]).filter(operation => operation !== undefined)
  )
}
