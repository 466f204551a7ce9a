import { decideTaxes, taxesInOrder, type TaxedCustomer } from './decide-taxes.ts'
import { sampleRate, sampleTax } from './sample-taxes.ts'
import type { TaxElsewhere, TaxRule } from './tax-rule.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const nobody: TaxedCustomer = { taxPlaces: [], taxExemptions: [] }
const at = { rule: 'tax vat > elsewhere', file: 'tax.farthing', line: 9, column: 3 }

function living(place: string, taxId: string | null = null, from = '2000-01-01'): TaxedCustomer {
  return { ...nobody, taxPlaces: [{ from: day(from), place, taxId }] }
}

function elsewhere(code: TaxElsewhere['code'], more: Partial<TaxElsewhere> = {}): TaxElsewhere {
  return { places: null, businesses: false, code, reason: `because of ${code}`, at, ...more }
}

function decided(
  rules: readonly TaxRule[],
  customer: TaxedCustomer,
  { category = 'rent', on = '2026-03-01', subscription = null as string | null } = {}
): string {
  const decision = decideTaxes(rules, { category, taxPoint: day(on), subscription }, customer)
  if (!decision.ok) return decision.undecided
  return decision.treatment?.map(({ code, percent, tax }) => `${tax} ${percent} ${code}`).join(', ') ?? 'none'
}

describe('the taxes of a charge', () => {
  const german = sampleTax('vat', [
    sampleRate('19', { until: day('2020-07-01') }),
    sampleRate('16', { from: day('2020-07-01'), until: day('2021-01-01') }),
    sampleRate('19', { from: day('2021-01-01') }),
    sampleRate('7', { categories: ['books'] }),
    sampleRate('0', { categories: ['insurance'], code: 'E', reason: 'Article 135' })
  ])

  it.each([
    ['2020-06-30', 'rent', 'vat 19 S'],
    ['2020-07-01', 'rent', 'vat 16 S'],
    ['2020-12-31', 'rent', 'vat 16 S'],
    ['2021-01-01', 'rent', 'vat 19 S'],
    ['2021-01-01', 'books', 'vat 7 S'],
    ['2021-01-01', 'insurance', 'vat 0 E']
  ])('on %s for %s: %s', (on, category, expected) => {
    expect(decided([german], nobody, { on, category })).toBe(expected)
  })

  it('are none before the first rate, and after the last', () => {
    const levy = sampleTax('levy', [sampleRate('1', { from: day('2026-01-01'), until: day('2027-01-01') })])
    expect(decided([levy], nobody, { on: '2025-12-31' })).toBe('none')
    expect(decided([levy], nobody, { on: '2026-12-31' })).toBe('levy 1 S')
    expect(decided([levy], nobody, { on: '2027-01-01' })).toBe('none')
  })

  it('are those of the place, of which a part counts as the whole', () => {
    const [gst, qst] = ['gst', 'qst'].map(name =>
      sampleTax(name, [sampleRate('5')], { places: [name === 'gst' ? 'CA' : 'CA-QC'] })
    )
    const rules = [gst, qst].filter(rule => rule !== undefined)
    expect(decided(rules, living('CA-QC'))).toBe('gst 5 S, qst 5 S')
    expect(decided(rules, living('CA-ON'))).toBe('gst 5 S')
    expect(decided(rules, living('US-NY'))).toBe('none')
    expect(decided(rules, living('CA'))).toMatch(/due in CA-QC, and of the account only the country, CA, is known/)
    expect(decided(rules, nobody)).toMatch(/due in CA, CA-QC, and the account has no place of supply on 2026-03-01/)
    expect(decided(rules, living('CA-QC', null, '2026-03-02'))).toMatch(/has no place of supply on 2026-03-01/)
  })

  it('are those of where the subscription is, from the day on which it has a place of its own', () => {
    const rules = [
      sampleTax('gst', [sampleRate('5')], { places: ['CA'] }),
      sampleTax('qst', [sampleRate('9.975')], { places: ['CA-QC'], elsewhere: [elsewhere('AE', { businesses: true })] })
    ]
    const branch = [{ from: day('2026-03-15'), place: 'CA-QC', taxId: null }]
    const customer = { ...living('CA-ON', 'ON1'), subscriptionPlaces: new Map([['branch', branch]]) }
    const own = (subscription: string | null, on: string): string => decided(rules, customer, { on, subscription })
    expect(own('branch', '2026-03-14')).toBe('gst 5 S, qst 0 AE')
    expect(own('branch', '2026-03-15')).toBe('gst 5 S, qst 9.975 S')
    expect(own('office', '2026-03-15')).toBe('gst 5 S, qst 0 AE')
    expect(own(null, '2026-03-15')).toBe('gst 5 S, qst 0 AE')
  })

  it('of a subscription of which only the country is known are not guessed from where the account is', () => {
    const rules = [sampleTax('qst', [sampleRate('9.975')], { places: ['CA-QC'] })]
    const branch = [{ from: day('2026-03-15'), place: 'CA', taxId: null }]
    const customer = { ...living('CA-QC'), subscriptionPlaces: new Map([['branch', branch]]) }
    expect(decided(rules, customer, { on: '2026-04-01', subscription: 'branch' })).toMatch(
      /of subscription branch only the country, CA, is known/
    )
  })

  it('are those of the only place that taxes name, when nothing is said of the customer', () => {
    expect(decided([sampleTax('vat', [sampleRate('19')], { places: ['DE'] })], nobody)).toBe('vat 19 S')
  })

  it('elsewhere are what says most of where and for whom', () => {
    const rules = [
      sampleTax('vat', [sampleRate('19')], {
        places: ['DE'],
        elsewhere: [
          elsewhere('G'),
          elsewhere('AE', { businesses: true }),
          elsewhere('O', { places: ['FR'] }),
          elsewhere('K', { places: ['FR'], businesses: true })
        ]
      })
    ]
    expect(decided(rules, living('US-NY'))).toBe('vat 0 G')
    expect(decided(rules, living('IT', 'IT123'))).toBe('vat 0 AE')
    expect(decided(rules, living('FR'))).toBe('vat 0 O')
    expect(decided(rules, living('FR', 'FR123'))).toBe('vat 0 K')
    expect(decided(rules, living('DE', 'DE123'))).toBe('vat 19 S')
  })

  it('are not owed by who is exempt, from the first day of the certificate to the last', () => {
    const exempt = { fact: 'f1', tax: 'vat', certificate: 'E-1', from: day('2026-03-01'), until: day('2026-04-01') }
    const customer = { ...nobody, taxExemptions: [exempt] }
    const rules = [sampleTax('levy', [sampleRate('1')]), sampleTax('vat', [sampleRate('19')])]
    expect(decided(rules, customer, { on: '2026-02-28' })).toBe('levy 1 S, vat 19 S')
    expect(decided(rules, customer, { on: '2026-03-31' })).toBe('levy 1 S, vat 0 E')
    expect(decided(rules, customer, { on: '2026-04-01' })).toBe('levy 1 S, vat 19 S')
    const decision = decideTaxes(rules, { category: 'rent', taxPoint: day('2026-03-01'), subscription: null }, customer)
    expect(decision).toMatchObject({ treatment: [{}, { certificate: 'E-1', reason: 'Exempt by certificate E-1' }] })
  })

  it('come after those that they are on top of', () => {
    const rules = [
      sampleTax('a', [sampleRate('1')], { onTopOf: ['c'] }),
      sampleTax('b', [sampleRate('1')]),
      sampleTax('c', [sampleRate('1')], { onTopOf: ['b'] })
    ]
    expect(taxesInOrder(rules).map(({ name }) => name)).toEqual(['b', 'c', 'a'])
  })
})
