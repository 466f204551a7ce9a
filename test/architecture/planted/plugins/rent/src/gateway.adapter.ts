import { request } from 'node:https'
export const gateway = request
