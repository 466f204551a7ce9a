export { readRuleFile, type ReadRuleFile, readRulesFolder } from './read-rules-folder.ts'
export { RULE_FILE, type ReadRules, type RulesFolder } from './read-rules-folder.ts'
