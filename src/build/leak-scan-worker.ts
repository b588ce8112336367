import { parentPort, workerData } from 'node:worker_threads';
import { createTextFinder } from '../lib/find-texts.ts';
import { scanFiles, type ScannedFile } from './leak-scan.ts';

const { files, texts } = workerData as { files: ScannedFile[]; texts: string[] };
parentPort!.postMessage(scanFiles(files, createTextFinder(texts)));
