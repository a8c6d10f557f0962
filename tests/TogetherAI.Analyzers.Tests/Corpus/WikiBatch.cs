// Translates a wiki in a batch, with a file written by lines of its own for one part of it.
using System.Text.Json.Nodes;
using TogetherAI;

namespace Wiki;

internal sealed class WikiBatch(TogetherClient together, Action<string> say)
{
    internal async Task<string?> StartAsync(IReadOnlyDictionary<string, string> pages, string language, CancellationToken stop = default)
    {
        await using var writer = BatchFileWriter.Create("wiki.jsonl");
        var basis = new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.System($"Translate to {language}.")], MaxTokens = 4000 };
        foreach ((string title, string text) in pages)
            await writer.WriteAsync(title, basis with { Messages = [.. basis.Messages, ChatMessage.User(text)] }, stop);
        await writer.WriteAsync("index", new JsonObject { ["model"] = "x", ["messages"] = new JsonArray() }, stop);
        await writer.WriteAsync("about", new ChatRequest { Model = "MiniMaxAI/MiniMax-M2.7", Messages = [ChatMessage.User("About?")], MaxTokens = 50 }, stop); // expect: TAI4004
        await writer.WriteAsync("help", new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User("Help?")] }, stop); // expect: TAI1001

        TogetherFile file = await together.Files.UploadAsync("wiki.jsonl", FilePurpose.BatchApi, cancellationToken: stop);
        BatchCreation batch = await together.Batches.CreateAsync(new() { InputFileId = file.Id, ModelId = "moonshotai/Kimi-K2.6" }, stop); // expect: TAI4004
        return batch.Job.Id;
    }

    internal async Task<BatchJob> WatchAsync(string id, CancellationToken stop)
    {
        BatchJob job = await together.Batches.GetAsync(id, stop);
        TimeSpan pause = TimeSpan.FromSeconds(30);
        while (job.Status is { IsFinal: false })
        {
            say($"{job.Progress:F0} %");
            await Task.Delay(pause, stop);
            if (pause < TimeSpan.FromMinutes(5))
                pause *= 2;
            job = await together.Batches.GetAsync(id, stop);
        }

        return job;
    }

    internal async Task<int> CountAsync(BatchJob job)
    {
        int count = 0;
        IAsyncEnumerable<BatchResult> results = together.Batches.ReadResultsAsync(job);
        await foreach (BatchResult result in results)
            count += result.Error is null ? 1 : 0;
        var failed = together.Batches.ReadResultsAsync(job with { OutputFileId = null }); // expect: TAI2002
        return count;
    }
}
