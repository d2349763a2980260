/**
 * Clients that keep connections of their own open for the next call: meant to be made once. Those that go through a pool of the whole process (`fetch`, axios, the clients
 * of OpenAI and Anthropic) cost little to make anew, and are not here.
 */
import type { CatalogueData, Entry } from '../../schema.ts';
import { members } from '../entries.ts';

const aws = [
	's3#S3 dynamodb#DynamoDB sqs#SQS sns#SNS ses#SES sesv2#SESv2 lambda#Lambda secrets-manager#SecretsManager ssm#SSM kms#KMS sts#STS cloudwatch#CloudWatch cloudwatch-logs#CloudWatchLogs',
	'bedrock-runtime#BedrockRuntime eventbridge#EventBridge kinesis#Kinesis firehose#Firehose cognito-identity-provider#CognitoIdentityProvider ecs#ECS ec2#EC2',
].join(' ').split(' ').map((name) => `@aws-sdk/client-${name}Client`);

const clients: readonly string[] = [
	...aws,
	'@prisma/client#PrismaClient', 'pg#Pool', 'pg#default.Pool', 'pg-pool#default', 'mysql2#createPool', 'mysql2/promise#createPool', 'mysql2/promise#default.createPool', 'mysql#createPool', 'mariadb#createPool', 'mssql#ConnectionPool', 'oracledb#createPool',
	'postgres#default', 'knex#default', 'knex#knex', 'sequelize#Sequelize', 'typeorm#DataSource',
	'ioredis#default', 'ioredis#Redis', 'ioredis#Cluster', ...members('redis#', 'createClient createCluster'), 'bullmq#Queue', 'bullmq#FlowProducer', 'bull#default',
	'mongodb#MongoClient', 'neo4j-driver#driver', 'neo4j-driver#default.driver', 'cassandra-driver#Client', 'couchbase#connect',
	'@elastic/elasticsearch#Client', '@opensearch-project/opensearch#Client', ...members('undici#', 'Agent Pool BalancedPool'),
	...members('@google-cloud/', 'storage#Storage pubsub#PubSub firestore#Firestore bigquery#BigQuery spanner#Spanner datastore#Datastore'),
];

export const pools: CatalogueData = { entries: [...new Set(clients)].map((symbol): Entry => ({ symbol, pooled: true })), aliases: {} };
