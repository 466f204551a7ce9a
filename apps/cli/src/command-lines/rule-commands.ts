// Command lines that need no database: rules and usage files as they lie on disk.
import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { wholeNumber } from '../whole-number.ts'

export function addRuleCommands(program: Command, terminal: Terminal): void {
  addRules(program, terminal)
  addDecks(program, terminal)
  addReference(program, terminal)
  addEditors(program)
  addOffline(program, terminal)
}

function addRules(program: Command, terminal: Terminal): void {
  program
    .command('check')
    .argument('[rules]', 'folder of rules, or one rule file', 'rules')
    .summary('say everything that is wrong with rules')
    .description(
      'Checks rules: every mistake at once, each with its place, what was expected and a fix. Needs no database.'
    )
    .option('--json', 'print the diagnostics as JSON')
    .action(async (path, options) => (await import('../commands/check.ts')).check(path, options, terminal))
  program
    .command('fmt')
    .argument('[paths...]', "folders of rules or rule files; '-' formats stdin to stdout", ['rules'])
    .summary('write rule files the one way')
    .description(
      'Formats rule files in place; a statement that cannot be read is only indented; a file whose braces or texts do not end is left as written, with exit code 1. Needs no database.'
    )
    .option('--check', 'only look: exit code 1 when a file would be rewritten, too')
    .option('--json', 'print what was rewritten as JSON')
    .action(async (paths, options) => (await import('../commands/fmt.ts')).fmt(paths, options, terminal))
  program
    .command('test')
    .argument('[rules]', 'folder of rules, or one rule file', 'rules')
    .summary('run the examples that stand beside rules')
    .description("Plays each example as a customer's life and compares what comes out. Needs no database.")
    .option('--only <text>', 'only examples with this text in their title')
    .option('--coverage', 'say which rules no example touches')
    .option('--require-coverage <percent>', 'exit code 1 when examples touch a smaller part of the rules: 80%')
    .option('--threads <count>', 'threads for many examples (default: as many as there are processors)')
    .option('--json', 'print the reports as JSON')
    .action(async (path, options) => (await import('../commands/test.ts')).test(path, options, terminal))
}

function addDecks(program: Command, terminal: Terminal): void {
  program
    .command('deck')
    .summary('compare rate decks')
    .description('What is done with rate decks and zone tables.')
    .command('diff')
    .argument('<old>', 'a CSV deck, or a folder of rules')
    .argument('<new>', 'another one')
    .summary('say what rose, fell, is new or gone')
    .description(
      'Compares two rate decks or zone tables, or all those of two folders of rules: what rose or fell and by how much, what is new, gone, changed otherwise, or can never win. Needs no database.'
    )
    .option('--most <count>', 'rows shown of each kind', wholeNumber, 20)
    .option('--json', 'print the whole difference as JSON')
    .action(async (old, fresh, options) =>
      (await import('../commands/deck-diff.ts')).deckDiff([old, fresh], options, terminal)
    )
}

function addReference(program: Command, terminal: Terminal): void {
  program
    .command('docs')
    .argument('[folder]', 'folder of the reference, which holds nothing else', 'docs/language')
    .summary('write the language reference')
    .description(
      "Writes a page for every statement, the plugins' included, and one for every error code. Needs no database."
    )
    .option('--check', 'only look: exit code 1 when a page would change')
    .option('--json', 'print what was written as JSON')
    .action(async (folder, options) => (await import('../commands/docs.ts')).docs(folder, options, terminal))
}

function addEditors(program: Command): void {
  program
    .command('lsp')
    .summary('serve editors: diagnostics, completion, hover, rename')
    .description('Speaks the Language Server Protocol on stdin and stdout; editors start it. Needs no database.')
    .option('--stdio', 'as editors pass it: there is no other way')
    .action(async () => (await import('../commands/lsp.ts')).lsp())
}

function addOffline(program: Command, terminal: Terminal): void {
  program
    .command('rate')
    .argument('<file>', "usage file, gzip or not; '-' reads stdin")
    .summary('rate a usage file without a database')
    .description(
      'Prints what became of each usage record: rated, duplicate, quarantined or filtered. Amounts are before allowances.'
    )
    .requiredOption(
      '--format <code>',
      'format of the file: asterisk, csv, what a plugin brings, or a name that the rules declare'
    )
    .option('--rules <folder>', 'folder of rules', 'rules')
    .option('--subscribers <file>', 'CSV of who holds which number: number,account,subscription,plan[,from,until]')
    .option('--plan <name>', 'rate everything as a subscriber of this plan')
    .option('--tariff <name>', 'rate everything by this tariff')
    .option('--currency <code>', "of the customers (default: the operator's own)")
    .option('--now <instant>', 'when the rating is done, for what is too old or in the future (default: now)')
    .option('--strict', 'exit code 1 when a record is quarantined')
    .option('--json', 'print one JSON line per record')
    .action(async (file, options) => (await import('../commands/rate.ts')).rate(file, options, terminal))
  program
    .command('simulate')
    .argument('<lives...>', "JSON of an account and its facts; '-' reads stdin; several are played one after the other")
    .summary("play a customer's life without a database")
    .description(
      'Plays facts on a movable clock: invoices, rated usage, balances, services and the journal come out. What facts there are: libs/simulator/src/life/README.md; lives to begin with, their invoices beside them: test/scenarios/lives.'
    )
    .option(
      '--rules <folder>',
      "folder of rules (default: the one that the life names, beside it, else 'rules' where the command runs)"
    )
    .option('--json', 'print everything as JSON')
    .action(async (lives, options) => (await import('../commands/simulate.ts')).simulate(lives, options, terminal))
}
