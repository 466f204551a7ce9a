// Tax places and exemptions over HTTP.
import { z } from 'zod'
import { GivenDay, GivenSubscription } from '../http/index.ts'

const Effective = GivenDay.optional().describe("The first day; today in the account's zone when left out.")

export const TaxPlaceBody = z
  .strictObject({
    place: z
      .string()
      .max(6)
      .describe(
        "A country of ISO 3166, 'DE', or one with the code of a part, 'CA-QC', which is not looked up: spell it as the taxes do."
      ),
    taxId: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .optional()
      .describe('Of a business; left out for everybody else. It is told anew with each place.'),
    subscription: GivenSubscription.optional().describe(
      'One of the account, by its id or a number or login that it holds on the day: it has a place of its own from that day on, and takes it along when it moves to another account; the account, and all without, when left out.'
    ),
    effective: Effective
  })
  .meta({ id: 'TaxPlace' })

export const TaxExemptionBody = z
  .strictObject({
    tax: z.string().min(1).max(100).describe('As the rules name it.'),
    certificate: z.string().trim().min(1).max(100).describe('Its number.'),
    effective: Effective,
    until: GivenDay.optional().describe('The first day on which the tax is owed again.')
  })
  .meta({ id: 'TaxExemption' })
