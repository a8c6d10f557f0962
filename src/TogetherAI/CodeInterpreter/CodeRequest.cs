namespace TogetherAI;

/// <summary>A program to run in the service's sandbox. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record CodeRequest
{
    /// <summary>The program.</summary>
    public required string Code { get; init; }

    /// <summary>Its language.</summary>
    /// <value><see cref="CodeLanguage.Python"/>, the only one so far.</value>
    public CodeLanguage Language { get; init; } = CodeLanguage.Python;

    /// <summary>The session to run in, with what earlier programs left behind; null for a new one.</summary>
    public string? SessionId { get; init; }

    /// <summary>Files put into the session before the program runs.</summary>
    public IReadOnlyList<CodeFile>? Files { get; init; }
}
