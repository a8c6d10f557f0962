using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// What every request for generated text has in common. Immutable: <c>with</c> makes a changed copy. A property that is null is not sent,
/// and the service's or the model's own default applies. The service checks bounds; the client does not.
/// </summary>
public abstract record GenerationRequest : IExtraBody
{
    /// <summary>The model: a serverless model's name, or <c>project/endpoint</c> for a dedicated one.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// The most tokens to generate; reasoning counts. Without it <see cref="TogetherClientOptions.DefaultMaxTokens"/> applies, and without
    /// that the model's own default, often 2048, which silently cuts off a reasoning model's answer.
    /// </summary>
    /// <value>In tokens, at least 1.</value>
    public int? MaxTokens { get; init; }

    /// <summary>Texts at which the model stops; they are not part of the answer.</summary>
    public IReadOnlyList<string>? Stop { get; init; }

    /// <summary>How freely the next token is chosen: 0 takes the likeliest, more gives variety.</summary>
    /// <value>Usually 0 to 1.</value>
    public double? Temperature { get; init; }

    /// <summary>Chooses among the likeliest tokens that together have this probability (nucleus sampling).</summary>
    /// <value>0 to 1.</value>
    public double? TopP { get; init; }

    /// <summary>Chooses among this many of the likeliest tokens.</summary>
    /// <value>At least 1.</value>
    public int? TopK { get; init; }

    /// <summary>Chooses among tokens at least this likely, as a share of the likeliest token's probability.</summary>
    /// <value>0 to 1.</value>
    public double? MinP { get; init; }

    /// <summary>Divides the scores of tokens that have come up, so that they come up less.</summary>
    /// <value>1 changes nothing; more repeats less.</value>
    public double? RepetitionPenalty { get; init; }

    /// <summary>Lowers the score of every token that has come up, however often.</summary>
    /// <value>−2 to 2.</value>
    public double? PresencePenalty { get; init; }

    /// <summary>Lowers the score of a token for every time it has come up.</summary>
    /// <value>−2 to 2.</value>
    public double? FrequencyPenalty { get; init; }

    /// <summary>What is added to the scores of single tokens, by token id.</summary>
    public IReadOnlyDictionary<string, double>? LogitBias { get; init; }

    /// <summary>Makes sampling repeatable, as far as the service can.</summary>
    public long? Seed { get; init; }

    /// <summary>How many answers to make from the one prompt; each is paid for.</summary>
    /// <value>1 to 128.</value>
    public int? N { get; init; }

    /// <summary>How many of the likeliest tokens to tell the log-probabilities of, at every position. A number here, not a flag.</summary>
    /// <value>0 to 20; null for none at all.</value>
    [JsonPropertyName("logprobs")]
    public int? LogProbs { get; init; }

    /// <summary>Whether the answer repeats the prompt; with <see cref="LogProbs"/> also the prompt's log-probabilities.</summary>
    public bool? Echo { get; init; }

    /// <summary>The moderation model that checks the tokens.</summary>
    public string? SafetyModel { get; init; }

    /// <summary>
    /// Fields this version of the library does not know, added to the body as they are. Copied in and out, never shared: changing the
    /// object afterwards changes nothing. A field that is also set by a property is refused when the request is sent.
    /// </summary>
    [JsonIgnore]
    public JsonObject? ExtraBody
    {
        get => ExtraFields.ToObject(ExtensionData);
        init => ExtensionData = ExtraFields.FromObject(value);
    }

    // Settable and internal: the source generator cannot bind extension data to an init-only property.
    [JsonInclude]
    [JsonExtensionData]
    internal Dictionary<string, JsonElement>? ExtensionData { get; set; }

    Dictionary<string, JsonElement>? IExtraBody.Fields => ExtensionData;

    [JsonInclude]
    internal bool? Stream { get; init; }

    /// <summary>The request as it is sent: with the client's default limit, and marked as a stream or not.</summary>
    internal GenerationRequest Prepare(TogetherClientOptions options, bool stream, string? model = null) => this with
    {
        Model = model ?? Model,
        Stream = stream ? true : null,
        MaxTokens = MaxTokens ?? (SetsLimitByHand ? null : options.DefaultMaxTokens),
    };

    private bool SetsLimitByHand =>
        ExtensionData is { } extra && (extra.ContainsKey("max_tokens") || extra.ContainsKey("max_completion_tokens"));
}
