export * from './config.ts';
export { default as readFallback, readSettings as loadSettings } from './config.ts';
export * as all from './config.ts';
