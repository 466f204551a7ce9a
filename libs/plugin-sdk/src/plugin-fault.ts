// What a plugin's function threw, with the plugin, what was asked of it, and the rules that it was working on.
import { formatPlace, type RuleRef } from '@farthing/billing-core/values'
import { thrownText } from '@farthing/rules-language'
import type { Contributions, ExtensionPoint } from './plugin.ts'
import { type ExpectedResult, resultText } from './plugin-results.ts'
import type { Registry } from './registry.ts'

/** The message is for people: it names plugin, contribution, rules and cause. `rules`: those that it was working on. */
export class PluginFault extends Error {
  override readonly name = 'PluginFault'

  constructor(
    message: string,
    readonly rules: readonly RuleRef[],
    cause: unknown
  ) {
    super(message, { cause })
  }
}

/** What is asked of a plugin, for the message of its failure. */
export interface AskedPlugin {
  /** 'charge type rent'. */
  readonly what: string
  readonly plugin: string
  readonly rules: readonly RuleRef[]
}

/** More rules than these are counted. */
const NAMED_RULES = 3

/** Throws nothing but a PluginFault: for what the plugin throws, and for what it answers when that is no answer. */
export function askPlugin<T>(call: () => T, expected: ExpectedResult, asked: () => AskedPlugin): T {
  const result = called(call, asked)
  if (expected.fits(result)) return result
  const { what, plugin, rules } = asked()
  const told = expected.faultOf?.(result)
  const { answered, must } = told ?? { answered: resultText(result), must: `it must answer ${expected.words}` }
  throw new PluginFault(`${what} of plugin ${plugin} answered ${answered}${atRules(rules)}: ${must}`, rules, result)
}

function called<T>(call: () => T, asked: () => AskedPlugin): T {
  try {
    return call()
  } catch (thrown) {
    if (thrown instanceof PluginFault) throw thrown
    const { what, plugin, rules } = asked()
    throw new PluginFault(`${what} of plugin ${plugin} failed${atRules(rules)}: ${thrownText(thrown)}`, rules, thrown)
  }
}

/** Statements are named for their plugin: 'bonds.bond'. */
export function pluginOfStatement(id: string): string {
  return id.split('.')[0] ?? id
}

/** Id of the plugin that contributes the item. */
export function contributorOf<K extends ExtensionPoint>(
  point: K,
  item: Contributions[K],
  { plugins }: Pick<Registry, 'plugins'>
): string {
  const owner = [...plugins.values()].find(({ contributes }) => {
    const items: readonly unknown[] = contributes[point] ?? []
    return items.includes(item)
  })
  return owner?.id ?? 'that is not installed'
}

function atRules(rules: readonly RuleRef[]): string {
  const places = [...new Set(rules.map(rule => `${rule.rule} (${formatPlace(rule)})`))]
  if (places.length === 0) return ''
  const more = places.length > NAMED_RULES ? ` and ${places.length - NAMED_RULES} more` : ''
  return ` at ${places.slice(0, NAMED_RULES).join(', ')}${more}`
}
