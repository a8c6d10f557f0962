// An indexer that reads a folder and writes vectors; sizes its batches, and once did not.
using TogetherAI;

if (args is not [string folder, string index])
{
    Console.Error.WriteLine("indexer FOLDER INDEX");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) => { e.Cancel = true; stop.Cancel(); };

var options = new TogetherClientOptions { ApiKey = Environment.GetEnvironmentVariable("TOGETHER_API_KEY") };
using var together = new TogetherClient(options);
await using StreamWriter writer = File.CreateText(index);

foreach (string[] chunk in Directory.EnumerateFiles(folder, "*.md").Chunk(32))
{
    string[] texts = chunk.Select(File.ReadAllText).ToArray();
    EmbeddingResponse vectors = await together.Embeddings.CreateAsync(
        new EmbeddingRequest { Model = "intfloat/multilingual-e5-large-instruct", Input = [.. texts] },
        stop.Token);
    foreach (EmbeddingData data in vectors.Data)
        await writer.WriteLineAsync($"{chunk[data.Index]}\t{string.Join(' ', data.Vector.ToArray())}");
    Console.WriteLine($"{chunk.Length} files, {vectors.Usage?.TotalTokens} tokens");
}

// How it was in the beginning: a client for each file, and an older model.
foreach (string file in Directory.EnumerateFiles(folder, "*.txt"))
{
    using var client = new TogetherClient(options); // expect: TAI2006
    var vector = await client.Embeddings.CreateAsync(new EmbeddingRequest
    {
        Model = "togethercomputer/m2-bert-80M-32k-retrieval", // expect: TAI4004
        Input = await File.ReadAllTextAsync(file),
    });
    await writer.WriteLineAsync($"{file}\t{vector.Data[0].Vector.Length}");
}

return 0;
