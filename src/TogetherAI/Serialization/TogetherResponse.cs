using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>The base of every whole answer: what the body says, and what the headers said beside it. Immutable.</summary>
public abstract record TogetherResponse : WireModel
{
    private string? _requestId;

    /// <summary>The id under which the service knows the request; worth logging, and quoting to its support. Null where it sent none.</summary>
    [JsonIgnore]
    [JsonPropertyName("(request_id)")]
    public string? RequestId
    {
        get => _requestId ?? Http?.RequestId;
        init => _requestId = value;
    }

    /// <summary>What stood around the answer: status, headers, rate limits. Null for an answer that no service sent, such as a test's.</summary>
    [JsonIgnore]
    [JsonPropertyName("(http)")]
    public ResponseInfo? Http { get; private set; }

    /// <summary>Called once, before anyone else sees the answer.</summary>
    internal void Attach(ResponseInfo http) => Http = http;
}
