import { ItemService, main } from './service.ts';

await main({ load: async () => '', forget: async () => undefined });
console.log(new ItemService().sizes);
