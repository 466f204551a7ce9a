// stand-in
import type { Registry } from '@farthing/plugin-sdk'
import type { RuleSet, TariffVersion } from '@farthing/rules-language'
const at = { rule: 'x', file: 'x', line: 1, column: 1 }
export const sampleTerms: Registry['usageTerms'] = new Map([
  ['usage-charges.tariff', { statement: 'usage-charges.tariff', tariffs: () => ['talk'] }]
])
export function sampleRules(): RuleSet {
  const tariff: TariffVersion = {
    name: 'talk',
    service: 'voice',
    unit: 'second',
    from: null,
    until: null,
    startsAt: -Infinity,
    endsAt: Infinity,
    zones: ['a'],
    bands: [],
    at,
    rate: e => {
      const billed = Math.ceil(e.quantity / 60000) * 60000
      const zone = e.to.startsWith('614') ? 'mobile' : e.to.startsWith('61') ? 'national' : 'world'
      return {
        ok: true,
        amount: billed * 4 + 390000,
        billed,
        zone,
        bands: ((e.startedAt / 3600000) | 0) % 24 < 12 ? 'peak' : 'offpeak',
        trace: [123, 0, 390000, 0, 4, billed]
      }
    },
    explain: () => {
      throw new Error()
    }
  }
  return {
    version: 'sha256:0',
    operator: {
      name: 'x',
      currency: 'AUD',
      zone: 'Australia/Melbourne',
      rounding: { mode: 'half-up', step: 10000n },
      dueDays: null,
      dialling: { country: '61', trunk: '0', international: '0011' },
      holidays: null,
      at
    },
    holidays: new Map(),
    zones: new Map(),
    tariffs: new Map([['talk', [tariff]]]),
    plans: new Map([
      [
        'talk',
        [
          {
            name: 'talk',
            title: 'Talk',
            from: null,
            until: null,
            family: null,
            level: null,
            rules: [{ signature: 'usage-charges.tariff', value: 1, at }],
            at
          }
        ]
      ]
    ]),
    examples: []
  }
}
