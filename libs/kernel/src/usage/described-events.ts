// What a body of usage events holds, for the document of the API: nothing is checked by it, for a wrong event waits in quarantine.
import { z } from 'zod'

const Known = z.union([z.string(), z.int()])
const Measured = z.union([z.string(), z.number()])

const members = {
  service: z.string().describe('What a tariff is for: voice, sms, data.'),
  subscriber: Known.describe('The number or login of the subscription that pays.'),
  to: Known.optional().describe('Called number, in any spelling.'),
  from: Known.optional().describe('Calling number.'),
  started_at: z
    .string()
    .describe("When it began: an instant with Z or an offset, else wall clock of the operator's zone."),
  quantity: Measured.describe('How much was used: a number, or a text where it has more than fifteen digits.'),
  unit: z.string().describe('A unit word of the rules: s, min, MB, sms, events.'),
  value: Measured.optional().describe('What it is worth by its source.'),
  currency: z.string().optional().describe("Of the value; the operator's when left out.")
}

const started_at = '2026-03-02T10:00:00+11:00'
const example = { service: 'voice', subscriber: '+61400000001', to: '0399990000', started_at, quantity: 61, unit: 's' }

const event = z.looseObject({
  id: Known.describe("The event's identity at its source: it counts once by it."),
  ...members
})

const cloudEvent = z.looseObject({
  specversion: z.literal('1.0'),
  id: Known,
  source: z.string().describe('Source and id together are what the event counts once by.'),
  subject: z.string().optional().describe('The subscriber, where data names none.'),
  time: z.string().optional().describe('When it began, where data does not say it.'),
  data: z.looseObject({ ...members, subscriber: members.subscriber.optional(), started_at: z.string().optional() })
})

export const DESCRIBED_EVENT = {
  ...described(event),
  id: 'UsageEvent',
  description: 'Members that are not named here are not read, and told in the answer.',
  example: { id: 'c-1', ...example }
}

export const DESCRIBED_CLOUD_EVENT = {
  ...described(cloudEvent),
  id: 'UsageCloudEvent',
  description: 'A CloudEvent 1.0 in structured JSON, whose data is the event.',
  example: { specversion: '1.0', id: 'c-1', source: '/switch/1', type: 'call.ended', data: example }
}

/** One of a list. */
export const DESCRIBED_ITEM = {
  anyOf: [DESCRIBED_EVENT, DESCRIBED_CLOUD_EVENT].map(({ id }) => ({ $ref: `#/components/schemas/${id}` }))
}

function described(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  return rest
}
