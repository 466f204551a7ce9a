import { Controller, Get, Inject } from '@nestjs/common'
import { Answers, Persistence, Refused, sql } from '@farthing/kernel'
import { z } from 'zod'

const Health = z.object({ status: z.literal('ok'), database: z.literal('ok') }).meta({ id: 'Health' })
type Health = z.infer<typeof Health>

@Controller('health')
export class HealthController {
  readonly #persistence: Persistence

  constructor(@Inject(Persistence) persistence: Persistence) {
    this.#persistence = persistence
  }

  @Get()
  @Answers(Health, { summary: 'Whether this process can serve: it asks the database.' })
  async health(): Promise<Health> {
    try {
      await this.#persistence.bulk('', client => sql(client, 'select 1'))
    } catch {
      throw new Refused(503, 'database-unavailable', 'The database does not answer.')
    }
    return { status: 'ok', database: 'ok' }
  }
}
