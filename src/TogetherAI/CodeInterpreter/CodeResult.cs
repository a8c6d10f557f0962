using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// What came of a program. Immutable. A program that could not be run is an answer like any other, with <see cref="Errors"/> in place of
/// <see cref="Data"/>; one that ran and threw has an output of type <see cref="CodeOutputType.Error"/>.
/// </summary>
public sealed record CodeResult : TogetherResponse
{
    /// <summary>What the program did; null where it was not run.</summary>
    public CodeExecution? Data { get; init; }

    /// <summary>Why it was not run; null where it was.</summary>
    public IReadOnlyList<CodeError>? Errors { get; init; }

    /// <summary>Whether the program ran to its end: there is data, there are no errors, and no output is one.</summary>
    [JsonIgnore, JsonPropertyName("(succeeded)")]
    public bool Succeeded =>
        Data is not null && Errors is null or [] && !Data.Outputs.Any(static output => output.Type == CodeOutputType.Error);

    /// <summary>What the program printed to standard output, put together. Never null.</summary>
    [JsonIgnore, JsonPropertyName("(text)")]
    public string Text => Data is null
        ? ""
        : string.Concat(Data.Outputs.Where(static output => output.Type == CodeOutputType.Stdout).Select(static output => output.Data?.Text));
}
