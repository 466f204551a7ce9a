// The rules that a pass goes by, as they are at its beginning, and what they need to know of accounts on each day.
import type { Registry } from '@farthing/plugin-sdk'
import { policyNeeds, type PolicyNeeds, type RuleBook } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { PluginRegistry } from '../plugin-host/index.ts'
import { RulesHost } from '../rules-host/index.ts'

export interface RulesOfPass {
  readonly ruleBook: RuleBook
  readonly registry: Registry
  /** When rules were published last. */
  readonly publishedAt: Temporal.Instant
  /** Whether they ever do anything to anybody. */
  readonly acts: boolean
  needsOn(day: Temporal.PlainDate): PolicyNeeds
  /** The text of a template of a version, by its path. */
  template(version: string, file: string): Promise<string | undefined>
}

@Injectable()
export class PolicyRules {
  constructor(
    @Inject(RulesHost) private readonly host: RulesHost,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry
  ) {}

  /** Null while nothing is published. */
  async now(today: Temporal.PlainDate): Promise<RulesOfPass | null> {
    const last = (await this.host.publications()).at(-1)
    if (last === undefined) return null
    const { registry } = this.plugins
    const ruleBook = await this.host.book()
    const known = new Map<string, PolicyNeeds>()
    const needsOn = (day: Temporal.PlainDate): PolicyNeeds => {
      const found = known.get(day.toString()) ?? policyNeeds(ruleBook, registry, day)
      known.set(day.toString(), found)
      return found
    }
    const texts = new Map<string, ReturnType<RulesHost['files']>>()
    const filesOf = (version: string): ReturnType<RulesHost['files']> => {
      const found = texts.get(version) ?? this.host.files(version)
      texts.set(version, found)
      return found
    }
    return {
      ...{ ruleBook, registry, needsOn, publishedAt: last.publishedAt, acts: needsOn(today).acts },
      template: async (version, file) => (await filesOf(version))?.get(file)
    }
  }
}
