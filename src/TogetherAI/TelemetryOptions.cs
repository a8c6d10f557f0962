namespace TogetherAI;

/// <summary>What logs and traces hold. Names, counts and durations are always recorded where somebody listens.</summary>
public sealed class TelemetryOptions
{
    /// <summary>
    /// Whether prompts and answers are recorded too: as attributes of the trace, and in the log at <c>Trace</c> level. They are the
    /// users' words; leave this off where those must not be kept.
    /// </summary>
    /// <value>Default: false.</value>
    public bool RecordContent { get; set; }

    internal TelemetryOptions Copy() => (TelemetryOptions)MemberwiseClone();
}
