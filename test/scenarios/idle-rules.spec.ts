// What pays for nothing, and what never comes, is said when rules are checked.
import { compileRules } from '@farthing/rules-language'
import { installationOf } from '@farthing/plugin-sdk'
import { allPlugins } from './play.ts'

const tariffs = ['voice|minute', 'data|GB']
  .map(each => each.split('|'))
  .map(
    ([service, unit]) =>
      `tariff ${service}-t for ${service} {\n  rates {\n    | price |\n    | 1.00 per ${unit} |\n  }\n}\n`
  )
  .join('')
const text = (...blocks: string[]): string =>
  `operator "Coastal" { currency EUR; time zone "Europe/Berlin" }\nunit points\n${tariffs}plan both "Both" { tariff voice-t, data-t }\n${blocks.join('\n')}`

describe('rules that are idle', () => {
  it.each([
    ['plan p "P" { tariff data-t; grant 10 min each cycle }', ['R0618']],
    ['plan p "P" { grant 10 min each cycle }', ['R0618']],
    ['plan p "P" { tariff voice-t; grant 10 min each cycle }', []],
    ['plan p "P" { tariff data-t; grant 10 min each cycle, share with account }', []],
    ['plan p "P" { grant 10 points each cycle }', []],
    ['plan p "P" { grant 5.00 each cycle }', []],
    ['feature f "F" { grant 10 min each cycle }', []],
    ['feature f "F" { grant 10 sms each cycle }', ['R0618']],
    ['plan p "P" { rent 1.00 per month; pay prepaid, at the end restrict }', ['R0619']],
    ['plan p "P" { tariff data-t; pay prepaid, at the end restrict }', []],
    ['plan p "P" { rent 1.00 per month; pay prepaid }', []]
  ])('%s', async (block, codes) => {
    const registry = await allPlugins()
    const result = compileRules({ ...installationOf(registry), files: new Map([['a.farthing', text(block)]]) })
    expect(result.ok).toBe(true)
    expect(result.diagnostics.map(({ code }) => code)).toEqual(codes)
  })
})
