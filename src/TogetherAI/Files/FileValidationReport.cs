namespace TogetherAI;

/// <summary>What the validation of a file for fine-tuning found. Immutable. What was not found out is null.</summary>
public sealed record FileValidationReport : WireModel
{
    /// <summary>Whether the file can be used.</summary>
    public bool? Valid { get; init; }

    /// <summary>The format of its records, such as <c>CONVERSATION</c> or <c>INSTRUCTION</c>.</summary>
    public string? DatasetFormat { get; init; }

    /// <summary>Whether its records carry weights.</summary>
    public bool? DatasetHasSampleWeights { get; init; }

    /// <summary>Whether single messages carry weights; possible in conversations only.</summary>
    public bool? DatasetHasMessageWeights { get; init; }

    /// <summary>Whether it holds more than text.</summary>
    public bool? DatasetIsMultimodal { get; init; }

    /// <summary>Whether tools are used in it.</summary>
    public bool? DatasetHasTools { get; init; }

    /// <summary>Whether several tools are called at once in it.</summary>
    public bool? DatasetHasParallelToolCalls { get; init; }

    /// <summary>Whether it holds reasoning.</summary>
    public bool? DatasetHasReasoning { get; init; }

    /// <summary>How many records it has, one a line.</summary>
    public long? Nlines { get; init; }

    /// <summary>The file that was validated.</summary>
    public string? FileId { get; init; }

    /// <summary>The kind of fault, such as <c>INVALID_FORMAT</c>; null where there is none.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The fault in words, where the file has one that its owner can correct.</summary>
    public string? Error { get; init; }
}
