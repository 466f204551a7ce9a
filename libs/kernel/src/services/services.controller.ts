import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, found, valueOf } from '../http/index.ts'
import { ServicesService } from './services.service.ts'
import {
  ServiceBody,
  serviceChangeView,
  ServiceChangeView,
  ServiceHistoryQuery,
  ServiceHistoryView,
  ServicesView
} from './services.views.ts'

@ApiTags('services')
@Controller('subscriptions/:subscription/services')
export class ServicesController {
  constructor(@Inject(ServicesService) private readonly services: ServicesService) {}

  @Get()
  @Answers(ServicesView, { summary: 'What of a subscription is barred or throttled today, since when and why.' })
  async now(@Param('subscription') id: string): Promise<ServicesView> {
    const restrictions = found(await this.services.restrictions(id), 'subscription', id)
    return { restrictions: restrictions.map(serviceChangeView) }
  }

  @Get('history')
  @Answers(ServiceHistoryView, { summary: 'Everything that was barred, throttled and restored, newest first.' })
  async history(
    @Param('subscription') id: string,
    @Query({ schema: ServiceHistoryQuery }) { before, limit }: z.output<typeof ServiceHistoryQuery>
  ): Promise<ServiceHistoryView> {
    const changes = found(await this.services.history(id, { before, limit: limit + 1 }), 'subscription', id)
    const page = changes.slice(0, limit)
    return {
      changes: page.map(serviceChangeView),
      next: changes.length > limit ? (page.at(-1)?.id ?? null) : null
    }
  }

  @Post('bar')
  @Answers(ServiceChangeView, { status: 201, summary: 'Bars a part of the service by hand.' })
  async bar(
    @Param('subscription') id: string,
    @Body({ schema: ServiceBody }) body: z.output<typeof ServiceBody>
  ): Promise<ServiceChangeView> {
    const refusals = { 'unknown-subscription': 404, terminated: 409, 'already-barred': [409, 'what'] } as const
    return serviceChangeView(valueOf(await this.services.bar(id, body), refusals))
  }

  @Post('restore')
  @Answers(ServiceChangeView, { list: true, summary: 'Lets a part of the service work again, whoever barred it.' })
  async restore(
    @Param('subscription') id: string,
    @Body({ schema: ServiceBody }) body: z.output<typeof ServiceBody>
  ): Promise<ServiceChangeView[]> {
    const restored = await this.services.restore(id, body)
    const refusals = { 'unknown-subscription': 404, 'not-restricted': [409, 'what'] } as const
    return valueOf(restored, refusals).map(serviceChangeView)
  }
}
