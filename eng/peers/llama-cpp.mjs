// The peer of `TogetherAI.Benchmarks -- engine`: llama.cpp as npm's node-llama-cpp carries it, prebuilt.
//
//   node llama-cpp.mjs FOLDER MODEL.gguf THREADS PROMPT_TOKENS NEW_TOKENS
//
// FOLDER is where `npm install node-llama-cpp@3.22` was run. For each line on standard input it reads a prompt of so many tokens, then
// decodes so many more, and writes one line of JSON with both speeds in tokens a second.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder, modelPath, threads, promptTokens, newTokens] = process.argv.slice(2);
const entry = createRequire(folder.replace(/\/*$/, "/")).resolve("node-llama-cpp");
const { getLlama, LlamaLogLevel } = await import(pathToFileURL(entry));

// The machine's own processor decides which of its builds is loaded; nothing is compiled, no GPU is used.
const llama = await getLlama({ gpu: false, build: "never", logLevel: LlamaLogLevel.error, maxThreads: Number(threads) });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({
  contextSize: 1024,
  batchSize: 512,
  threads: { ideal: Number(threads), min: Number(threads) },
});
const sequence = context.getSequence();
const prompt = Array.from({ length: Number(promptTokens) }, (_, i) => 300 + ((i * 7919) % 20000));

async function once() {
  await sequence.clearHistory();
  let start = performance.now();
  await sequence.evaluateWithoutGeneratingNewTokens(prompt);
  const prefill = prompt.length / ((performance.now() - start) / 1000);

  // The first token's step belongs to nobody: timing begins when it arrives.
  let count = 0;
  for await (const _ of sequence.evaluate([1000], { temperature: 0 })) {
    if (count++ === 0)
      start = performance.now();
    if (count > Number(newTokens))
      break;
  }
  return { prefill, decode: (count - 1) / ((performance.now() - start) / 1000) };
}

process.stdout.write("ready\n");
for await (const _ of createInterface({ input: process.stdin }))
  process.stdout.write(JSON.stringify(await once()) + "\n");
process.exit(0);
