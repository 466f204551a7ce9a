// A plugin's statement, written in a plan and compiled by the real language.
import { compileRules } from '@farthing/rules-language'
import type { Plugin } from '../plugin.ts'

const operator = `
operator "Test" {
  currency AUD
  time zone "UTC"
  round half up to 0.01
}
`

export type TestedStatement =
  | { readonly ok: true; readonly values: readonly unknown[] }
  /** 'R0101 there is no word "rant" here, line 9' */
  | { readonly ok: false; readonly errors: readonly string[] }

/**
 * The values that `lower` made of the statements in `text`, in the order written, or every error in them. `beside`: what
 * else the rules hold, such as a tariff that the statement names.
 */
export function testStatement(plugin: Plugin, text: string, beside = ''): TestedStatement {
  const file = `${operator}${beside}\nplan test "Test" {\n${text}\n}\n`
  const signatures = plugin.contributes.statements ?? []
  const compiled = compileRules({ files: new Map([['test.farthing', file]]), signatures })
  if (!compiled.ok) {
    const errors = compiled.diagnostics.filter(({ severity }) => severity === 'error')
    return { ok: false, errors: errors.map(({ code, message }) => `${code} ${message}`) }
  }
  const [plan] = compiled.rules.plans.get('test') ?? []
  return { ok: true, values: plan?.rules.map(({ value }) => value) ?? [] }
}

/** The value of the one statement in `text`; its errors are thrown. `testInput({ plans: [{ value: valueOf(...) }], ... })` */
export function valueOf(plugin: Plugin, text: string, beside = ''): unknown {
  const tested = testStatement(plugin, text, beside)
  if (!tested.ok) throw new Error(`${text}: ${tested.errors.join('; ')}`)
  return tested.values[0]
}
