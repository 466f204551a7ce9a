export { readRulesFolder, RULE_FILE, type ReadRules, type RulesFolder } from './read-rules-folder.ts'
