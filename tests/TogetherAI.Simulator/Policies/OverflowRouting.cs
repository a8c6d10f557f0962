using System.Globalization;

namespace TogetherAI.Simulator;

/// <summary>The library's own router, with nothing told to it but the lanes, their prices and the objective.</summary>
internal sealed class OverflowRouting : IPolicy
{
    private readonly OverflowRouter _router;
    private readonly SortedDictionary<string, int> _outcomes = new(StringComparer.Ordinal);

    /// <param name="client">The client it is made with.</param>
    /// <param name="share">The share of the rented GPUs that this router answers for.</param>
    /// <param name="seed">Seeds it.</param>
    /// <param name="configure">Changes its options; null leaves the defaults.</param>
    public OverflowRouting(TogetherClient client, double share, int seed, Action<RouterOptions>? configure = null)
    {
        ServiceModel model = ServiceModel.Current;
        TokenPrice price = new((decimal)model.Serverless.UsdPerMillionInput.Value, (decimal)model.Serverless.UsdPerMillionOutput.Value);
        decimal usdPerHour = (decimal)(model.Dedicated.Replicas * model.Dedicated.UsdPerReplicaHour * share);
        RouterOptions options = new RouterOptions { Seed = seed }
            .Dedicated(LaneModels.Dedicated, usdPerHour)
            .Overflow(LaneModels.Serverless, Equivalence.Declared, price)
            .Objective(0.95, TimeSpan.FromSeconds(model.Workload.ObjectiveSeconds));
        configure?.Invoke(options);
        _router = new OverflowRouter(client, options);
    }

    public async Task<IAnswer> StartAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        try
        {
            RoutedChatStream stream = await _router.StreamAsync(request, cancellationToken).ConfigureAwait(false);
            RouteReport route = stream.Route;
            Lane lane = route.Lane == LaneModels.Dedicated ? Lane.Dedicated : Lane.Serverless;
            Count($"{lane} {route.Reason}");
            return new RoutedAnswer(stream, lane);
        }
        catch (TogetherException exception)
        {
            Count(exception.GetType().Name);
            throw;
        }
    }

    public string Explain()
    {
        RouterSnapshot now = _router.Snapshot();
        string lanes = string.Join("; ", now.Lanes.Select(static lane => string.Create(
            CultureInfo.InvariantCulture,
            $"{lane.Name} {lane.State}, {lane.InFlight} in flight, {lane.PendingFirstToken} pending up to {lane.OldestPending.TotalSeconds:F2} s, {lane.FirstTokensPerSecond:F0} first tokens/s, limit {lane.ConcurrencyLimit}, paced to {lane.PacedToPerSecond:F1}")));
        string outcomes = string.Join(", ", _outcomes.Select(static outcome => $"{outcome.Key} {outcome.Value}"));
        _outcomes.Clear();
        return $"{now.Queued} queued; {lanes}; since: {outcomes}";
    }

    public void Dispose() => _router.Dispose();

    private void Count(string outcome) => _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;

    private sealed class RoutedAnswer(RoutedChatStream stream, Lane lane) : IAnswer
    {
        public Lane Lane => lane;

        public async Task ReadToEndAsync()
        {
            await foreach (ChatChunk chunk in stream.WithCancellation(CancellationToken.None).ConfigureAwait(false))
                _ = chunk;
        }

        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }
}
