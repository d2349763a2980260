/** Clients of clouds and hosted services, of container engines and of version control. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { advice, aliased, blocking, blockingEach, coroutines, harmless, here, results, submodules } from '../entries.ts';

const asks = 'makes a request', downloads = 'downloads a file', uploads = 'uploads a file';
const aioboto = advice('use aioboto3');

/** A client has a method for every operation of its service: all of them ask it, but for a few helpers. */
const amazon: Entry[] = [
	...blocking('botocore.client#BaseClient.', 'network', 'error', [['*', asks, aioboto]]),
	...harmless('botocore.client#BaseClient.', 'get_paginator get_waiter can_paginate generate_presigned_url generate_presigned_post close exceptions meta waiter_names __enter__ __exit__ __init__ __getitem__'),
	...blocking('botocore.paginate#Paginator.', 'network', 'error', [['paginate', 'makes requests', { isLazy: true, advice: 'use aioboto3' }]]),
	...blocking('botocore.waiter#Waiter.', 'network', 'error', [['wait', 'asks again and again until something is so', aioboto]]),
	...['boto3#', 'boto3#Session.', 'boto3.session#Session.', 'botocore.session#Session.'].flatMap((owner) => [
		{ symbol: `${owner}${owner.startsWith('botocore') ? 'create_client' : 'client'}`, returns: 'botocore.client#BaseClient' },
		{ symbol: `${owner}resource`, returns: 'boto3.resources.base#ServiceResource' },
	]).filter(({ symbol }) => symbol !== 'botocore.session#Session.resource'),
	...results({ 'botocore.client#BaseClient.get_paginator': 'botocore.paginate#Paginator', 'botocore.client#BaseClient.get_waiter': 'botocore.waiter#Waiter' }),
	...['Table', 'Bucket', 'Object', 'Queue', 'Topic', 'Instance'].flatMap((name): Entry[] => [{ symbol: `boto3.resources.base#ServiceResource.${name}`, returns: `boto3.resources.base#${name}` }]),
	...blocking('boto3.resources.base#Table.', 'network', 'error', [['get_item put_item update_item delete_item query scan load', asks, aioboto]]),
	...blocking('boto3.resources.base#Bucket.', 'network', 'error', [['upload_file upload_fileobj', uploads, aioboto], ['download_file download_fileobj', downloads, aioboto], ['put_object delete_objects create delete', asks, aioboto]]),
	...blocking('boto3.resources.base#Object.', 'network', 'error', [['upload_file upload_fileobj put', uploads, aioboto], ['download_file download_fileobj get', downloads, aioboto], ['delete load copy copy_from', asks, aioboto]]),
	...blocking('boto3.resources.base#Queue.', 'network', 'error', [['send_message send_messages receive_messages purge', asks, aioboto]]),
];

const google: Entry[] = [
	...blocking('google.cloud.storage#Client.', 'network', 'error', [['get_bucket create_bucket lookup_bucket list_buckets download_blob_to_file', asks], ['list_blobs', 'makes requests', { isLazy: true }]]),
	...blocking('google.cloud.storage#Bucket.', 'network', 'error', [['get_blob delete_blob copy_blob rename_blob exists create delete reload patch delete_blobs', asks], ['list_blobs', 'makes requests', { isLazy: true }]]),
	...blocking('google.cloud.storage#Blob.', 'network', 'error', [
		['upload_from_filename upload_from_string upload_from_file', uploads],
		['download_to_filename download_as_bytes download_as_string download_as_text download_to_file', downloads],
		['exists delete reload patch make_public make_private rewrite compose', asks],
	]),
	...results({ 'google.cloud.storage#Client.bucket': 'google.cloud.storage#Bucket', 'google.cloud.storage#Client.get_bucket': 'google.cloud.storage#Bucket', 'google.cloud.storage#Bucket.blob': 'google.cloud.storage#Blob', 'google.cloud.storage#Bucket.get_blob': 'google.cloud.storage#Blob' }),
	...blocking('google.cloud.bigquery#Client.', 'network', 'error', [['query query_and_wait get_table create_table delete_table list_rows insert_rows insert_rows_json load_table_from_dataframe load_table_from_uri load_table_from_json get_dataset create_dataset delete_dataset', 'asks the warehouse']]),
	...blocking('google.cloud.bigquery#QueryJob.', 'network', 'error', [['result to_dataframe to_arrow', 'waits for the result of a query']]),
	...results({ 'google.cloud.bigquery#Client.query': 'google.cloud.bigquery#QueryJob' }),
	...blocking('google.cloud.firestore#DocumentReference.', 'network', 'error', [['get set update delete create', asks, advice('use firestore.AsyncClient')]]),
	...['CollectionReference', 'Query'].flatMap((type) => blocking(`google.cloud.firestore#${type}.`, 'network', 'error', [['get', asks, advice('use firestore.AsyncClient')], ['stream', 'makes requests', { isLazy: true, advice: 'use firestore.AsyncClient' }]])),
	...blocking('google.cloud.firestore#CollectionReference.', 'network', 'error', [['add', asks, advice('use firestore.AsyncClient')]]),
	...results({
		'google.cloud.firestore#Client.collection': 'google.cloud.firestore#CollectionReference', 'google.cloud.firestore#Client.document': 'google.cloud.firestore#DocumentReference', 'google.cloud.firestore#CollectionReference.document': 'google.cloud.firestore#DocumentReference', 'google.cloud.firestore#DocumentReference.collection': 'google.cloud.firestore#CollectionReference',
		...Object.fromEntries(['where', 'order_by', 'limit', 'select', 'start_after', 'end_at'].flatMap((name) => ['CollectionReference', 'Query'].map((type) => [`google.cloud.firestore#${type}.${name}`, 'google.cloud.firestore#Query']))),
	}),
	...blocking('google.cloud.pubsub_v1#SubscriberClient.', 'network', 'error', [['pull acknowledge modify_ack_deadline create_subscription', asks]]),
	...blocking('google.cloud.pubsub_v1#PublisherClient.', 'network', 'error', [['create_topic get_topic delete_topic', asks]]),
	...blocking('google.cloud.secretmanager#SecretManagerServiceClient.', 'network', 'error', [['access_secret_version get_secret create_secret add_secret_version', asks, advice('use SecretManagerServiceAsyncClient')]]),
];

const aio = (module: string) => advice(`use the client of ${module}.aio`);

const azure: Entry[] = [
	...blocking('azure.storage.blob#BlobClient.', 'network', 'error', [['upload_blob', uploads, aio('azure.storage.blob')], ['download_blob', downloads, aio('azure.storage.blob')], ['delete_blob exists get_blob_properties start_copy_from_url set_blob_metadata', asks, aio('azure.storage.blob')]]),
	...blocking('azure.storage.blob#ContainerClient.', 'network', 'error', [['upload_blob', uploads, aio('azure.storage.blob')], ['download_blob', downloads, aio('azure.storage.blob')], ['delete_blob exists create_container delete_container get_container_properties', asks, aio('azure.storage.blob')], ['list_blobs walk_blobs', 'makes requests', { isLazy: true, ...aio('azure.storage.blob') }]]),
	...blocking('azure.storage.blob#BlobServiceClient.', 'network', 'error', [['create_container delete_container get_account_information', asks, aio('azure.storage.blob')]]),
	...blocking('azure.storage.blob#StorageStreamDownloader.', 'network', 'error', [['readall readinto read content_as_bytes content_as_text', downloads, aio('azure.storage.blob')]]),
	...results({
		'azure.storage.blob#BlobServiceClient.get_blob_client': 'azure.storage.blob#BlobClient', 'azure.storage.blob#BlobServiceClient.get_container_client': 'azure.storage.blob#ContainerClient', 'azure.storage.blob#ContainerClient.get_blob_client': 'azure.storage.blob#BlobClient', 'azure.storage.blob#BlobServiceClient.from_connection_string': 'azure.storage.blob#BlobServiceClient',
		'azure.storage.blob#ContainerClient.from_connection_string': 'azure.storage.blob#ContainerClient', 'azure.storage.blob#BlobClient.from_connection_string': 'azure.storage.blob#BlobClient', 'azure.storage.blob#BlobClient.download_blob': 'azure.storage.blob#StorageStreamDownloader', 'azure.storage.blob#ContainerClient.download_blob': 'azure.storage.blob#StorageStreamDownloader',
	}),
	...['DefaultAzureCredential', 'ClientSecretCredential', 'ManagedIdentityCredential', 'AzureCliCredential'].flatMap((type) => blocking(`azure.identity#${type}.`, 'network', 'error', [['get_token', asks, aio('azure.identity')]])),
	...blocking('azure.cosmos#ContainerProxy.', 'network', 'error', [['read_item create_item upsert_item replace_item delete_item patch_item', asks, aio('azure.cosmos')], ['query_items read_all_items', 'makes requests', { isLazy: true, ...aio('azure.cosmos') }]]),
	...blocking('azure.cosmos#DatabaseProxy.', 'network', 'error', [['create_container create_container_if_not_exists delete_container', asks, aio('azure.cosmos')]]),
	...results({ 'azure.cosmos#CosmosClient.get_database_client': 'azure.cosmos#DatabaseProxy', 'azure.cosmos#DatabaseProxy.get_container_client': 'azure.cosmos#ContainerProxy' }),
	...blocking('azure.keyvault.secrets#SecretClient.', 'network', 'error', [['get_secret set_secret', asks, aio('azure.keyvault.secrets')]]),
];

const supabaseAdvice = advice('use acreate_client() and its AsyncClient');
const builder = 'postgrest#SyncRequestBuilder';

/** A query is built by chained calls and sent by `execute`. */
const supabase: Entry[] = [
	{ symbol: 'supabase#create_client', returns: 'supabase#Client' },
	...blocking(`${builder}.`, 'network', 'error', [['execute', asks, supabaseAdvice]]),
	...results({ 'supabase#Client.table': builder, 'supabase#Client.from_': builder, 'supabase#Client.rpc': builder, 'supabase#Client.schema': 'supabase#Client', 'supabase#Client.storage.from_': 'storage3#SyncBucketProxy' }),
	...['select', 'insert', 'update', 'upsert', 'delete', 'eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'like', 'ilike', 'is_', 'in_', 'contains', 'or_', 'not_', 'match', 'order', 'limit', 'offset', 'range', 'single', 'maybe_single', 'filter', 'text_search', 'csv', 'overlaps', 'contained_by'].map((name) => ({ symbol: `${builder}.${name}`, returns: builder })),
	...blocking('supabase#Client.', 'network', 'error', [['auth.sign_up auth.sign_in_with_password auth.sign_out auth.get_user auth.get_session auth.refresh_session auth.admin.create_user auth.admin.delete_user auth.admin.get_user_by_id auth.admin.list_users functions.invoke', asks, supabaseAdvice]]),
	...blocking('storage3#SyncBucketProxy.', 'network', 'error', [['upload update', uploads, supabaseAdvice], ['download', downloads, supabaseAdvice], ['remove list move copy create_signed_url create_signed_urls', asks, supabaseAdvice]]),
	...coroutines('supabase#', 'acreate_client create_async_client', 'supabase#AsyncClient'),
];

const engine = advice('use aiodocker');
const container = 'docker.models.containers#Container';

const docker: Entry[] = [
	...blocking('docker#', 'network', 'warning', [['from_env DockerClient', 'asks the container engine', engine]]),
	...blocking('docker#DockerClient.', 'network', 'error', [
		['containers.run containers.create containers.get containers.list containers.prune images.pull images.build images.get images.list images.push images.remove images.load images.prune networks.create networks.get networks.list volumes.create volumes.get volumes.list ping info version login df', 'asks the container engine', engine],
		['events', 'asks the container engine', { isLazy: true, ...engine }],
	]),
	...blocking(`${container}.`, 'network', 'error', [['start stop restart kill remove wait logs exec_run reload pause unpause stats top put_archive get_archive commit rename update attach', 'asks the container engine', engine]]),
	...results({ 'docker#from_env': 'docker#DockerClient', 'docker#DockerClient.from_env': 'docker#DockerClient', 'docker#DockerClient.containers.run': container, 'docker#DockerClient.containers.create': container, 'docker#DockerClient.containers.get': container, 'docker#DockerClient.containers.list': `builtins#list[${container}]` }),
];

const clusters = ['CoreV1Api', 'AppsV1Api', 'BatchV1Api', 'CustomObjectsApi', 'NetworkingV1Api', 'RbacAuthorizationV1Api', 'AutoscalingV1Api', 'AutoscalingV2Api', 'StorageV1Api', 'ApiextensionsV1Api', 'PolicyV1Api', 'CoordinationV1Api', 'EventsV1Api', 'VersionApi'];

const kubernetes: Entry[] = [
	...clusters.flatMap((type) => [...blocking(`kubernetes.client#${type}.`, 'network', 'error', [['*', 'asks the cluster', advice('use kubernetes_asyncio')]]), ...harmless(`kubernetes.client#${type}.`, '__init__ api_client')]),
	...blocking('kubernetes.config#', 'file', 'warning', [['load_kube_config load_incluster_config load_config', 'reads a file']]),
	...blocking('kubernetes.watch#Watch.', 'network', 'error', [['stream', 'waits for changes of the cluster', { isLazy: true, advice: 'use kubernetes_asyncio' }]]),
	...blocking('kubernetes.stream#', 'network', 'error', [['stream', 'asks the cluster', advice('use kubernetes_asyncio')]]),
];

const runsGit = 'runs git and waits for it';

const onThread = 'use githubkit, or run it on a thread';

const versions: Entry[] = [
	...blocking('git#Repo.', 'process', 'error', [['clone_from clone', runsGit], ['is_dirty', runsGit], ['iter_commits', runsGit, { isLazy: true }], ['create_head create_tag delete_head archive', runsGit]]),
	...blocking('git#Repo.', 'process', 'error', [['git.*', runsGit], ['index.add index.commit index.remove index.diff index.checkout index.reset', 'changes a repository'], ['remotes.origin.fetch remotes.origin.pull remotes.origin.push', runsGit]]),
	...blocking('git#Remote.', 'process', 'error', [['fetch pull push', runsGit]]),
	...blocking('git#', 'file', 'warning', [['Repo', 'opens a repository']]),
	...results({ 'git#Repo.clone_from': 'git#Repo', 'git#Repo.init': 'git#Repo', 'git#Repo.remote': 'git#Remote', 'git#Repo.create_remote': 'git#Remote' }),
	// Without a login `get_user()` stands for whoever is logged in, as `get_repo(…, lazy=True)` for a repository: what is read of it later asks. Searches ask as they are gone through.
	...blocking('github#Github.', 'network', 'error', [
		['get_organization get_rate_limit', asks, advice(onThread)],
		['get_user', asks, { advice: onThread, unless: [{ argument: 0, keyword: 'login', present: false }] }],
		['get_repo', asks, { advice: onThread, unless: [{ argument: 1, keyword: 'lazy', equals: [true] }] }],
		['search_repositories search_issues search_code', asks, { isLazy: true, advice: onThread }],
	]),
	...blocking('pygit2#', 'network', 'error', [['clone_repository', 'clones a repository']]),
];

const hosted: Entry[] = [
	// Its classes and its client's services share their methods' names; each has its twin.
	...['create', 'retrieve', 'list', 'modify', 'delete', 'cancel', 'capture', 'confirm', 'search'].flatMap((name) => blocking('stripe#*.', 'network', 'error', [[name, asks]])),
	...blocking('stripe.checkout#Session.', 'network', 'error', [['create retrieve list expire', asks]]),
	...blocking('twilio.rest#Client.', 'network', 'error', [['messages.create calls.create', asks, here('give the client an AsyncTwilioHttpClient, and await create_async()')]]),
	...blocking('sendgrid#SendGridAPIClient.', 'network', 'error', [['send', 'sends mail']]),
	...blocking('slack_sdk#WebClient.', 'network', 'error', [['*', asks, advice('use slack_sdk.web.async_client.AsyncWebClient')]]), ...harmless('slack_sdk#WebClient.', '__init__'),
	...blocking('telebot#TeleBot.', 'network', 'error', [['send_message send_photo send_document reply_to edit_message_text answer_callback_query get_file download_file', asks, advice('use telebot.async_telebot')], ['polling infinity_polling', 'waits for messages', here('use telebot.async_telebot')]]),
	...blocking('gspread#Worksheet.', 'network', 'error', [['get_all_records get_all_values update append_row append_rows cell row_values col_values find update_cell batch_update clear', asks, advice('use gspread_asyncio')]]),
	...blocking('notion_client#Client.', 'network', 'error', [['pages.create pages.update pages.retrieve databases.query databases.retrieve blocks.children.list blocks.children.append search', asks, advice('use notion_client.AsyncClient')]]),
	...blocking('praw#Reddit.', 'network', 'error', [['subreddit submission', asks, advice('use asyncpraw')]]),
	...blocking('tweepy#Client.', 'network', 'error', [['create_tweet get_tweet search_recent_tweets get_user', asks, advice('use tweepy.asynchronous.AsyncClient')]]),
	...blockingEach(['yfinance#'], 'network', 'error', [['download', 'downloads data']]), ...blocking('yfinance#Ticker.', 'network', 'error', [['history', 'downloads data']]),
	...blocking('ccxt#*.', 'network', 'error', [['fetch_ticker fetch_tickers fetch_order_book fetch_ohlcv fetch_balance create_order cancel_order fetch_order fetch_orders fetch_open_orders load_markets fetch_trades', asks, advice('use ccxt.async_support')]]),
	...blocking('firebase_admin.auth#', 'network', 'error', [['verify_id_token get_user create_user delete_user get_user_by_email', asks]]),
	...blocking('firebase_admin.messaging#', 'network', 'error', [['send send_each send_multicast', asks]]),
	...blocking('pysnmp.hlapi#', 'network', 'error', [['getCmd nextCmd setCmd', asks, { isLazy: true, advice: 'use pysnmp.hlapi.asyncio' }]]),
	...blocking('yt_dlp#YoutubeDL.', 'network', 'error', [['extract_info download', 'downloads files']]),
];

export const cloud: CatalogueData = {
	entries: [...amazon, ...google, ...azure, ...supabase, ...docker, ...kubernetes, ...versions, ...hosted],
	aliases: {
		'boto3.session#Session': 'boto3#Session', 'docker.client#DockerClient': 'docker#DockerClient', 'docker.client#from_env': 'docker#from_env', 'git.repo.base#Repo': 'git#Repo', 'git.repo#Repo': 'git#Repo',
		...aliased('google.cloud.firestore', 'google.cloud.firestore_v1'), ...aliased('google.cloud.storage', 'google.cloud.storage.blob google.cloud.storage.bucket google.cloud.storage.client'), 'google.cloud.bigquery.client': 'google.cloud.bigquery', 'google.cloud.secretmanager_v1': 'google.cloud.secretmanager', 'google.cloud.pubsub': 'google.cloud.pubsub_v1',
		...aliased('supabase#Client', 'supabase#SyncClient supabase.client#Client supabase._sync.client#SyncClient'), 'supabase.client#create_client': 'supabase#create_client',
		...submodules('google.cloud.storage', 'google.cloud.bigquery', 'google.cloud.firestore', 'google.cloud.pubsub_v1', 'google.cloud.secretmanager', 'kubernetes.client', 'kubernetes.config', 'kubernetes.watch', 'kubernetes.stream', 'stripe.checkout', 'firebase_admin.auth', 'firebase_admin.messaging', 'azure.storage.blob', 'twilio.rest', 'botocore.client', 'firebase_admin.firestore'),
		'kubernetes.client.api.core_v1_api': 'kubernetes.client', 'slack_sdk.web#WebClient': 'slack_sdk#WebClient', 'firebase_admin.firestore': 'google.cloud.firestore',
	},
};
