// The long way through a batch: write the file, upload, create, wait, read.
using TogetherAI;

namespace Reviews;

public sealed class BatchPipeline
{
    private readonly TogetherClient _together;

    public BatchPipeline(TogetherClient together) => _together = together;

    public async Task<Dictionary<string, string>> RunAsync(IEnumerable<Review> reviews, IProgress<BatchJob>? progress, CancellationToken cancellationToken)
    {
        string path = Path.GetTempFileName() + ".jsonl";
        await using (BatchFileWriter writer = BatchFileWriter.Create(path))
        {
            foreach (Review review in reviews)
            {
                await writer.WriteAsync(
                    review.Id,
                    new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User($"Sentiment, one word: {review.Text}")], MaxTokens = 3 },
                    cancellationToken);
            }
        }

        TogetherFile file = await _together.Files.UploadAsync(path, FilePurpose.BatchApi, cancellationToken: cancellationToken);
        BatchCreation created = await _together.Batches.CreateAsync(new BatchCreateRequest { InputFileId = file.Id, Endpoint = BatchEndpoint.ChatCompletions }, cancellationToken);
        BatchJob job = await _together.Batches.WaitAsync(created.Job.Id, new WaitOptions { Deadline = TimeSpan.FromHours(30) }, progress, cancellationToken);

        Dictionary<string, string> labels = [];
        await foreach (BatchResult result in _together.Batches.ReadResultsAsync(job, cancellationToken))
        {
            if (result is { CustomId: { } id, Response: { } response })
                labels[id] = response.Text;
        }

        return labels;
    }
}

public sealed record Review(string Id, string Text);
