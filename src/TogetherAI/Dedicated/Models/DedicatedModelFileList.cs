using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>The files of one revision of a model. Immutable.</summary>
public sealed record DedicatedModelFileList : TogetherResponse
{
    /// <summary>Always <c>list</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>The files. Never null.</summary>
    public IReadOnlyList<DedicatedModelFile> Data { get => field ?? []; init; }

    /// <summary>The revision (<c>rv_…</c>).</summary>
    public string? RevisionId { get; init; }

    /// <summary>When the revision was made.</summary>
    public DateTimeOffset? RevisionCreatedAt { get; init; }

    /// <summary>How large all of them are together, in bytes.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? TotalSizeBytes { get; init; }

    /// <summary>Null: the list is whole.</summary>
    [JsonPropertyName("next_cursor")]
    public string? NextCursor { get; init; }
}
