/** Language models and other learned ones: the sync classes of clients whose async class stands beside them, and models that run in this process. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { advice, aliased, blocking, blockingEach, coroutines, here, member, results, submodules } from '../entries.ts';

const asks = 'asks a model over the network', calls = 'makes a request';

/** The resources of OpenAI's client and of those made after it: `client.chat.completions.create()`. */
const completions = 'chat.completions.create chat.completions.parse chat.completions.stream completions.create embeddings.create responses.create responses.parse responses.stream responses.retrieve moderations.create images.generate images.edit images.create_variation audio.transcriptions.create audio.translations.create audio.speech.create beta.chat.completions.parse beta.chat.completions.stream';
const assistants = 'beta.threads.create beta.threads.retrieve beta.threads.messages.create beta.threads.messages.list beta.threads.runs.create beta.threads.runs.retrieve beta.threads.runs.create_and_poll beta.assistants.create beta.assistants.retrieve files.create files.retrieve files.content files.delete files.list models.list models.retrieve fine_tuning.jobs.create fine_tuning.jobs.retrieve batches.create batches.retrieve vector_stores.create vector_stores.search';

function sdk(type: string, asyncType: string, resources: string): Entry[] {
	return [
		...blocking(`${type}.`, 'network', 'error', [[resources, asks, advice(`use ${asyncType.split('#')[1]} and await it`)]]),
		...coroutines(`${asyncType}.`, resources.split(' ').filter((each) => !each.endsWith('stream')).join(' ')),
	];
}

const openai: Entry[] = [
	...sdk('openai#OpenAI', 'openai#AsyncOpenAI', `${completions} ${assistants}`),
	...sdk('groq#Groq', 'groq#AsyncGroq', 'chat.completions.create embeddings.create audio.transcriptions.create audio.translations.create models.list'),
	...sdk('together#Together', 'together#AsyncTogether', 'chat.completions.create completions.create embeddings.create images.generate'),
	...sdk('cerebras.cloud.sdk#Cerebras', 'cerebras.cloud.sdk#AsyncCerebras', 'chat.completions.create completions.create'),
	// Its module and its first major version offer the same without a client.
	...blocking('openai#', 'network', 'error', [['chat.completions.create completions.create embeddings.create responses.create images.generate audio.transcriptions.create moderations.create files.create', asks, advice('use AsyncOpenAI and await it')]]),
	...['ChatCompletion', 'Completion', 'Embedding', 'Image', 'Moderation', 'Edit'].flatMap((type) => blocking(`openai#${type}.`, 'network', 'error', [['create', asks, member('acreate')]])),
];

const anthropic: Entry[] = sdk('anthropic#Anthropic', 'anthropic#AsyncAnthropic', 'messages.create messages.count_tokens messages.stream messages.batches.create messages.batches.retrieve messages.batches.results completions.create beta.messages.create beta.messages.stream beta.messages.count_tokens models.list models.retrieve');

const others: Entry[] = [
	...blocking('mistralai#Mistral.', 'network', 'error', ['chat.complete', 'chat.stream', 'chat.parse', 'fim.complete', 'embeddings.create', 'agents.complete', 'agents.stream', 'files.upload', 'models.list', 'ocr.process'].map((name) => [name, asks, member(`${name.slice(name.lastIndexOf('.') + 1)}_async`)] as const)),
	...['cohere#Client', 'cohere#ClientV2'].flatMap((type) => [
		...blocking(`${type}.`, 'network', 'error', [['chat embed generate rerank classify summarize tokenize detokenize', asks, advice(`use Async${type.slice(7)} and await it`)], ['chat_stream generate_stream', asks, { isLazy: true, advice: `use Async${type.slice(7)}` }]]),
		...coroutines(`cohere#Async${type.slice(7)}.`, 'chat embed generate rerank classify'),
	]),
	...blocking('google.generativeai#', 'network', 'error', [['embed_content', asks, member('embed_content_async')], ['upload_file get_file list_models generate_text', asks]]),
	...blocking('google.generativeai#GenerativeModel.', 'network', 'error', [['generate_content', asks, member('generate_content_async')], ['count_tokens', asks, member('count_tokens_async')]]),
	...blocking('google.generativeai#ChatSession.', 'network', 'error', [['send_message', asks, member('send_message_async')]]),
	...blocking('vertexai.generative_models#GenerativeModel.', 'network', 'error', [['generate_content', asks, member('generate_content_async')], ['count_tokens', asks, member('count_tokens_async')]]),
	...blocking('google.genai#Client.', 'network', 'error', [['models.generate_content models.embed_content models.count_tokens models.generate_images models.list models.get files.upload files.get files.delete caches.create', asks, advice('await the same of client.aio')], ['models.generate_content_stream', asks, { isLazy: true, advice: 'go through the same of client.aio with `async for`' }]]),
	...coroutines('google.genai#Client.', 'aio.models.generate_content aio.models.embed_content aio.models.count_tokens aio.models.generate_content_stream aio.files.upload'),
	...results({ 'google.generativeai#GenerativeModel.start_chat': 'google.generativeai#ChatSession', 'google.generativeai#GenerativeModel.from_cached_content': 'google.generativeai#GenerativeModel' }),
	...blocking('litellm#', 'network', 'error', ['completion', 'embedding', 'image_generation', 'text_completion', 'transcription', 'speech', 'moderation', 'rerank', 'responses'].map((name) => [name, asks, member(`a${name}`)] as const)),
	...blocking('litellm#Router.', 'network', 'error', ['completion', 'embedding'].map((name) => [name, asks, member(`a${name}`)] as const)),
	...blockingEach(['ollama#', 'ollama#Client.'], 'network', 'error', [['chat generate embeddings embed pull push create list show delete copy ps', asks, advice('use ollama.AsyncClient and await it')]]),
	...coroutines('ollama#AsyncClient.', 'chat generate embeddings embed pull push create list show delete copy ps'),
	...blocking('replicate#', 'network', 'error', [['run', asks, member('async_run')], ['stream', asks, { isLazy: true, advice: 'use replicate.async_stream()' }]]),
	...blocking('huggingface_hub#InferenceClient.', 'network', 'error', [['chat_completion text_generation feature_extraction text_to_image image_to_text automatic_speech_recognition chat.completions.create', asks, advice('use AsyncInferenceClient and await it')]]),
	...blocking('huggingface_hub#', 'network', 'error', [['hf_hub_download snapshot_download', 'downloads files']]),
	...blocking('dashscope#Generation.', 'network', 'error', [['call', asks, advice('use dashscope.AioGeneration')]]),
	...blocking('zhipuai#ZhipuAI.', 'network', 'error', [['chat.completions.create embeddings.create images.generations', asks]]),
	...blocking('tavily#TavilyClient.', 'network', 'error', [['search extract qna_search get_search_context', calls, advice('use AsyncTavilyClient and await it')]]),
	...blocking('elevenlabs#ElevenLabs.', 'network', 'error', [['generate text_to_speech.convert', asks, advice('use AsyncElevenLabs')]]),
];

/** Whatever model it wraps, a runnable has these; each has its asynchronous twin. */
const langchain: Entry[] = ['langchain*#*.', 'langgraph*#*.'].flatMap((owner) => blocking(owner, 'network', 'error', [
	['invoke', asks, member('ainvoke')], ['batch', asks, member('abatch')], ['predict', asks, member('apredict')],
	['stream', asks, { isLazy: true, advice: 'go through astream() with `async for`' }],
]));

/** What is only known to be a runnable may be a model, a tool, or a function of the project. */
const anyRunnable: Entry[] = ['langchain_core.runnables#Runnable.', 'langchain_core.runnables.base#Runnable.'].flatMap((owner) => blocking(owner, 'network', 'warning', [
	['invoke', 'runs a chain, a tool or a model', member('ainvoke')], ['batch', 'runs a chain, a tool or a model', member('abatch')],
]));

const stores: Entry[] = [
	...['similarity_search', 'similarity_search_with_score', 'add_documents', 'add_texts', 'get_relevant_documents', 'max_marginal_relevance_search', 'embed_documents', 'embed_query'].flatMap((name) => blocking('langchain*#*.', 'network', 'error', [[name, calls, member(`a${name}`)]])),
	...blocking('chromadb#', 'database', 'warning', [['PersistentClient HttpClient', 'opens a database', advice('use AsyncHttpClient')]]),
	...blocking('chromadb#Collection.', 'database', 'error', [['query get add upsert update delete count peek', 'queries the database', advice('use AsyncHttpClient')]]),
	...['chromadb#PersistentClient', 'chromadb#HttpClient', 'chromadb#Client', 'chromadb#EphemeralClient'].map((symbol) => ({ symbol, returns: 'chromadb.api#ClientAPI' })),
	...blocking('chromadb.api#ClientAPI.', 'database', 'error', [['get_or_create_collection create_collection get_collection delete_collection list_collections heartbeat', 'queries the database', advice('use AsyncHttpClient')]]),
	...['get_or_create_collection', 'create_collection', 'get_collection'].map((name) => ({ symbol: `chromadb.api#ClientAPI.${name}`, returns: 'chromadb#Collection' })),
	...blocking('pinecone#Index.', 'network', 'error', [['query upsert delete fetch update describe_index_stats', calls, advice('use IndexAsyncio')]]),
	...results({ 'pinecone#Pinecone.Index': 'pinecone#Index' }),
	...blocking('faiss#', 'file', 'error', [['read_index', 'reads a file'], ['write_index', 'writes a file']]),
];

const loads = 'loads a model', runs = 'runs a model';

/** Learned models in this process: loading reads gigabytes, running takes every core. */
const local: Entry[] = [
	...blocking('torch#', 'file', 'error', [['load', 'reads and parses a file'], ['save', 'writes a file']]),
	...blocking('torch.hub#', 'network', 'error', [['load download_url_to_file load_state_dict_from_url', loads]]),
	...blocking('joblib#', 'file', 'error', [['load', 'reads and parses a file'], ['dump', 'writes a file']]),
	...blocking('safetensors.torch#', 'file', 'error', [['load_file', 'reads and parses a file'], ['save_file', 'writes a file']]),
	...blocking('transformers#', 'file', 'error', [['pipeline', loads]]), ...blocking('huggingface_hub#', 'file', 'error', [['scan_cache_dir', 'walks directories', { isLong: true }]]),
	...blocking('transformers#TextIteratorStreamer.', 'other', 'error', [['__next__', 'waits for the next words of a model', here('use AsyncTextIteratorStreamer and `async for`')]]),
	...blocking('transformers#*.', 'file', 'error', [['from_pretrained', loads], ['save_pretrained', 'writes files']]),
	...blocking('diffusers#*.', 'file', 'error', [['from_pretrained', loads]]),
	...blocking('sentence_transformers#', 'file', 'error', [['SentenceTransformer CrossEncoder', loads]]),
	...blocking('sentence_transformers#SentenceTransformer.', 'cpu', 'warning', [['encode encode_multi_process', runs]]),
	...blocking('sentence_transformers#CrossEncoder.', 'cpu', 'warning', [['predict rank', runs]]),
	...blocking('whisper#', 'file', 'error', [['load_model', loads]]), ...blocking('whisper#', 'cpu', 'warning', [['transcribe', runs]]),
	...blocking('whisper#Whisper.', 'cpu', 'warning', [['transcribe', runs]]),
	...blocking('faster_whisper#', 'file', 'error', [['WhisperModel', loads]]), ...blocking('faster_whisper#WhisperModel.', 'cpu', 'warning', [['transcribe', runs]]),
	...blocking('llama_cpp#', 'file', 'error', [['Llama', loads]]), ...blocking('llama_cpp#Llama.', 'cpu', 'warning', [['create_completion create_chat_completion __call__ embed create_embedding', runs]]),
	...blocking('onnxruntime#', 'file', 'error', [['InferenceSession', loads]]), ...blocking('onnxruntime#InferenceSession.', 'cpu', 'warning', [['run', runs]]),
	...blocking('spacy#', 'file', 'error', [['load', loads]]), ...blocking('easyocr#', 'file', 'error', [['Reader', loads]]), ...blocking('easyocr#Reader.', 'cpu', 'warning', [['readtext', runs]]),
	...blocking('pytesseract#', 'process', 'error', [['image_to_string image_to_data image_to_boxes image_to_osd', 'runs a program and waits for it']]),
	...blocking('ultralytics#', 'file', 'error', [['YOLO', loads]]), ...blocking('ultralytics#YOLO.', 'cpu', 'warning', [['predict track train __call__', runs]]),
	...results({ 'whisper#load_model': 'whisper#Whisper' }),
];

export const models: CatalogueData = {
	entries: [...openai, ...anthropic, ...others, ...langchain, ...anyRunnable, ...stores, ...local],
	aliases: {
		...aliased('openai#OpenAI', 'openai#AzureOpenAI openai#Client openai.lib.azure#AzureOpenAI langfuse.openai#OpenAI'), ...aliased('openai#AsyncOpenAI', 'openai#AsyncAzureOpenAI openai#AsyncClient openai.lib.azure#AsyncAzureOpenAI langfuse.openai#AsyncOpenAI'),
		...aliased('anthropic#Anthropic', 'anthropic#AnthropicBedrock anthropic#AnthropicVertex anthropic#Client'), ...aliased('anthropic#AsyncAnthropic', 'anthropic#AsyncAnthropicBedrock anthropic#AsyncAnthropicVertex anthropic#AsyncClient'),
		'mistralai.client': 'mistralai', 'mistralai.sdk': 'mistralai', 'groq#Client': 'groq#Groq', 'groq#AsyncClient': 'groq#AsyncGroq', 'vertexai.preview.generative_models': 'vertexai.generative_models', 'google.generativeai.generative_models': 'google.generativeai', 'google.genai.client': 'google.genai',
		...submodules('google.generativeai', 'google.genai', 'vertexai.generative_models', 'torch.hub'),
	},
};
