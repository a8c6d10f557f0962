namespace TogetherAI;

/// <summary>
/// Measures what a replica can do: makes more and more requests at once until that brings no more tokens a second, or a limit is reached.
/// Works against a lease, an endpoint, serverless, or any server that speaks the API. Thread-safe, though two probes at once measure each other.
/// </summary>
/// <remarks>
/// Requests are streamed and never tried again. A level is a closed loop: each place makes its next request when the last is answered. What a
/// prompt takes is fitted to the requests that ran alone (least squares), network included; so the advice errs on the side of more replicas.
/// </remarks>
public sealed class ThroughputProbe
{
    private readonly ChatClient _chat;
    private readonly string _model;
    private readonly ThroughputProbeOptions _options;

    /// <summary>Makes a probe; nothing is sent before <see cref="RunAsync"/>.</summary>
    /// <param name="chat">Reaches the replica, such as a lease's <c>Chat</c>.</param>
    /// <param name="model">The model's name there.</param>
    /// <param name="options">How it measures and what it may use up; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its bounds; the message names it.</exception>
    public ThroughputProbe(ChatClient chat, string model, ThroughputProbeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(chat);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        (_chat, _model, _options) = (chat.With(new RequestOptions { MaxRetries = 0 }), model, options ?? new());
        _options.Check();
    }

    /// <summary>Measures.</summary>
    /// <param name="hardware">What the replica runs on: the name under which its price is known.</param>
    /// <param name="progress">Is told of each level when it is done; null for nobody.</param>
    /// <param name="cancellationToken">Ends the measuring, and every request that is under way.</param>
    /// <returns>The replica's pace, the levels it comes from, and why the measuring ended.</returns>
    /// <exception cref="TogetherException">
    /// A request failed for another reason than too much load, or no request that ran alone was answered; the type says what to do about it.
    /// </exception>
    /// <exception cref="InvalidOperationException">The limits left no room for a single request.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ReplicaThroughput> RunAsync(
        string hardware, IProgress<ThroughputLevel>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(hardware);
        ProbePrompts prompts = new(_options.Seed, _options.PromptTokens);
        ProbeBudget budget = new(_options);
        List<ThroughputLevel> levels = [];
        IReadOnlyList<ProbeSample> alone = [];
        string? ended = null;
        foreach (int concurrency in _options.Levels.Prepend(1).Distinct())
        {
            ProbeRun run = new(_chat, _model, _options, prompts, budget);
            await run.RunAsync(concurrency * _options.Replicas, cancellationToken).ConfigureAwait(false);
            ended = budget.Exhausted;
            if (levels.Count == 0)
                alone = run.Samples.Count > 0 ? run.Samples : throw run.Failure ?? (Exception)new InvalidOperationException($"Nothing was measured. {ended}");
            else if (ended is not null)
                break; // a level that was cut short is slower than it would have been

            ThroughputLevel level = PaceFit.Level(concurrency, run, _options.Replicas);
            double before = levels.Count == 0 ? 0 : levels.Max(static done => done.TokensPerSecond);
            levels.Add(level);
            progress?.Report(level);
            ended ??= Ended(level, before);
            if (ended is not null)
                break;
        }

        return new ReplicaThroughput
        {
            Hardware = hardware,
            Pace = PaceFit.Fit(alone, levels),
            Levels = levels,
            Ended = ended ?? "All levels were measured: the replica may do more with more at once.",
        };
    }

    private static string? Ended(ThroughputLevel level, double before)
    {
        if (PaceFit.HasFailed(level))
            return FormattableString.Invariant($"With {level.Concurrency} at once more than one request in ten failed.");
        return before > 0 && level.TokensPerSecond * PaceFit.NearlyAll < before
            ? FormattableString.Invariant($"{level.Concurrency} at once bring no more tokens a second than fewer do.")
            : null;
    }
}
