import { describePages } from './projectPages.ts';

describePages({ folder: 'drop-async', rule: 'needless-async', title: 'Take `async`', runs: 4, refused: 4 });
