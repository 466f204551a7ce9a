// Plays the facts of a random life by the rules of its market.
import type { Registry } from '@farthing/plugin-sdk'
import { installationOf } from '@farthing/plugin-sdk'
import { compileRules, type RuleSet } from '@farthing/rules-language'
import { type LifeProblem, type LifeResult, simulateLife } from '@farthing/simulator'
import type { AnyLife } from './any-life.ts'
import { MARKETS, rulesIn } from './every-way.ts'
import type { Fact } from './kinds-of-facts.ts'

/** How the failure of a life begins that cannot be played at all: the facts of one that was cut short may name what is gone. */
export const NO_LIFE = 'cannot be played'

/** An account is opened with its first fact when nobody says when. Refused only: what a life cannot be played with, such as a payment that is taken back where there is none. */
export type Play = (
  facts: readonly Fact[],
  account?: { readonly opened: string }
) => Promise<LifeResult | Pick<LifeResult, 'refused'>>

/** One for many lives: it compiles the rules of every market once. */
export function openPlays(registry: Registry): (life: Pick<AnyLife, 'billDay' | 'market'>) => Play {
  const compile = (text: string): RuleSet => {
    const result = compileRules({ ...installationOf(registry), files: new Map([['every-way.farthing', text]]) })
    if (!result.ok) throw new Error(result.diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'))
    return result.rules
  }
  const ruleSets = new Map(
    MARKETS.map(market => {
      const sets = Object.entries(rulesIn(market)).map(([name, text]) => [name, compile(text)] as const)
      return [market.currency, new Map<string, RuleSet>(sets)]
    })
  )
  return ({ billDay, market }) => {
    const sets = ruleSets.get(market.currency)
    const rules = sets?.get('first')
    if (sets === undefined || rules === undefined) throw new Error(`no rules in ${market.currency}`)
    return async (facts, opened) => {
      const played = await simulateLife({ account: { billDay, ...opened }, facts }, { rules, ruleSets: sets }, registry)
      return played.ok ? played.result : { refused: unplayable(played.problems) }
    }
  }
}

function unplayable(problems: readonly LifeProblem[]): LifeResult['refused'] {
  return problems.map(({ fact, field, problem }) => {
    if (fact === null) throw new Error(`${NO_LIFE}: ${field}: ${problem}`)
    return { fact, reason: 'unplayable', detail: problem }
  })
}

export function isWhole(result: Awaited<ReturnType<Play>>): result is LifeResult {
  return 'invoices' in result
}
