using System.Diagnostics;

namespace TogetherAI;

/// <content>Live calls: read off the spans that every client makes where somebody listens, so that no client needs to know of the profiler.</content>
public sealed partial class TrafficProfiler
{
    /// <summary>
    /// Records the answered chat and completion calls of every <see cref="TogetherClient"/> in this process, until it is disposed. A call that is
    /// tried again counts once, with all its attempts; each lane that an <see cref="OverflowRouter"/> tries is a call of its own. Calls that
    /// fail, are cancelled or given up are not recorded: their tokens are not known.
    /// </summary>
    /// <param name="filter">Which calls, by their span; null for all. <c>gen_ai.request.model</c> is the tag of the model.</param>
    /// <param name="nobodyWaits">Whether nobody waits for a call's answer; null, or a null from it, where that is not known.</param>
    /// <returns>What ends the recording when it is disposed.</returns>
    /// <remarks>
    /// It listens to <see cref="TogetherTelemetry.ActivitySourceName"/>, and so makes the clients create spans (which are not exported for its
    /// sake) where nobody else does. Both functions are called when a call ends, by whatever thread that is, and must not throw: the call would.
    /// </remarks>
    public IDisposable Watch(Func<Activity, bool>? filter = null, Func<Activity, bool?>? nobodyWaits = null)
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = static source => source.Name == TogetherTelemetry.ActivitySourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.GetTagItem(GenAiConventions.OperationName) is "chat" or "text_completion"
                    && span.GetTagItem(GenAiConventions.UsageInputTokens) is int prompt
                    && span.GetTagItem(GenAiConventions.UsageOutputTokens) is int completion
                    && filter?.Invoke(span) != false)
                    Record(span, prompt, completion, nobodyWaits?.Invoke(span));
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private void Record(Activity span, int prompt, int completion, bool? nobodyWaits) => Record(new TrafficRecord
    {
        At = new DateTimeOffset(span.StartTimeUtc),
        PromptTokens = Math.Max(0, prompt),
        CompletionTokens = Math.Max(0, completion),
        TimeToFirstToken = span.GetTagItem(GenAiConventions.ResponseTimeToFirstChunk) is double seconds ? TimeSpan.FromSeconds(seconds) : null,
        Duration = span.Duration,
        NobodyWaits = nobodyWaits,
    });
}
