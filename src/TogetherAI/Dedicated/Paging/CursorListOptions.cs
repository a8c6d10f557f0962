namespace TogetherAI;

/// <summary>Where a list that comes in pages starts, and how large its pages are. Immutable: <c>with</c> makes a changed copy.</summary>
public record CursorListOptions
{
    /// <summary>How many entries the service sends at a time. It does not limit the list: the next page is asked for when it is needed.</summary>
    /// <value>1 to 500. Null by default: the service takes 50.</value>
    public int? Limit { get; init; }

    /// <summary>Goes on after a page that was read before: its <see cref="CursorPage{T}.NextCursor"/>.</summary>
    /// <value>Null by default: from the start.</value>
    public string? After { get; init; }
}
