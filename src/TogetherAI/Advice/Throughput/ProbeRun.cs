namespace TogetherAI;

/// <summary>One level of a probe: so many places, each of which makes one request after the other. Used once; thread-safe.</summary>
internal sealed class ProbeRun(ChatClient chat, string model, ThroughputProbeOptions options, ProbePrompts prompts, ProbeBudget budget)
{
    private readonly Lock _gate = new();
    private readonly List<ProbeSample> _samples = [];
    private int _left;
    private int _failed;

    public IReadOnlyList<ProbeSample> Samples => _samples;

    public int Failed => _failed;

    public TimeSpan Elapsed { get; private set; }

    /// <summary>Why the last request failed; null where none did.</summary>
    public TogetherException? Failure { get; private set; }

    public async Task RunAsync(int places, CancellationToken cancellationToken)
    {
        _left = Math.Max(8, places * options.RequestsPerPlace);

        // A place that fails for good takes the others with it: a level of which a part is missing measures nothing.
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        long started = chat.Time.GetTimestamp();
        Task[] running = [.. Enumerable.Range(0, places).Select(_ => RunPlaceAsync(stop))];
        try
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
        catch (Exception) when (Array.Find(running, static place => place is { IsFaulted: true }) is { } faulted)
        {
            await faulted.ConfigureAwait(false); // what went wrong, rather than that the others were cancelled for it
            throw;
        }

        Elapsed = chat.Time.GetElapsedTime(started);
    }

    private async Task RunPlaceAsync(CancellationTokenSource stop)
    {
        try
        {
            while (Interlocked.Decrement(ref _left) >= 0)
            {
                (string prompt, int tokens) = prompts.Next();
                if (!budget.TryTake(tokens))
                    return;
                await AskAsync(prompt, tokens, stop.Token).ConfigureAwait(false);
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task AskAsync(string prompt, int reserved, CancellationToken cancellationToken)
    {
        long started = chat.Time.GetTimestamp();
        ChatRequest request = new() { Model = model, Messages = [ChatMessage.User(prompt)], MaxTokens = options.MaxTokens, Temperature = 0 };
        try
        {
            ChatStream stream = await chat.StreamAsync(request, cancellationToken).ConfigureAwait(false);
            await using (((IAsyncDisposable)stream).ConfigureAwait(false))
            {
                ChatResponse answer = await stream.GetFinalResponseAsync(cancellationToken).ConfigureAwait(false);
                TimeSpan total = chat.Time.GetElapsedTime(started);
                int promptTokens = answer.Usage?.PromptTokens ?? reserved;
                int completionTokens = answer.Usage?.CompletionTokens ?? 0;
                budget.Settle(reserved, promptTokens, completionTokens);
                lock (_gate)
                    _samples.Add(new ProbeSample(stream.TimeToFirstToken ?? total, total, promptTokens, completionTokens));
            }
        }
        catch (TogetherException e) when (e is TogetherRateLimitException or TogetherOverloadedException or TogetherTimeoutException or TogetherStreamInterruptedException)
        {
            // Too much was asked of it, which is an answer to what is measured here. What it cost is not known: the reserve stays.
            lock (_gate)
                (_failed, Failure) = (_failed + 1, e);
        }
    }
}
