import { findingsOf } from './findings-of.ts'

const HEAD = 'operator "Coastal" { currency AUD; time zone "Australia/Melbourne" }\n'
const message = (facts: string) => `message "invoice-issued" { facts ${facts}; by sms from "m.hbs" }`
const found = (...lines: string[]): string[] =>
  findingsOf({ title: '', text: `${HEAD}${lines.join('\n')}\n`, found: [] }).map(text =>
    text.replace(/^a\.farthing:/, '')
  )

describe('the message of invoices', () => {
  it('says what is of an invoice, and nothing else', () => {
    expect(found(message('number, account, customer, date, total, asked, currency, due, pdf'))).toEqual([])
    expect(found(message('owed'))).toEqual([
      expect.stringContaining('R0300 there is no fact named `owed` that a message may use')
    ])
  })

  it('is sent by no policy', () => {
    expect(found(message('number, asked'), 'policy p { when owed > 5.00: notify "invoice-issued" }')).toEqual([
      '3:37 R0627 message "invoice-issued" says what is of an invoice: it goes out when invoices are sent'
    ])
  })
})
