namespace TogetherAI;

/// <summary>
/// What a listener asks for to see the client's traces and metrics, with OpenTelemetry <c>AddSource(ActivitySourceName)</c> and
/// <c>AddMeter(MeterName)</c>. Names and units follow the OpenTelemetry semantic conventions for generative AI, version 1.41.
/// </summary>
/// <remarks>
/// <para>A span covers a whole call: all its attempts, and of a stream everything up to its end.</para>
/// <para>
/// Histograms: <c>gen_ai.client.operation.duration</c> (seconds), <c>gen_ai.client.token.usage</c> (tokens); for streams also
/// <c>gen_ai.client.operation.time_to_first_chunk</c> (seconds, to the first chunk that holds something generated),
/// <c>gen_ai.client.operation.time_per_output_chunk</c> (seconds between such chunks, as the caller reads them) and
/// <c>together_ai.client.operation.time_per_output_token</c> (seconds; the time after the first chunk, shared among the tokens after the
/// first one; only where one answer was asked for).
/// </para>
/// <para>
/// <c>error.type</c> is the status of an answer that is an error (<c>429</c>), <c>connect_timeout</c>, <c>attempt_timeout</c>,
/// <c>first_token_timeout</c>, <c>idle_timeout</c> or <c>total_timeout</c>, <c>cancelled</c> (by the caller), <c>abandoned</c> (a stream
/// that was disposed before its end), or else the exception's type. Calls that are cancelled or abandoned ended as their caller wished: their spans have
/// no error status.
/// </para>
/// </remarks>
public static class TogetherTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/> whose spans the calls are.</summary>
    public const string ActivitySourceName = "TogetherAI";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/> of the histograms.</summary>
    public const string MeterName = "TogetherAI";

    internal static string? Version { get; } = typeof(TogetherTelemetry).Assembly.GetName().Version?.ToString(3);
}
