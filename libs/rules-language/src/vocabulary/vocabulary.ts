// The kernel's own words. What a plugin brings stands beside them and is treated alike.
import type { Signature } from '../signature/signature.ts'
import { exampleFactStatements } from './example-statements.ts'
import { expectationStatements } from './expectation-statements.ts'
import { operatorStatements } from './operator-statements.ts'
import { planStatements } from './plan-statements.ts'
import { tariffStatements } from './tariff-statements.ts'
import { tierStatements } from './tier-statements.ts'

export const kernelVocabulary: readonly Signature[] = [
  ...operatorStatements,
  ...tariffStatements,
  ...tierStatements,
  ...planStatements,
  ...exampleFactStatements,
  ...expectationStatements
]
