// The examples of every code, by code. A file of code-examples/ holds those of one part of the language.
import type { CodeExamples } from './code-example.ts'
import { arrivalExamples } from './code-examples/arrivals.ts'
import { billReviewExamples } from './code-examples/bill-review.ts'
import { blockExamples } from './code-examples/blocks.ts'
import { characterExamples } from './code-examples/characters.ts'
import { conditionExamples } from './code-examples/conditions.ts'
import { effectExamples } from './code-examples/effects.ts'
import { exampleExamples } from './code-examples/examples.ts'
import { factExamples } from './code-examples/facts.ts'
import { faultExamples } from './code-examples/faults.ts'
import { limitExamples } from './code-examples/limits.ts'
import { nameExamples } from './code-examples/names.ts'
import { offerExamples } from './code-examples/offers.ts'
import { originExamples } from './code-examples/origins.ts'
import { paymentExamples } from './code-examples/payments.ts'
import { numberingExamples } from './code-examples/numbering.ts'
import { rateExamples } from './code-examples/rates.ts'
import { currencyExamples } from './code-examples/currencies.ts'
import { reachExamples } from './code-examples/reach.ts'
import { reconciliationExamples } from './code-examples/reconciliations.ts'
import { retentionExamples } from './code-examples/retention.ts'
import { statementExamples } from './code-examples/statements.ts'
import { sumExamples } from './code-examples/sums.ts'
import { tableExamples } from './code-examples/tables.ts'
import { tierExamples } from './code-examples/tiers.ts'
import { unitExamples } from './code-examples/units.ts'
import { valueExamples } from './code-examples/values.ts'
import { zoneAndBandExamples } from './code-examples/zones-and-bands.ts'

export const codeExamples: CodeExamples = {
  ...arrivalExamples,
  ...billReviewExamples,
  ...characterExamples,
  ...exampleExamples,
  ...blockExamples,
  ...statementExamples,
  ...valueExamples,
  ...sumExamples,
  ...tableExamples,
  ...limitExamples,
  ...nameExamples,
  ...zoneAndBandExamples,
  ...rateExamples,
  ...paymentExamples,
  ...unitExamples,
  ...factExamples,
  ...originExamples,
  ...offerExamples,
  ...tierExamples,
  ...conditionExamples,
  ...effectExamples,
  ...faultExamples,
  ...currencyExamples,
  ...numberingExamples,
  ...reachExamples,
  ...reconciliationExamples,
  ...retentionExamples
}
