using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace TogetherAI;

/// <summary>
/// Sends each request to reserved capacity first, to a lane that is paid by the token when that would be late, and to a second one when a
/// first token is late, within limits on money and on extra attempts. The first content token wins. It offers what
/// <see cref="TogetherClient.Chat"/> offers. Thread-safe: make one and keep it.
/// </summary>
/// <remarks>
/// What it learns of the lanes is kept in fixed memory and forgotten when the process ends. Extra attempts never exceed 5 % of the arrivals
/// (or 3) in any 60 seconds, whatever fails. <see cref="GenerationRequest.Model"/> is replaced by each lane's own.
/// </remarks>
public sealed partial class OverflowRouter : IDisposable
{
    private readonly RouterOptions _options;
    private readonly Lane[] _lanes;
    private readonly LaneChooser _chooser;
    private readonly LocalQueue _queue;
    private readonly HedgeRule _hedges;
    private readonly AttemptBudget _attempts;
    private readonly DollarBucket? _dollars;
    private readonly SpendMeter _spend;
    private readonly PromptEstimator _estimator = new();
    private long _serial;

    /// <summary>Makes a router.</summary>
    /// <param name="client">The client whose connections, key, clock and limits the lanes use. It stays its owner's.</param>
    /// <param name="options">The lanes and the objective; copied.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message names each fault.</exception>
    public OverflowRouter(TogetherClient client, RouterOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Copy();
        IReadOnlyList<string> faults = RouterOptionsValidator.Validate(_options);
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults), nameof(options));

        Client = client;
        Time = client.Options.TimeProvider;
        Random random = new(_options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));
        _lanes = [.. _options.Lanes.OrderByDescending(static lane => lane.IsDedicated).Select((lane, index) => new Lane(index, lane, LaneClients.Create(client, lane, _options).Chat, _options, Time, new Random(random.Next())))];
        _attempts = new AttemptBudget(Time);
        _spend = new SpendMeter(Time, _options.CapPerHour, _options.CapPerDay);
        decimal reservedPerHour = _options.Lanes.Sum(static lane => lane.IsDedicated ? lane.UsdPerHour ?? 0 : 0);
        decimal share = (decimal)(_options.HedgeShare ?? 0.03);
        if (reservedPerHour * share > 0)
            _dollars = new DollarBucket(Time, reservedPerHour * share / 3600, TimeSpan.FromMinutes(5));
        AffinityTable affinity = new(Time, TimeSpan.FromMinutes(5));
        _chooser = new LaneChooser(_lanes, _options, _attempts, _spend, affinity, random);
        _queue = new LocalQueue(Time, _chooser, _attempts, _options);
        _hedges = new HedgeRule(Time, _lanes, _chooser, _queue, _options, _attempts, _dollars, _spend, random);
        if (_options.RampLane is { } ramp)
            Ramp = new LaneRamp(Array.FindIndex(_lanes, lane => lane.Options.Name == ramp), new PercentageRamp(Time, _options.RampOptions!));
    }

    internal TimeProvider Time { get; }

    internal TogetherClient Client { get; }

    internal string DefaultModel => _lanes[0].Options.Model;

    internal LaneRamp? Ramp { get; }

    /// <summary>Lets a lane answer token by token. Returns at the first content token: by then it is decided whose answer it is.</summary>
    /// <param name="request">The conversation and how to go on with it.</param>
    /// <param name="cancellationToken">Ends the call, also after this method has returned.</param>
    /// <returns>The stream, which the caller must dispose.</returns>
    /// <exception cref="CapacityException">No lane took the request in time.</exception>
    /// <exception cref="TogetherException">Every attempt failed; <see cref="TogetherException.Route"/> tells of each.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<RoutedChatStream> StreamAsync(ChatRequest request, CancellationToken cancellationToken = default) =>
        StreamAsync(request, RouteOptions.Default, cancellationToken);

    /// <summary>Lets a lane answer token by token. Returns at the first content token: by then it is decided whose answer it is.</summary>
    /// <param name="request">The conversation and how to go on with it.</param>
    /// <param name="route">How this request is routed.</param>
    /// <param name="cancellationToken">Ends the call, also after this method has returned.</param>
    /// <returns>The stream, which the caller must dispose.</returns>
    /// <exception cref="CapacityException">No lane took the request in time.</exception>
    /// <exception cref="TogetherException">Every attempt failed; <see cref="TogetherException.Route"/> tells of each.</exception>
    /// <exception cref="ArgumentException"><see cref="RouteOptions.Lane"/> names no lane.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<RoutedChatStream> StreamAsync(ChatRequest request, RouteOptions route, CancellationToken cancellationToken = default)
    {
        RoutedCall call = Begin(request, route, cancellationToken);
        RoutedAttempt winner = await RaceAsync(call, cancellationToken).ConfigureAwait(false);
        return new RoutedChatStream(call, winner, route.MidStream, cancellationToken);
    }

    /// <summary>
    /// Lets a lane answer, and waits for the whole answer. Underneath it is a stream, so that a late first token is noticed; since nothing is
    /// shown before the end, an answer that breaks off is asked for once more.
    /// </summary>
    /// <param name="request">The conversation and how to go on with it.</param>
    /// <param name="route">How this request is routed; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer, with <see cref="ChatResponse.Route"/>.</returns>
    /// <exception cref="CapacityException">No lane took the request in time.</exception>
    /// <exception cref="TogetherException">Every attempt failed; <see cref="TogetherException.Route"/> tells of each.</exception>
    /// <exception cref="ArgumentException"><see cref="RouteOptions.Lane"/> names no lane.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ChatResponse> CreateAsync(ChatRequest request, RouteOptions? route = null, CancellationToken cancellationToken = default)
    {
        RoutedChatStream stream = await StreamAsync(
            request, (route ?? RouteOptions.Default) with { MidStream = MidStreamPolicy.RestartBeforeText }, cancellationToken).ConfigureAwait(false);
        try
        {
            return await stream.GetFinalResponseAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Asks one question and reads the answer's text as it is made. The request is sent when the loop begins.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="maxTokens">The most tokens to generate; null for <see cref="TogetherClientOptions.DefaultMaxTokens"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The pieces of text, none of them empty. Leaving the loop ends the request.</returns>
    /// <exception cref="CapacityException">No lane took the request in time.</exception>
    /// <exception cref="TogetherException">Every attempt failed; <see cref="TogetherException.Route"/> tells of each.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async IAsyncEnumerable<string> StreamTextAsync(
        string prompt, int? maxTokens = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatRequest request = new() { Model = DefaultModel, Messages = [ChatMessage.User(prompt)], MaxTokens = maxTokens };
        RoutedChatStream stream = await StreamAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            await foreach (string text in stream.ReadTextAsync(CancellationToken.None).ConfigureAwait(false))
                yield return text;
        }
        finally
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What the router knows and has done, now.</summary>
    /// <returns>The figures; each is right by itself, and they are not of one instant.</returns>
    public RouterSnapshot Snapshot() => new()
    {
        Lanes = [.. _lanes.Select(static lane => lane.Snapshot())],
        Queued = _queue.Count,
        Arrivals = _attempts.Arrivals,
        ExtraAttempts = _attempts.Extras,
        HedgeBudgetUsd = _dollars?.Available,
        SpentLastHourUsd = _spend.ThisHour,
        SpentLastDayUsd = _spend.Today,
        Ramp = Ramp?.Snapshot(),
    };

    /// <summary>Ends the waiting of requests that no lane has taken. Streams that are open go on.</summary>
    public void Dispose() => _queue.Dispose();

    private RoutedCall Begin(ChatRequest request, RouteOptions route, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(route);
        cancellationToken.ThrowIfCancellationRequested();
        _attempts.Arrived();
        ulong? key = route.Session is { } session ? AffinityTable.KeyOf(session)
            : _options.AffinityByPrompt ? AffinityTable.KeyOf(request.Messages)
            : null;
        return new RoutedCall(this, request, route, _estimator.Estimate(request), _estimator.EstimateOutput(request.MaxTokens))
        {
            AffinityKey = key,
            IsRamped = Ramp is null || Ramp.Chooses(key ?? (ulong)Interlocked.Increment(ref _serial) * 0x9E3779B97F4A7C15),
        };
    }
}
