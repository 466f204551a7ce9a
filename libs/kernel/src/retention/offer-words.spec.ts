import { offerWords } from './offer-words.ts'

it.each([
  ['credit', { amount: '10.000000', description: 'Thank you' }, 'EUR', 'credit 10.00 EUR "Thank you"'],
  ['credit', { amount: '1.250000', category: 'goodwill' }, 'JPY', 'credit 1.25 JPY goodwill'],
  ['buy', { item: 'phone', price: '0.000000' }, 'EUR', 'buy phone 0.00 EUR'],
  ['sign-contract', { months: 24, fee: true }, 'EUR', 'sign-contract 24 true'],
  ['gift', {}, 'EUR', 'gift']
])('%s %j', (deed, fields, currency, words) => {
  expect(offerWords({ deed, fields } as Parameters<typeof offerWords>[0], currency)).toBe(words)
})
