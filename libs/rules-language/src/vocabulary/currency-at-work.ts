// Rules of an operator with customers in two currencies: shown on the page of `currency`, and run as a test.
import { type ExampleText, ruleText } from '../reference/code-example.ts'

export const currencyAtWork = {
  'francs.farthing': ruleText`
    operator "Alpine" {
      currency CHF
      time zone "Europe/Zurich"
      round half up to 0.05
      invoices numbered "CH-{year}-{number}"
    }

    plan home "Home" { rent 29.90 per month in advance, prorated by day }

    example "in francs" {
      bill day 1
      on 2026-03-16 subscribe home
      on 2026-04-01 bill
      expect invoice {
        charge "Home" 2026-03-16..2026-04-01 15.45
        charge "Home" 2026-04-01..2026-05-01 29.90
        number CH-2026-000001
        total 45.35
      }
    }
  `,
  'euros.farthing': ruleText`
    currency EUR { round half up to 0.01; invoices numbered "{year}-{number}" }

    plan home "Home" { rent 27.50 per month in advance, prorated by day }

    example "the same plan in euros" {
      bill day 1
      on 2026-03-16 subscribe home
      on 2026-04-01 bill
      expect invoice {
        charge "Home" 2026-03-16..2026-04-01 14.19
        charge "Home" 2026-04-01..2026-05-01 27.50
        number "2026-000001"
        total 41.69
      }
    }
  `
} satisfies ExampleText
