using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// A conversation to go on with. Immutable: <c>with</c> makes a changed copy. A property that is null is not sent, and the service's or the
/// model's own default applies; the service checks bounds.
/// </summary>
public sealed record ResponseRequest
{
    /// <summary>The model. In beta only some can, all of them models that reason.</summary>
    public required string Model { get; init; }

    /// <summary>The question, or the whole conversation so far.</summary>
    public required ResponseInput Input { get; init; }

    /// <summary>The rules, as a message of the system's would set them.</summary>
    public string? Instructions { get; init; }

    /// <summary>The most tokens to generate; reasoning counts. Without it <see cref="TogetherClientOptions.DefaultMaxTokens"/> applies.</summary>
    /// <value>In tokens, at least 1.</value>
    public int? MaxOutputTokens { get; init; }

    /// <summary>How freely the next token is chosen: 0 takes the likeliest, more gives variety.</summary>
    /// <value>Usually 0 to 1.</value>
    public double? Temperature { get; init; }

    /// <summary>Chooses among the likeliest tokens that together have this probability (nucleus sampling).</summary>
    /// <value>0 to 1.</value>
    public double? TopP { get; init; }

    /// <summary>How long the model thinks.</summary>
    public ResponseReasoningOptions? Reasoning { get; init; }

    /// <summary>The tools the model may use.</summary>
    public IReadOnlyList<ResponseTool>? Tools { get; init; }

    /// <summary>Whether and which tools the model uses.</summary>
    public ResponseToolChoice? ToolChoice { get; init; }

    /// <summary>Whether the model may ask for several calls at once.</summary>
    public bool? ParallelToolCalls { get; init; }

    [JsonInclude]
    internal bool? Stream { get; init; }
}
