using System.Diagnostics;

namespace TogetherAI.Tests;

/// <summary>Keeps the spans of calls to one model: the source is the process's, and other tests call too.</summary>
internal sealed class SpanCollector : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly List<Activity> _ended = [];

    public SpanCollector(string model)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "TogetherAI",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (_ended)
                {
                    if (span.GetTagItem("gen_ai.request.model") as string == model)
                        _ended.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The spans that have ended, oldest first.</summary>
    public IReadOnlyList<Activity> Ended
    {
        get
        {
            lock (_ended)
                return [.. _ended];
        }
    }

    public Activity Single() => Assert.Single(Ended);

    public void Dispose() => _listener.Dispose();
}
