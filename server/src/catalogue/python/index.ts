/** What is known of Python's libraries. */
import type { CatalogueData } from '../schema.ts';
import { asyncioFacts } from './contexts/asyncio.ts';
import { plainCallbacks } from './contexts/plainCallbacks.ts';
import { programs } from './contexts/programs.ts';
import { servers } from './contexts/servers.ts';
import { structured } from './contexts/structured.ts';
import { threadFacts } from './contexts/threads.ts';
import { cloud } from './packages/cloud.ts';
import { databaseClients } from './packages/databases.ts';
import { http } from './packages/http.ts';
import { models } from './packages/models.ts';
import { pools } from './packages/pools.ts';
import { tools } from './packages/tools.ts';
import { concurrency } from './standard/concurrency.ts';
import { databases } from './standard/databases.ts';
import { files } from './standard/files.ts';
import { network } from './standard/network.ts';
import { processes } from './standard/processes.ts';

const parts: readonly CatalogueData[] = [files, processes, network, databases, concurrency, asyncioFacts, structured, threadFacts, servers, plainCallbacks, programs, http, databaseClients, models, cloud, pools, tools];

export const pythonCatalogue: CatalogueData = {
	entries: parts.flatMap((part) => part.entries),
	aliases: Object.assign({}, ...parts.map((part) => part.aliases)) as Record<string, string>,
};
