import { currenciesOf, type RuleSet } from '@farthing/rules-language'
import { impactJson } from '@farthing/simulator'
import { Body, Controller, Inject, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, Refused, valueOf } from '../http/index.ts'
import { compileProblem, RulesHost } from '../rules-host/index.ts'
import { ImpactService } from './impact.service.ts'
import { ImpactBody, ImpactView } from './impact.views.ts'

@ApiTags('rules')
@Controller('rules/impact')
export class ImpactController {
  constructor(
    @Inject(ImpactService) private readonly impact: ImpactService,
    @Inject(RulesHost) private readonly host: RulesHost
  ) {}

  @Post()
  @Answers(ImpactView, { summary: 'Says what a change of rules would do to real bills; writes nothing.' })
  async compare(@Body({ schema: ImpactBody }) body: z.output<typeof ImpactBody>): Promise<ImpactView> {
    const { currency, from, until, gates = [], top } = body
    const on = body.on === undefined ? undefined : Temporal.PlainDate.from(body.on)
    const range = {
      ...(from === undefined ? {} : { from: Temporal.PlainDate.from(from) }),
      ...(until === undefined ? {} : { until: Temporal.PlainDate.from(until) })
    }
    const [before, after] = [await this.#version('before', body.before), await this.#after(body)]
    const known = currenciesOf(before, after)
    if (currency !== undefined && !known.includes(currency)) throw nothingIn(currency, known)
    return impactJson(await this.impact.compare({ before, after, currency, on, range, gates, top })) as ImpactView
  }

  async #after({ after, files }: z.output<typeof ImpactBody>): Promise<RuleSet> {
    if (files === undefined) return this.#version('after', after)
    const compiled = this.host.compile(new Map(Object.entries(files)))
    if (!compiled.ok) throw compileProblem(compiled.diagnostics)
    return compiled.rules
  }

  async #version(field: 'before' | 'after', reference = 'current'): Promise<RuleSet> {
    const found = await this.host.versionOf(reference)
    return valueOf(found, {
      'unknown-version': [404, field],
      'ambiguous-version': [422, field],
      'no-rules-published': 409
    })
  }
}

function nothingIn(currency: string, known: readonly string[]): Refused {
  const detail = `Neither rules have anything for customers in ${currency}: they bill in ${[...new Set(known)].join(', ')}.`
  return new Refused(422, 'other-currency', detail, [{ field: 'currency', message: `no rules are for ${currency}` }])
}
