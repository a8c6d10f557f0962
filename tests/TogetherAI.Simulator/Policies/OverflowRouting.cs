namespace TogetherAI.Simulator;

/// <summary>The library's own router, with nothing told to it but the lanes, their prices and the objective.</summary>
internal sealed class OverflowRouting : IPolicy
{
    private readonly OverflowRouter _router;

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

    public async Task<IAnswer> StartAsync(ChatRequest request, CancellationToken cancellationToken) =>
        new RoutedAnswer(await _router.StreamAsync(request, cancellationToken).ConfigureAwait(false));

    public void Dispose() => _router.Dispose();

    private sealed class RoutedAnswer(RoutedChatStream stream) : IAnswer
    {
        public Lane Lane { get; } = stream.Route.Lane == LaneModels.Dedicated ? Lane.Dedicated : Lane.Serverless;

        public async Task ReadToEndAsync()
        {
            await foreach (ChatChunk chunk in stream.WithCancellation(CancellationToken.None).ConfigureAwait(false))
                _ = chunk;
        }

        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }
}
