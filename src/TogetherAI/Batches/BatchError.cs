namespace TogetherAI;

/// <summary>Why a request of a batch has no answer. Immutable.</summary>
public sealed record BatchError
{
    /// <summary>What kept it from having one.</summary>
    public required BatchErrorKind Kind { get; init; }

    /// <summary>The reason in words; for <see cref="BatchErrorKind.Unreadable"/> with the file and the line.</summary>
    public required string Message { get; init; }

    /// <summary>The service's code for the error; null where it gave none.</summary>
    public string? Code { get; init; }

    /// <summary>The service's type for the error; null where it gave none.</summary>
    public string? Type { get; init; }

    /// <summary>The field of the request that the service objects to; null where it named none.</summary>
    public string? Parameter { get; init; }
}
