import { Body, Controller, Headers, Inject, Post } from '@nestjs/common'
import { ApiConsumes, ApiHeader, ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, valueOf } from '../http/index.ts'
import { KeyedByContent, LONGEST_KEY } from '../persistence/index.ts'
import { binaryCloudEvent } from './binary-cloud-event.ts'
import { EventsAnswer, eventsAnswer, EventsBody } from './usage-events.views.ts'
import { UsageEventIntake } from './usage-events.service.ts'

const PLAIN = 'application/json'
const CLOUD_EVENT = 'application/cloudevents+json'
const CLOUD_EVENTS = 'application/cloudevents-batch+json'

@ApiTags('usage')
@Controller('usage/events')
export class UsageEventsController {
  constructor(@Inject(UsageEventIntake) private readonly intake: UsageEventIntake) {}

  @Post()
  @KeyedByContent()
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: `Not needed: an event counts once by its id. With one (up to ${LONGEST_KEY} characters) the same request gets the same answer.`
  })
  @ApiHeader({
    name: 'ce-specversion',
    required: false,
    description:
      '1.0 of a CloudEvent in binary mode: ce-id, ce-source and ce-type stand beside it, and ce-subject and ce-time where it has them; the body is its data.'
  })
  @ApiConsumes(PLAIN, CLOUD_EVENT, CLOUD_EVENTS)
  @Answers(EventsAnswer, {
    status: 201,
    summary: 'Rates one usage event or a batch, plain or as CloudEvents, and stores what is new before it answers.'
  })
  async take(
    @Body({ schema: EventsBody }) body: z.output<typeof EventsBody>,
    @Headers() headers: Readonly<Record<string, string | undefined>>
  ): Promise<EventsAnswer> {
    const binary = binaryCloudEvent(headers, body)
    const taken = await this.intake.take(binary !== null ? [binary] : Array.isArray(body) ? body : [body])
    return eventsAnswer(valueOf(taken, { 'no-event-format': 409, 'no-rules-published': 409 }))
  }
}
