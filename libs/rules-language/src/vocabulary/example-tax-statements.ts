// Where the customer of an example is, for taxes, and what they need not pay.
import { type Signature, defineStatement } from '../signature/signature.ts'
import { known, of, on } from './example-slots.ts'

export const taxPlaceStatement = defineStatement({
  id: 'kernel.example-tax-place',
  in: ['example'],
  pattern: 'on <on> tax place <place> [for <of>] [, tax id <id>] [, known on <known>]',
  slots: {
    on,
    place: {
      kind: 'name',
      doc: 'a country of ISO 3166 (DE), or one with the code of a part (CA-QC), which is not looked up: spell it as the tax does'
    },
    of,
    id: { kind: 'text', optional: true, doc: 'the number by which a business is known to the tax office' },
    known
  },
  doc: 'From that day on the customer is there, or the subscription that is named: one without a place of its own is where the customer is. One with a tax id is a business.',
  example: 'on 2026-03-01 tax place FR, tax id "FR12345678901"'
})

export const taxExemptionStatement = defineStatement({
  id: 'kernel.example-tax-exemption',
  in: ['example'],
  pattern: 'on <on> exempt from <tax> by certificate <certificate> [until <until>] [, known on <known>]',
  slots: {
    on,
    tax: { kind: 'name', refersTo: 'tax', doc: 'a tax' },
    certificate: { kind: 'text', doc: 'the number of the certificate' },
    until: { kind: 'date', optional: true, doc: 'the first day on which the tax is owed again' },
    known
  },
  doc: 'From that day on the customer owes none of the tax.',
  example: 'on 2026-03-01 exempt from vat by certificate "E-2026-17" until 2027-01-01'
})

export const exampleTaxStatements: readonly Signature[] = [taxPlaceStatement, taxExemptionStatement]
