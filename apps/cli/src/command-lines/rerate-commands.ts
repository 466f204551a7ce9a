// Command lines of re-rating: what usage costs by what is known now.
import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { oneOrMore, wholeNumber } from '../whole-number.ts'

export function addRerate(usage: Command, terminal: Terminal): void {
  const rerate = usage
    .command('rerate')
    .summary('what usage costs by what is known now')
    .description(
      'Finds the usage that costs something else by now, because rules were published or the history of accounts was told otherwise, and proposes to price it anew: how much, whose, why. It says what the next bills move by too, with allowances and tiers, unless it is asked for one tariff or for some days. Usage is touched when the proposal is applied; bills are the same with or without it.'
    )
    .option('--from <day>', 'only what began on this day or later')
    .option('--until <day>', '... and before this day')
    .option('--account <numbers...>', 'only these accounts')
    .option('--tariff <name>', 'only what this tariff rates now')
    .option('--json', 'print it as JSON')
    .action(async options => (await import('../commands/usage-rerate.ts')).usageRerate(options, terminal))
  addLooks(rerate, terminal)
  addDeeds(rerate, terminal)
}

function addLooks(rerate: Command, terminal: Terminal): void {
  rerate
    .command('list')
    .summary('re-ratings, newest first')
    .option('--limit <count>', 'how many', oneOrMore, 20)
    .action(async (_, command: Command) =>
      (await import('../commands/usage-rerate.ts')).rerateList(command.optsWithGlobals(), terminal)
    )
  rerate
    .command('show')
    .argument('<number>', 'which one', wholeNumber)
    .summary('one re-rating; one that broke off is found to its end')
    .option('--accounts <count>', 'how many accounts', wholeNumber, 10)
    .option('--unrated <count>', 'how many uses that cannot be rated any more', wholeNumber, 10)
    .action(async (id, _, command: Command) =>
      (await import('../commands/usage-rerate.ts')).rerateShow(id, command.optsWithGlobals(), terminal)
    )
}

function addDeeds(rerate: Command, terminal: Terminal): void {
  rerate
    .command('apply')
    .argument('<number>', 'which one', wholeNumber)
    .summary('give usage the prices proposed')
    .description(
      'All at once, and once, however often. Refused when rules were published since, or facts that touch it: propose again.'
    )
    .action(async (id, _, command: Command) =>
      (await import('../commands/usage-rerate.ts')).rerateApply(id, command.optsWithGlobals(), terminal)
    )
  rerate
    .command('withdraw')
    .argument('<number>', 'which one', wholeNumber)
    .summary('take a proposal back')
    .action(async (id, _, command: Command) =>
      (await import('../commands/usage-rerate.ts')).rerateWithdraw(id, command.optsWithGlobals(), terminal)
    )
}
