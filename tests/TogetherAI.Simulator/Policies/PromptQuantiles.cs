namespace TogetherAI.Simulator;

/// <summary>A quantile of the times to the first token by prompt length, over the last 200 of each length class (a ratio of 1.6 from one to the next).</summary>
internal sealed class PromptQuantiles(double quantile)
{
    private const int Kept = 200;
    private const int Least = 20;
    private const int Refresh = 10;

    private readonly Class[] _classes = [.. Enumerable.Range(0, 24).Select(static _ => new Class())];

    public void Add(ChatRequest request, TimeSpan took)
    {
        Class here = Find(request);
        here.Times[here.Count++ % Kept] = took.Ticks;
        if (here.Count < Least || here.Count % Refresh != 0)
            return;
        long[] sorted = here.Times[..Math.Min(here.Count, Kept)];
        Array.Sort(sorted);
        here.Quantile = TimeSpan.FromTicks(sorted[(int)(sorted.Length * quantile)]);
    }

    /// <summary>The quantile; null while too little is known.</summary>
    public TimeSpan? Of(ChatRequest request) => Find(request).Quantile;

    private Class Find(ChatRequest request) =>
        _classes[Math.Clamp((int)(Math.Log(Math.Max(1, request.Messages[^1].Text.Length / 240.0)) / Math.Log(1.6)), 0, _classes.Length - 1)];

    private sealed class Class
    {
        public long[] Times { get; } = new long[Kept];

        public int Count { get; set; }

        public TimeSpan? Quantile { get; set; }
    }
}
