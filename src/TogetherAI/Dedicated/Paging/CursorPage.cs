using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>One page of a list. Immutable.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record CursorPage<T> : TogetherResponse
    where T : class
{
    /// <summary>Always <c>list</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>The entries, in the service's order. Never null.</summary>
    public IReadOnlyList<T> Data { get => field ?? []; init; }

    /// <summary>Leads to the next page; null or empty on the last one.</summary>
    [JsonPropertyName("next_cursor")] // in snake case where everything around it is in camel case
    public string? NextCursor { get; init; }
}
