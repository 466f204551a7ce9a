// The rows of the tariff that priced an event, the rows that did not, and the other tariffs for the service.
import { accountAlignments } from '@farthing/billing-core'
import type { RuleRef } from '@farthing/billing-core/values'
import { namedTariffs } from '@farthing/plugin-sdk'
import type { TariffVersion } from '@farthing/rules-language'
import { localDay } from '@farthing/billing-core/values'
import { HeldVersions, type UsageInput } from '../bill/index.ts'
import type { UseRecord } from './use-record.ts'
import { momentText, placed } from './use-words.ts'
import type { RuleVerdict } from './verdicts-on-use.ts'

/** Rows first: those that priced it, then those that came nearest. */
export function rateVerdicts({ settled, use }: UseRecord, input: UsageInput): RuleVerdict[] {
  const { event, tariff, version } = use.priced
  const rated = tariff.rate(event, settled.paid)
  const steps = rated.ok ? tariff.explain(event, rated, version).steps : []
  const priced = steps.flatMap(({ detail, rule, step }) =>
    step === 'tiers' && rule !== undefined ? [verdict('rate', rule, { applied: true, condition: detail })] : []
  )
  const others = tariff
    .whyNot(event)
    .toSorted((a, b) => NEAREST.indexOf(a.reason) - NEAREST.indexOf(b.reason))
    .map(({ detail, rule }) => verdict('rate', rule, { applied: false, condition: detail }))
  return [...priced, ...others, ...otherTariffs(use, input)]
}

const NEAREST = ['band', 'zone', 'origin', 'other-row'] as readonly string[]

/** Of the rules in which the plan that held looks its tariffs up. */
function otherTariffs({ priced, stretch }: UseRecord['use'], input: UsageInput): RuleVerdict[] {
  const { history, registry, ruleBook } = input
  const { event, tariff } = priced
  const rules = ruleBook.atInstant(event.startedAt)
  if (rules === undefined) return []
  const { zone } = rules.operator
  const { run } = stretch
  const versions = new HeldVersions(ruleBook, accountAlignments(history), input.billDate)
  const asked = { day: localDay(event.startedAt, zone), since: run?.from ?? history.opened }
  const held = run === null ? undefined : versions.at('plans', run.plan, asked, rules)
  const named = namedTariffs(held?.version.rules ?? [], registry.usageTerms)
  return [...(held?.rules ?? rules).tariffs.values()].flat().flatMap(other => {
    if (other === tariff || other.service !== event.service) return []
    const by = named.find(({ name }) => name === other.name)
    const condition =
      by === undefined
        ? `plan ${stretch.run?.plan ?? 'none'} does not name it`
        : isInForce(other, event.startedAt)
          ? (priced.because ?? `${placed(by.by)} names ${tariff.name} before it`)
          : `it holds ${daysText(other)}, and the use began on ${momentText(event.startedAt, zone)}`
    return [verdict('tariff', other.at, { applied: false, condition })]
  })
}

function isInForce({ endsAt, startsAt }: TariffVersion, atMs: number): boolean {
  return startsAt <= atMs && atMs < endsAt
}

function daysText({ from, until }: TariffVersion): string {
  return until === null ? `from ${from}` : from === null ? `until ${until}` : `${from}..${until}`
}

function verdict(
  kind: RuleVerdict['kind'],
  rule: RuleRef,
  said: Pick<RuleVerdict, 'applied' | 'condition'>
): RuleVerdict {
  return { kind, rule, ...said }
}
