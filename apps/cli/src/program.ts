// Every command line of `farthing`. Definitions only: what a command does is loaded when it is called, so that --help stays quick.
import { Command, Help, type Option } from 'commander'
import { addBillingCommands } from './command-lines/billing-commands.ts'
import { addDeedCommands } from './command-lines/deed-commands.ts'
import { addHierarchyCommands } from './command-lines/hierarchy-commands.ts'
import { addPaymentCommands } from './command-lines/payment-commands.ts'
import { addPocketCommands } from './command-lines/pocket-commands.ts'
import { addPolicyCommands } from './command-lines/policy-commands.ts'
import { addRuleCommands } from './command-lines/rule-commands.ts'
import { addServingCommands } from './command-lines/serving-commands.ts'
import { addVoucherCommands } from './command-lines/voucher-commands.ts'
import { addChargeCommands } from './command-lines/charge-commands.ts'
import { addCommissionCommands } from './command-lines/commission-commands.ts'
import { addPartnerCommands } from './command-lines/partner-commands.ts'
import type { Terminal } from './terminal.ts'

export function buildProgram(terminal: Terminal): Command {
  const program = new Command('farthing')
    .description('Billing for telecom operators: rules as text, every line of a bill explained.')
    .version('0.1.0')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .configureHelp({ optionDescription: describeOption })
    .showHelpAfterError("(run 'farthing help COMMAND' for what it takes)")
    .showSuggestionAfterError()
  addServingCommands(program, terminal)
  addRuleCommands(program, terminal)
  addBillingCommands(program, terminal)
  addHierarchyCommands(program, terminal)
  addDeedCommands(program, terminal)
  addPaymentCommands(program, terminal)
  addPocketCommands(program, terminal)
  addVoucherCommands(program, terminal)
  addPartnerCommands(program, terminal)
  addChargeCommands(program, terminal)
  addCommissionCommands(program, terminal)
  addPolicyCommands(program, terminal)
  return program
}

/** Says what cannot be left out, which the library tells only whoever left it out. */
function describeOption(option: Option): string {
  const description = new Help().optionDescription(option)
  return option.mandatory && option.defaultValue === undefined ? `${description} (required)` : description
}
