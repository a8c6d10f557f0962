namespace TogetherAI;

/// <summary>What a check of a file on this machine found. Immutable.</summary>
public sealed record FileCheckReport
{
    /// <summary>The file's name, without its folder.</summary>
    public string FileName { get; init; } = "";

    /// <summary>What the file was checked for.</summary>
    public FilePurpose Purpose { get; init; }

    /// <summary>Whether nothing was found that the service would refuse.</summary>
    public bool IsValid => Problems.Count == 0;

    /// <summary>Whether all of the file was read; if not, it has at least <see cref="FileCheckOptions.MaxProblems"/> problems.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The file's length in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>How many lines were read, each a request or an example.</summary>
    public long Lines { get; init; }

    /// <summary>The model that all requests of a batch name; null where there is none, or more than one.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// The form of the examples of a file for fine-tuning: <c>messages</c>, <c>text</c>, <c>prompt+completion</c> or
    /// <c>input+preferred_output+non_preferred_output</c>; null for other files, and where no line has one of these forms.
    /// </summary>
    public string? Format { get; init; }

    /// <summary>What is wrong, in the order of the lines; empty where nothing is. Never null.</summary>
    public IReadOnlyList<FileProblem> Problems { get; init; } = [];
}
