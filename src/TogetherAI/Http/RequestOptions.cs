using System.Text.Json.Nodes;

namespace TogetherAI;

/// <summary>
/// What applies to some calls only; see <see cref="TogetherClient.With"/>. Immutable: <c>with</c> makes a changed copy. What is null is taken
/// from the client.
/// </summary>
public sealed record RequestOptions
{
    /// <summary>The limit on one attempt, in place of <see cref="TimeoutOptions.Attempt"/>.</summary>
    /// <value>Positive, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.</value>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>The limit on the whole call, in place of <see cref="TimeoutOptions.Total"/>.</summary>
    /// <value>Positive, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.</value>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>How many times a failed call is repeated, in place of <see cref="RetryOptions.MaxRetries"/>.</summary>
    /// <value>0 to 20.</value>
    public int? MaxRetries { get; init; }

    /// <summary>Headers added to the request; they replace the client's of the same name. <c>Authorization</c> is refused.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Parameters added to the query.</summary>
    public IReadOnlyDictionary<string, string>? Query { get; init; }

    /// <summary>Fields added to a JSON body, over whatever the request sets. Copied when the options are given to a client.</summary>
    public JsonObject? ExtraBody { get; init; }

    /// <summary>Whether <see cref="ResponseInfo.Body"/> keeps the answer's bytes.</summary>
    /// <value>Default: false.</value>
    public bool KeepBody { get; init; }
}
