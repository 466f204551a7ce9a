// Codes R0480 to R0484: faults of plugins.
import { defineStatement } from '../../signature/signature.ts'
import { type CodeExamples, ruleText } from '../code-example.ts'

/** A plugin's statement whose author did not think of zero. */
const instalments = defineStatement({
  id: 'hardware.instalments',
  in: ['plan'],
  pattern: 'handset <price> in <count> instalments',
  slots: { price: { kind: 'money' }, count: { kind: 'count' } },
  doc: 'A handset that is paid month by month.',
  example: 'handset 600.00 in 24 instalments',
  lower: ({ slots }, context) => ({ ok: true, value: context.micro(slots.price) / BigInt(slots.count) })
})

export const faultExamples: CodeExamples = {
  R0480: {
    meaning:
      'The plugin to which the statement belongs has a mistake, and failed when it read the statement. The rules may be right; they cannot be used until the plugin is mended. Here a plugin divides by the number of instalments.',
    statement: instalments,
    wrong: ruleText`
      plan mobile-40 "Mobile 40" {
        handset 600.00 in 0 instalments
      }
    `,
    right: ruleText`
      plan mobile-40 "Mobile 40" {
        handset 600.00 in 24 instalments
      }
    `
  }
}
