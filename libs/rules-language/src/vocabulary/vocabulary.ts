// The kernel's own words. What a plugin brings stands beside them and is treated alike.
import type { Signature } from '../signature/signature.ts'
import { changeRuleStatements } from './change-rule-statements.ts'
import { currencyStatements } from './currency-statements.ts'
import { exampleFactStatements } from './example-statements.ts'
import { expectationStatements } from './expectation-statements.ts'
import { operatorStatements } from './operator-statements.ts'
import { planStatements } from './plan-statements.ts'
import { policyStatements } from './policy-statements.ts'
import { reconcileStatements } from './reconcile-statements.ts'
import { tariffStatements } from './tariff-statements.ts'
import { tierStatements } from './tier-statements.ts'
import { unitStatement } from './unit-statement.ts'

export const kernelVocabulary: readonly Signature[] = [
  ...operatorStatements,
  ...currencyStatements,
  unitStatement,
  ...tariffStatements,
  ...tierStatements,
  ...planStatements,
  ...changeRuleStatements,
  ...policyStatements,
  ...reconcileStatements,
  ...exampleFactStatements,
  ...expectationStatements
]
