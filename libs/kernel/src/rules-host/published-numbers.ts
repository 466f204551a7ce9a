// Answers accounts how the operator's customers write telephone numbers.
import type { Dialling } from '@farthing/rules-language'
import { Inject, Injectable } from '@nestjs/common'
import { WrittenNumbers } from '../accounts/index.ts'
import { Clock } from '../persistence/index.ts'
import { diallingAt } from './dialling-at.ts'
import { RulesHost } from './rules-host.service.ts'

@Injectable()
export class PublishedNumbers extends WrittenNumbers {
  constructor(
    @Inject(RulesHost) private readonly host: RulesHost,
    @Inject(Clock) private readonly clock: Clock
  ) {
    super()
  }

  override async dialling(): Promise<Dialling | null> {
    return diallingAt(await this.host.books(), this.clock.now())
  }
}
