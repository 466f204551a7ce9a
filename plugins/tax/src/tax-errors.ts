// What can be wrong with a `tax`, each with a text that is, and the same mended.
import { ruleText, type StatementErrors } from '@farthing/plugin-sdk'

export const taxErrors: StatementErrors = {
  R0481: {
    title: 'Two rates of a tax on one day',
    advice: 'End the one on the day on which the other begins: until 2020-07-01, from 2020-07-01.',
    meaning: 'Charges of one category would bear two rates of one tax, and nothing says which.',
    wrong: ruleText`
      tax vat "VAT" {
        rate 19%
        rate 16% from 2020-07-01 until 2021-01-01
      }
    `,
    right: ruleText`
      tax vat "VAT" {
        rate 19% until 2020-07-01
        rate 16% from 2020-07-01 until 2021-01-01
        rate 19% from 2021-01-01
      }
    `
  },
  R0482: {
    title: 'Days without a rate',
    advice: 'Let the next rate begin on the day on which the one before it ends.',
    meaning:
      'Between two rates of a tax there are days for which none holds: charges of these days would silently bear no tax, or that of another category.',
    wrong: ruleText`
      tax vat "VAT" {
        rate 16% until 2021-01-01
        rate 19% from 2021-02-01
      }
    `,
    right: ruleText`
      tax vat "VAT" {
        rate 16% until 2021-01-01
        rate 19% from 2021-01-01
      }
    `
  },
  R0483: {
    title: 'Rate that is more than the whole',
    advice: 'Write the rate in percent of the amount without tax, at most 100%.',
    meaning: 'A tax over 100% is more than what it is charged on: most often a decimal point is missing.',
    wrong: ruleText`
      tax vat "VAT" { rate 190% }
    `,
    right: ruleText`
      tax vat "VAT" { rate 19.0% }
    `
  },
  R0484: {
    title: 'Place that is none',
    advice: 'Write two capital letters of ISO 3166 (DE), or these with the code of a part of the country (CA-QC).',
    meaning:
      'Nobody is ever in a place that does not exist, so the tax would never be due. Countries are looked up; the code of a part need only look like one.',
    wrong: ruleText`
      tax vat "VAT" {
        in Germany
        rate 19%
      }
    `,
    right: ruleText`
      tax vat "VAT" {
        in DE
        rate 19%
      }
    `
  },
  R0486: {
    title: 'Tax on top of itself',
    advice: 'Leave one of the taxes out of what the other is charged on.',
    meaning: 'Each of these taxes, through the others, would be a part of what it is charged on.',
    wrong: ruleText`
      tax gst "GST" {
        rate 5%
        on top of qst
      }

      tax qst "QST" {
        rate 9.975%
        on top of gst
      }
    `,
    right: ruleText`
      tax gst "GST" { rate 5% }

      tax qst "QST" {
        rate 9.975%
        on top of gst
      }
    `
  },
  R0487: {
    title: 'Two answers for the same customers elsewhere',
    advice: 'Let one of them name places or businesses: the one that says more holds.',
    meaning: 'Both say what holds for the same customers, and neither says more about them than the other.',
    wrong: ruleText`
      tax vat "VAT" {
        in DE
        rate 19%
        elsewhere export
        elsewhere out of scope
      }
    `,
    right: ruleText`
      tax vat "VAT" {
        in DE
        rate 19%
        elsewhere export
        elsewhere out of scope in FR, IT
      }
    `
  },
  R0488: {
    title: 'Elsewhere of a tax that is due everywhere',
    advice: 'Say where the tax is due: in DE.',
    meaning: 'The tax names no place, so that no customer is outside.',
    wrong: ruleText`
      tax vat "VAT" {
        rate 19%
        elsewhere export
      }
    `,
    right: ruleText`
      tax vat "VAT" {
        in DE
        rate 19%
        elsewhere export
      }
    `
  },
  R0489: {
    title: 'Rate that ends before it begins',
    advice: 'Write the first day after the rate behind until.',
    meaning: 'The rate holds on no day at all.',
    wrong: ruleText`
      tax vat "VAT" { rate 19% from 2026-07-01 until 2026-01-01 }
    `,
    right: ruleText`
      tax vat "VAT" { rate 19% from 2026-01-01 until 2026-07-01 }
    `
  }
}
