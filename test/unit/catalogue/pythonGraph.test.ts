/** What the catalogue says of Python, seen through outlines and the call graph. */
import { describe, expect, it } from 'vitest';
import { createCallGraph } from '../../../server/src/callgraph/graph.ts';
import { createCatalogue } from '../../../server/src/catalogue/catalogue.ts';
import { pythonCatalogue } from '../../../server/src/catalogue/python/index.ts';
import { open, ROOT } from '../languages/python/workspace.ts';

const catalogue = createCatalogue(pythonCatalogue);
/** What the front end asks of the catalogue, as a record. */
const results = new Proxy<Record<string, string>>({}, { get: (_, symbol) => (typeof symbol === 'string' ? catalogue.lookup(symbol)?.returns : undefined) });

async function graphOf(text: string) {
	const { outline } = await open({ 'app.py': text }, { results });
	const graph = createCallGraph({ catalogue, factsOf: () => ({ isTest: false, isWorker: false, isExternalEntry: true }) });
	graph.update({ set: [outline('app.py')], remove: [] });
	const id = (name: string) => `${ROOT}/app.py#${name}`;
	return {
		sinks: (name: string) => graph.stepsOf(id(name)).flatMap(({ site }) => graph.effectsOfCall(id(name), site)).map((effect) => effect.symbol),
		contexts: (name: string) => graph.contextsOf(id(name)).map((each) => each.context),
	};
}

describe('a lazy result', () => {
	it('blocks whoever goes through it', async () => {
		const { sinks } = await graphOf(`
import asyncio, os
from pathlib import Path

async def looped():
    for root, folders, files in os.walk('.'):
        print(root)

async def collected(): return sorted(Path('.').glob('*.py'))

async def named():
    found = Path('.').rglob('*.py')
    for each in found: print(each)

async def made(): return Path('.').glob('*.py')

async def handed(): return await asyncio.to_thread(list, Path('.').glob('*.py'))
`);
		expect(sinks('looped')).toEqual(['os#walk']);
		expect(sinks('collected')).toEqual(['pathlib#Path.glob']);
		expect(sinks('named')).toEqual(['pathlib#Path.rglob']);
		expect(sinks('made')).toEqual([]);
		expect(sinks('handed')).toEqual([]);
	});
});

describe('types of results', () => {
	it('are followed through constructors, factories, members and scopes', async () => {
		const { sinks } = await graphOf(`
import asyncio, sqlite3, requests, httpx, boto3, docker, redis, subprocess
from openai import OpenAI, AsyncOpenAI
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker
from google.cloud import storage

Session = sessionmaker(bind=create_engine('sqlite://'))

class Store:
    def __init__(self):
        self.connection = sqlite3.connect('data.db')
        self.http = requests.Session()
        self.cache = redis.Redis()
        self.llm = OpenAI()
        self.async_llm = AsyncOpenAI()

    async def rows(self): return self.connection.cursor().execute('select 1').fetchall()
    async def page(self): return self.http.get('/').json()
    async def cached(self): return self.cache.pipeline().set('a', 1).execute()
    async def ask(self): return self.llm.chat.completions.create(model='m', messages=[])
    async def ask_well(self): return await self.async_llm.chat.completions.create(model='m', messages=[])

async def upload(): boto3.client('s3').put_object(Bucket='b')
async def sign(): return boto3.client('s3').generate_presigned_url('get_object')
async def container(): docker.from_env().containers.run('image').wait()
async def blob(): storage.Client().bucket('b').blob('x').upload_from_filename('x')
async def saved():
    with Session() as session:
        session.commit()
async def fetched():
    async with httpx.AsyncClient() as client:
        return (await client.get('/')).json()
async def fetched_badly():
    with httpx.Client() as client:
        return client.get('/').json()
`);
		expect(sinks('Store.rows')).toEqual(['sqlite3#Cursor.execute', 'sqlite3#Cursor.fetchall']);
		expect(sinks('Store.page')).toEqual(['requests#Session.get']);
		expect(sinks('Store.cached')).toEqual(['redis.client#Pipeline.execute']);
		expect(sinks('Store.ask')).toEqual(['openai#OpenAI.chat.completions.create']);
		expect(sinks('Store.ask_well')).toEqual([]);
		expect(sinks('upload')).toEqual(['botocore.client#BaseClient.put_object']);
		expect(sinks('sign')).toEqual([]);
		expect(sinks('container')).toEqual(['docker#from_env', 'docker#DockerClient.containers.run', 'docker.models.containers#Container.wait']);
		expect(sinks('blob')).toEqual(['google.cloud.storage#Blob.upload_from_filename']);
		expect(sinks('saved')).toEqual(['sqlalchemy.orm#Session.commit']);
		expect(sinks('fetched')).toEqual([]);
		expect(sinks('fetched_badly')).toEqual(['httpx#Client.get']);
	});
});

describe('contexts', () => {
	it('come from decorators and slots, by position or name', async () => {
		const { contexts } = await graphOf(`
import asyncio, threading
from concurrent.futures import ThreadPoolExecutor
from fastapi import FastAPI, Depends
from flask import Flask

app = FastAPI()
site = Flask(__name__)

@app.get('/sync')
def sync_handler(): ...

@app.get('/async')
async def async_handler(): ...

@site.route('/')
def view(): ...

def target(): ...
def submitted(): ...
def offloaded(): ...
def tick(): ...
def signalled(): ...

async def main():
    threading.Thread(daemon=True, target=target).start()
    ThreadPoolExecutor().submit(submitted)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, offloaded)
    loop.call_later(1, tick)
    loop.add_signal_handler(15, signalled)
`);
		expect(contexts('sync_handler')).toContain('thread');
		expect(contexts('sync_handler')).not.toContain('loop');
		expect(contexts('async_handler')).toContain('loop');
		expect(contexts('view')).toContain('thread');
		for (const name of ['target', 'submitted', 'offloaded']) { expect(contexts(name), name).toContain('thread'); expect(contexts(name), name).not.toContain('loop'); }
		for (const name of ['tick', 'signalled']) { expect(contexts(name), name).toContain('loop'); }
	});
});
