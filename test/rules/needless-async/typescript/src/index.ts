export { close, open, reopen, Registry } from './api.ts';
