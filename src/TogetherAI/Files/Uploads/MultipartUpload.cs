using System.Text.Json;

namespace TogetherAI;

/// <summary>An upload in parts, several at a time. Used once.</summary>
internal sealed class MultipartUpload(TogetherConnection connection, UploadTask task, long targetPartSize = MultipartUpload.TargetPartSize)
{
    private const long TargetPartSize = 250L * 1024 * 1024;
    private const int MaxParts = 250;
    private const int Parallelism = 4;

    /// <summary>What the service takes at most.</summary>
    private const long MaxSize = (long)(50.1 * 1024 * 1024 * 1024);

    public async Task<TogetherFile> RunAsync(CancellationToken cancellationToken)
    {
        long size = task.Source.Length;
        if (size > MaxSize)
            throw new ArgumentException($"'{task.FileName}' has {size} bytes; the service takes files up to 50.1 GiB. Split it.");

        long partSize = Math.Max(targetPartSize, (size + MaxParts - 1) / MaxParts);
        int count = (int)Math.Max(1, (size + partSize - 1) / partSize);
        MultipartPlaces places = await connection.SendAsync(
            UploadOperations.Initiate,
            new MultipartStart { FileName = task.FileName, FileSize = size, NumParts = count, Purpose = task.Purpose, FileType = task.Type },
            model: null,
            query: "",
            cancellationToken).ConfigureAwait(false);
        MultipartEnd end = new() { UploadId = places.UploadId, FileId = places.FileId };
        try
        {
            RefuseOtherParts(places, count);
            MultipartTag[] tags = await SendPartsAsync(places, partSize, cancellationToken).ConfigureAwait(false);
            return Read(await connection.SendAsync(
                UploadOperations.Complete, end with { Parts = tags }, model: null, query: "", cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await UploadCleanup.RunAsync(
                connection, token => connection.SendAsync(UploadOperations.Abort, end, model: null, query: "", token)).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<MultipartTag[]> SendPartsAsync(MultipartPlaces places, long partSize, CancellationToken cancellationToken)
    {
        MultipartTag[] tags = new MultipartTag[places.Parts.Count];
        using PartsProgress progress = new(task.Source, tags.Length);
        ParallelOptions options = new()
        {
            MaxDegreeOfParallelism = task.Source.CanOpenTwice ? Parallelism : 1,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(places.Parts, options, async (place, token) =>
        {
            int index = place.PartNumber - 1;
            FileSource part = task.Source.Slice(index * partSize, Math.Min(partSize, task.Source.Length - (index * partSize)), progress.Of(index));
            try
            {
                tags[index] = await SendPartAsync(place, part, token).ConfigureAwait(false);
            }
            catch (Exception) when (part.Failure is not null)
            {
                task.Source.Fail(part.Failure);
                throw;
            }
        }).ConfigureAwait(false);
        return tags;
    }

    private async Task<MultipartTag> SendPartAsync(MultipartPlace place, FileSource part, CancellationToken cancellationToken)
    {
        RawResponse answer = await connection.SendContentAsync(
            UploadOperations.Put(place.Url), () => AddHeaders(part.CreateContent(), place), model: null, cancellationToken).ConfigureAwait(false);
        return answer.Http!.Headers.TryGetValue("ETag", out string? tag) && tag.Trim('"').Length > 0
            ? new MultipartTag { PartNumber = place.PartNumber, ETag = tag.Trim('"') }
            : throw new TogetherResponseException($"The storage took part {place.PartNumber} and gave no ETag for it, without which the upload cannot be completed.")
            {
                Details = ErrorDetails.Of(answer),
            };
    }

    private static HttpContent AddHeaders(HttpContent content, MultipartPlace place)
    {
        // Those of the content only: the others of a signed address are the client's own.
        foreach ((string name, string value) in place.Headers)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                content.Headers.TryAddWithoutValidation(name, value);
        }

        return content;
    }

    private static void RefuseOtherParts(MultipartPlaces places, int count)
    {
        bool fits = places.Parts.Count == count && places.Parts.Select(static part => part.PartNumber).Order().SequenceEqual(Enumerable.Range(1, count));
        if (!fits || places.UploadId.Length == 0 || places.FileId.Length == 0)
        {
            throw new TogetherResponseException($"The service was asked for {count} places for the parts of an upload, and named others ({places.Parts.Count}).")
            {
                Details = ErrorDetails.Of(places),
            };
        }
    }

    // {"file": {…}}, or the file by itself.
    private static TogetherFile Read(RawResponse answer)
    {
        JsonElement json = answer.ReadJson();
        JsonElement file = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("file", out JsonElement inner) ? inner : json;
        try
        {
            return file.Deserialize(TogetherJsonContext.Default.TogetherFile)
                ?? throw new TogetherResponseException("The service completed the upload and did not tell which file it has become.") { Details = ErrorDetails.Of(answer) };
        }
        catch (JsonException exception)
        {
            throw new TogetherResponseException("The service completed the upload, and what it tells of the file is not what its API promises.", exception)
            {
                Details = ErrorDetails.Of(answer),
            };
        }
    }
}
