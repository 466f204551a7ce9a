// The shapes of usage events over HTTP.
import { nextStep } from '@farthing/simulator'
import { z } from 'zod'
import { DESCRIBED_CLOUD_EVENT, DESCRIBED_EVENT, DESCRIBED_ITEM } from './described-events.ts'
import type { TakenEvents } from './event-batch.ts'
import { Counts } from './usage.views.ts'

/** Of one request: the transaction that stores them holds as many lines of a file. */
const MOST_EVENTS = 10_000

const NONE = `send an event (an object with its id), or a list of 1 to ${MOST_EVENTS} of them`

/** What is wrong within an event is told of it: it waits in quarantine, and the others are rated. */
const Event = z.record(z.string(), z.unknown()).refine(event => Object.keys(event).length > 0, NONE)
const Events = z.array(z.unknown().meta(DESCRIBED_ITEM)).min(1, NONE).max(MOST_EVENTS, NONE)

export const EventsBody = z.union([Events, Event.meta(DESCRIBED_EVENT), Event.meta(DESCRIBED_CLOUD_EVENT)], {
  error: NONE
})

export const EventsAnswer = z
  .object({
    import: z.int().describe('Its number in the list of imports.'),
    lines: z.int().describe('Events: rated + duplicate + quarantined + filtered.'),
    rated: z.int().describe('New, and stored with their price.'),
    duplicate: z.int().describe('Known before, or twice in the request: nothing was done.'),
    quarantined: z.int().describe('Stored without a price, until the cause is mended and they are retried.'),
    filtered: z.int().describe('Not billable by what they say, such as calls that nobody answered.'),
    reasons: z
      .object({ quarantined: Counts, filtered: Counts })
      .describe('How many for which reason, such as unknown-subscriber: 2.'),
    problems: z
      .array(
        z.object({
          index: z.int().describe('Place in the request, from 0.'),
          event: z.string().describe('Its id in quarantine.'),
          field: z.string().describe('What is wrong: a member of the event, or `line` for all of it.'),
          reason: z.string().describe('Stable, in kebab case, for programs.'),
          detail: z.string().describe('The text that is to blame.'),
          nextStep: z.string().describe('What a person does about it.')
        })
      )
      .describe(
        'Each event that could not be rated. One that was sent before counts as duplicate, and is told here again.'
      ),
    notes: z
      .array(z.string())
      .describe('Members of events that nobody reads, each with the name that may have been meant; the events count.')
  })
  .meta({ id: 'TakenUsageEvents' })
export type EventsAnswer = z.infer<typeof EventsAnswer>

export function eventsAnswer({ import: taken, notes, problems }: TakenEvents): EventsAnswer {
  const { id, lines, rated, duplicate, quarantined, filtered, reasons } = taken
  return {
    import: id,
    lines,
    rated,
    duplicate,
    quarantined,
    filtered,
    reasons: { quarantined: { ...reasons.quarantined }, filtered: { ...reasons.filtered } },
    problems: problems.map(problem => ({ ...problem, nextStep: nextStep(problem.reason) })),
    notes: [...notes]
  }
}
