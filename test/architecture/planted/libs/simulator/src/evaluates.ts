import { Engine } from 'json-rules-engine'
export const evaluated = Engine
