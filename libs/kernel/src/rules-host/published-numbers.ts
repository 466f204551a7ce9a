// Answers accounts how the operator's customers write telephone numbers.
import type { Dialling } from '@farthing/rules-language'
import { Inject, Injectable } from '@nestjs/common'
import { WrittenNumbers } from '../accounts/index.ts'
import { diallingOn } from './dialling-on.ts'
import { RulesHost } from './rules-host.service.ts'

@Injectable()
export class PublishedNumbers extends WrittenNumbers {
  constructor(@Inject(RulesHost) private readonly host: RulesHost) {
    super()
  }

  override async dialling(on: Temporal.PlainDate): Promise<Dialling | null> {
    return diallingOn(await this.host.books(), on)
  }
}
