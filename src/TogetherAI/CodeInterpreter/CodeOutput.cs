namespace TogetherAI;

/// <summary>Something a program put out. Immutable.</summary>
public sealed record CodeOutput : WireModel
{
    /// <summary>What kind it is.</summary>
    public CodeOutputType Type { get; init; }

    /// <summary>What was put out: a text, or something to show.</summary>
    public CodeOutputData? Data { get; init; }
}
