// The shapes of usage events over HTTP.
import { z } from 'zod'
import type { TakenEvents } from './usage-events.service.ts'
import { Counts } from './usage.views.ts'

/** Of one request: the transaction that stores them holds as many lines of a file. */
const MOST_EVENTS = 10_000

const Event = z.record(z.string(), z.unknown()).meta({
  id: 'UsageEvent',
  description:
    'id, service, subscriber, started_at, quantity and unit; to, from, value and currency where they are known. Or a CloudEvent 1.0 whose data is that: then source and id together are its id.',
  example: {
    id: 'c-1',
    service: 'voice',
    subscriber: '+61400000001',
    to: '0399990000',
    started_at: '2026-03-02T10:00:00+11:00',
    quantity: 61,
    unit: 's'
  }
})

export const EventsBody = z.union([z.array(z.unknown()).min(1).max(MOST_EVENTS), Event], {
  error: `send an event (an object), or a list of 1 to ${MOST_EVENTS} of them`
})

export const EventsAnswer = z
  .object({
    import: z.int().describe('Its number in the list of imports.'),
    lines: z.int().describe('Events: rated + duplicate + quarantined + filtered.'),
    rated: z.int(),
    duplicate: z.int(),
    quarantined: z.int(),
    filtered: z.int(),
    reasons: z.object({ quarantined: Counts, filtered: Counts }),
    problems: z
      .array(
        z.object({
          index: z.int().describe('Place in the request, from 0.'),
          event: z.string().describe('Its id in quarantine.'),
          field: z.string(),
          reason: z.string(),
          detail: z.string()
        })
      )
      .describe(
        'Each event that could not be rated. One that was sent before counts as duplicate, and is told here again.'
      )
  })
  .meta({ id: 'TakenUsageEvents' })
export type EventsAnswer = z.infer<typeof EventsAnswer>

export function eventsAnswer({ import: taken, problems }: TakenEvents): EventsAnswer {
  const { id, lines, rated, duplicate, quarantined, filtered, reasons } = taken
  return {
    import: id,
    lines,
    rated,
    duplicate,
    quarantined,
    filtered,
    reasons: { quarantined: { ...reasons.quarantined }, filtered: { ...reasons.filtered } },
    problems: problems.map(problem => ({ ...problem }))
  }
}
