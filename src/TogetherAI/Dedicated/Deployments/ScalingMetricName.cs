using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// A number that replicas are added or removed by. An open set: a value this version does not know is kept as it is. Immutable.
/// </summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<ScalingMetricName>))]
public readonly struct ScalingMetricName : IEquatable<ScalingMetricName>, IWireString<ScalingMetricName>
{
    private static readonly ScalingMetricName[] s_wellKnown;

    private readonly string? _value;

    static ScalingMetricName() => s_wellKnown =
    [
        InflightRequests, GpuUtilization, TokenUtilization, CacheHitRate, ThroughputPerReplica, Ttft, DecodingSpeed, E2eLatency,
    ];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ScalingMetricName(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Requests in work, on each replica; what is used where nothing is said, with a target of 8.</summary>
    public static ScalingMetricName InflightRequests { get; } = new("inflight_requests");

    /// <summary>How busy the GPUs are.</summary>
    public static ScalingMetricName GpuUtilization { get; } = new("gpu_utilization");

    /// <summary>How much of the room for tokens is used.</summary>
    public static ScalingMetricName TokenUtilization { get; } = new("token_utilization");

    /// <summary>How much of the prompts was in the cache.</summary>
    public static ScalingMetricName CacheHitRate { get; } = new("cache_hit_rate");

    /// <summary>Tokens a second of a replica; from streamed answers only.</summary>
    public static ScalingMetricName ThroughputPerReplica { get; } = new("throughput_per_replica");

    /// <summary>Time to the first token; from streamed answers only.</summary>
    public static ScalingMetricName Ttft { get; } = new("ttft");

    /// <summary>Tokens a second of one answer; from streamed answers only.</summary>
    public static ScalingMetricName DecodingSpeed { get; } = new("decoding_speed");

    /// <summary>Time to the whole answer.</summary>
    public static ScalingMetricName E2eLatency { get; } = new("e2e_latency");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<ScalingMetricName> IWireString<ScalingMetricName>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(ScalingMetricName left, ScalingMetricName right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ScalingMetricName left, ScalingMetricName right) => !left.Equals(right);

    static ScalingMetricName IWireString<ScalingMetricName>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ScalingMetricName other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ScalingMetricName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
