using System.Collections.Concurrent;

namespace TogetherAI.Local.Files;

/// <summary>An upload in parts that is under way. Thread-safe.</summary>
internal sealed class MultipartSession(string id, string fileId, int parts)
{
    public string Id { get; } = id;

    public string FileId { get; } = fileId;

    public int Count { get; } = parts;

    /// <summary>What has arrived, by the part's number.</summary>
    public ConcurrentDictionary<int, MultipartPart> Parts { get; } = new();
}

internal sealed record MultipartPart(string Path, long Bytes, string ETag);
